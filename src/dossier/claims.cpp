#include <algorithm>
#include <set>
#include <unordered_map>
#include <unordered_set>

#include "dossier/builder.h"
#include "link/overlap.h"
#include "text/fold.h"
#include "text/words.h"

namespace isnad::dossier {

// Made from data/words/function.tsv by cmake/embed.cmake.
extern const std::string_view kFunctionTsv;

namespace {

constexpr double kSameClaim = 0.60;    // of the terms of both
constexpr double kDeniedClaim = 0.40;  // a denial says less than what it denies
constexpr std::size_t kShortestTerms = 4;

bool is_named(SourceKind kind) {
  return kind == SourceKind::person || kind == SourceKind::organisation || kind == SourceKind::outlet;
}

// A person or body is also the same where one name holds the other: the full name, and the family name after it.
bool is_same_root(const ClaimRoot& a, const ClaimRoot& b) {
  if (a.id == b.id) return true;
  if (!is_named(a.kind) || !is_named(b.kind)) return false;
  const std::string x = " " + text::folded(a.name) + " ";
  const std::string y = " " + text::folded(b.name) + " ";
  return x.find(y) != std::string::npos || y.find(x) != std::string::npos;
}

std::string outlet_of(const DossierDocument& d) { return d.outlet.empty() ? d.outlet_name : d.outlet; }

// The document that a near-duplicate goes back to.
std::uint32_t original(const std::vector<DossierDocument>& documents, std::uint32_t d) {
  while (documents[d].near_duplicate_of != kNone) d = documents[d].near_duplicate_of;
  return d;
}

// Folded words that negate, from the roles of the function words.
const std::unordered_set<std::string>& negations() {
  static const std::unordered_set<std::string> kNegations = [] {
    std::unordered_set<std::string> words;
    std::string_view rest = kFunctionTsv;
    while (!rest.empty()) {
      const std::string_view line = rest.substr(0, rest.find('\n'));
      rest.remove_prefix(std::min(rest.size(), line.size() + 1));
      // Words that also join clauses (relative, temporal) are too often no negation.
      const bool joins = line.find("relative") != std::string_view::npos || line.find("temporal") != std::string_view::npos ||
                         line.find("complementiser") != std::string_view::npos ||
                         line.find("subordinator") != std::string_view::npos;
      if (!joins && line.find("negation") != std::string_view::npos) words.insert(text::folded(line.substr(0, line.find('\t'))));
    }
    return words;
  }();
  return kNegations;
}

bool has_negation(std::string_view text) {
  bool found = false;
  text::each_word(text, [&](const text::Word& w) { found = found || negations().contains(w.folded); });
  return found;
}

class Joiner {
 public:
  Joiner(const std::vector<DossierDocument>& documents, std::vector<RawClaim> raw, std::vector<std::uint32_t>& claim_of_raw)
      : documents_(documents),
        raw_(std::move(raw)),
        claim_of_raw_(claim_of_raw) {}

  std::vector<Claim> run() {
    for (const RawClaim& r : raw_) {
      texts_.push_back(r.text);
      is_negated_.push_back(has_negation(r.text));
    }
    const std::vector<link::Pair> pairs = link::similar_pairs(texts_, kDeniedClaim);
    group(pairs);
    collect();
    for (Claim& c : claims_) count(c);
    contradict(pairs);
    order();
    return std::move(claims_);
  }

 private:
  [[nodiscard]] bool is_mergeable(std::uint32_t i) const { return link::term_set(raw_[i].text).size() >= kShortestTerms; }

  void group(const std::vector<link::Pair>& pairs) {
    groups_ = std::make_unique<link::Groups>(raw_.size());
    for (const link::Pair& p : pairs) {
      const bool is_same = raw_[p.a].is_denied == raw_[p.b].is_denied && is_negated_[p.a] == is_negated_[p.b];
      if (is_same && p.overlap >= kSameClaim && is_mergeable(p.a) && is_mergeable(p.b)) groups_->join(p.a, p.b);
    }
  }

  void collect() {
    claim_of_raw_.assign(raw_.size(), kNone);
    std::unordered_map<std::uint32_t, std::uint32_t> claim_of_group;
    for (std::uint32_t i = 0; i < raw_.size(); ++i) {
      if (raw_[i].text.empty()) continue;  // nothing is said: no claim
      const auto [it, is_new] = claim_of_group.try_emplace(groups_->find(i), static_cast<std::uint32_t>(claims_.size()));
      if (is_new) claims_.emplace_back();
      has_move_.resize(claims_.size());
      has_move_[it->second] = has_move_[it->second] || raw_[i].has_move;
      claim_of_raw_[i] = it->second;
      add(claims_[it->second], raw_[i]);
    }
  }

  void add(Claim& claim, RawClaim& raw) {
    if (claim.carriers.empty()) {
      claim.text = raw.text;
      claim.is_denied = raw.is_denied;
    }
    ClaimCarrier& carrier = claim.carriers.emplace_back(raw.carrier);
    if (raw.root.id.empty()) return;
    const DossierDocument& document = documents_[carrier.evidence.document];
    // What a near-duplicate says has the root of the document it was copied from.
    if (const std::uint32_t first = original(documents_, carrier.evidence.document); first != carrier.evidence.document) {
      for (const ClaimCarrier& earlier : claim.carriers) {
        if (earlier.evidence.document != first || earlier.root == kNone) continue;
        carrier.root = earlier.root;
        claim.roots[carrier.root].folds.push_back("near-duplicate: " + document.id + " of " + documents_[first].id);
        return;
      }
    }
    const auto known =
        std::find_if(claim.roots.begin(), claim.roots.end(), [&](const ClaimRoot& r) { return is_same_root(r, raw.root); });
    carrier.root = static_cast<std::uint32_t>(known - claim.roots.begin());
    if (known == claim.roots.end()) {
      claim.roots.push_back(raw.root);
    } else if (claim.carriers.front().evidence.document != carrier.evidence.document) {
      known->folds.push_back("same source: " + document.id);
    }
  }

  void count(Claim& claim) const {
    std::set<std::string> outlets;
    std::set<std::pair<std::string, std::string>> cites;
    for (const ClaimCarrier& c : claim.carriers) {
      const std::string outlet = outlet_of(documents_[c.evidence.document]);
      if (!outlet.empty()) outlets.insert(outlet);
      if (!outlet.empty() && c.chain.size() > 1) cites.insert({outlet, c.chain.front()});
    }
    claim.outlets = static_cast<std::uint32_t>(outlets.size());
    std::set<std::uint32_t> originals;
    for (const ClaimCarrier& c : claim.carriers) originals.insert(original(documents_, c.evidence.document));
    std::uint32_t named = 0;
    for (const ClaimRoot& r : claim.roots) named += is_named(r.kind) ? 1 : 0;
    // Unnamed sources may all be one person, so they add no root to named ones; and one report confirms nothing by itself,
    // whomever it names.
    claim.independent_roots =
        claim.roots.empty() ? 0 : std::max(1U, std::min(named, static_cast<std::uint32_t>(originals.size())));
    for (const auto& [a, b] : cites) {
      if (a < b && cites.contains({b, a})) claim.circular.push_back({a, b, a});
    }
  }

  // Two ways to be at odds: one side denies what the other says, or one says with a negation what the other says without.
  void contradict(const std::vector<link::Pair>& pairs) {
    std::set<std::pair<std::uint32_t, std::uint32_t>> known;
    for (const link::Pair& p : pairs) {
      const std::uint32_t a = claim_of_raw_[p.a];
      const std::uint32_t b = claim_of_raw_[p.b];
      if (a == kNone || b == kNone || a == b || !is_mergeable(p.a) || !is_mergeable(p.b)) continue;
      const bool is_denial = raw_[p.a].is_denied != raw_[p.b].is_denied;
      const bool is_polarity = is_negated_[p.a] != is_negated_[p.b];
      // Both at once is agreement: "denied that there is" and "said there is not".
      if (is_denial == is_polarity || (is_polarity && p.overlap < kSameClaim)) continue;
      // Who takes back what he said himself changes his mind; that is no dispute.
      if (raw_[p.a].root.id.empty() || raw_[p.b].root.id.empty() || is_same_root(raw_[p.a].root, raw_[p.b].root)) continue;
      if (!known.insert({std::min(a, b), std::max(a, b)}).second) continue;
      const bool is_a = is_denial ? raw_[p.a].is_denied : static_cast<bool>(is_negated_[p.a]);
      const std::string& denier = raw_[is_a ? p.a : p.b].root.name;
      claims_[a].contradicts.push_back({b, is_denial ? "denial" : "polarity", denier, !is_a});
      claims_[b].contradicts.push_back({a, is_denial ? "denial" : "polarity", denier, is_a});
    }
  }

  // Widely carried claims first, then disputed ones and steps of a negotiation; all references follow.
  void order() {
    std::vector<std::uint32_t> places(claims_.size());
    for (std::uint32_t i = 0; i < places.size(); ++i) places[i] = i;
    std::stable_sort(places.begin(), places.end(), [&](std::uint32_t x, std::uint32_t y) {
      const Claim& a = claims_[x];
      const Claim& b = claims_[y];
      if (a.outlets != b.outlets) return a.outlets > b.outlets;
      if (a.contradicts.empty() != b.contradicts.empty()) return b.contradicts.empty();
      if (has_move_[x] != has_move_[y]) return static_cast<bool>(has_move_[x]);
      return a.carriers.size() > b.carriers.size();
    });
    std::vector<std::uint32_t> new_place(claims_.size());
    std::vector<Claim> sorted;
    for (std::uint32_t i = 0; i < places.size(); ++i) {
      new_place[places[i]] = i;
      sorted.push_back(std::move(claims_[places[i]]));
    }
    for (Claim& c : sorted) {
      for (Contradiction& x : c.contradicts) x.claim = new_place[x.claim];
    }
    for (std::uint32_t& c : claim_of_raw_) {
      if (c != kNone) c = new_place[c];
    }
    claims_ = std::move(sorted);
  }

  const std::vector<DossierDocument>& documents_;
  std::vector<RawClaim> raw_;
  std::vector<std::uint32_t>& claim_of_raw_;
  std::vector<std::string_view> texts_;
  std::vector<bool> is_negated_;  // by raw claim
  std::unique_ptr<link::Groups> groups_;
  std::vector<Claim> claims_;
  std::vector<bool> has_move_;  // by claim
};

}  // namespace

std::vector<Claim> join_claims(const std::vector<DossierDocument>& documents, std::vector<RawClaim> raw,
                               std::vector<std::uint32_t>& claim_of_raw) {
  return Joiner(documents, std::move(raw), claim_of_raw).run();
}

}  // namespace isnad::dossier
