#include "lexicon/nisba.h"

#include <fmt/format.h>

#include "lexicon/table.h"
#include "text/letters.h"

namespace isnad::lexicon {
namespace {

using namespace text::letter;

struct Ending {
  std::string text;
  std::uint16_t features;
};

const std::vector<Ending>& endings() {
  static const std::vector<Ending> kEndings{
      {"", kMasculine | kSingular},
      {kTehMarbutaUtf8, kFeminine | kSingular},
      {std::string(kWawUtf8) + kNoonUtf8, kMasculine | kPlural},
      {std::string(kYehUtf8) + kNoonUtf8, kMasculine | kPlural},
      {std::string(kAlefUtf8) + kNoonUtf8, kMasculine | kDual},
      {std::string(kAlefUtf8) + kTehUtf8, kFeminine | kPlural},
  };
  return kEndings;
}

}  // namespace

std::vector<Form> decline_nisba(std::string_view masculine) {
  const std::vector<std::string> words = split(masculine, ' ');
  const std::string article = std::string(kAlefUtf8) + kLamUtf8;
  std::vector<Form> out;
  for (const Ending& e : endings()) {
    std::string bare;
    std::string definite;
    std::string outer;  // the article on the first word only
    for (std::size_t i = 0; i < words.size(); ++i) {
      const bool is_nisba = std::string_view(words[i]).ends_with(kYehUtf8) || words.size() == 1;
      const std::string form = is_nisba ? words[i] + e.text : words[i];
      const char* gap = i == 0 ? "" : " ";
      bare += gap + form;
      definite += gap + (is_nisba ? article + form : form);
      outer += gap + (i == 0 ? article + form : form);
    }
    out.push_back({bare, e.features});
    out.push_back({definite, static_cast<std::uint16_t>(e.features | kDefinite)});
    if (outer != definite) out.push_back({outer, static_cast<std::uint16_t>(e.features | kDefinite)});
  }
  return out;
}

}  // namespace isnad::lexicon
