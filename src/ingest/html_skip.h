// Parts of a page that never hold the article are passed over as bytes, so that no tree is built of them.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "ingest/html_tags.h"

namespace isnad::ingest {

/// What an element holds that is passed over.
struct PassedOver {
  std::size_t end = 0;     ///< where its end tag begins
  std::size_t inputs = 0;  ///< <input> elements in it: forms are told by their number
};

/// True for elements whose content is never read: navigation, asides and footers.
bool is_passed_over(GumboTag tag);

/// Reads the content of an element `name` from `at`, the first byte after its start tag, up to its end tag. The content can be
/// left out with no effect on what stands around it only if its tags are balanced (HTML5, section 13.2.6, repairs others by
/// changing what is open outside), and only if it says nothing of the page: no headline, no microdata, no date. Otherwise
/// nothing is returned, and `stopped` is where that became known. `in_form`: the element stands in a form.
std::optional<PassedOver> pass_over(std::string_view html, std::size_t at, const html::TagName& name, bool in_form,
                                    std::size_t& stopped);

}  // namespace isnad::ingest
