#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>

#include "dossier/builder.h"
#include "text/fold.h"

namespace isnad::dossier {
namespace {

constexpr double kNegated = 0.25;        // likeness from which a negation turns one statement into the other
constexpr double kSameQuantity = 0.12;   // likeness of statements of different groups that count the same thing
constexpr double kSameToll = 0.25;       // where the likeness rests on what is said of those counted, too
constexpr double kDeniedContent = 0.50;  // of a denial, in what it denies
constexpr double kAsMuchDenied = 0.75;   // of the most that any statement holds of a denial
constexpr std::uint32_t kLookBack = 4;   // statements before a denial that it may answer
constexpr std::uint32_t kFarBack = 12;   // those that tell of the denier
constexpr double kSameArticle = 0.15;    // more likely denied is what the article told before
constexpr double kOfTheCharge = 0.15;    // of a denial, in the accusation it answers
constexpr std::size_t kAnaphoric = 8;    // terms of a denial that leaves out what it denies ("denied the charges")

std::string outlet_of(const DossierDocument& d) { return d.outlet.empty() ? d.outlet_name : d.outlet; }

/// Two statements at odds.
struct Clash {
  std::uint32_t a = 0, b = 0;  // raw claims
  std::string kind;
};

class Joiner {
 public:
  Joiner(ClaimInput&& input, std::vector<std::uint32_t>& claim_of_raw)
      : documents_(input.documents),
        sources_(input.sources),
        stories_(input.stories),
        judgements_(input.judgements),
        matters_(input.matters),
        raw_(std::move(input.raw)),
        claim_of_raw_(claim_of_raw) {}

  std::vector<Claim> run() {
    question_.resize(raw_.size());
    text_.resize(raw_.size());
    support_.resize(raw_.size());
    for (std::uint32_t i = 0; i < raw_.size(); ++i) question_[i] = text_[i] = i;
    match_stories();
    split();
    judge();
    collect();
    contradict();
    drop_unremarkable();
    order();
    return std::move(claims_);
  }

 private:
  // --- statements about the same question ---

  void match_stories() {
    std::map<std::uint32_t, std::vector<std::uint32_t>> by_matter;
    for (std::uint32_t i = 0; i < raw_.size(); ++i) by_matter[matters_[raw_[i].carrier.evidence.document]].push_back(i);
    for (const auto& [_, members] : by_matter) {
      std::vector<const link::Content*> contents;
      for (const std::uint32_t m : members) contents.push_back(&raw_[m].content);
      const link::Matcher matcher(contents);
      for (std::uint32_t k = 0; k < members.size(); ++k) {
        question_[members[k]] = members[matcher.groups()[k]];
        text_[members[k]] = members[matcher.texts()[k]];
      }
      for (const auto& p : matcher.pairs()) {
        if (matcher.groups()[p.a] != matcher.groups()[p.b]) continue;
        support_[members[p.a]] += p.likeness;
        support_[members[p.b]] += p.likeness;
      }
      find_clashes(matcher, members);
    }
  }

  [[nodiscard]] std::uint32_t story(std::uint32_t raw) const { return stories_[raw_[raw].carrier.evidence.document]; }

  // --- statements at odds ---

  void find_clashes(const link::Matcher& matcher, const std::vector<std::uint32_t>& members) {
    for (const auto& p : matcher.pairs()) {
      const std::uint32_t a = members[p.a];
      const std::uint32_t b = members[p.b];
      const bool is_same_question = question_[a] == question_[b];
      std::string kind = clash(a, b, p.likeness);
      if (kind.empty() || (!is_same_question && ((kind != "number" && kind != "role") || p.likeness < least_of(a, b)))) continue;
      if (!is_same_question && (raw_[a].is_headline || raw_[b].is_headline)) continue;
      clashes_.push_back({a, b, std::move(kind)});
    }
    for (std::uint32_t k = 0; k < members.size(); ++k) {
      const std::uint32_t i = members[k];
      if (raw_[i].is_denied) find_denied(matcher, members, k);
      if (!raw_[i].denier.empty()) find_accusations(matcher, members, k);
    }
  }

  [[nodiscard]] double least_of(std::uint32_t a, std::uint32_t b) const {
    const auto is_toll = [](const RawClaim& r) {
      return std::any_of(r.quantities.begin(), r.quantities.end(), [](const link::Quantity& q) { return q.what != 0; });
    };
    return is_toll(raw_[a]) && is_toll(raw_[b]) ? kSameToll : kSameQuantity;
  }

  [[nodiscard]] std::string clash(std::uint32_t a, std::uint32_t b, double likeness) const {
    const bool is_denial = raw_[a].is_denied != raw_[b].is_denied;
    const bool is_negation = raw_[a].is_negated != raw_[b].is_negated;
    // Both at once is agreement: "denied that there is" and "said there is not".
    if (is_denial && !is_negation) return "denial";
    if (!is_denial && is_negation && likeness >= kNegated && says_the_same(raw_[a], raw_[b])) return "polarity";
    if (!is_denial && !is_negation && is_of_one_day(raw_[a], raw_[b]) && are_opposite(raw_[a], raw_[b])) return "polarity";
    if (have_other_roles(raw_[a], raw_[b])) return "role";
    return have_other_numbers(raw_[a], raw_[b]) ? "number" : "";
  }

  // The same talks of the same day under another sponsor, at another host's, with another guarantor. Mediators may be several.
  static bool have_other_roles(const RawClaim& a, const RawClaim& b) {
    if (is_one_writer(a, b) || are_apart(a.days, b.days)) return false;
    const auto is_same_talks = [](const RawRole& x, const RawRole& y) {
      return x.role == y.role && x.parties == y.parties && x.parties.size() > 1 && x.role != ThirdRole::mediator &&
             x.role != ThirdRole::observer;
    };
    const auto is_shared = [&](const RawRole& x) {
      return std::any_of(b.roles.begin(), b.roles.end(),
                         [&](const RawRole& y) { return is_same_talks(x, y) && x.actor == y.actor; });
    };
    return std::any_of(a.roles.begin(), a.roles.end(), [&](const RawRole& x) {
      return !is_shared(x) && std::any_of(b.roles.begin(), b.roles.end(), [&](const RawRole& y) { return is_same_talks(x, y); });
    });
  }

  // What rose on one day fell on another; an outlet that tells both tells of two things.
  [[nodiscard]] bool is_of_one_day(const RawClaim& a, const RawClaim& b) const {
    const DossierDocument& x = documents_[a.carrier.evidence.document];
    const DossierDocument& y = documents_[b.carrier.evidence.document];
    const bool are_own = a.root.id.empty() && b.root.id.empty() && outlet_of(x) == outlet_of(y);
    constexpr std::size_t kDay = 10;  // letters of a date
    return !are_own && x.published.substr(0, kDay) == y.published.substr(0, kDay);
  }

  // A negation is a dispute only where the other says the very thing, of the same actors.
  static bool says_the_same(const RawClaim& a, const RawClaim& b) {
    const RawClaim& negative = a.is_negated ? a : b;
    const RawClaim& positive = a.is_negated ? b : a;
    const bool has_it = std::any_of(negative.negated.begin(), negative.negated.end(), [&](std::uint64_t s) {
      return std::find(positive.skeletons.begin(), positive.skeletons.end(), s) != positive.skeletons.end();
    });
    return has_it && !a.named.empty() && !b.named.empty() && (names_all(a, b) || names_all(b, a));
  }
  static bool names_all(const RawClaim& all, const RawClaim& some) {
    return std::all_of(some.named.begin(), some.named.end(),
                       [&](const std::string& x) { return std::find(all.named.begin(), all.named.end(), x) != all.named.end(); });
  }

  // What one calls deliberate, the other calls an accident.
  static bool are_opposite(const RawClaim& a, const RawClaim& b) {
    const auto has = [](const RawClaim& r, std::uint64_t c) {
      return std::binary_search(r.concepts.begin(), r.concepts.end(), c);
    };
    return std::any_of(a.concepts.begin(), a.concepts.end(), [&](std::uint64_t c) {
      const std::uint64_t opposite = link::Vocabulary::standard().opposite_of(c);
      return opposite != 0 && has(b, opposite) && !has(a, opposite) && !has(b, c);
    });
  }

  static bool are_apart(const std::vector<std::string>& x, const std::vector<std::string>& y) {
    return !x.empty() && !y.empty() &&
           std::none_of(x.begin(), x.end(), [&](const auto& v) { return std::binary_search(y.begin(), y.end(), v); });
  }
  // One writer does not dispute himself.
  static bool is_one_writer(const RawClaim& a, const RawClaim& b) {
    return a.carrier.evidence.document == b.carrier.evidence.document &&
           (a.root.id.empty() || b.root.id.empty() || is_same_root(a.root, b.root));
  }

  // Numbers of the same things, of whom the same is told. "Thirty dead" and "twelve workers killed" count the same too,
  // where each tells one number only. Those of other places, and tolls of other days, differ without being at odds.
  static bool have_other_numbers(const RawClaim& a, const RawClaim& b) {
    const link::Vocabulary& vocabulary = link::Vocabulary::standard();
    if (is_one_writer(a, b) || are_apart(a.places, b.places)) return false;
    const bool is_other_day = are_apart(a.days, b.days);
    const bool are_single = a.quantities.size() == 1 && b.quantities.size() == 1;
    bool differs = false;
    for (const link::Quantity& x : a.quantities) {
      for (const link::Quantity& y : b.quantities) {
        const bool is_same_told = x.what == y.what && x.what != 0;
        const bool has_people = x.of == vocabulary.people() || y.of == vocabulary.people();
        const bool is_same_kind = x.of == y.of || (are_single && is_same_told && has_people);
        if (!is_same_kind || (!is_same_told && x.what != 0 && y.what != 0)) continue;
        if (x.is_sum != y.is_sum || x.is_part != y.is_part || (is_other_day && !vocabulary.is_measure(x.of))) continue;
        if (x.value == y.value) return false;
        differs = true;
      }
    }
    return differs;
  }

  // What others accuse the denier of, where the denial repeats it or says no more than that it is a charge.
  void find_accusations(const link::Matcher& matcher, const std::vector<std::uint32_t>& members, std::uint32_t denial) {
    const RawClaim& d = raw_[members[denial]];
    const bool is_anaphoric = d.is_anaphoric || d.content.stems.size() <= kAnaphoric;
    for (std::uint32_t k = 0; k < members.size(); ++k) {
      const RawClaim& other = raw_[members[k]];
      const bool accuses = std::find(other.accused.begin(), other.accused.end(), d.denier) != other.accused.end();
      if (k == denial || !accuses || other.is_denied || !other.denier.empty() || other.is_headline) continue;
      if (other.root.id == d.denier || is_same_root(other.root, d.root)) continue;  // accuses others, or rejects the charge
      if (!is_anaphoric && matcher.containment(denial, k) < kOfTheCharge) continue;
      clashes_.push_back({members[k], members[denial], "denial"});
    }
  }

  // What a denial denies: the statements that hold most of its words; what its article said just before, where it names
  // nothing.
  void find_denied(const link::Matcher& matcher, const std::vector<std::uint32_t>& members, std::uint32_t denial) {
    const std::uint32_t i = members[denial];
    if (raw_[i].is_anaphoric) {
      if (const auto b = told_before(matcher, members, denial)) clashes_.push_back({*b, i, "denial"});
      return;
    }
    std::vector<std::pair<double, std::uint32_t>> denied;
    for (std::uint32_t k = 0; k < members.size(); ++k) {
      const std::uint32_t other = members[k];
      if (raw_[other].is_denied) continue;
      if (text_[other] == text_[i] && raw_[other].is_negated == raw_[i].is_negated) {  // in the very words of the other
        clashes_.push_back({other, i, "denial"});
        return;
      }
      const double c = matcher.coverage(denial, k) + (is_before(other, i) ? kSameArticle : 0);
      if (c >= kDeniedContent) denied.emplace_back(c, other);  // those of its question are seen among the pairs, too
    }
    const auto most = std::max_element(denied.begin(), denied.end());
    for (const auto& [c, other] : denied) {
      if (c >= kAsMuchDenied * most->first) clashes_.push_back({other, i, "denial"});
    }
  }
  // The one of the last statements of somebody else that the denial has most in common with; of equals the nearest. What
  // the sentence itself says goes first, then what tells of the denier's deeds.
  [[nodiscard]] std::optional<std::uint32_t> told_before(const link::Matcher& matcher, const std::vector<std::uint32_t>& members,
                                                         std::uint32_t denial) const {
    const std::uint32_t i = members[denial];
    std::optional<std::uint32_t> out;
    double most = -1;
    for (std::uint32_t k = denial; k-- > 0 && denial - k <= kFarBack && is_before(members[k], i);) {
      const RawClaim& other = raw_[members[k]];
      if (other.is_denied || (!other.root.id.empty() && is_same_root(other.root, raw_[i].root))) continue;
      const auto is_denier = [&](const std::string& x) { return x == raw_[i].denier; };
      const bool is_of_denier = std::any_of(other.doers.begin(), other.doers.end(), is_denier) ||
                                std::any_of(other.accused.begin(), other.accused.end(), is_denier);
      if (denial - k > kLookBack && !is_of_denier) continue;
      const double beside = other.carrier.sentence == raw_[i].carrier.sentence ? 2 : is_of_denier ? 1 : 0;
      const double c = matcher.coverage(denial, k) + beside;
      if (c <= most) continue;
      most = c;
      out = members[k];
    }
    return out;
  }
  [[nodiscard]] bool is_before(std::uint32_t a, std::uint32_t b) const {
    return a < b && raw_[a].carrier.evidence.document == raw_[b].carrier.evidence.document && !raw_[a].is_headline;
  }

  // --- sides: statements about one question that are at odds are different claims ---

  void split() {
    std::map<std::uint32_t, std::vector<std::uint32_t>> by_question;
    for (std::uint32_t i = 0; i < raw_.size(); ++i) by_question[question_[i]].push_back(i);
    std::set<std::pair<std::uint32_t, std::uint32_t>> at_odds;
    for (const Clash& c : clashes_) {
      if (text_[c.a] != text_[c.b]) at_odds.insert(std::minmax(text_[c.a], text_[c.b]));
    }
    side_.assign(raw_.size(), kNone);
    for (auto& [question, members] : by_question) {
      std::vector<std::vector<std::uint32_t>> sides;
      for (const std::uint32_t m : members) {
        auto side = std::find_if(sides.begin(), sides.end(), [&](const auto& s) {
          return std::none_of(s.begin(), s.end(), [&](std::uint32_t o) {
            return at_odds.contains(std::minmax(text_[o], text_[m])) || raw_[o].is_denied != raw_[m].is_denied;
          });
        });
        if (side == sides.end()) side = sides.emplace(sides.end());
        side->push_back(m);
        side_[m] = side->front();
      }
    }
  }

  // --- what readers said of single statements ---

  void judge() {
    if (judgements_.empty()) return;
    std::map<std::string_view, std::uint32_t> numbers;
    for (std::uint32_t d = 0; d < documents_.size(); ++d) numbers.emplace(documents_[d].id, d);
    const auto raw_at = [&](const std::string& id, CharSpan span) {
      const auto document = numbers.find(id);
      if (document == numbers.end()) return kNone;
      for (std::uint32_t i = 0; i < raw_.size(); ++i) {
        const Evidence& e = raw_[i].carrier.evidence;
        if (e.document == document->second && e.span.overlaps(span)) return i;
      }
      return kNone;
    };
    for (const ClaimJudgement& j : judgements_) {
      const std::uint32_t a = raw_at(j.document, j.span);
      const std::uint32_t b = raw_at(j.other, j.other_span);
      if (a == kNone || b == kNone) continue;
      if (j.is_same) {
        const auto [first, second] = std::minmax({side_[a], side_[b]});
        std::replace(side_.begin(), side_.end(), second, first);
      } else if (side_[a] == side_[b]) {
        part(a, b);
      }
    }
  }
  // What the document of `a` says leaves the group of `b`. A group is known by its lowest statement.
  void part(std::uint32_t a, std::uint32_t b) {
    const auto document = [&](std::uint32_t i) { return raw_[i].carrier.evidence.document; };
    const std::uint32_t group = side_[b];
    std::vector<std::uint32_t> leaving;
    std::vector<std::uint32_t> staying;
    for (std::uint32_t i = 0; i < raw_.size(); ++i) {
      if (side_[i] != group) continue;
      (i == a || (document(a) != document(b) && document(i) == document(a)) ? leaving : staying).push_back(i);
    }
    for (const std::uint32_t i : leaving) side_[i] = leaving.front();
    for (const std::uint32_t i : staying) side_[i] = staying.front();
  }

  void collect() {
    claim_of_raw_.assign(raw_.size(), kNone);
    std::map<std::uint32_t, std::vector<std::uint32_t>> by_side;
    for (std::uint32_t i = 0; i < raw_.size(); ++i) by_side[side_[i]].push_back(i);
    const Roots roots(documents_, sources_);
    for (const auto& [first, members] : by_side) {
      const auto number = static_cast<std::uint32_t>(claims_.size());
      Claim& claim = claims_.emplace_back();
      claim.story = story(first);
      std::vector<const RawClaim*> statements;
      std::vector<std::uint32_t> texts;
      for (const std::uint32_t m : members) {
        claim_of_raw_[m] = number;
        if (is_repeated_below(m, members)) continue;
        if (const std::uint32_t better = said_better(m, members); better != m) continue;
        claim.carriers.push_back(raw_[m].carrier);
        add_repeats(claim.carriers.back(), members, m);
        statements.push_back(&raw_[m]);
        texts.push_back(text_[m]);
      }
      claim.text = statements.front()->text;
      claim.is_denied = statements.front()->is_denied;
      has_move_.push_back(std::any_of(members.begin(), members.end(), [&](std::uint32_t m) { return raw_[m].has_move; }));
      roots.assign(claim, statements, texts);
      count(claim, statements);
    }
  }

  // A headline adds nothing where its article says the same below.
  [[nodiscard]] bool is_repeated_below(std::uint32_t i, const std::vector<std::uint32_t>& members) const {
    if (!raw_[i].is_headline) return false;
    return std::any_of(members.begin(), members.end(), [&](std::uint32_t m) {
      return !raw_[m].is_headline && raw_[m].carrier.evidence.document == raw_[i].carrier.evidence.document;
    });
  }

  // Where a document says it several times on one authority, the statement that is most like those of the others stands for it.
  [[nodiscard]] std::uint32_t said_better(std::uint32_t i, const std::vector<std::uint32_t>& members) const {
    std::uint32_t best = i;
    for (const std::uint32_t m : members) {
      if (!is_repeat(i, m) || is_repeated_below(m, members)) continue;
      const double mine = support_[text_[best]];
      const double other = support_[text_[m]];
      if (other > mine || (other == mine && m < best)) best = m;
    }
    return best;
  }
  [[nodiscard]] bool is_repeat(std::uint32_t a, std::uint32_t b) const {
    const RawClaim& x = raw_[a];
    const RawClaim& y = raw_[b];
    return x.carrier.evidence.document == y.carrier.evidence.document &&
           (x.root.id.empty() || y.root.id.empty() || is_same_root(x.root, y.root));
  }
  // The clauses on both sides that say it too belong to what stands for it.
  void add_repeats(ClaimCarrier& carrier, const std::vector<std::uint32_t>& members, std::uint32_t i) const {
    for (const std::uint32_t m : members) {
      const CharSpan sentence = raw_[m].carrier.sentence;
      if ((m + 1 == i || m == i + 1) && is_repeat(i, m) && sentence == carrier.sentence) {
        const CharSpan beside = raw_[m].carrier.evidence.span;
        CharSpan& span = carrier.evidence.span;
        span = {std::min(span.begin, beside.begin), std::max(span.end, beside.end)};
      }
      const bool is_new = std::find(carrier.repeats.begin(), carrier.repeats.end(), sentence) == carrier.repeats.end();
      if (m != i && is_repeat(i, m) && sentence != carrier.sentence && is_new) carrier.repeats.push_back(sentence);
    }
  }

  void count(Claim& claim, const std::vector<const RawClaim*>& statements) const {
    std::set<std::string> outlets;
    std::set<std::pair<std::string, std::string>> cites;  // by id, or by folded name where there is none
    for (const RawClaim* s : statements) {
      const DossierDocument& d = documents_[s->carrier.evidence.document];
      const std::string outlet = outlet_of(d);
      if (!outlet.empty()) outlets.insert(outlet);
      if (!outlet.empty() && !s->nearest.empty()) cites.insert({d.outlet.empty() ? text::folded(outlet) : outlet, s->nearest});
    }
    claim.outlets = static_cast<std::uint32_t>(outlets.size());
    claim.circular = circles(cites);
  }

  // For each citation the shortest way back to who cites, told from the lowest name on.
  static std::vector<std::vector<std::string>> circles(const std::set<std::pair<std::string, std::string>>& cites) {
    std::set<std::vector<std::string>> out;
    for (const auto& [from, to] : cites) {
      if (from == to) continue;
      std::vector<std::string> way = way_back(cites, to, from);
      if (way.empty()) continue;
      std::rotate(way.begin(), std::min_element(way.begin(), way.end()), way.end());
      way.push_back(way.front());
      out.insert(std::move(way));
    }
    return {out.begin(), out.end()};
  }

  // The outlets from `from` to `to`, each citing the next: fewest first (breadth first), then by name; empty where there is no way.
  static std::vector<std::string> way_back(const std::set<std::pair<std::string, std::string>>& cites, const std::string& from,
                                           const std::string& to) {
    std::map<std::string, std::string> before{{from, {}}};
    std::vector<std::string> open{from};
    for (std::size_t i = 0; i < open.size() && !before.contains(to); ++i) {
      for (auto it = cites.lower_bound({open[i], std::string()}); it != cites.end() && it->first == open[i]; ++it) {
        if (before.try_emplace(it->second, it->first).second) open.push_back(it->second);
      }
    }
    std::vector<std::string> way;
    if (!before.contains(to)) return way;
    for (std::string name = to; !name.empty(); name = before.at(name)) way.push_back(name);
    std::reverse(way.begin(), way.end());
    return way;
  }

  void contradict() {
    std::set<std::pair<std::uint32_t, std::uint32_t>> known;
    for (const Clash& c : clashes_) {
      const std::uint32_t a = claim_of_raw_[c.a];
      const std::uint32_t b = claim_of_raw_[c.b];
      if (a == b || !known.insert(std::minmax(a, b)).second) continue;
      const RawClaim& x = raw_[c.a];
      const RawClaim& y = raw_[c.b];
      const bool has_same_root = !x.root.id.empty() && is_same_root(x.root, y.root);
      const std::array<std::string, 2> dates{documents_[x.carrier.evidence.document].published,
                                             documents_[y.carrier.evidence.document].published};
      // Who takes back later what he said himself changes his mind; that is no dispute.
      const std::string kind = has_same_root && c.kind != "number" && dates[0] != dates[1] ? "position" : c.kind;
      const bool is_y_negative = c.kind == "denial" ? is_denial(y) : c.kind == "polarity" ? y.is_negated : dates[1] >= dates[0];
      const std::string reason = reason_of(kind, has_same_root);
      const std::string who = said_by(is_y_negative ? y : x);
      const bool is_same_question = question_[c.a] == question_[c.b];
      add(claims_[a], {b, kind, reason, who, is_y_negative, is_same_question, evidence(x), evidence(y)});
      add(claims_[b], {a, kind, reason, who, !is_y_negative, is_same_question, evidence(y), evidence(x)});
      if (!is_same_question && kind == "denial") add_against(claims_[is_denial(x) ? b : a], is_denial(x) ? x : y);
    }
    for (Claim& c : claims_) add_other_sides(c);
  }
  static bool is_denial(const RawClaim& r) { return r.is_denied || !r.denier.empty(); }
  static void add(Claim& claim, Contradiction contradiction) { claim.contradicts.push_back(std::move(contradiction)); }
  static Evidence evidence(const RawClaim& r) { return {r.carrier.evidence.document, r.carrier.sentence}; }
  static void add_against(Claim& claim, const RawClaim& raw) { claim.against.push_back(raw.carrier); }
  void add_other_sides(Claim& claim) const {
    for (const Contradiction& x : claim.contradicts) {
      if (!x.is_same_question) continue;
      const auto& others = claims_[x.claim].carriers;
      claim.against.insert(claim.against.end(), others.begin(), others.end());
    }
    for (ClaimCarrier& c : claim.against) c.root = kNone;
  }

  static std::string reason_of(const std::string& kind, bool has_same_root) {
    if (kind == "denial") return "denies";
    if (kind == "polarity") return "negates";
    if (kind == "position") return "said_otherwise";
    if (kind == "role") return "other_role";
    return has_same_root ? "other_number_before" : "other_number";
  }
  [[nodiscard]] std::string said_by(const RawClaim& raw) const {
    return !raw.root.name.empty() ? raw.root.name : documents_[raw.carrier.evidence.document].outlet_name;
  }

  // What one article alone says in its own voice, undisputed, is text rather than a claim.
  void drop_unremarkable() {
    std::vector<std::uint32_t> new_place(claims_.size(), kNone);
    std::vector<Claim> kept;
    std::vector<bool> moves;
    for (std::uint32_t i = 0; i < claims_.size(); ++i) {
      Claim& c = claims_[i];
      const std::uint32_t document = c.carriers.front().evidence.document;
      const bool is_kept =
          !c.contradicts.empty() || std::any_of(c.carriers.begin(), c.carriers.end(), [&](const ClaimCarrier& x) {
            return !x.chain.empty() || x.evidence.document != document;
          });
      if (!is_kept) continue;
      new_place[i] = static_cast<std::uint32_t>(kept.size());
      kept.push_back(std::move(c));
      moves.push_back(has_move_[i]);
    }
    claims_ = std::move(kept);
    has_move_ = std::move(moves);
    renumber(new_place);
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
    claims_ = std::move(sorted);
    renumber(new_place);
  }

  void renumber(const std::vector<std::uint32_t>& new_place) {
    for (Claim& c : claims_) {
      for (Contradiction& x : c.contradicts) x.claim = new_place[x.claim];
    }
    for (std::uint32_t& c : claim_of_raw_) {
      if (c != kNone) c = new_place[c];
    }
  }

  const std::vector<DossierDocument>& documents_;
  const std::vector<std::vector<ClaimRoot>>& sources_;
  const std::vector<std::uint32_t>& stories_;
  const std::vector<ClaimJudgement>& judgements_;
  const std::vector<std::uint32_t>& matters_;
  std::vector<RawClaim> raw_;
  std::vector<std::uint32_t>& claim_of_raw_;
  std::vector<std::uint32_t> question_, text_, side_;  // by raw claim: the lowest one of its group
  std::vector<double> support_;                        // by text: how much it is like the others of its group
  std::vector<Clash> clashes_;
  std::vector<Claim> claims_;
  std::vector<bool> has_move_;  // by claim
};

}  // namespace

std::vector<Claim> join_claims(ClaimInput input, std::vector<std::uint32_t>& claim_of_raw) {
  return Joiner(std::move(input), claim_of_raw).run();
}

}  // namespace isnad::dossier
