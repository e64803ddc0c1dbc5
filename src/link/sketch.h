// What is kept of a document so that it can be joined with others without its text: small, made once, compared often.
//
// Shingles are runs of kShingle words. A sketch samples them by their hash (those divisible by kEvery, and the kFewest
// smallest in any case), as FracMinHash does (Irber et al. 2022) and bottom-k MinHash before it (Broder 1997): documents that
// share text share a like share of their samples, however long each of them is.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "isnad/units.h"
#include "text/word_table.h"

namespace isnad::link {

/// Days since 0000-03-01 of an ISO 8601 date; kUndated where it has no day.
inline constexpr std::int32_t kUndated = -1;
std::int32_t day_number(std::string_view date);

struct Weighted {
  std::uint32_t term = 0;
  float weight = 0;
};

struct Sketch {
  static constexpr std::size_t kShingle = 4;
  static constexpr std::size_t kRun = 6;  ///< shorter runs of equal words are no copied passage
  static constexpr std::uint64_t kEvery = 8;
  static constexpr std::size_t kFewest = 4;

  /// Where the document stands in time: minutes of its publication, then of its id; undated ones last. Sorting by it gives
  /// the same order whatever order documents came in.
  std::int64_t order = 0;
  std::int32_t day = kUndated;
  std::uint32_t words = 0;
  std::vector<Weighted> terms;         ///< by term, of length 1 (the cosine of two documents is their product)
  std::vector<std::uint32_t> runs;     ///< hash of the run of kRun words that begins at each word
  std::vector<std::int64_t> shingles;  ///< sampled, sorted, each once
};

/// Makes sketches. What words stand for is remembered from one text to the next, so each thread has its own.
class Sketcher {
 public:
  /// `text` begins with the title, or does not hold it.
  Sketch operator()(std::string_view id, std::string_view published, std::string_view title, std::string_view text);

 private:
  struct Known {
    std::uint64_t stem = 0;  // 0: marks alone
    std::uint32_t term = 0;
    float rarity = 0;  // 0: no term
  };
  struct Word {
    std::uint32_t begin = 0;  // byte
    Known known;
  };
  struct Written {
    std::string_view word;
    std::uint32_t hash = 0;
  };
  struct Counted {
    std::uint32_t term = 0;
    float rarity = 0;
    double weight = 0;
  };
  static constexpr std::size_t kMostKnown = 1U << 19U;  // about 40 MB

  Known known(std::string_view word);
  void read(std::string_view text, std::vector<Word>& out);
  std::vector<Weighted> weighted_terms(std::string_view title, std::string_view text);
  text::WordTable<Known> known_{kMostKnown};
  std::string folded_;
  std::vector<Written> written_;
  std::vector<Word> words_, title_words_;
  std::vector<std::uint64_t> stems_;  // of words_
  std::vector<Counted> counted_;
};

/// For keeping, in two parts, since they are read at different times: `terms`; and words, runs and shingles.
std::string encode_terms(const Sketch& sketch);
std::string encode_runs(const Sketch& sketch);
/// False, and `sketch` is in no good state, where `bytes` are none.
bool decode_terms(std::string_view bytes, Sketch& sketch);
bool decode_runs(std::string_view bytes, Sketch& sketch);

}  // namespace isnad::link
