// The publication date that readers of a page see, where its metadata name none.
#pragma once

#include <string>
#include <string_view>

#include "ingest/html_dom.h"
#include "ingest/tables.h"
#include "isnad/document.h"

namespace isnad::ingest {

/// The date that stands by the headline, or in an element whose name or words say that it is the date of publication.
/// Dates of teasers, comments and changes lose against it; dates in prose are never taken. Empty when there is none.
Published find_visible_date(const Dom& dom, const Tables& tables, std::string_view headline, DateStyle style);

/// The date that a script of `source` (HTML) states for the page ("publishedAt": "2019-12-07"); empty when none does.
std::string find_scripted_date(std::string_view source, const Months& months);

/// The day (UTC) of seconds or milliseconds since 1970, in figures; empty when `text` is no such number of recent decades.
std::string day_of_timestamp(std::string_view text);

}  // namespace isnad::ingest
