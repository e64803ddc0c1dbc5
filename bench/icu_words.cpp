// The yardstick of bench.py: what it costs to find the words of a text with ICU and do nothing with them.
//
//   isnad_icu_words FILE
//
// FILE holds texts in UTF-8, each ended by a NUL. Each is decoded to UTF-16 and walked with ICU's word break iterator, on one
// thread. Prints one line of JSON: {"words": N, "seconds": S}. Words are the segments that ICU calls words or numbers;
// seconds are of the processor and leave out the reading of the file.
#include <unicode/brkiter.h>
#include <unicode/unistr.h>

#include <cstdio>
#include <ctime>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <string_view>

namespace {

long long count_words(icu::BreakIterator& breaks, const icu::UnicodeString& text) {
  long long words = 0;
  breaks.setText(text);
  breaks.first();
  while (breaks.next() != icu::BreakIterator::DONE) words += breaks.getRuleStatus() >= UBRK_WORD_NONE_LIMIT ? 1 : 0;
  return words;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return std::fputs("usage: isnad_icu_words FILE\n", stderr), 2;
  std::ifstream in(argv[1], std::ios::binary);
  const std::string texts{std::istreambuf_iterator<char>(in), {}};
  if (!in) return std::fprintf(stderr, "isnad_icu_words: %s cannot be read\n", argv[1]), 1;
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::BreakIterator> breaks(icu::BreakIterator::createWordInstance(icu::Locale("ar"), status));
  if (U_FAILURE(status) != 0) return std::fprintf(stderr, "isnad_icu_words: %s\n", u_errorName(status)), 1;

  const std::clock_t start = std::clock();
  long long words = 0;
  for (std::size_t at = 0; at < texts.size();) {
    const std::size_t end = std::min(texts.find('\0', at), texts.size());
    const icu::StringPiece piece(texts.data() + at, static_cast<int32_t>(end - at));
    words += count_words(*breaks, icu::UnicodeString::fromUTF8(piece));
    at = end + 1;
  }
  const double seconds = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
  std::printf("{\"words\": %lld, \"seconds\": %.6f}\n", words, seconds);
  return 0;
}
