#include "lexicon/likeness.h"

#include <algorithm>

#include "isnad/analysis.h"
#include "lexicon/phrases.h"
#include "text/utf8.h"

namespace isnad::lexicon {
namespace {

constexpr std::uint32_t kNobody = kNone;
constexpr std::size_t kFewestConsonants = 5;
constexpr std::size_t kShortestLast = 8;  // bytes: four letters

std::string sound_of(std::string_view word, std::span<const LetterRow> letters) {
  std::string out;
  char before = '\0';  // a letter written twice is one; with a vowel between they are two
  for (std::size_t i = 0; i < word.size();) {
    const text::Decoded d = text::decode(word, i);
    i += d.size;
    const auto it =
        std::lower_bound(letters.begin(), letters.end(), d.code, [](const LetterRow& r, char32_t c) { return r.code < c; });
    const char sound = it != letters.end() && it->code == d.code ? it->sound : '\0';
    if (sound != '\0' && sound != before) out.push_back(sound);
    before = sound;
  }
  return out;
}

}  // namespace

std::string sound_key(std::span<const std::string_view> words, std::span<const LetterRow> letters) {
  std::string key = "~";
  std::size_t consonants = 0;
  for (const std::string_view word : words) {
    const std::string sound = sound_of(word, letters);
    if (sound.empty()) return {};
    consonants += sound.size();
    key += sound;
    key += ' ';
  }
  return words.size() < 2 || consonants < kFewestConsonants ? std::string() : key;
}

std::string ends_key(std::span<const std::string_view> words, bool has_two) {
  if (words.size() < 2) return {};
  std::string key = has_two ? "2 " : "3 ";
  key += words.front();
  key += ' ';
  key += words.back();
  return key;
}

void LikenessBuilder::put(std::string key, std::uint32_t row) {
  if (key.empty()) return;
  const auto [it, is_new] = rows_.try_emplace(std::move(key), row);
  if (!is_new && it->second != row) it->second = kNobody;
}

void LikenessBuilder::add(std::string_view name, std::uint32_t row, std::span<const LetterRow> letters) {
  const std::vector<std::string> folded = fold_words(name);
  const std::vector<std::string_view> words(folded.begin(), folded.end());
  if (words.size() < 2) return;
  const bool has_given = std::any_of(words.begin(), words.end(), [&](std::string_view w) { return given_.contains(w); });
  if (!letters.empty() && !has_given) put(sound_key(words, letters), row);
  const bool is_family = words.back().size() >= kShortestLast && !given_.contains(words.back());
  if (is_family) put(ends_key(words, words.size() == 2), row);
}

void LikenessBuilder::write(ImageBuilder& image) const {
  std::vector<LikenessRow> out;
  for (const auto& [key, row] : rows_) {
    if (row != kNobody) out.push_back({image.intern(key), row});
  }
  image.add("persons.like", out);
}

std::uint32_t Likeness::row_of(const std::string& key) const {
  if (key.empty()) return kNone;
  const auto it = std::lower_bound(rows_.begin(), rows_.end(), key,
                                   [&](const LikenessRow& r, const std::string& k) { return image_.string(r.key) < k; });
  return it != rows_.end() && image_.string(it->key) == key ? it->row : kNone;
}

std::uint32_t Likeness::find(std::span<const std::string_view> words) const {
  if (const std::uint32_t row = row_of(sound_key(words, letters_)); row != kNone) return row;
  // One of the two names has just two words: "X Y" and "X M Y", not "X M Y" and "X N Y".
  if (words.size() < 2) return kNone;
  return row_of(ends_key(words, words.size() > 2));
}

}  // namespace isnad::lexicon
