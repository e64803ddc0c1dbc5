#include "store/sql.h"

#include <fmt/format.h>

#include "store/database.h"

namespace isnad::store {

void damaged(const std::string& what) {
  throw SqlError(ErrorCode::bad_format, fmt::format("the store is damaged ({}); make it again with isnad analyze", what));
}

std::string replaced(std::string_view sql, std::span<const std::pair<std::string_view, std::string_view>> words) {
  std::string out(sql);
  for (const auto& [from, to] : words) {
    for (std::size_t at = out.find(from); at != std::string::npos; at = out.find(from, at + to.size()))
      out.replace(at, from.size(), to);
  }
  return out;
}

void Conditions::add(Condition condition) {
  for (std::string& value : condition.values) {
    condition.sql.replace(condition.sql.find("{}"), 2, fmt::format("?{}", next()));
    values_.push_back(std::move(value));
  }
  sql_ += " AND " + condition.sql;
}

void Conditions::bind(Statement& statement) const {
  for (std::size_t i = 0; i < values_.size(); ++i) statement.bind(static_cast<int>(i) + 1, values_[i]);
}

}  // namespace isnad::store
