// What texts share: the measure behind near-duplicates, copied passages and claims that say the same.
//
// Texts are compared as sequences of hashed light stems, so that inflection and spelling do not part what says the same.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "isnad/units.h"

namespace isnad::link {

/// The hash under which a stem is compared.
std::uint64_t term_hash(std::string_view stem);

/// Words of a text, as hashes of their stems, with the bytes they take.
struct Words {
  std::vector<std::uint64_t> terms;
  std::vector<ByteSpan> spans;
};
Words words_of(std::string_view text);

/// The terms of `text` that carry content (three letters and more, numbers), in its order.
std::vector<std::uint64_t> content_terms(std::string_view text);

/// Terms sorted, each once; those of a text.
std::vector<std::uint64_t> term_set(std::vector<std::uint64_t> terms);
std::vector<std::uint64_t> term_set(std::string_view text);

/// |a and b| / |a or b| of two sorted sets; 0 where both are empty.
double jaccard(const std::vector<std::uint64_t>& a, const std::vector<std::uint64_t>& b);
/// |a and b| / |smaller|.
double containment(const std::vector<std::uint64_t>& a, const std::vector<std::uint64_t>& b);

/// Groups of items that are connected: find(i) is the lowest item of the group of i.
class Groups {
 public:
  explicit Groups(std::size_t n);
  std::uint32_t find(std::uint32_t i);
  void join(std::uint32_t a, std::uint32_t b);

 private:
  std::vector<std::uint32_t> parents_;
};

}  // namespace isnad::link
