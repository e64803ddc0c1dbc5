#include "token/types.h"

#include <algorithm>
#include <array>

#include "text/fold.h"
#include "text/letters.h"
#include "text/loose.h"
#include "text/utf8.h"

namespace isnad::token {
namespace {

using namespace text::letter;

constexpr std::size_t kArenaBlock = 1U << 16U;
constexpr std::size_t kMinLooseLetters = 5;  // of a word that is looked for in a looser spelling

}  // namespace

struct TypeTable::ProcliticSplit {
  std::uint8_t bits = 0;
  std::uint8_t letters = 0;       // taken off
  bool restores_article = false;  // lam + article: the alef that lam swallowed comes back
};

namespace {

// At most N things in the order in which they were found.
template <class T, std::size_t N>
struct Few {
  std::array<T, N> items{};
  std::size_t count = 0;
  void push(const T& item) { items[count++] = item; }
  [[nodiscard]] const T* begin() const { return items.data(); }
  [[nodiscard]] const T* end() const { return items.data() + count; }
};

// All ways to take proclitics off the start: [waw|fa] [sin | ba|lam|kaf], in order of growing length.
template <class Split>
Few<Split, 6> proclitic_splits(std::u32string_view w) {
  Few<Split, 6> out;
  out.push({});
  const auto second = [&](std::uint8_t bits, std::uint8_t at) {
    if (w.size() < at + 3U) return;
    const auto n = static_cast<std::uint8_t>(at + 1);
    switch (w[at]) {
      case kBeh: out.push({static_cast<std::uint8_t>(bits | kBaClitic), n, false}); break;
      case kKaf: out.push({static_cast<std::uint8_t>(bits | kKafClitic), n, false}); break;
      case kSeen:
        if (w[at + 1] == kYeh || w[at + 1] == kTeh || w[at + 1] == kNoon || w[at + 1] == kAlef) {
          out.push({static_cast<std::uint8_t>(bits | kSinClitic), n, false});
        }
        break;
      case kLam:
        out.push({static_cast<std::uint8_t>(bits | kLamClitic), n, false});
        if (w[at + 1] == kLam) out.push({static_cast<std::uint8_t>(bits | kLamClitic), n, true});
        break;
      default: break;
    }
  };
  second(0, 0);
  if (w.size() >= 3 && (w[0] == kWaw || w[0] == kFeh)) {
    const std::uint8_t bit = w[0] == kWaw ? kWawClitic : kFaClitic;
    out.push({bit, 1, false});
    second(bit, 1);
  }
  return out;
}

// Number of letters of each pronoun ending that `w` may have, shortest first. `is_real_heh` tells ha from ta marbuta.
Few<std::uint8_t, 3> enclitic_lengths(std::u32string_view w, bool is_real_heh) {
  Few<std::uint8_t, 3> out;
  const std::size_t n = w.size();
  const auto at = [&](std::size_t back) { return n > back ? w[n - 1 - back] : U'\0'; };
  if (n >= 3 && ((at(0) == kHeh && is_real_heh) || at(0) == kYeh || at(0) == kKaf)) out.push(1);
  if (n >= 4 && ((at(1) == kHeh && (at(0) == kAlef || at(0) == kMeem || at(0) == kNoon)) ||
                 (at(1) == kNoon && (at(0) == kAlef || at(0) == kYeh)) || (at(1) == kKaf && at(0) == kMeem))) {
    out.push(2);
  }
  if (n >= 5 && at(0) == kAlef && at(1) == kMeem && (at(2) == kHeh || at(2) == kKaf)) out.push(3);
  return out;
}

// The letter that a stem may end in when it is written without the pronoun that `last` stands before, or 0: ta marbuta, alef
// maqsura and hamza come back.
char32_t restored(char32_t last) {
  if (last == kTeh) return kHeh;
  if (last == kAlef) return kYeh;
  return last == kYehHamza || last == kWawHamza ? kHamza : U'\0';
}

}  // namespace

void TypeTable::clear() {
  blocks_.clear();
  size_ = 0;
  slots_.assign(1U << 14U, {});
  arena_.clear();
  ++generation_;
}

bool TypeTable::trim() {
  if (size_ <= kMaxTypes) return false;
  clear();
  return true;
}

std::string_view TypeTable::keep(std::string_view s) {
  if (arena_.empty() || arena_.back().capacity() - arena_.back().size() < s.size()) {
    arena_.emplace_back().reserve(std::max(kArenaBlock, s.size()));
  }
  std::string& block = arena_.back();
  const std::size_t at = block.size();
  block.append(s);
  return std::string_view(block).substr(at);
}

void TypeTable::grow() {
  text::LargeVector<Slot> slots(slots_.size() * 2);
  for (const Slot& slot : slots_) {
    if (slot.number == 0) continue;
    std::size_t i = slot.hash & (slots.size() - 1);
    while (slots[i].number != 0) i = (i + 1) & (slots.size() - 1);
    slots[i] = slot;
  }
  slots_ = std::move(slots);
}

// Asks for the memory of the type that `hash` is likely to be of.
void TypeTable::expect_type(std::uint32_t hash) const {
  const Slot& slot = slots_[hash & (slots_.size() - 1)];
  if (slot.number == 0) return;
  const WordType& type = (*this)[slot.number - 1];
  __builtin_prefetch(&type);
  __builtin_prefetch(type.candidates.data());
  __builtin_prefetch(&type.folded);
}

// The table is larger than the caches: while a token is compared, the types and slots of those after it are on their way.
void TypeTable::find(std::string_view text, std::span<Token> tokens) {
  constexpr std::size_t kAhead = 16;
  const std::size_t n = tokens.size();
  hashes_.resize(n);
  for (std::size_t i = 0; i < n + 2 * kAhead; ++i) {
    if (i < n) {
      hashes_[i] = lexicon::hash_word(slice(text, tokens[i].span));
      __builtin_prefetch(&slots_[hashes_[i] & (slots_.size() - 1)]);
    }
    if (i >= kAhead && i - kAhead < n) expect_type(hashes_[i - kAhead]);
    if (i < 2 * kAhead) continue;
    Token& t = tokens[i - 2 * kAhead];
    t.type = find(slice(text, t.span), hashes_[i - 2 * kAhead]);
  }
}

std::uint32_t TypeTable::find(std::string_view surface, std::uint32_t hash) {
  std::size_t i = hash & (slots_.size() - 1);
  for (; slots_[i].number != 0; i = (i + 1) & (slots_.size() - 1)) {
    if (slots_[i].hash == hash && (*this)[slots_[i].number - 1].surface == surface) return slots_[i].number - 1;
  }
  analyse(add(surface));
  slots_[i] = {hash, size_};
  const std::uint32_t index = size_ - 1;
  if (std::size_t{size_} * 2 > slots_.size()) grow();
  return index;
}

WordType& TypeTable::add(std::string_view surface) {
  if (size_++ % kBlock == 0) blocks_.emplace_back().reserve(kBlock);
  WordType& type = blocks_.back().emplace_back();
  if (surface.size() <= type.letters.size()) {
    std::copy(surface.begin(), surface.end(), type.letters.begin());
    type.surface = {type.letters.data(), surface.size()};
  } else {
    type.surface = keep(surface);
  }
  return type;
}

void TypeTable::read_letters(std::string_view surface) {
  letters_.clear();
  bytes_.clear();
  byte_at_.clear();
  begins_at_.clear();
  for (std::uint32_t i = 0; i < surface.size();) {
    const text::Decoded d = text::decode(surface, i);
    if (const char32_t c = text::fold(d.code); c != 0 && !text::is_word_break(d.code)) {
      letters_.push_back(c);
      begins_at_.push_back(i);
      byte_at_.push_back(static_cast<std::uint32_t>(bytes_.size()));
      text::append(bytes_, c);
    }
    i += d.size;
  }
  begins_at_.push_back(static_cast<std::uint32_t>(surface.size()));
  byte_at_.push_back(static_cast<std::uint32_t>(bytes_.size()));
}

void TypeTable::add_candidate(WordType& type, std::string_view word, const ProcliticSplit& split,
                              std::uint32_t enclitic_bytes) const {
  if (type.candidate_count == type.candidates.size()) return;
  const lexicon::WordId id = phrases_.word(word);
  if (id == lexicon::kNoWord) return;
  const std::uint32_t node = phrases_.step(0, id);
  type.candidates[type.candidate_count++] = {id, split.bits, static_cast<std::uint8_t>(std::min(begins_at_[split.letters], 255U)),
                                             static_cast<std::uint8_t>(std::min(enclitic_bytes, 255U)), node};
  type.begins_phrase |= node != 0;
}

// The stem is tried as it stands before the pronoun, then as it is written alone.
void TypeTable::add_stems_before_pronouns(WordType& type, const ProcliticSplit& s) {
  const std::u32string_view stem = std::u32string_view(letters_).substr(s.letters);
  for (const std::uint8_t n : enclitic_lengths(stem, !type.ends_in_marbuta)) {
    const std::size_t end = letters_.size() - n;  // letter of the word at which the stem ends
    const std::uint32_t bytes = begins_at_.back() - begins_at_[end];
    const std::string_view base = std::string_view(bytes_).substr(byte_at_[s.letters], byte_at_[end] - byte_at_[s.letters]);
    add_candidate(type, base, s, bytes);
    const char32_t last = letters_[end - 1];
    if (const char32_t c = restored(last)) {
      stem_.assign(base, 0, byte_at_[end - 1] - byte_at_[s.letters]);
      text::append(stem_, c);
      add_candidate(type, stem_, s, bytes);
    } else if (last == kWaw) {  // the silent alef
      stem_.assign(base).append(kAlefUtf8);
      add_candidate(type, stem_, s, bytes);
    }
  }
}

void TypeTable::analyse(WordType& type) {
  const auto without_breaks = [&](std::string& form) {  // what breaks a word up (tokenizer.h) is no letter
    if (form.find_first_of(".*") != std::string::npos) std::erase_if(form, [](char c) { return c == '.' || c == '*'; });
    return form == type.surface ? type.surface : keep(form);
  };
  light_.clear();
  text::append_light(light_, type.surface);
  type.light = without_breaks(light_);
  stem_.clear();
  text::append_folded(stem_, type.surface);
  type.folded = without_breaks(stem_);
  type.last_byte = type.folded.empty() ? '\0' : type.folded.back();
  type.ends_in_maqsura = type.light.ends_with(kAlefMaqsuraUtf8);
  type.ends_in_marbuta = type.light.ends_with(kTehMarbutaUtf8);
  read_letters(type.surface);
  if (letters_.empty()) return;
  const auto splits = proclitic_splits<ProcliticSplit>(letters_);
  for (const ProcliticSplit& s : splits) {
    const std::u32string_view rest = std::u32string_view(letters_).substr(s.letters);
    const std::string_view rest_bytes = std::string_view(bytes_).substr(byte_at_[s.letters]);
    if (s.restores_article) {
      stem_.assign(kAlefUtf8).append(rest_bytes);
      add_candidate(type, stem_, s, 0);
      if (rest.size() > 2 && rest[0] == kLam) type.has_article = true;
      continue;
    }
    add_candidate(type, rest_bytes, s, 0);
    // The article's alef is bare: "alaf" (thousands) and "almania" have none.
    if (rest.size() > 3 && rest[0] == kAlef && rest[1] == kLam &&
        text::decode(type.surface, begins_at_[s.letters]).code == kAlef) {
      type.has_article = true;
    }
  }
  for (const ProcliticSplit& s : splits) {
    if (!s.restores_article) add_stems_before_pronouns(type, s);
  }
  if (type.candidate_count > 0 || letters_.size() < kMinLooseLetters) return;
  for (const ProcliticSplit& s : splits) {
    if (s.restores_article) continue;
    const std::string_view rest = std::string_view(bytes_).substr(byte_at_[s.letters]);
    if (const std::string loose = text::loose(rest); loose != rest) add_candidate(type, loose, s, 0);  // rest was looked for
  }
}

}  // namespace isnad::token
