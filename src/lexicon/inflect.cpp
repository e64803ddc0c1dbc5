#include "lexicon/inflect.h"

#include "text/letters.h"
#include "text/utf8.h"

namespace isnad::lexicon {
namespace {

using namespace text::letter;

// Paradigms are written over code points; every ending below names its letters.
using Word = std::u32string;

Word decode_all(std::string_view s) {
  Word out;
  for (std::size_t i = 0; i < s.size();) {
    const text::Decoded d = text::decode(s, i);
    out.push_back(d.code);
    i += d.size;
  }
  return out;
}

std::string encode(const Word& w) {
  std::string out;
  for (const char32_t c : w) text::append(out, c);
  return out;
}

bool is_alef(char32_t c) { return c == kAlef || c == kAlefHamzaAbove || c == kAlefMadda; }

class Collector {
 public:
  void add(const Word& w, unsigned features) { forms_.push_back({encode(w), static_cast<std::uint16_t>(features)}); }
  std::vector<Form> take() { return std::move(forms_); }

 private:
  std::vector<Form> forms_;
};

// Past: endings on the full stem (third person) and on the short stem (first and second person).
void add_past(Collector& out, const Word& past, const Word& present) {
  constexpr unsigned k3 = kPast | kThird;
  const char32_t last = past.back();
  const bool is_defective = last == kAlefMaqsura || (last == kAlef && past.size() > 2);
  const Word stem = is_defective ? past.substr(0, past.size() - 1) : past;
  out.add(past, k3 | kMasculine | kSingular);
  out.add(stem + Word{kTeh}, k3 | kFeminine | kSingular);
  out.add(stem + Word{kWaw, kAlef}, k3 | kMasculine | kPlural);
  out.add(stem + Word{kTeh, kAlef}, k3 | kFeminine | kDual);
  const bool is_waw = is_defective && last == kAlef;
  out.add(is_defective ? stem + Word{is_waw ? kWaw : kYeh, kAlef} : past + Word{kAlef}, k3 | kMasculine | kDual);
  Word short_stem = stem;
  if (is_defective) {
    short_stem.push_back(is_waw && past.size() == 3 ? kWaw : kYeh);
  } else if (past.size() >= 3 && is_alef(past[past.size() - 2]) && past[past.size() - 2] == kAlef && !present.empty()) {
    short_stem.erase(short_stem.size() - 2, 1);  // hollow: qAla -> qul-tu
  } else if (past.size() == 2) {
    short_stem.push_back(last);  // doubled: rad-da -> radad-tu
  }
  out.add(short_stem + Word{kTeh}, kPast | kFirst | kSingular);
  out.add(short_stem + Word{kNoon, kAlef}, kPast | kFirst | kPlural);
  out.add(short_stem + Word{kTeh, kMeem}, kPast | kSecond | kPlural);
  out.add(short_stem + Word{kNoon}, k3 | kFeminine | kPlural);
}

// Present: person prefix in place of the yeh, mood endings.
void add_present(Collector& out, const Word& present) {
  if (present.size() < 3) return;
  const char32_t last = present.back();
  const bool is_defective = last == kYeh || last == kAlefMaqsura || last == kWaw;
  const Word body = present.substr(1);
  const Word stem = is_defective ? body.substr(0, body.size() - 1) : body;
  const auto with = [&](char32_t prefix, const Word& rest) { return Word{prefix} + rest; };
  constexpr unsigned k3 = kPresent | kThird;
  out.add(with(kYeh, body), k3 | kMasculine | kSingular);
  out.add(with(kTeh, body), k3 | kFeminine | kSingular);
  out.add(with(kNoon, body), kPresent | kFirst | kPlural);
  out.add(with(kAlefHamzaAbove, body), kPresent | kFirst | kSingular);
  for (const Word& ending : {Word{kWaw, kNoon}, Word{kWaw, kAlef}}) {
    out.add(with(kYeh, stem + ending), k3 | kMasculine | kPlural);
    out.add(with(kTeh, stem + ending), kPresent | kSecond | kPlural);
  }
  const Word dual_stem = is_defective ? stem + Word{last == kWaw ? kWaw : kYeh} : body;
  for (const char32_t prefix : {kYeh, kTeh}) {
    out.add(with(prefix, dual_stem + Word{kAlef, kNoon}), k3 | (prefix == kYeh ? kMasculine : kFeminine) | kDual);
    out.add(with(prefix, dual_stem + Word{kAlef}), k3 | (prefix == kYeh ? kMasculine : kFeminine) | kDual);
  }
  out.add(with(kYeh, dual_stem + Word{kNoon}), k3 | kFeminine | kPlural);
  Word jussive;
  if (is_defective) {
    jussive = stem;
  } else if (body.size() >= 2) {
    const char32_t middle = body[body.size() - 2];
    if (middle == kAlef || middle == kWaw || middle == kYeh) {  // hollow: yaqUl -> yaqul
      jussive = body;
      jussive.erase(jussive.size() - 2, 1);
    }
  }
  if (jussive.size() >= 2) {
    out.add(with(kYeh, jussive), k3 | kMasculine | kSingular | kJussive);
    out.add(with(kTeh, jussive), k3 | kFeminine | kSingular | kJussive);
  }
}

void add_with_article(Collector& out, const Word& w, unsigned features) {
  out.add(w, features);
  out.add(Word{kAlef, kLam} + w, features | kDefinite);
}

}  // namespace

std::vector<Form> conjugate(std::string_view past, std::string_view present) {
  Collector out;
  const Word p = decode_all(past);
  const Word q = decode_all(present);
  if (p.size() >= 2) add_past(out, p, q);
  add_present(out, q);
  return out.take();
}

std::vector<Form> decline_participle(std::string_view masculine, std::uint16_t form) {
  Collector out;
  const Word w = decode_all(masculine);
  if (w.size() < 2) return {};
  if (w.back() == kAlef) {  // listed in the accusative: a circumstance only, "..., refusing"
    out.add(w, form | kMasculine | kSingular | kAccusative);
    out.add(w.substr(0, w.size() - 1) + Word{kTehMarbuta}, form | kFeminine | kSingular);
    return out.take();
  }
  const bool is_defective = w.back() == kYeh;
  const Word stem = is_defective ? w.substr(0, w.size() - 1) : w;
  add_with_article(out, w, form | kMasculine | kSingular);
  if (is_defective) out.add(stem, form | kMasculine | kSingular);
  out.add(w + Word{kAlef}, form | kMasculine | kSingular | kAccusative);
  add_with_article(out, w + Word{kTehMarbuta}, form | kFeminine | kSingular);
  add_with_article(out, w + Word{kAlef, kNoon}, form | kMasculine | kDual);
  add_with_article(out, stem + Word{kYeh, kNoon}, form | kMasculine | kPlural);
  add_with_article(out, stem + Word{kWaw, kNoon}, form | kMasculine | kPlural);
  add_with_article(out, w + Word{kTeh, kAlef, kNoon}, form | kFeminine | kDual);
  add_with_article(out, w + Word{kTeh, kYeh, kNoon}, form | kFeminine | kDual);
  add_with_article(out, w + Word{kAlef, kTeh}, form | kFeminine | kPlural);
  return out.take();
}

std::vector<Form> decline_noun(std::string_view singular, const std::vector<std::string>& plurals, std::uint16_t form) {
  Collector out;
  // Plurals like mafa'il bear no tanwin: matalib, "demands", has no form like mutaliban, "demanding".
  const auto is_diptote = [](const Word& w) { return w.size() == 5 && w[0] == kMeem && w[2] == kAlef; };
  const auto decline = [&](const Word& w, unsigned number) {
    add_with_article(out, w, form | number);
    if (number == kPlural && is_diptote(w)) return;
    if (w.back() != kTehMarbuta && w.back() != kAlef && w.back() != kAlefMaqsura)
      out.add(w + Word{kAlef}, form | number | kAccusative);
  };
  const Word w = decode_all(singular);
  if (w.size() < 2) return {};
  decline(w, kSingular);
  const bool is_feminine = w.back() == kTehMarbuta;
  const Word stem = is_feminine ? w.substr(0, w.size() - 1) : w;
  if (w.back() != kAlefMaqsura) {
    const Word dual = is_feminine ? stem + Word{kTeh} : w;
    add_with_article(out, dual + Word{kAlef, kNoon}, form | kDual);
    add_with_article(out, dual + Word{kYeh, kNoon}, form | kDual);
    out.add(dual + Word{kAlef}, form | kDual);
    out.add(dual + Word{kYeh}, form | kDual);
  }
  if (is_feminine) add_with_article(out, stem + Word{kAlef, kTeh}, form | kPlural);
  for (const std::string& plural : plurals) {
    const Word p = decode_all(plural);
    if (p.size() < 2) continue;
    decline(p, kPlural);
    const bool is_sound = p.size() > 3 && p.back() == kNoon && (p[p.size() - 2] == kWaw || p[p.size() - 2] == kYeh);
    if (is_sound) out.add(p.substr(0, p.size() - 1), form | kPlural);  // construct state: the nun falls
  }
  return out.take();
}

}  // namespace isnad::lexicon
