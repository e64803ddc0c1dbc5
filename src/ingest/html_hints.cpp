#include "ingest/html_hints.h"

#include <algorithm>
#include <array>

namespace isnad::ingest {
namespace {

constexpr bool is_lower(char c) { return c >= 'a' && c <= 'z'; }

// Letters in lower case and digits as themselves; 0 for all else.
constexpr std::array<char, 256> kFolded = [] {
  std::array<char, 256> out{};
  for (char c = '0'; c <= '9'; ++c) out[static_cast<unsigned char>(c)] = c;
  for (char c = 'a'; c <= 'z'; ++c) out[static_cast<unsigned char>(c)] = out[static_cast<unsigned char>(c - 32)] = c;
  return out;
}();

// A bit for each letter, one for all other signs.
constexpr std::uint32_t letter_bit(char c) { return is_lower(c) ? 1U << (c - 'a') : 1U << 26; }

// The words of a class or id attribute in lower case, joined by '-': "relatedPosts td_box" has related, posts, td, box. A
// hint never spans two class names.
class Words {
 public:
  explicit Words(std::string_view attribute) {
    bool new_name = true;
    bool new_word = true;
    char before = ' ';
    for (const char c : attribute) {
      const char folded = kFolded[static_cast<unsigned char>(c)];
      if (folded == 0) {
        new_word = true;
        new_name = new_name || c == ' ' || c == '\t' || c == '\n';
      } else if (size_ < text_.size()) {
        if (new_word || (c != folded && is_lower(before))) {
          if (count_ == words_.size()) return;
          if (count_ > 0) text_[size_++] = '-';
          words_[count_++] = {size_, size_, 0, new_name};
          new_name = false;
          new_word = false;
        }
        if (size_ < text_.size()) {
          text_[size_++] = folded;
          words_[count_ - 1].letters |= letter_bit(folded);
        }
        words_[count_ - 1].end = size_;
      }
      before = c;
    }
  }

  [[nodiscard]] std::size_t count() const { return count_; }
  [[nodiscard]] bool starts_name(std::size_t i) const { return words_[i].starts_name; }
  [[nodiscard]] std::uint32_t letters(std::size_t i) const { return words_[i].letters; }
  /// Words first to last.
  [[nodiscard]] std::string_view phrase(std::size_t first, std::size_t last) const {
    return {text_.data() + words_[first].begin, words_[last].end - words_[first].begin};
  }

 private:
  struct Word {
    std::uint32_t begin, end;
    std::uint32_t letters;  // a bit for each in it
    bool starts_name;
  };
  std::array<char, 768> text_;
  std::array<Word, 128> words_;
  std::uint32_t size_ = 0;
  std::size_t count_ = 0;
};

// Most words are no hint, and tell it by how they begin and how long they are.
std::size_t place_of(std::string_view s) {
  const auto byte = [&](std::size_t i) { return i < s.size() ? static_cast<unsigned char>(s[i]) : 0U; };
  return (byte(0) * 61 + byte(1) * 17 + byte(2) * 5 + s.size()) & 4095;
}

std::uint32_t letters_of(std::string_view s) {
  std::uint32_t out = 0;
  for (const char c : s) out |= letter_bit(c);
  return out;
}

}  // namespace

bool parse_hint(std::string_view name, Hint& hint) {
  constexpr std::array<std::pair<std::string_view, Hint>, 13> kNames = {{
      {"body", Hint::body},
      {"positive", Hint::positive},
      {"negative", Hint::negative},
      {"unlikely", Hint::unlikely},
      {"keep", Hint::keep},
      {"comments", Hint::comments},
      {"caption", Hint::caption},
      {"byline", Hint::byline},
      {"date", Hint::date},
      {"title", Hint::title},
      {"drop", Hint::drop},
      {"published", Hint::published},
      {"modified", Hint::modified},
  }};
  const auto found = std::find_if(kNames.begin(), kNames.end(), [&](const auto& entry) { return entry.first == name; });
  if (found == kNames.end()) return false;
  hint = found->second;
  return true;
}

void HtmlHints::add(std::string_view text, Hint hint, bool is_whole_word) {
  const auto bit = static_cast<HintMask>(hint);
  if (!is_whole_word) {
    parts_.push_back({std::string(text), bit, letters_of(text)});
    return;
  }
  words_[std::string(text)] |= bit;
  begins_.set(place_of(text));
  longest_ = std::max(longest_, static_cast<std::size_t>(std::count(text.begin(), text.end(), '-')) + 1);
}

HintMask HtmlHints::read(std::string_view class_names, std::string_view id) const {
  HintMask mask = 0;
  for (const std::string_view attribute : {class_names, id}) {
    if (!attribute.empty()) read_words(attribute, mask);
  }
  return mask;
}

void HtmlHints::read_words(std::string_view attribute, HintMask& mask) const {
  const Words words(attribute.substr(0, 512));
  for (std::size_t i = 0; i < words.count(); ++i) {
    for (std::size_t k = i; k < words.count() && k < i + longest_ && (k == i || !words.starts_name(k)); ++k) {
      const std::string_view phrase = words.phrase(i, k);
      if (!begins_.test(place_of(phrase))) continue;
      if (const auto found = words_.find(phrase); found != words_.end()) mask |= found->second;
    }
    const std::string_view word = words.phrase(i, i);
    for (const Part& part : parts_) {
      if ((part.letters & ~words.letters(i)) == 0 && word.find(part.text) != std::string_view::npos) mask |= part.bits;
    }
  }
}

}  // namespace isnad::ingest
