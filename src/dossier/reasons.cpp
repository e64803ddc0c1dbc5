#include <array>
#include <utility>

#include "isnad/dossier.h"

namespace isnad {
namespace {

using Row = std::pair<std::string_view, std::string_view>;

constexpr std::array<Row, 13> kWords{{
    {"same_source", "same source in {0} and {1}"},
    {"cites_other", "{0} cites {1}"},
    {"copied_text", "copied text: {0} and {1}"},
    {"same_sentence", "same sentence in {0} and {1}"},
    {"own_voice", "{0} in its own voice, twice"},
    {"outlet_names_source", "{0} names the source elsewhere"},
    {"article_cites_source", "the article of {0} cites the source elsewhere"},
    {"denies", "{0} denies it"},
    {"negates", "{0} says that it is not so"},
    {"said_otherwise", "{0} said otherwise before"},
    {"other_role", "{0} names another in that role"},
    {"other_number", "{0} gives another number"},
    {"other_number_before", "{0} gives another number than before"},
}};

std::string_view english(std::string_view key) {
  for (const auto& [k, words] : kWords) {
    if (k == key) return words;
  }
  return key;
}

const std::string& outlet_of(const DossierDocument& d) {
  if (!d.outlet_name.empty()) return d.outlet_name;
  return d.outlet.empty() ? d.id : d.outlet;
}

}  // namespace

std::vector<std::string> arguments_of(const Dossier& dossier, const Fold& fold) {
  std::vector<std::string> out;
  for (const std::uint32_t d : fold.documents) out.push_back(outlet_of(dossier.documents[d]));
  return out;
}

std::vector<std::string> arguments_of(const Contradiction& contradiction) { return {contradiction.who}; }

std::string filled(std::string_view pattern, const std::vector<std::string>& arguments) {
  std::string out;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const bool is_place = pattern[i] == '{' && i + 2 < pattern.size() && pattern[i + 2] == '}';
    const auto number = is_place ? static_cast<std::size_t>(pattern[i + 1] - '0') : arguments.size();
    if (number >= arguments.size()) {
      out += pattern[i];
      continue;
    }
    out += arguments[number];
    i += 2;
  }
  return out;
}

std::string words_of(const Dossier& dossier, const Fold& fold) { return filled(english(fold.key), arguments_of(dossier, fold)); }

std::string words_of(const Contradiction& contradiction) {
  return filled(english(contradiction.reason), arguments_of(contradiction));
}

}  // namespace isnad
