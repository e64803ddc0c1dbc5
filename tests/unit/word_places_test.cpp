// The index of words that the store has in PostgreSQL: places of terms, phrases, ranks.
#include "store/word_places.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "text/fold.h"

namespace isnad::store {
namespace {

TermPhrase phrase(std::initializer_list<const char*> words) {
  TermPhrase out;
  for (const char* w : words) out.push_back({term_number(stem_term(text::folded(w)))});
  return out;
}

TEST(WordPlaces, CountPhrasesInHeadlineAndBodyApart) {
  std::set<std::string> folded;
  const IndexedWords words =
      WordReader().read("وقف النار", "وقف النار في النار. وقف", [&](std::string_view w) { folded.emplace(w); });
  EXPECT_EQ(words.words, 7);
  EXPECT_EQ(folded, (std::set<std::string>{"وقف", "النار", "في"}));
  EXPECT_TRUE(std::is_sorted(words.terms.begin(), words.terms.end()));
  const auto counts = [&](const TermPhrase& p) {
    const PhraseCount n = count_phrase(p, words.places);
    return std::pair(n.headline, n.body);
  };
  EXPECT_EQ(counts(phrase({"وقف"})), std::pair(1U, 2U));
  EXPECT_EQ(counts(phrase({"النار"})), std::pair(1U, 2U));
  EXPECT_EQ(counts(phrase({"وقف", "النار"})), std::pair(1U, 1U));
  EXPECT_EQ(counts(phrase({"النار", "وقف"})), std::pair(0U, 1U)) << "no phrase runs from the headline into the body";
  EXPECT_EQ(counts(phrase({"هدنة"})), std::pair(0U, 0U));
  EXPECT_EQ(counts({}), std::pair(0U, 0U));
}

TEST(WordPlaces, AWordMayStandForSeveralTerms) {
  const IndexedWords words = WordReader().read("", "روسيا وروسيا روسي", [](std::string_view) {});
  std::vector<std::int64_t> any{term_number(text::folded("روسيا")), term_number(text::folded("روسي"))};
  std::sort(any.begin(), any.end());
  EXPECT_EQ(count_phrase({any}, words.places).body, 2U);
}

TEST(WordPlaces, DamagedBytesAreRead) {
  const std::string places = WordReader().read("وقف النار", "هدنة جديدة في المدينة", [](std::string_view) {}).places;
  for (std::size_t n = 0; n < places.size(); ++n) {
    count_phrase(phrase({"هدنة", "جديدة"}), std::string_view(places).substr(0, n));
    std::string broken = places;
    broken[n] = '\xFF';
    count_phrase(phrase({"هدنة", "جديدة"}), broken);
  }
}

TEST(WordPlaces, AreRankedByRarityFrequencyAndLength) {
  const Bm25 score(100, 10'000, {10, 90});
  const double once = score({{0, 1}, {0, 0}}, 100);
  EXPECT_GT(score({{0, 2}, {0, 0}}, 100), once);
  EXPECT_GT(score({{1, 0}, {0, 0}}, 100), once) << "the headline counts for more";
  EXPECT_LT(score({{0, 1}, {0, 0}}, 1000), once) << "a long text counts for less";
  EXPECT_LT(score({{0, 0}, {0, 1}}, 100), once) << "what most have says little";
  EXPECT_GT(score({{0, 0}, {0, 1}}, 100), 0);
}

}  // namespace
}  // namespace isnad::store
