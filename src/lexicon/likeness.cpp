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

// The letter that stands for a consonant's kind; 0 for vowels and what may be left out.
char kind_of(char32_t c) {
  switch (c) {
    case 0x0628:
    case 0x067E: return 'b';
    case 0x062A:
    case 0x062B:
    case 0x0637: return 't';
    case 0x062C:
    case 0x063A:
    case 0x0642:
    case 0x0643:
    case 0x06AF:
    case 0x06A9: return 'k';
    case 0x062D: return 'H';
    case 0x062E: return 'x';
    case 0x062F:
    case 0x0630:
    case 0x0636: return 'd';
    case 0x0631: return 'r';
    case 0x0632:
    case 0x0638: return 'z';
    case 0x0633:
    case 0x0635: return 's';
    case 0x0634:
    case 0x0686: return 'S';
    case 0x0639: return 'e';
    case 0x0641:
    case 0x06A4: return 'f';
    case 0x0644: return 'l';
    case 0x0645: return 'm';
    case 0x0646: return 'n';
    default: return 0;
  }
}

std::string sound_of(std::string_view word) {
  std::string out;
  for (std::size_t i = 0; i < word.size();) {
    const text::Decoded d = text::decode(word, i);
    i += d.size;
    const char kind = kind_of(d.code);
    if (kind != 0 && (out.empty() || out.back() != kind)) out.push_back(kind);
  }
  return out;
}

}  // namespace

std::string sound_key(std::span<const std::string_view> words) {
  std::string key = "~";
  std::size_t consonants = 0;
  for (const std::string_view word : words) {
    const std::string sound = sound_of(word);
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

void LikenessBuilder::add(std::string_view name, std::uint32_t row, bool is_foreign) {
  const std::vector<std::string> folded = fold_words(name);
  const std::vector<std::string_view> words(folded.begin(), folded.end());
  if (words.size() < 2) return;
  const bool has_given = std::any_of(words.begin(), words.end(), [&](std::string_view w) { return given_.contains(w); });
  if (is_foreign && !has_given) put(sound_key(words), row);
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
  if (const std::uint32_t row = row_of(sound_key(words)); row != kNone) return row;
  // One of the two names has just two words: "X Y" and "X M Y", not "X M Y" and "X N Y".
  if (words.size() < 2) return kNone;
  return row_of(ends_key(words, words.size() > 2));
}

}  // namespace isnad::lexicon
