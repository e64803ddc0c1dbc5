#include "lexicon/spelling.h"

#include <algorithm>

#include "lexicon/phrases.h"
#include "lexicon/table.h"
#include "text/fold.h"

namespace isnad::lexicon {

Result<void> Spelling::read(const std::string& path) {
  auto table = Table::read(path, {"from", "to", "where", "source"});
  if (!table) return table.error();
  for (const Table::Row& row : table->rows()) {
    const std::string_view where = table->cell(row, "where");
    if (where != "any" && where != "final") return Error{ErrorCode::bad_format, "`where` must be any or final", path, row.line};
    rules_.push_back({text::folded(table->cell(row, "from")), text::folded(table->cell(row, "to")), where == "final"});
  }
  return {};
}

std::string Spelling::apply(const Rule& rule, const std::string& name) {
  std::string out;
  for (std::size_t i = 0; i < name.size();) {
    const std::size_t end = i + rule.from.size();
    const bool is_there =
        name.compare(i, rule.from.size(), rule.from) == 0 && (!rule.is_final || end == name.size() || name[end] == ' ');
    out += is_there ? rule.to : name.substr(i, 1);
    i = is_there ? end : i + 1;
  }
  return out;
}

std::vector<std::string> Spelling::variants(std::string_view name) const {
  std::string plain;
  std::size_t longest = 0;
  for (const std::string& w : fold_words(name)) {
    plain += (plain.empty() ? "" : " ") + w;
    longest = std::max(longest, w.size() / 2);
  }
  if (longest < 4) return {};
  std::vector<std::string> all{plain};
  for (const Rule& rule : rules_) {
    for (std::size_t i = 0, n = all.size(); i < n && all.size() <= kMaxVariants; ++i) {
      std::string v = apply(rule, all[i]);
      if (std::find(all.begin(), all.end(), v) == all.end()) all.push_back(std::move(v));
    }
  }
  all.erase(all.begin());
  return all;
}

}  // namespace isnad::lexicon
