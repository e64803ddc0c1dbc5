#include <algorithm>
#include <numeric>
#include <unordered_map>

#include "dossier/builder.h"
#include "link/overlap.h"
#include "text/fold.h"
#include "text/letters.h"
#include "text/utf8.h"
#include "text/words.h"

namespace isnad::dossier {
namespace {

bool is_named(SourceKind kind) {
  return kind == SourceKind::person || kind == SourceKind::organisation || kind == SourceKind::outlet;
}

constexpr std::size_t kTelling = 3;  // consonants from which on they make a name

// A word of a name as transliterations agree on it: without the article, and without the letters that stand for vowels.
std::string spelled(std::string_view folded) {
  using namespace text::letter;
  const std::u32string w = text::code_points(folded);
  std::u32string_view v = w;
  if (v.size() > 4 && v[0] == kAlef && v[1] == kLam) v.remove_prefix(2);
  std::string out;
  std::size_t consonants = 0;
  for (const char32_t c : v) {
    if (c == kAlef || c == kWaw || c == kYeh) continue;
    text::append(out, c);
    ++consonants;
  }
  return consonants >= kTelling ? out : std::string(folded);
}

std::vector<std::string> words_of(const ClaimRoot& root, bool is_spelled) {
  std::vector<std::string> out;
  text::each_word(root.name, [&](const text::Word& w) { out.push_back(is_spelled ? spelled(w.folded) : w.folded); });
  return out;
}

bool holds(const std::vector<std::string>& all, const std::vector<std::string>& some) {
  return !some.empty() && std::search(all.begin(), all.end(), some.begin(), some.end()) != all.end();
}

// A name that leaves words of the other out: "Nabil Rudeineh, spokesman of" for "Nabil Abu Rudeineh, spokesman of".
bool is_cut_form(const std::vector<std::string>& name, const std::vector<std::string>& longer, std::size_t least) {
  if (name.size() < least || name.size() >= longer.size() || name.front() != longer.front()) return false;
  std::size_t i = 0;
  for (const std::string& w : longer) i += i < name.size() && name[i] == w ? 1 : 0;
  return i == name.size();
}

// "The ministry" after "the ministry of X": one word with the article that is the head of the other's name.
bool is_short_form(const std::vector<std::string>& name, const std::vector<std::string>& longer) {
  if (name.size() != 1 || longer.size() < 2) return false;
  std::string article;
  text::append(article, text::letter::kAlef);
  text::append(article, text::letter::kLam);
  return name[0].starts_with(article) && (longer[0] == name[0] || longer[0] == name[0].substr(article.size()));
}

// A state, and its ministry or army: "Moscow announced" what the ministry announced.
bool is_organ_of(const ClaimRoot& organ, const ClaimRoot& state) {
  return organ.kind == SourceKind::organisation && state.kind == SourceKind::organisation && organ.id.size() > state.id.size() &&
         organ.id.starts_with(state.id) && organ.id[state.id.size()] == '-';
}

// A source that says who it is, or at least that somebody said it: "a statement", "the report" without more is neither.
bool is_telling(const ClaimRoot& root) {
  if (root.id.empty()) return false;
  return root.kind == SourceKind::person || root.kind == SourceKind::outlet || root.name.find(' ') != std::string::npos ||
         (root.kind != SourceKind::document && root.id != text::folded(root.name));
}

}  // namespace

// A person or body is also the same where one name holds the other: the full name, and the family name after it, in
// whatever spelling; the spokesman or head of a body whose name stands in his title; a body by its head noun alone.
bool is_same_root(const ClaimRoot& a, const ClaimRoot& b) {
  if (a.id == b.id) return true;
  if (!is_named(a.kind) || !is_named(b.kind)) return false;
  if (is_organ_of(a, b) || is_organ_of(b, a)) return true;
  const bool are_persons = a.kind == SourceKind::person && b.kind == SourceKind::person;
  const auto x = words_of(a, are_persons);
  const auto y = words_of(b, are_persons);
  const std::size_t least = are_persons ? 2 : 3;
  return holds(x, y) || holds(y, x) || is_short_form(x, y) || is_short_form(y, x) || is_cut_form(x, y, least) ||
         is_cut_form(y, x, least);
}

std::string Roots::outlet(const RawClaim& a) const {
  const DossierDocument& d = documents_[a.carrier.evidence.document];
  return !d.outlet.empty() ? d.outlet : !d.outlet_name.empty() ? text::folded(d.outlet_name) : d.id;
}

bool Roots::is_copy(std::uint32_t a, std::uint32_t b) const {
  const auto copies = [&](std::uint32_t x, std::uint32_t y) {
    const auto& from = documents_[x].copied_from;
    return documents_[x].near_duplicate_of == y ||
           std::any_of(from.begin(), from.end(), [&](const DossierCopy& c) { return c.document == y; });
  };
  return copies(a, b) || copies(b, a);
}

// Why two carriers go back to one origin; without a key where they do not, as far as can be seen.
Fold Roots::why_one(const RawClaim& a, const RawClaim& b, bool has_same_text) const {
  const std::uint32_t one = a.carrier.evidence.document;
  const std::uint32_t other = b.carrier.evidence.document;
  const bool a_names = is_telling(a.root);
  const bool b_names = is_telling(b.root);
  if (a_names && b_names && is_same_root(a.root, b.root)) return {"same_source", {one, other}};
  // Who gives an outlet as his source has what its article has.
  const auto reports = [&](const RawClaim& x, const RawClaim& y) {
    return x.root.kind == SourceKind::outlet && !x.nearest.empty() && x.root.id == x.nearest && x.nearest == outlet(y);
  };
  if (reports(a, b)) return {"cites_other", {one, other}};
  if (reports(b, a)) return {"cites_other", {other, one}};
  // Two who are named and differ stay two, whatever words an outlet reports them with.
  if (a_names && b_names && is_named(a.root.kind) && is_named(b.root.kind)) return {};
  if (is_copy(one, other)) return {"copied_text", {one, other}};
  if (has_same_text) return {"same_sentence", {one, other}};
  if (!a_names && !b_names) return outlet(a) == outlet(b) ? Fold{"own_voice", {one, other}} : Fold{};
  const auto cites = [&](const RawClaim& x, const RawClaim& y) { return !x.nearest.empty() && x.nearest == outlet(y); };
  if (cites(a, b)) return {"cites_other", {one, other}};
  if (cites(b, a)) return {"cites_other", {other, one}};
  if (a_names == b_names) return {};
  if (outlet(a) == outlet(b)) return {"outlet_names_source", {a_names ? one : other}};
  // An article that says it itself, and names the source elsewhere, reports that source.
  const RawClaim& silent = a_names ? b : a;
  const ClaimRoot& root = a_names ? a.root : b.root;
  const auto& named = sources_[silent.carrier.evidence.document];
  const bool is_cited = std::any_of(named.begin(), named.end(), [&](const ClaimRoot& s) { return is_same_root(s, root); });
  return is_cited ? Fold{"article_cites_source", {silent.carrier.evidence.document}} : Fold{};
}

void Roots::assign(Claim& claim, const std::vector<const RawClaim*>& statements, const std::vector<std::uint32_t>& texts) const {
  const auto n = static_cast<std::uint32_t>(statements.size());
  link::Groups groups(n);
  std::vector<Fold> why(n);
  for (std::uint32_t i = 0; i < n; ++i) {
    for (std::uint32_t k = 0; k < i; ++k) {
      if (groups.find(i) == groups.find(k)) continue;
      Fold fold = why_one(*statements[k], *statements[i], texts[i] == texts[k]);
      if (fold.key.empty()) continue;
      groups.join(i, k);
      if (statements[i]->carrier.evidence.document != statements[k]->carrier.evidence.document) why[i] = std::move(fold);
    }
  }
  std::unordered_map<std::uint32_t, std::uint32_t> place;
  for (std::uint32_t i = 0; i < n; ++i) {
    const auto [it, is_new] = place.try_emplace(groups.find(i), static_cast<std::uint32_t>(claim.roots.size()));
    if (is_new) claim.roots.emplace_back();
    ClaimRoot& root = claim.roots[it->second];
    const RawClaim& s = *statements[i];
    if (!s.root.id.empty() && (root.id.empty() || root.is_own_voice)) {
      root.id = s.root.id;
      root.name = s.root.name;
      root.kind = s.root.kind;
      root.is_own_voice = false;
    } else if (root.id.empty()) {
      root.id = outlet(s);
      root.name = documents_[s.carrier.evidence.document].outlet_name;
      root.kind = SourceKind::outlet;
      root.is_own_voice = true;
    }
    if (!why[i].key.empty()) root.folds.push_back(std::move(why[i]));
    claim.carriers[i].root = it->second;
  }
  claim.independent_roots = static_cast<std::uint32_t>(claim.roots.size());
}

}  // namespace isnad::dossier
