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
    for (std::string* sql : {&condition.sql, &condition.set}) {
      if (const auto at = sql->find("{}"); at != std::string::npos) sql->replace(at, 2, fmt::format("?{}", next()));
    }
    values_.push_back(std::move(value));
  }
  sql_ += " AND " + condition.sql;
  sql_of_numbers_ += " AND " + (condition.reads_row ? "{+}d.number IN (" + condition.set + ")" : condition.sql);
  const bool is_source = set_.empty() && !condition.set.empty() && !condition.reads_row;
  if (is_source) set_ = std::move(condition.set);
  else sql_of_others_ += " AND " + condition.sql;
  reads_rows_ = reads_rows_ || condition.reads_row;
}

std::string Conditions::sql_for_few() const {
  static constexpr std::pair<std::string_view, std::string_view> kFew[] = {{"{+}", ""}};
  return replaced(sql_, kFew);
}

std::string Conditions::sql_of(std::string_view number) const {
  const std::pair<std::string_view, std::string_view> names[] = {{"d.number", number}};
  return replaced(sql_of_numbers_, names);
}

std::string Conditions::count() const {
  const bool is_set = !set_.empty() && !reads_rows_;
  return is_set ? fmt::format("SELECT count(*) FROM ({}) d WHERE true{}", set_, sql_of_others_)
                : fmt::format("SELECT count(*) FROM documents d WHERE true{}", sql_);
}

void Conditions::bind(Statement& statement) const {
  for (std::size_t i = 0; i < values_.size(); ++i) statement.bind(static_cast<int>(i) + 1, values_[i]);
}

}  // namespace isnad::store
