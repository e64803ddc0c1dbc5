#include "ingest/html_hints.h"

#include <algorithm>
#include <array>

namespace isnad::ingest {
namespace {

bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

// The words of a class or id attribute in lower case, joined by '-': "relatedPosts td_box" has related, posts, td, box. A
// hint never spans two class names.
class Words {
 public:
  explicit Words(std::string_view attribute) {
    bool new_name = true;
    bool new_word = true;
    char before = ' ';
    for (const char c : attribute) {
      if (!is_lower(c) && !is_upper(c) && !is_digit(c)) {
        new_word = true;
        new_name = new_name || c == ' ' || c == '\t' || c == '\n';
      } else if (size_ < text_.size()) {
        if (new_word || (is_upper(c) && is_lower(before))) {
          if (count_ == words_.size()) return;
          if (count_ > 0) text_[size_++] = '-';
          words_[count_++] = {size_, size_, new_name};
          new_name = false;
          new_word = false;
        }
        if (size_ < text_.size()) text_[size_++] = is_upper(c) ? static_cast<char>(c + 32) : c;
        words_[count_ - 1].end = size_;
      }
      before = c;
    }
  }

  [[nodiscard]] std::size_t count() const { return count_; }
  [[nodiscard]] bool starts_name(std::size_t i) const { return words_[i].starts_name; }
  /// Words first to last.
  [[nodiscard]] std::string_view phrase(std::size_t first, std::size_t last) const {
    return {text_.data() + words_[first].begin, words_[last].end - words_[first].begin};
  }

 private:
  struct Word {
    std::uint32_t begin, end;
    bool starts_name;
  };
  std::array<char, 768> text_;
  std::array<Word, 128> words_;
  std::uint32_t size_ = 0;
  std::size_t count_ = 0;
};

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
    parts_.emplace_back(text, bit);
    return;
  }
  words_[std::string(text)] |= bit;
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
      if (const auto found = words_.find(words.phrase(i, k)); found != words_.end()) mask |= found->second;
    }
    for (const auto& [part, bits] : parts_) {
      if (words.phrase(i, i).find(part) != std::string_view::npos) mask |= bits;
    }
  }
}

}  // namespace isnad::ingest
