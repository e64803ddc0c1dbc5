#include <gtest/gtest.h>

#include "text/fold.h"
#include "text/utf8.h"
#include "text/word_table.h"

namespace isnad::text {

TEST(Fold, MergesWhatKeyboardsMix) {
  EXPECT_EQ(folded("الإدارة"), folded("الاداره"));
  EXPECT_EQ(folded("مصطفى"), folded("مصطفي"));
  EXPECT_EQ(folded("قـسَـد"), folded("قسد"));
  EXPECT_EQ(folded("٢٠١٩"), "2019");
  EXPECT_EQ(folded("\uFEDF\uFE8E"), folded("لا"));
  EXPECT_EQ(folded("CNN"), "cnn");
}

TEST(Fold, IsIdempotentAndLightKeepsLetters) {
  for (const char* w : {"قوّاتٍ", "إلى", "مؤتمرٌ", "أسئلة", "آب", "ﻻ", "مـ.نع", "", "\xFF\xFE"}) {
    EXPECT_EQ(folded(folded(w)), folded(w)) << w;
    EXPECT_EQ(light(light(w)), light(w)) << w;
  }
  EXPECT_EQ(light("قوّاتٌ"), "قوات");
  EXPECT_EQ(light("على"), "على");
}

TEST(CharIndex, AgreesWithCounting) {
  std::string t;
  for (int i = 0; i < 200; ++i) t += i % 3 == 0 ? "ع" : (i % 3 == 1 ? "x" : "\xF0\x9F\x98\x80");
  CharIndex index;
  index.build(t);
  std::uint32_t n = 0;
  for (std::size_t i = 0; i < t.size(); ++n) {
    EXPECT_EQ(index.to_char(ByteOffset(static_cast<std::uint32_t>(i)), t).value, n);
    i += decode(t, i).size;
  }
  EXPECT_EQ(index.to_char(ByteOffset(static_cast<std::uint32_t>(t.size())), t).value, 200U);
}

TEST(WordTable, AsksOnceForWhatItHasRoomFor) {
  constexpr int kWords = 5000;
  int asked = 0;
  const auto look = [&](WordTable<int>& table, int i) {
    const std::string word = "w" + std::to_string(i);
    return table.of(word, table.hash_of(word), [&](std::string_view w) {
      ++asked;
      return std::stoi(std::string(w.substr(1)));
    });
  };
  WordTable<int> roomy(kWords);
  for (int i = 0; i < 2 * kWords; ++i) ASSERT_EQ(look(roomy, i % kWords), i % kWords);
  EXPECT_EQ(asked, kWords);
  WordTable<int> narrow(kWords / 2);
  for (int i = 0; i < 2 * kWords; ++i) ASSERT_EQ(look(narrow, i % kWords), i % kWords);
  EXPECT_GT(asked, 2 * kWords);
}

}  // namespace isnad::text
