#include <algorithm>

#include "dossier/builder.h"
#include "link/overlap.h"
#include "link/paragraphs.h"
#include "text/fold.h"
#include "text/letters.h"
#include "text/utf8.h"

namespace isnad::dossier {
namespace {

constexpr std::size_t kLeastTerms = 3;     // what says less cannot be told apart
constexpr std::size_t kLeastInClause = 4;  // shorter pieces stay with their neighbour
constexpr std::uint32_t kMark = 3;         // bytes of a space, or of a comma and a space

class Cutter {
 public:
  Cutter(const Record& r, std::uint32_t document) : r_(r), document_(document), text_(r.document.text) {
    for (const RecordSource& s : r.sources) {
      for (const CharSpan m : s.mentions) framework_.push_back(bytes(m));
    }
    for (const RecordMention& m : r.mentions) names_.push_back(bytes(m.span));
    std::sort(names_.begin(), names_.end(), [](ByteSpan a, ByteSpan b) { return a.begin < b.begin; });
    for (const RecordAttribution& a : r.attributions) {
      framework_.push_back(bytes(a.cue));
      places_.push_back({bytes(a.cue), {}});
      if (is_postposed(a)) continue;
      for (const CharSpan c : a.content) places_.back().content.push_back(bytes(c));
    }
    std::sort(framework_.begin(), framework_.end(), [](ByteSpan a, ByteSpan b) { return a.begin < b.begin; });
    terms_ = link::Vocabulary::standard().terms(text_);
    std::erase_if(terms_, [this](const link::Term& t) {
      return std::any_of(framework_.begin(), framework_.end(),
                         [&](ByteSpan f) { return f.begin < t.span.end && t.span.begin < f.end; });
    });
  }

  std::vector<RawClaim> run() {
    const auto title = static_cast<std::uint32_t>(text_.starts_with(r_.document.title) ? r_.document.title.size() : 0);
    bool is_first = true;
    for (const CharSpan sentence : r_.sentences) {
      const ByteSpan span = bytes(sentence);
      const bool is_headline = span.begin.value < title;
      const bool is_used = is_headline || is_first || link::is_prose(slice(text_, span));
      if (!is_headline) is_first = false;
      if (!is_used) continue;
      for (const ByteSpan clause : clauses(span)) add_clause(clause, sentence, is_headline);
    }
    add_unheard();
    for (RawClaim& raw : out_) {
      raw.content.sentence = raw.carrier.sentence.begin.value;
      raw.content.voice = raw.root.id.empty() ? 0 : link::term_hash(raw.root.id);
    }
    std::stable_sort(out_.begin(), out_.end(), [](const RawClaim& a, const RawClaim& b) {
      return a.carrier.evidence.span.begin < b.carrier.evidence.span.begin;
    });
    return std::move(out_);
  }

 private:
  // Where an attribution stands in the text.
  struct Place {
    ByteSpan cue;
    std::vector<ByteSpan> content;  // none where what is denied stands before the cue
  };

  void add_clause(ByteSpan clause, CharSpan sentence, bool is_headline) {
    const Index denial = denial_in(clause);
    const bool is_told_before = denial != kNone && (is_postposed(r_.attributions[denial]) || answers_its_clause(clause, denial));
    const auto terms = terms_in(clause);
    if (terms.size() < kLeastTerms && denial == kNone) return;
    const bool denies = denial != kNone && !is_told_before;
    RawClaim& raw = add(clause, sentence, terms, denies ? denial : attribution_of(clause));
    raw.is_headline = raw.content.is_headline = is_headline;
    if (denies) deny(raw, clause, denial);
    if (!is_told_before) return;
    RawClaim& answer = add(answer_in(clause, denial), sentence, {}, denial);
    answer.is_headline = answer.content.is_headline = is_headline;
    answer.is_denied = answer.is_anaphoric = true;
    accuse(answer, denial);
  }

  // The denial whose cue stands in the clause.
  [[nodiscard]] Index denial_in(ByteSpan clause) const {
    for (Index i = 0; i < r_.attributions.size(); ++i) {
      const ByteSpan cue = places_[i].cue;
      if (r_.attributions[i].act == Act::deny && clause.begin <= cue.begin && cue.end <= clause.end) return i;
    }
    return kNone;
  }
  // What is denied stands before the cue: "…, which so-and-so denied".
  [[nodiscard]] static bool is_postposed(const RecordAttribution& a) {
    return a.act == Act::deny && !a.content.empty() && a.content.front().begin < a.cue.begin;
  }
  // "Accused of …, while X denies it": nothing is named behind the cue, and enough is told before it.
  [[nodiscard]] bool answers_its_clause(ByteSpan clause, Index denial) const {
    const ByteSpan answer = answer_in(clause, denial);
    if (terms_in({clause.begin, answer.begin}).size() < kLeastTerms) return false;
    const ByteSpan object = object_of(clause, denial);
    return names_nothing(object, clause, terms_in(object));
  }
  // The words that deny what stands before them in the clause: from the last comma on, or from the cue.
  [[nodiscard]] ByteSpan answer_in(ByteSpan clause, Index denial) const {
    const ByteOffset cue = places_[denial].cue.begin;
    ByteOffset begin = clause.begin;
    for (const ByteOffset cut : cuts({clause.begin, cue})) {
      if (cut < cue) begin = cut;
    }
    if (begin == clause.begin) begin = cue;
    return {begin, clause.end};
  }
  // What is denied: from the cue to the next cue. Where that names nothing, it is what was said before.
  void deny(RawClaim& raw, ByteSpan clause, Index denial) {
    const ByteSpan object = object_of(clause, denial);
    auto terms = terms_in(object);
    raw.is_denied = true;
    raw.is_anaphoric = names_nothing(object, clause, terms);
    std::erase_if(terms, [](const link::Term& t) { return link::Vocabulary::standard().is_told(t.concept_id); });
    if (!raw.is_anaphoric) raw.content = link::content_of(document_, terms, !raw.quantities.empty());
    raw.is_negated = link::Vocabulary::standard().negations(slice(text_, object)).has_any;
  }

  [[nodiscard]] ByteSpan object_of(ByteSpan clause, Index denial) const {
    ByteSpan object{places_[denial].cue.end, clause.end};
    for (const Place& place : places_) {
      const ByteOffset cue = place.cue.begin;
      if (cue > object.begin && cue < object.end) object.end = cue;
    }
    return object;
  }
  // "Denied categorically, stressing that" names a manner, and what is stressed instead.
  [[nodiscard]] bool names_nothing(ByteSpan object, ByteSpan clause, const std::vector<link::Term>& denied) const {
    return (object.end < clause.end && denied.size() < kLeastTerms) || names_nothing(denied);
  }

  // "Denied it", "denied the charges", and not "denied reports of talks".
  [[nodiscard]] bool names_nothing(const std::vector<link::Term>& denied) const {
    constexpr std::size_t kFirst = 3;
    std::size_t told = 0;
    for (std::size_t i = 0; i < denied.size(); ++i) {
      if (!link::Vocabulary::standard().is_told(denied[i].concept_id)) continue;
      ++told;
      if (i < kFirst && has_article(slice(text_, denied[i].span))) return true;
    }
    return told == denied.size();
  }
  static bool has_article(std::string_view word) {
    const text::Decoded first = text::decode(word, 0);
    return first.code == text::letter::kAlef && first.size < word.size() &&
           text::decode(word, first.size).code == text::letter::kLam;
  }

  [[nodiscard]] ByteSpan bytes(CharSpan s) const { return {r_.index.to_byte(s.begin, text_), r_.index.to_byte(s.end, text_)}; }
  [[nodiscard]] CharSpan chars(ByteSpan s) const { return {r_.index.to_char(s.begin, text_), r_.index.to_char(s.end, text_)}; }

  // The terms of `span` that are not those of "so-and-so said": sources and cues say nothing of the matter.
  [[nodiscard]] std::vector<link::Term> terms_in(ByteSpan span) const {
    const auto begin =
        std::partition_point(terms_.begin(), terms_.end(), [&](const link::Term& t) { return t.span.begin < span.begin; });
    const auto end = std::partition_point(begin, terms_.end(), [&](const link::Term& t) { return t.span.end <= span.end; });
    return {begin, end};
  }

  // Ends of clauses: comma, semicolon, colon, two dots, a dash between spaces, the end of a line.
  [[nodiscard]] std::vector<ByteOffset> cuts(ByteSpan sentence) const {
    std::vector<ByteOffset> out;
    char32_t last = 0;
    for (std::uint32_t i = sentence.begin.value; i < sentence.end.value;) {
      const text::Decoded d = text::decode(text_, i);
      i += d.size;
      const bool ends = d.code == text::letter::kComma || d.code == text::letter::kSemicolon || d.code == ':' || d.code == '\n' ||
                        (d.code == '.' && last == '.') || (d.code == '-' && last == ' ');
      if (ends && i < sentence.end.value) out.emplace_back(i);
      last = d.code;
    }
    out.push_back(sentence.end);
    return out;
  }

  [[nodiscard]] std::vector<ByteSpan> clauses(ByteSpan sentence) const {
    std::vector<ByteSpan> out;
    ByteOffset begin = sentence.begin;
    std::size_t last = 0;  // terms of the clause before
    bool was_name = false;
    for (const ByteOffset end : cuts(sentence)) {
      const std::size_t n = terms_in({begin, end}).size();
      const bool denies_again = !out.empty() && denial_in({begin, end}) != kNone && denial_in(out.back()) != kNone;
      // "The leader, X, said": a name between commas goes on with its clause.
      const bool is_only_name = is_name({begin, end});
      const bool goes_on = !out.empty() && (was_name || is_only_name);
      was_name = is_only_name;
      const bool is_other_voice = !out.empty() && n >= kLeastTerms && last >= kLeastTerms && are_of_two(out.back(), {begin, end});
      if (!out.empty() && !denies_again && !is_other_voice && (goes_on || n < kLeastInClause || last < kLeastInClause)) {
        out.back().end = end;
        last += n;
      } else {
        out.push_back({begin, end});
        last = n;
      }
      begin = end;
    }
    return out;
  }

  // A mention and the mark behind it are all there is.
  [[nodiscard]] bool is_name(ByteSpan clause) const {
    const auto found = std::partition_point(names_.begin(), names_.end(), [&](ByteSpan m) { return m.begin < clause.begin; });
    return found != names_.end() && found->begin.value <= clause.begin.value + kMark && found->end <= clause.end &&
           clause.end.value <= found->end.value + kMark;
  }

  // "While X said that …, Y announced …": each is somebody's, and not one's inside the other's.
  [[nodiscard]] bool are_of_two(ByteSpan one, ByteSpan other) const {
    const Index a = attribution_of(one);
    const Index b = attribution_of(other);
    if (a == kNone || b == kNone || a == b) return false;
    return !is_inside(r_.attributions[a], r_.attributions[b]) && !is_inside(r_.attributions[b], r_.attributions[a]);
  }

  // The attribution that most of the clause belongs to; of those around one another ("the agency said that the minister
  // had told") the innermost that holds the better part of it.
  [[nodiscard]] Index attribution_of(ByteSpan clause) const {
    constexpr std::uint32_t kLeastBytes = 30;
    constexpr double kLeastShare = 0.3;
    constexpr double kBetterPart = 0.5;
    std::uint32_t most = 0;
    for (const Place& place : places_) most = std::max(most, held(place, clause));
    const double size = clause.end.value - clause.begin.value;
    if (most == 0 || most < std::min<double>(kLeastBytes, kLeastShare * size)) return kNone;
    Index best = kNone;
    for (Index i = 0; i < r_.attributions.size(); ++i) {
      const std::uint32_t n = held(places_[i], clause);
      if (n == 0 || n < kBetterPart * most) continue;
      if (best == kNone || is_inside(r_.attributions[i], r_.attributions[best]) ||
          (n > held(places_[best], clause) && !is_inside(r_.attributions[best], r_.attributions[i])))
        best = i;
    }
    return best;
  }
  // Bytes of the clause that are content of the attribution.
  [[nodiscard]] static std::uint32_t held(const Place& place, ByteSpan clause) {
    std::uint32_t n = 0;
    for (const ByteSpan b : place.content) {
      const std::uint32_t begin = std::max(b.begin.value, clause.begin.value);
      const std::uint32_t end = std::min(b.end.value, clause.end.value);
      n += end > begin ? end - begin : 0;
    }
    return n;
  }
  // Whether the cue of `inner` stands in what `outer` reports.
  static bool is_inside(const RecordAttribution& inner, const RecordAttribution& outer) { return within(outer, inner.cue); }

  RawClaim& add(ByteSpan clause, CharSpan sentence, const std::vector<link::Term>& terms, Index attribution) {
    while (clause.begin < clause.end && text_[clause.begin.value] == ' ') clause.begin = clause.begin + 1;
    RawClaim& raw = out_.emplace_back();
    raw.carrier.evidence = {document_, chars(clause)};
    raw.carrier.sentence = sentence;
    raw.text = slice(text_, clause);
    raw.quantities = link::Vocabulary::standard().quantities(raw.text);
    raw.content = link::content_of(document_, terms, !raw.quantities.empty());
    for (const link::Term& t : terms) {
      if (t.concept_id != 0) raw.concepts.push_back(t.concept_id);
    }
    std::sort(raw.concepts.begin(), raw.concepts.end());
    for (const link::Term& t : terms) raw.skeletons.push_back(t.skeleton);
    if (attribution == kNone) {
      negate(raw, clause);
    } else {
      negate(raw, clause, r_.attributions[attribution]);
    }
    raw.is_denied =
        attribution != kNone && r_.attributions[attribution].act == Act::deny && !is_postposed(r_.attributions[attribution]);
    if (attribution != kNone) attribute(raw, r_.attributions[attribution]);
    locate(raw);
    name(raw);
    accuse(raw, attribution);
    return raw;
  }

  void negate(RawClaim& raw, ByteSpan said) const {
    const link::Negations n = link::Vocabulary::standard().negations(slice(text_, said));
    raw.is_negated = raw.is_negated || n.has_any;
    raw.negated.insert(raw.negated.end(), n.skeletons.begin(), n.skeletons.end());
  }
  // "Did not confirm the toll but announced that": what is announced is told without a negation.
  void negate(RawClaim& raw, ByteSpan clause, const RecordAttribution& a) const {
    for (const CharSpan content : a.content) {
      const ByteSpan b = bytes(content);
      const ByteSpan both{std::max(b.begin, clause.begin), std::min(b.end, clause.end)};
      if (both.begin < both.end) negate(raw, both);
    }
  }

  // Who is accused: to whom an accusation is done, or whom the words of one name first. Who denies: the source of a denial,
  // or whoever rejects accusations in so many words.
  void accuse(RawClaim& raw, Index attribution) const {
    const CharSpan clause = raw.carrier.evidence.span;
    const auto& vocabulary = link::Vocabulary::standard();
    bool tells_of_accusation =
        std::any_of(raw.concepts.begin(), raw.concepts.end(), [&](std::uint64_t c) { return vocabulary.is_told(c); });
    for (const RecordEvent& e : r_.events) {
      if (e.type != EventType::ACCUSE || !clause.contains(e.trigger)) continue;
      tells_of_accusation = true;
      raw.accused.insert(raw.accused.end(), e.recipients.begin(), e.recipients.end());
    }
    for (const RecordEvent& e : r_.events) {
      const bool rejects = e.type == EventType::REJECT && clause.contains(e.trigger) && !e.actors.empty();
      if (rejects && tells_of_accusation && raw.accused.empty()) raw.denier = e.actors.front();
    }
    if (raw.is_denied && !raw.root.id.empty()) raw.denier = raw.root.id;
    if (attribution == kNone || r_.attributions[attribution].act != Act::allege) return;
    const RecordAttribution& a = r_.attributions[attribution];
    const std::string* before = nullptr;  // "held X responsible for": between the cue and what is held against him
    for (const RecordMention& m : r_.mentions) {
      if (m.actor.empty() || m.actor == raw.root.id) continue;
      if (within(a, m.span)) {
        raw.accused.push_back(m.actor);
        return;
      }
      if (!a.content.empty() && a.cue.end <= m.span.begin && m.span.end <= a.content.front().begin) before = &m.actor;
    }
    if (before != nullptr) raw.accused.push_back(*before);
  }
  static bool within(const RecordAttribution& a, CharSpan span) {
    return std::any_of(a.content.begin(), a.content.end(), [&](CharSpan c) { return c.contains(span); });
  }

  void name(RawClaim& raw) const {
    const CharSpan clause = raw.carrier.evidence.span;
    for (const RecordMention& m : r_.mentions) {
      if (!m.actor.empty() && clause.contains(m.span)) raw.named.push_back(m.actor);
    }
    for (const RecordEvent& e : r_.events) {
      if (!clause.contains(e.trigger)) continue;
      raw.doers.insert(raw.doers.end(), e.actors.begin(), e.actors.end());
      for (const RecordThird& t : e.third) {
        if (t.actor.empty()) continue;
        RawRole& role = raw.roles.emplace_back(RawRole{t.role, t.actor, e.actors});
        role.parties.insert(role.parties.end(), e.recipients.begin(), e.recipients.end());
      }
    }
    raw.named.insert(raw.named.end(), raw.doers.begin(), raw.doers.end());
  }

  // A country as a place: what happens there happens in many places.
  static bool is_wide(std::string_view place) { return place.starts_with("place-"); }
  // A clause leaves out the place that its sentence named before.
  void locate(RawClaim& raw) const {
    constexpr std::size_t kDay = 10;  // letters of an ISO 8601 date with a day
    const CharSpan clause = raw.carrier.evidence.span;
    const CharSpan sentence = raw.carrier.sentence;
    for (const RecordTime& t : r_.times) {
      if (t.type == TimeType::date && t.value.size() >= kDay && clause.contains(t.span))
        raw.days.push_back(t.value.substr(0, kDay));
    }
    for (const RecordEvent& e : r_.events) {
      if (!e.place.empty() && clause.contains(e.trigger)) raw.places.push_back(e.place);
    }
    for (const RecordMention& m : r_.mentions) {
      if (m.type == ActorType::place && !m.actor.empty() && !is_wide(m.actor) && sentence.contains(m.span) &&
          m.span.begin < clause.end)
        raw.places.push_back(m.actor);
    }
    std::sort(raw.days.begin(), raw.days.end());
    std::sort(raw.places.begin(), raw.places.end());
  }

  void attribute(RawClaim& raw, const RecordAttribution& a) const {
    raw.carrier.stance = a.stance;
    raw.carrier.act = a.act;
    for (const Index s : a.chain) raw.carrier.chain.push_back(r_.sources[s].name);
    if (a.chain.empty()) return;
    const RecordSource& nearest = r_.sources[a.chain.front()];
    if (nearest.kind == SourceKind::outlet) raw.nearest = nearest.actor.empty() ? text::folded(nearest.name) : nearest.actor;
    raw.root = root_of(r_, a.chain.back(), a.chain.size() > 1 ? raw.nearest : "");
  }

  // What is attributed in lines that are no prose, or in too few words, is kept all the same.
  void add_unheard() {
    const std::size_t clauses = out_.size();
    for (Index i = 0; i < r_.attributions.size(); ++i) {
      const RecordAttribution& a = r_.attributions[i];
      if (a.content.empty()) continue;
      const CharSpan content{a.content.front().begin, a.content.back().end};
      const bool is_heard = std::any_of(out_.begin(), out_.begin() + static_cast<std::ptrdiff_t>(clauses),
                                        [&](const RawClaim& c) { return c.carrier.evidence.span.overlaps(content); });
      if (is_heard) continue;
      const CharSpan sentence = r_.sentence_at(a.cue.begin);
      add(bytes(content), sentence.is_empty() ? a.cue : sentence, terms_in(bytes(content)), i);
    }
  }

 public:
  // A named root is the same everywhere. An unnamed one is only known through whoever cites it.
  static ClaimRoot root_of(const Record& r, Index source, const std::string& cited_by) {
    const RecordSource& s = r.sources[source];
    ClaimRoot root;
    root.kind = s.kind;
    root.name = s.name;
    if (!s.actor.empty()) {
      root.id = s.actor;
    } else if (s.kind == SourceKind::person || s.kind == SourceKind::organisation) {
      root.id = text::folded(s.name);
    } else {
      const std::string& own = r.document.outlet_id.empty() ? r.document.outlet_name : r.document.outlet_id;
      root.id = text::folded((cited_by.empty() ? own : cited_by) + " < " + s.name);
    }
    return root;
  }

 private:
  const Record& r_;
  std::uint32_t document_;
  std::string_view text_;
  std::vector<ByteSpan> framework_;  // sources and cues, by begin
  std::vector<ByteSpan> names_;      // mentions of actors, in order
  std::vector<Place> places_;        // of the attributions
  std::vector<link::Term> terms_;    // of the whole text, less those of the framework
  std::vector<RawClaim> out_;
};

}  // namespace

std::vector<RawClaim> statements_of(const Record& record, std::uint32_t document) { return Cutter(record, document).run(); }

std::vector<ClaimRoot> sources_of(const Record& record) {
  std::vector<ClaimRoot> out;
  for (Index i = 0; i < record.sources.size(); ++i) out.push_back(Cutter::root_of(record, i, ""));
  return out;
}

}  // namespace isnad::dossier
