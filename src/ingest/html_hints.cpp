#include "ingest/html_hints.h"

#include <algorithm>
#include <array>

namespace isnad::ingest {
namespace {

bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

// The words of a class or id attribute: "relatedPosts td_box" has related, posts, td, box. `class_starts` tells which
// words begin a new class name; a hint never spans two.
struct Words {
  std::vector<std::string> words;
  std::vector<bool> starts_name;
};

Words split(std::string_view attribute) {
  Words out;
  bool new_name = true;
  bool new_word = true;
  char before = ' ';
  for (const char c : attribute) {
    if (!is_lower(c) && !is_upper(c) && !is_digit(c)) {
      new_word = true;
      new_name = new_name || c == ' ' || c == '\t' || c == '\n';
    } else {
      if (new_word || (is_upper(c) && is_lower(before))) {
        out.words.emplace_back();
        out.starts_name.push_back(new_name);
        new_name = false;
        new_word = false;
      }
      out.words.back().push_back(is_upper(c) ? static_cast<char>(c + 32) : c);
    }
    before = c;
  }
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
  const Words words = split(attribute.substr(0, 512));
  for (std::size_t i = 0; i < words.words.size(); ++i) {
    std::string phrase;
    for (std::size_t k = i; k < words.words.size() && k < i + longest_; ++k) {
      if (k > i && words.starts_name[k]) break;
      if (k > i) phrase.push_back('-');
      phrase += words.words[k];
      if (const auto found = words_.find(phrase); found != words_.end()) mask |= found->second;
    }
    for (const auto& [part, bits] : parts_) {
      if (words.words[i].find(part) != std::string::npos) mask |= bits;
    }
  }
}

}  // namespace isnad::ingest
