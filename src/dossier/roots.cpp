#include <algorithm>
#include <numeric>
#include <unordered_map>

#include "dossier/builder.h"
#include "link/overlap.h"
#include "text/fold.h"

namespace isnad::dossier {
namespace {

bool is_named(SourceKind kind) {
  return kind == SourceKind::person || kind == SourceKind::organisation || kind == SourceKind::outlet;
}

}  // namespace

// A person or body is also the same where one name holds the other: the full name, and the family name after it.
bool is_same_root(const ClaimRoot& a, const ClaimRoot& b) {
  if (a.id == b.id) return true;
  if (!is_named(a.kind) || !is_named(b.kind)) return false;
  const std::string x = " " + text::folded(a.name) + " ";
  const std::string y = " " + text::folded(b.name) + " ";
  return x.find(y) != std::string::npos || y.find(x) != std::string::npos;
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

// Why two carriers go back to one origin, in words; empty where they do not, as far as can be seen.
std::string Roots::why_one(const RawClaim& a, const RawClaim& b, bool has_same_text) const {
  const std::string& id = documents_[b.carrier.evidence.document].id;
  const bool a_names = !a.root.id.empty();
  const bool b_names = !b.root.id.empty();
  if (a_names && b_names && is_same_root(a.root, b.root)) return "same source: " + id;
  // Two who are named and differ stay two, whatever words an outlet reports them with.
  if (a_names && b_names && is_named(a.root.kind) && is_named(b.root.kind)) return {};
  const std::string& other = documents_[a.carrier.evidence.document].id;
  if (is_copy(a.carrier.evidence.document, b.carrier.evidence.document)) return "copied text: " + id + " and " + other;
  if (has_same_text) return "same sentence: " + id + " and " + other;
  if (!a_names && !b_names) return outlet(a) == outlet(b) ? "same outlet in its own voice: " + id : std::string();
  const auto cites = [&](const RawClaim& x, const RawClaim& y) { return !x.nearest.empty() && x.nearest == outlet(y); };
  if (cites(a, b) || cites(b, a)) return "cites the other: " + id + " and " + other;
  if (a_names == b_names) return {};
  // An article that says it itself, and names the source elsewhere, reports that source.
  const RawClaim& silent = a_names ? b : a;
  const ClaimRoot& root = a_names ? a.root : b.root;
  const auto& named = sources_[silent.carrier.evidence.document];
  const bool is_cited = std::any_of(named.begin(), named.end(), [&](const ClaimRoot& s) { return is_same_root(s, root); });
  return is_cited ? "its article cites the source: " + documents_[silent.carrier.evidence.document].id : std::string();
}

void Roots::assign(Claim& claim, const std::vector<const RawClaim*>& statements, const std::vector<std::uint32_t>& texts) const {
  const auto n = static_cast<std::uint32_t>(statements.size());
  link::Groups groups(n);
  std::vector<std::string> why(n);
  for (std::uint32_t i = 0; i < n; ++i) {
    for (std::uint32_t k = 0; k < i; ++k) {
      if (groups.find(i) == groups.find(k)) continue;
      const std::string reason = why_one(*statements[k], *statements[i], texts[i] == texts[k]);
      if (reason.empty()) continue;
      groups.join(i, k);
      if (statements[i]->carrier.evidence.document != statements[k]->carrier.evidence.document) why[i] = reason;
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
    if (!why[i].empty()) root.folds.push_back(why[i]);
    claim.carriers[i].root = it->second;
  }
  claim.independent_roots = static_cast<std::uint32_t>(claim.roots.size());
}

}  // namespace isnad::dossier
