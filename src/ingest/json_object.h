// One JSON object of strings, as the formats of many documents hand on what they hold.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace isnad::ingest {

/// The object with those members, in order; empty values are left out. Values are valid UTF-8.
std::string json_object(std::initializer_list<std::pair<std::string_view, std::string_view>> members);

}  // namespace isnad::ingest
