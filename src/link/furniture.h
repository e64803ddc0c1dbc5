// Learns which lines are furniture of an outlet (ingest/furniture.h) from many of its articles.
//
// A line that stands in several articles is mostly no furniture: updates of an article share most of their lines, and
// articles of one story the paragraph that tells how it began. Those articles have more in common than the line. So a line
// that comes back is furniture where
//   - it is worded like a headline rather than a sentence, in articles that are no copies of each other (teaser);
//   - or it stands in many articles, of several days, that have nothing else in common (notice);
// and so is a line that is the headline of another article of the outlet (headline).
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "ingest/furniture.h"

namespace isnad::link {

class FurnitureLearner {
 public:
  /// Takes an article into account; about 3 KB are kept of it. Documents without outlet teach nothing.
  void add(const Document& document);
  /// What was found, in no order. A function of the documents and their order.
  [[nodiscard]] std::vector<ingest::FurnitureLine> lines() const;

 private:
  using Terms = std::vector<std::uint64_t>;  // sorted; a term as often as it stands in the text
  struct Article {
    std::uint64_t title = 0;
    std::string day;  // empty when unknown
    Terms terms;
  };
  struct Seen {
    std::vector<std::uint32_t> articles;
    std::string text;  // from the second time on
  };
  struct Headline {
    std::uint32_t article = 0;
    std::string text;
  };
  struct Outlet {
    std::unordered_map<std::uint64_t, Seen> lines;          // by hash of the key
    std::unordered_map<std::uint64_t, Headline> headlines;  // the same
  };

  void add_lines(Outlet& outlet, const Document& document, std::uint64_t title);
  [[nodiscard]] std::string verdict(const std::vector<std::uint32_t>& articles, const ingest::FurnitureLine& line) const;
  [[nodiscard]] std::vector<std::uint32_t> differently_titled(const Seen& seen) const;
  [[nodiscard]] long days_of(const std::vector<std::uint32_t>& articles) const;
  [[nodiscard]] double likeness(const std::vector<std::uint32_t>& articles, const Terms& besides) const;
  [[nodiscard]] bool is_of_other_stories(const Headline& headline, const std::vector<std::uint32_t>& articles) const;

  std::vector<Article> articles_;
  std::unordered_map<std::string, Outlet> outlets_;
};

}  // namespace isnad::link
