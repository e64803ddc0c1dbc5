#include "lexicon/offices.h"

#include <fmt/format.h>

#include <charconv>
#include <filesystem>
#include <map>
#include <vector>

#include "lexicon/table.h"

namespace isnad::lexicon {
namespace {

// "2018-03-14", "2018-03", "2018" as year * 100 + month; a bare year takes `month`. 0 when it is no date.
std::uint32_t month_of(std::string_view iso, std::uint32_t month) {
  std::uint32_t year = 0;
  if (iso.size() < 4 || std::from_chars(iso.data(), iso.data() + 4, year).ec != std::errc()) return 0;
  if (iso.size() >= 7) std::from_chars(iso.data() + 5, iso.data() + 7, month);
  return year * 100 + month;
}

// Adjectives of states that are spelled in more than one way: each to the others.
Result<std::map<std::string, std::vector<std::string>>> read_spellings(const std::string& data_dir) {
  std::map<std::string, std::vector<std::string>> spellings;
  auto states = Table::read(data_dir + "/actors/states.tsv", {"adj_ar"});
  if (!states) return states.error();
  const std::string article = "\xD8\xA7\xD9\x84";
  const std::string feminine = "\xD8\xA9";
  for (const Table::Row& row : states->rows()) {
    const std::vector<std::string> forms = states->values(row, "adj_ar");
    for (const std::string& a : forms) {
      for (const std::string& b : forms) {
        if (a == b) continue;
        const std::string first = article + a;
        const std::string second = article + b;
        spellings[first].push_back(second);
        spellings[first + feminine].push_back(second + feminine);
      }
    }
  }
  return spellings;
}

}  // namespace

std::string_view Offices::holder(std::uint32_t entry, std::string_view published) const {
  const OfficeRow& row = rows_[entry];
  const std::uint32_t at = month_of(published, 6);
  if (at != 0 && ((row.from != 0 && at < row.from) || (row.to != 0 && at > row.to))) return {};
  return image_.string(row.person);
}

Result<void> compile_offices(const std::string& data_dir, ImageBuilder& image, PhraseBuilder& phrases) {
  auto spellings = read_spellings(data_dir);
  if (!spellings) return spellings.error();
  std::vector<OfficeRow> rows;
  for (const char* name : {"offices_arab.tsv", "offices_world.tsv"}) {
    auto table = Table::read(data_dir + "/actors/" + name, {"person", "title_ar", "from", "to"});
    if (!table) return table.error();
    for (const Table::Row& row : table->rows()) {
      const auto entry = static_cast<std::uint32_t>(rows.size());
      rows.push_back({image.intern(table->cell(row, "person")), image.intern(fmt::format("actors/{}:{}", name, row.line)),
                      month_of(table->cell(row, "from"), 1), month_of(table->cell(row, "to"), 12)});
      for (const std::string& title : table->values(row, "title_ar")) {
        const Payload payload{static_cast<std::uint16_t>(Layer::office), 0, entry};
        phrases.add(title, payload);
        const std::size_t last_space = title.rfind(' ');
        const auto it = spellings->find(title.substr(last_space == std::string::npos ? 0 : last_space + 1));
        if (it == spellings->end() || last_space == std::string::npos) continue;
        for (const std::string& other : it->second) phrases.add(title.substr(0, last_space + 1) + other, payload);
      }
    }
  }
  image.add("offices", rows);
  return {};
}

}  // namespace isnad::lexicon
