// What was found out about words as they are written, kept because news repeats its words. Small and in one piece: a look into it
// costs a cache line or two.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace isnad::text {

template <class Value>
class WordTable {
 public:
  /// Keeps what it knows of about `most` words, then begins anew.
  explicit WordTable(std::size_t most) : most_(most) {}

  static std::uint32_t hash_of(std::string_view word) { return static_cast<std::uint32_t>(std::hash<std::string_view>()(word)); }
  /// Says that a word with this hash will be asked for soon.
  void expect(std::uint32_t hash) const {
    if (!slots_.empty()) __builtin_prefetch(&slots_[hash & mask()]);
  }
  /// What is known of `word`, which is not empty and has this hash; `make` says it of a word that is new. Good until the next call.
  template <class Make>
  const Value& of(std::string_view word, std::uint32_t hash, Make make) {
    if (2 * (count_ + 1) > slots_.size()) make_room();
    std::size_t at = hash & mask();
    for (; slots_[at].size != 0; at = (at + 1) & mask()) {
      if (slots_[at].hash == hash && word_of(slots_[at]) == word) return slots_[at].value;
    }
    slots_[at] = {hash, static_cast<std::uint32_t>(letters_.size()), static_cast<std::uint32_t>(word.size()), make(word)};
    letters_.append(word);
    ++count_;
    return slots_[at].value;
  }

 private:
  struct Slot {
    std::uint32_t hash = 0;
    std::uint32_t begin = 0;  // in letters_
    std::uint32_t size = 0;   // 0: free
    Value value{};
  };
  static constexpr std::size_t kFewestSlots = 1U << 12U;

  [[nodiscard]] std::size_t mask() const { return slots_.size() - 1; }
  [[nodiscard]] std::string_view word_of(const Slot& s) const { return std::string_view(letters_).substr(s.begin, s.size); }

  void make_room() {
    if (count_ >= most_) {
      slots_.clear();
      letters_.clear();
      count_ = 0;
    }
    const std::vector<Slot> old = std::exchange(slots_, std::vector<Slot>(slots_.empty() ? kFewestSlots : 2 * slots_.size()));
    for (const Slot& s : old) {
      if (s.size == 0) continue;
      std::size_t at = s.hash & mask();
      while (slots_[at].size != 0) at = (at + 1) & mask();
      slots_[at] = s;
    }
  }

  std::size_t most_;
  std::vector<Slot> slots_;  // open addressing, at most half of them taken
  std::size_t count_ = 0;
  std::string letters_;
};

}  // namespace isnad::text
