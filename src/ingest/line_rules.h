// Phrases by which a line of page text shows that it is no article text (data/ingest/boilerplate.tsv).
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace isnad::ingest {

/// What a matched line is.
enum class LineRole : std::uint8_t {
  none,
  drop,     ///< never part of an article
  tail,     ///< opens a box that mostly stands after the article
  end,      ///< nothing of the article follows it
  related,  ///< introduces links to other stories
  byline,   ///< names author or agency
  date,     ///< date of publication
  bio,      ///< describes the author
};

/// A line in the form that phrases are compared in: folded words joined by single spaces, each run of digits as one 0.
struct FoldedLine {
  struct Word {
    std::uint32_t begin, end;  ///< in `text`
    std::uint32_t source_end;  ///< one past the word in the line
  };
  std::string text;
  std::vector<Word> words;
};

/// Folds at most the first `max_words` words of `line`. The copyright sign counts as a word.
FoldedLine fold_line(std::string_view line, std::size_t max_words = 64);

class LineRules {
 public:
  enum class Match : std::uint8_t { exact, prefix, contains };
  struct Found {
    LineRole role = LineRole::none;
    Match match = Match::exact;
    std::uint32_t after = 0;  ///< where the line goes on behind the phrase and its mark, for `prefix`
  };

  /// Adds a phrase. One that ends in a mark such as ':' matches as a prefix only where the line has a mark there too.
  void add(std::string_view phrase, LineRole role, Match match);

  /// The role of `line`, whose folded form is `folded`: by exact match, else longest prefix, else any phrase inside. Lines
  /// longer than lines of that role are do not match.
  [[nodiscard]] Found find(std::string_view line, const FoldedLine& folded) const;
  /// The same for clean text: exact and prefix matches of roles `drop` and `related` only, and lines of marks without a word.
  [[nodiscard]] bool is_boilerplate_in_clean_text(std::string_view line) const;

 private:
  struct Entry {
    LineRole role = LineRole::none;
    bool needs_mark = false;
  };
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view s) const { return std::hash<std::string_view>()(s); }
  };
  struct Table {
    std::unordered_map<std::string, std::vector<Entry>, Hash, std::equal_to<>> entries;
    std::size_t longest = 0;  // words
  };

  [[nodiscard]] Found find_prefix(std::string_view line, const FoldedLine& folded) const;

  Table exact_, prefix_, contains_;
  using Words = std::unordered_set<std::string, Hash, std::equal_to<>>;
  Words contains_begin_;  // the first words of `contains_`
  Words line_begin_;      // the first words of `exact_` and `prefix_`
};

/// Parses the values of the data file; false when unknown.
bool parse_line_role(std::string_view name, LineRole& role);
bool parse_line_match(std::string_view name, LineRules::Match& match);

/// Number of bytes that the mark (':', '/', '-', a dash, '|', "..") at the start of `text` takes, white space around it
/// included; 0 when there is none.
std::size_t mark_length(std::string_view text);

}  // namespace isnad::ingest
