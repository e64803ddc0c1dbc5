#include <gtest/gtest.h>

#include "isnad/engine.h"
#include "isnad/names.h"
#include "lexicon/ner.h"

namespace isnad::ner {
namespace {

// The names in `text` as the tagger sees them: "PERS words | LOC words".
std::string names(const std::string& text) {
  static const auto engine = Engine::open(ISNAD_IMAGE);
  static auto worker = engine->worker(NameTags::given);
  static Document d;
  d.text = text;
  d.language = "ar";
  std::string out;
  for (const Token& t : worker.analyse(d).tokens) {
    const std::string_view tag = name_of(t.ner);
    if (tag == "O") continue;
    if (tag[0] == 'B') out += (out.empty() ? "" : " | ") + std::string(tag.substr(2));
    out += " " + std::string(slice(d.text, t.span));
  }
  return out;
}

TEST(NameTagger, FindsNamesThatNoListHas) {
  EXPECT_EQ(names("وقال المتحدث هنريك فالدستروم إن الوفد سيصل إلى مدينة كارلسوند غدا"), "PERS هنريك فالدستروم | LOC كارلسوند");
}

TEST(NameTagger, TellsAPersonFromAPlaceOfTheSameSpelling) {
  EXPECT_EQ(names("عاد الصحفي رامي عمان إلى بيته"), "PERS رامي عمان");
  EXPECT_EQ(names("عاد الوفد إلى العاصمة عمان"), "LOC عمان");
}

TEST(NameTagger, LeavesTextWithoutNamesAlone) { EXPECT_EQ(names("ارتفعت أسعار الخضروات في الأسواق بسبب الجفاف"), ""); }

TEST(NerTables, GiveBackWhatWasPutInAndNothingElse) {
  lexicon::NerTables tables;
  tables.reserve(100);
  for (lexicon::NerKey k = 1; k <= 100; ++k) tables.add(k * 0x9E3779B97F4A7C15ULL, {static_cast<std::int8_t>(k)});
  const lexicon::NerModel model = tables.view();
  for (lexicon::NerKey k = 1; k <= 100; ++k) {
    const auto* row = model.find(k * 0x9E3779B97F4A7C15ULL);
    ASSERT_NE(row, nullptr);
    EXPECT_EQ(row->weights[0], static_cast<std::int8_t>(k));
  }
  EXPECT_EQ(model.find(101 * 0x9E3779B97F4A7C15ULL), nullptr);
  EXPECT_FALSE(model.is_trained());
}

}  // namespace
}  // namespace isnad::ner
