#include "ingest/language.h"

#include <algorithm>

#include "text/ascii.h"
#include "text/fold.h"
#include "text/utf8.h"

namespace isnad::ingest {
namespace {

constexpr std::size_t kWordsRead = 300;
constexpr double kWordWeight = 1;
// A letter says less than a word: Arabic text quotes Persian names, and keyboards mix the forms of yeh and kaf.
constexpr double kLetterWeight = 0.2;
// Evidence per word below which a language is not believed.
constexpr double kEnough = 0.04;
constexpr std::size_t kShortText = 20;  // words
constexpr double kSureInShortText = 2;

// `word` without marks, its Latin letters folded, written to `out`.
std::string_view plain_form(std::string_view word, std::string& out) {
  out.clear();
  for (std::size_t i = 0; i < word.size();) {
    const text::Decoded c = text::decode(word, i);
    i += c.size;
    const text::CharClass kind = text::class_of(c.code);
    if (kind != text::CharClass::mark) text::append(out, kind == text::CharClass::latin ? text::fold(c.code) : c.code);
  }
  return out;
}

}  // namespace

Languages::Index Languages::index_of(std::string_view language) {
  const auto found = std::find(codes_.begin(), codes_.end(), language);
  if (found != codes_.end()) return static_cast<Index>(found - codes_.begin());
  codes_.emplace_back(language);
  return codes_.size() - 1;
}

// A few bytes of a word, hashed.
std::size_t Languages::print_of(std::string_view word) {
  const std::size_t n = word.size();
  const auto byte = [&](std::size_t i) { return static_cast<std::uint64_t>(static_cast<unsigned char>(word[i])); };
  std::uint64_t key = n;
  for (const std::size_t i : {std::size_t{0}, n / 4, n / 2, n * 3 / 4, n - 1}) key = key << 8U | byte(i);
  return static_cast<std::size_t>(key * 0x9E3779B97F4A7C15ULL >> 50U);
}

void Languages::add(std::string_view text, std::string_view language, Kind kind) {
  const Index index = index_of(language);
  if (kind == Kind::letter) {
    const char32_t c = text::decode(text, 0).code;
    auto letter = std::find_if(letters_.begin(), letters_.end(), [&](const Letter& l) { return l.code == c; });
    if (letter == letters_.end()) letter = letters_.insert(letter, {c, {}});
    letter->languages.push_back(index);
    if (c < letter_at_.size()) letter_at_[c] = static_cast<std::uint16_t>(letter - letters_.begin() + 1);
    return;
  }
  const std::string word = text::light(text);
  prints_.set(print_of(word));
  words_[word].push_back(index);
}

const Languages::Letter* Languages::find_letter(char32_t code) const {
  if (code < letter_at_.size()) return letter_at_[code] == 0 ? nullptr : &letters_[letter_at_[code] - 1U];
  const auto found = std::find_if(letters_.begin(), letters_.end(), [&](const Letter& l) { return l.code == code; });
  return found == letters_.end() ? nullptr : &*found;
}

std::string Languages::detect(std::string_view text, std::string_view declared) const {
  std::vector<double> evidence(codes_.size(), 0);
  std::size_t words = 0;
  std::size_t arabic = 0;
  std::size_t begin = 0;  // of the word that is read
  std::size_t end = 0;    // behind its last character; 0 where none is read
  bool is_plain = true;   // the word stands as the tables have it: no marks, no Latin letters
  std::string form;
  const auto end_word = [&] {
    if (end == 0) return;
    ++words;
    std::string_view word = text.substr(begin, end - begin);
    if (!is_plain) word = plain_form(word, form);
    if (const auto found = prints_[print_of(word)] ? words_.find(word) : words_.end(); found != words_.end()) {
      for (const Index i : found->second) evidence[i] += kWordWeight;
    }
    end = 0;
  };
  for (std::size_t i = 0; i < text.size() && words < kWordsRead;) {
    const text::Decoded c = text::decode(text, i);
    i += c.size;
    const text::CharClass kind = text::class_of(c.code);
    if (kind == text::CharClass::mark) {
      is_plain = false;
      continue;
    }
    if (kind != text::CharClass::arabic && kind != text::CharClass::latin) {
      end_word();
      continue;
    }
    if (end == 0) {
      begin = i - c.size;
      is_plain = true;
      if (kind == text::CharClass::arabic) ++arabic;
    }
    end = i;
    is_plain = is_plain && kind == text::CharClass::arabic;
    if (const Letter* letter = find_letter(c.code)) {
      for (const Index k : letter->languages) evidence[k] += kLetterWeight;
    }
  }
  end_word();
  const auto best = std::max_element(evidence.begin(), evidence.end());
  const double enough = kEnough * static_cast<double>(std::max<std::size_t>(words, 1));
  // One word in a line of Arabic script is no evidence for another language written in it.
  const bool is_short_arabic = arabic * 2 > words && words < kShortText;
  const bool is_sure = best == evidence.end() || !is_short_arabic || *best >= kSureInShortText;
  if (best != evidence.end() && is_sure && *best >= std::max(enough, kLetterWeight))
    return codes_[static_cast<Index>(best - evidence.begin())];
  if (!declared.empty()) return text::lower_ascii(declared.substr(0, declared.find_first_of("-_")));
  return arabic * 2 > words ? "ar" : "und";
}

}  // namespace isnad::ingest
