// The tables behind Knowledge.
#pragma once

#include "ingest/dates.h"
#include "ingest/html_hints.h"
#include "ingest/language.h"
#include "ingest/line_rules.h"
#include "ingest/outlets.h"
#include "isnad/ingest.h"

namespace isnad::ingest {

struct Knowledge::Tables {
  HtmlHints hints;
  LineRules lines;
  Months months;
  Languages languages;
  OutletResolver outlets;
};

using Tables = Knowledge::Tables;

}  // namespace isnad::ingest
