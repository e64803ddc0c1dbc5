#include "link/vocabulary.h"

#include <algorithm>
#include <cmath>
#include <functional>

#include "link/overlap.h"
#include "link/rows.h"
#include "text/fold.h"
#include "text/letters.h"
#include "text/stem.h"
#include "text/utf8.h"
#include "text/words.h"

namespace isnad::link {

// Made from data/words/function.tsv, data/words/documents.tsv, data/words/concepts.tsv and data/time/numbers.tsv by cmake/embed.cmake.
extern const std::string_view kFunctionTsv;
extern const std::string_view kDocumentsTsv;
extern const std::string_view kConceptsTsv;
extern const std::string_view kNumbersTsv;

namespace {

using namespace text::letter;

constexpr std::size_t kContentBytes = 6;  // three Arabic letters
constexpr std::size_t kLetterBytes = 2;
constexpr double kLeastRarity = 0.2;
constexpr double kUnlisted = 6;  // documents of a term that stands in too few to be listed, about
constexpr double kScale = 100;   // numbers from here on multiply the one before them ("thirty thousand")

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_any(char32_t c, std::initializer_list<char32_t> letters) {
  return std::find(letters.begin(), letters.end(), c) != letters.end();
}

}  // namespace

std::string skeleton(std::string_view stem) {
  const std::u32string w = text::code_points(stem);
  std::u32string_view v = w;
  if (v.size() > 3 && is_any(v.front(), {kMeem, kTeh, kYeh, kAlef, kNoon, kSeen})) v.remove_prefix(1);
  if (v.size() > 3 && is_any(v.front(), {kTeh, kNoon})) v.remove_prefix(1);
  std::string out;
  std::size_t letters = 0;
  for (const char32_t c : v) {
    if (letters > 0 && is_any(c, {kAlef, kWaw, kYeh, kHamza, kYehHamza, kWawHamza})) continue;
    text::append(out, c);
    ++letters;
  }
  return letters >= 2 ? out : std::string(stem);
}

const Vocabulary& Vocabulary::standard() {
  static const Vocabulary kStandard;
  return kStandard;
}

Vocabulary::Vocabulary() {
  read_functions(kFunctionTsv);
  read_numbers(kNumbersTsv);
  read_concepts(kConceptsTsv);
  read_counts(kDocumentsTsv);
}

void Vocabulary::read_functions(std::string_view tsv) {
  each_row(tsv, [&](const std::vector<std::string_view>& row) {
    functions_.insert(text::folded(row[0]));
    const std::string_view roles = row.size() > 3 ? row[3] : "";
    // Words that also join clauses (relative, temporal) are too often no negation.
    const bool joins = roles.find("relative") != roles.npos || roles.find("temporal") != roles.npos ||
                       roles.find("complementiser") != roles.npos || roles.find("subordinator") != roles.npos;
    if (!joins && roles.find("negation") != roles.npos) negations_.insert(text::folded(row[0]));
  });
}

void Vocabulary::read_numbers(std::string_view tsv) {
  each_row(tsv, [&](const std::vector<std::string_view>& row) {
    if (row.size() < 3 || row[0] != "cardinal") return;
    const double value = std::stod(std::string(row[1]));
    for (std::string_view names = row[2]; !names.empty();) numbers_.emplace(text::folded(next(names, '|')), value);
  });
}

void Vocabulary::read_concepts(std::string_view tsv) {
  each_row(tsv, [&](const std::vector<std::string_view>& row) {
    const std::uint64_t id = term_hash(row[0]);
    std::string_view use = row[2];
    const std::string_view first = next(use, ' ');
    for (std::string_view words = row[1]; !words.empty();) {
      const std::string word = text::folded(next(words, '|'));
      if (first == "part") parts_.insert(word);
      if (first == "unnegated") unnegated_.insert(word);
      if (first == "except") exceptives_.insert(word);
      if (first == "dual") duals_.insert(word);
      if (first != "part" && first != "unnegated" && first != "except" && first != "dual")
        concept_of_stem_.emplace(text::light_stem(word), id);
    }
    if (first == "counted") counted_.insert(id);
    if (first == "told") told_.insert(id);
    if (first == "measure") measures_.insert(id);
    if (first == "opposite") opposites_[id] = term_hash(use);
    if (first == "people") people_ = id;
    if (first == "time") durations_ = id;
    if (first == "span") spans_ = id;
  });
}

// Verbs keep their personal letters in the light stem, nouns a proclitic: one of each may be taken off.
std::uint64_t Vocabulary::concept_of(const std::string& stem) const {
  const auto find = [&](const std::string& s) {
    const auto it = concept_of_stem_.find(s);
    return it == concept_of_stem_.end() ? 0 : it->second;
  };
  if (const std::uint64_t c = find(stem); c != 0) return c;
  if (stem.size() <= kContentBytes) return 0;
  const auto first = text::decode(stem, 0);
  const std::size_t theirs = stem.size() - 2 * kLetterBytes;  // "their" at the end
  if (theirs >= kContentBytes && text::decode(stem, theirs).code == kHeh &&
      text::decode(stem, theirs + kLetterBytes).code == kMeem) {
    return concept_of(stem.substr(0, theirs));
  }
  const auto last = text::decode(stem, stem.size() - kLetterBytes);
  const bool has_prefix = is_any(first.code, {kYeh, kTeh, kNoon, kSeen, kBeh, kLam, kFeh, kKaf});
  const bool has_ending = is_any(last.code, {kTeh, kWaw});
  if (has_prefix) {
    if (const std::uint64_t c = find(stem.substr(first.size)); c != 0) return c;
  }
  if (!has_ending) return 0;
  const std::string bare = stem.substr(0, stem.size() - kLetterBytes);
  if (const std::uint64_t c = find(bare); c != 0) return c;
  return has_prefix && bare.size() > kContentBytes ? find(bare.substr(first.size)) : 0;
}

void Vocabulary::read_counts(std::string_view tsv) {
  each_row(tsv, [&](const std::vector<std::string_view>& row) {
    const double n = std::stod(std::string(row[1]));
    if (row[0] == "*") {
      documents_ = n;
      return;
    }
    stems_[term_hash(row[0])] = n;
    skeletons_[term_hash(skeleton(row[0]))] += n;
    if (const std::uint64_t c = concept_of(std::string(row[0])); c != 0) concepts_[c] += n;
  });
}

double Vocabulary::rarity(const Counts& counts, std::uint64_t term) const {
  const auto it = counts.find(term);
  const double n = it == counts.end() ? kUnlisted : std::min(it->second, documents_);
  return std::max(kLeastRarity, std::log((documents_ + 1) / (n + 0.5)));
}

double Vocabulary::number_of(const std::string& folded) const {
  if (is_digit(folded[0])) return std::all_of(folded.begin(), folded.end(), is_digit) ? std::stod(folded) : 0;
  const auto it = numbers_.find(folded);
  return it == numbers_.end() ? 0 : it->second;
}

bool Vocabulary::is_content(const std::string& folded) const {
  return (folded.size() >= kContentBytes || is_digit(folded[0])) && !functions_.contains(folded);
}

// A small number is a term, in digits or in words.
std::optional<std::uint64_t> Vocabulary::number_term(const std::string& folded) const {
  const double n = number_of(folded);
  if (n <= 0 || n >= kScale) return std::nullopt;
  return term_hash(std::to_string(static_cast<int>(n)));
}

std::optional<std::uint64_t> Vocabulary::stem_of_term(const std::string& folded, std::string_view stem) const {
  if (const auto number = number_term(folded)) return number;
  if (!is_content(folded)) return std::nullopt;
  return term_hash(stem);
}

std::optional<Term> Vocabulary::term_of(const std::string& folded) const {
  if (const auto number = number_term(folded)) return Term{*number, 0, 0, {}};
  if (!is_content(folded)) return std::nullopt;
  const std::string stem(text::light_stem(folded));
  return Term{term_hash(stem), is_digit(stem[0]) ? 0 : term_hash(skeleton(stem)), concept_of(stem), {}};
}

std::vector<Term> Vocabulary::terms(std::string_view text) const {
  std::vector<Term> out;
  text::each_word(text, [&](const text::Word& w) {
    auto term = term_of(w.folded);
    if (!term) return;
    term->span = {ByteOffset(w.begin), ByteOffset(w.end)};
    out.push_back(*term);
  });
  return out;
}

bool Vocabulary::has_number(std::string_view text) const {
  bool has_any = false;
  text::each_word(text, [&](const text::Word& w) { has_any = has_any || number_of(w.folded) > 1 || duals_.contains(w.folded); });
  return has_any;
}

std::vector<Quantity> Vocabulary::quantities(std::string_view text) const {
  constexpr double kFirstYear = 1900, kLastYear = 2100;
  std::vector<Quantity> out;
  if (!has_number(text)) return out;
  double value = 0;
  std::uint64_t what = 0;  // said last, before the number
  bool is_sum = false;
  bool is_part = false;
  std::size_t untold = 0;  // from here on it is not yet known what is said of those counted
  text::each_word(text, [&](const text::Word& w) {
    const double n = number_of(w.folded);
    if (n > 0) {
      value = value > 0 && n >= kScale && n > value ? value * n : n;
      return;
    }
    const bool is_dual = duals_.contains(w.folded);
    if (is_dual) value = 2;
    is_part = is_part || parts_.contains(w.folded);
    const std::string stem(text::light_stem(w.folded));
    const std::uint64_t idea = concept_of(stem);
    is_sum = is_sum || (idea != 0 && idea == spans_);
    if (!is_dual && !is_content(w.folded)) return;
    const bool is_told = is_counted(idea);
    // One is an article more often than a count; years count nothing, ages and terms are no tolls.
    if (value > 1 && idea != durations_ && !(value >= kFirstYear && value <= kLastYear)) {
      const bool is_people = is_dual || is_told || idea == people_;
      const std::uint64_t of = is_people ? people_ : is_measure(idea) ? idea : term_hash(skeleton(stem));
      out.push_back({value, of, is_told ? idea : what, false, is_part});
      if (what != 0) untold = out.size();
    }
    value = 0;
    if (!is_told) return;
    is_part = false;
    what = idea;
    for (; untold < out.size(); ++untold) {
      if (out[untold].what == 0) out[untold].what = idea;
    }
  });
  for (Quantity& q : out) q.is_sum = is_sum;
  return out;
}

double Vocabulary::rarity_of_stem(std::string_view stem) const { return rarity(stems_, term_hash(stem)); }

// "And not" in the middle sets something else against what is said; "nothing but", "no longer … except" say what is.
Negations Vocabulary::negations(std::string_view text) const {
  constexpr int kReach = 1;  // words from a negation to what it negates: "was not X" negates more than X
  Negations out;
  int open = 0;          // words left until what is negated must have come
  bool is_next = false;  // a negation was the last word
  bool is_first = true;
  text::each_word(text, [&](const text::Word& w) {
    if (exceptives_.contains(w.folded)) out = {};
    if (is_next && unnegated_.contains(w.folded)) open = 0;
    out.has_any = (out.has_any || (is_next && open > 0)) && !exceptives_.contains(w.folded);
    is_next = is_negation(w.folded) || (is_first && is_negation(text::without_conjunction(w.folded)));
    is_first = false;
    if (is_next) {
      open = kReach;
    } else if (open > 0) {
      --open;
      const auto term = term_of(w.folded);
      if (!term || term->skeleton == 0) return;
      out.skeletons.push_back(term->skeleton);
      open = 0;
    }
  });
  if (!out.has_any) out.skeletons.clear();
  return out;
}

}  // namespace isnad::link
