// The table of word types.
#include "token/types.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace isnad::token {
namespace {

// Many tokens are looked up together, more than the table has room for at first, short and long.
TEST(TypeTable, FindsManyAsItFindsEach) {
  constexpr int kTokens = 40000;
  constexpr int kTypes = 20011;
  std::string text;
  std::vector<Token> tokens;
  for (int n = 0; n < kTokens; ++n) {
    const ByteOffset begin(static_cast<std::uint32_t>(text.size()));
    text += std::to_string(n % kTypes) + std::string(static_cast<std::size_t>(n % kTypes % 60), 'x');
    tokens.emplace_back().span = {begin, ByteOffset(static_cast<std::uint32_t>(text.size()))};
  }
  const lexicon::Phrases none;
  TypeTable together(none);
  together.find(text, tokens);
  EXPECT_EQ(together.size(), kTypes);
  TypeTable each(none);
  for (const Token& t : tokens) {
    const std::string_view surface = slice(text, t.span);
    ASSERT_EQ(t.type, each.find(surface)) << surface;
    ASSERT_EQ(together[t.type].surface, surface);
  }
}

}  // namespace
}  // namespace isnad::token
