#include "dossier/builder.h"

#include <algorithm>
#include <set>
#include <unordered_map>

#include "dossier/framing.h"
#include "link/linker.h"
#include "link/overlap.h"
#include "text/fold.h"
#include "text/utf8.h"

namespace isnad {

using dossier::RawClaim;
using dossier::RawEvent;

namespace {

struct ActorForms {
  std::map<std::string, std::uint64_t> neutral, any;
};

// ISO 8601 dates, months and years order as text; weeks, seasons, durations and references do not.
bool is_date(std::string_view value) {
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  return value.size() >= 4 && std::all_of(value.begin(), value.begin() + 4, is_digit) && (value.size() < 6 || is_digit(value[5]));
}

// As it is read alone: a quotation mark whose other one stands outside is left out.
std::string read_alone(std::string_view s) {
  std::size_t marks = 0;
  std::size_t last = 0;
  std::size_t size = 0;
  for (std::size_t i = 0; i < s.size();) {
    const text::Decoded d = text::decode(s, i);
    if (text::class_of(d.code) == text::CharClass::quote) {
      ++marks;
      last = i;
      size = d.size;
    }
    i += d.size;
  }
  std::string out(s);
  if (marks % 2 == 1) out.erase(last, size);
  return out;
}

std::string most_frequent(const std::map<std::string, std::uint64_t>& forms) {
  const auto it = std::max_element(forms.begin(), forms.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
  return it == forms.end() ? std::string() : it->first;
}

}  // namespace

struct DossierBuilder::State {
  explicit State(std::optional<DossierPart> asked) : part(asked) {}
  std::optional<DossierPart> part;  // all of them where none is asked for
  Dossier dossier;
  std::map<std::string, ActorForms> forms;
  dossier::Sides sides;
  dossier::Markers markers;
  std::vector<dossier::RawPassage> passages;
  std::vector<std::vector<std::string>> mentioned;  // actors named in each document, sorted
  dossier::FramingCounter framing;
  std::vector<RawClaim> claims;
  std::vector<std::vector<ClaimRoot>> sources;  // by document
  std::vector<ClaimJudgement> judgements;
  std::vector<RawEvent> events;
  link::Sketcher sketcher;
  std::vector<link::Sketch> sketches;        // by document
  std::vector<std::vector<CharSpan>> words;  // by document that came without links
  std::vector<DocumentLinks> links;          // by document that came with them
  std::vector<dossier::StoryFacts> facts;    // by document

  void add_document(const Record& r, const DocumentLinks* given);
  void add_mentions(const Record& r);
  void add_claims(const Record& r);
  void add_events(const Record& r, std::uint32_t first_claim);
  void add_passages(const Record& r, std::uint32_t first_claim);
  void name_side(const std::string& side);
  std::vector<Track> tracks();
  std::vector<std::uint32_t> join_documents();
  static std::vector<std::string> chain_of(const Record& r, Index attribution) {
    std::vector<std::string> out;
    for (const Index source : r.attributions[attribution].chain) out.push_back(r.sources[source].name);
    return out;
  }
  [[nodiscard]] std::uint32_t statement_at(CharSpan span, std::uint32_t first) const;
  [[nodiscard]] bool is_wanted(DossierPart p) const { return !part || *part == p; }
  void unite_sides();
  void join(std::vector<std::uint32_t> first_of_story);
  void join_claims(const std::vector<std::uint32_t>& story_of);
  [[nodiscard]] std::uint32_t document() const { return static_cast<std::uint32_t>(dossier.documents.size() - 1); }
  [[nodiscard]] CharSpan sentence_of(const Record& r, CharSpan span) const {
    const CharSpan s = r.sentence_at(span.begin);
    return s.is_empty() ? span : s;
  }
};

void DossierBuilder::State::add_document(const Record& r, const DocumentLinks* given) {
  const Document& d = r.document;
  DossierDocument& doc = dossier.documents.emplace_back();
  doc.id = d.id;
  doc.outlet = d.outlet_id;
  doc.outlet_name = d.outlet_name;
  doc.title = d.title;
  doc.published = d.published.value;
  doc.path = d.path;
  if (!r.sentences.empty()) doc.headline = doc.lead = r.sentences.front();
  if (r.sentences.size() > 1) doc.lead = r.sentences[1];
  const bool is_joined = is_wanted(DossierPart::stories) || is_wanted(DossierPart::claims);
  if (is_joined || given == nullptr) sketches.push_back(sketcher(d.id, d.published.value, d.title, d.text));
  if (is_joined) facts.push_back(dossier::story_facts_of(r));
  if (given != nullptr) {
    links.push_back(*given);
    return;
  }
  std::vector<CharSpan>& spans = words.emplace_back();
  for (const ByteSpan w : link::words_of(d.text).spans)
    spans.push_back({r.index.to_char(w.begin, d.text), r.index.to_char(w.end, d.text)});
}

// Fills in copies; returns the story of each document, by its first one here.
std::vector<std::uint32_t> DossierBuilder::State::join_documents() {
  if (links.empty()) {
    link::Links found = link::link_all(sketches);
    for (std::uint32_t d = 0; d < sketches.size(); ++d) {
      for (const link::Copy& c : found.copies[d]) {
        DossierCopy& copy = dossier.documents[d].copied_from.emplace_back();
        copy.document = static_cast<std::uint32_t>(c.from);
        copy.share = c.share;
        for (const link::WordSpan p : c.passages) copy.passages.push_back({words[d][p.begin].begin, words[d][p.end - 1].end});
      }
    }
    return found.stories;
  }
  std::unordered_map<std::string, std::uint32_t> here;
  std::unordered_map<std::string, std::uint32_t> first;
  std::vector<std::uint32_t> stories;
  for (std::uint32_t d = 0; d < links.size(); ++d) here.emplace(dossier.documents[d].id, d);
  for (std::uint32_t d = 0; d < links.size(); ++d) {
    stories.push_back(first.emplace(links[d].story, d).first->second);
    for (CopyLink& c : links[d].copies) {
      const auto from = here.find(c.from);
      if (from == here.end()) continue;
      dossier.documents[d].copied_from.push_back({from->second, c.share, false, std::move(c.passages)});
    }
  }
  return stories;
}

void DossierBuilder::State::add_mentions(const Record& r) {
  std::set<std::string> here;
  for (const RecordMention& m : r.mentions) {
    if (m.actor.empty()) continue;
    DossierActor& actor = dossier.actors[m.actor];
    if (actor.name.empty()) actor.name = m.name;
    ++actor.mentions;
    if (here.insert(m.actor).second) ++actor.documents;
    ActorForms& f = forms[m.actor];
    ++f.any[m.text];
    if (m.label == Label::neutral) ++f.neutral[m.text];
  }
  mentioned.emplace_back(here.begin(), here.end());
}

void DossierBuilder::State::add_claims(const Record& r) {
  for (RawClaim& raw : dossier::statements_of(r, document())) claims.push_back(std::move(raw));
}

// The statement among those from `first` on that holds `span`; kNone where none does.
std::uint32_t DossierBuilder::State::statement_at(CharSpan span, std::uint32_t first) const {
  for (std::uint32_t i = first; i < claims.size(); ++i) {
    if (claims[i].carrier.evidence.span.overlaps(span)) return i;
  }
  return kNone;
}

void DossierBuilder::State::add_events(const Record& r, std::uint32_t first_claim) {
  for (const RecordEvent& e : r.events) {
    RawEvent& raw = events.emplace_back();
    raw.document = document();
    raw.event = e;
    raw.sentence = sentence_of(r, e.trigger);
    raw.sentence_text = std::string(r.slice(raw.sentence));
    if (!e.object.is_empty()) raw.object = read_alone(r.slice(e.object));
    raw.words = std::string(r.slice({e.trigger.begin, std::max(e.trigger.end, raw.sentence.end)}));
    raw.told = r.document.published.value;
    // A date within the object is that of the thing asked for ("the law of 2011"), not of the asking.
    const bool is_of_object = e.time != kNone && e.object.contains(r.times[e.time].span);
    if (e.time != kNone && !is_of_object && is_date(r.times[e.time].value)) raw.date = r.times[e.time].value;
    raw.is_date_own = !raw.date.empty();
    if (raw.date.empty()) raw.date = raw.told;
    raw.claim = statement_at(e.trigger, first_claim);
    if (e.attribution != kNone) raw.chain = chain_of(r, e.attribution);
  }
}

// A passage is told by whoever the marked words are attributed to, the innermost.
void DossierBuilder::State::add_passages(const Record& r, std::uint32_t first_claim) {
  for (dossier::RawPassage& p : dossier::find_passages(r, markers)) {
    p.document = document();
    p.first = read_alone(p.first);
    p.second = read_alone(p.second);
    std::uint32_t size = kNone;
    Index attribution = kNone;
    for (std::uint32_t i = 0; i < r.attributions.size(); ++i) {
      for (const CharSpan& c : r.attributions[i].content) {
        if (!c.overlaps(p.mark) || c.size() >= size) continue;
        size = c.size();
        attribution = i;
      }
    }
    p.claim = statement_at(p.mark, first_claim);
    if (attribution != kNone) p.chain = chain_of(r, attribution);
    // An adjective names nobody, but what it makes of an event does: "the Turkish escalation".
    for (const RecordEvent& e : r.events) {
      if (p.sentence.contains(e.trigger)) p.actors.insert(p.actors.end(), e.actors.begin(), e.actors.end());
    }
    passages.push_back(std::move(p));
  }
}

// A state stands for its president where no article names it, a party for its leader: it is called by its name then, not by its id.
void DossierBuilder::State::name_side(const std::string& side) {
  if (dossier.actors.contains(side)) return;
  const auto [english, arabic] = dossier::Sides::names_of(side);
  if (!english.empty()) dossier.actors[side] = {.name = std::string(english), .form = std::string(arabic)};
}

std::vector<Track> DossierBuilder::State::tracks() {
  const auto side_set = [&](const std::vector<std::string>& actors, std::string_view date, std::vector<std::string>& out) {
    for (const auto& a : actors) {
      if (!sides.is_outlet(a)) out.push_back(sides.of(a, date));
    }
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
  };
  for (RawEvent& e : events) {
    std::vector<std::string> all = e.event.actors;
    all.insert(all.end(), e.event.recipients.begin(), e.event.recipients.end());
    side_set(all, e.date, e.sides);
    for (const std::string& side : e.sides) name_side(side);
  }
  std::vector<std::vector<std::string>> mentioned_sides(mentioned.size());
  std::map<std::string, std::vector<std::string>> names;
  for (std::size_t d = 0; d < mentioned.size(); ++d) side_set(mentioned[d], dossier.documents[d].published, mentioned_sides[d]);
  for (const auto& [actor, f] : forms) {
    if (sides.of(actor, {}) != actor) continue;
    for (const auto& [form, _] : f.any) names[actor].push_back(form);
  }
  return dossier::build_tracks(
      {events, passages, mentioned_sides, sides, markers, [&](const std::string& side) { return names[side]; }});
}

DossierBuilder::DossierBuilder(std::optional<DossierPart> part) : state_(std::make_unique<State>(part)) {}
DossierBuilder::~DossierBuilder() = default;

void DossierBuilder::add(const Record& record, const DocumentLinks* links) {
  State& s = *state_;
  const auto first_claim = static_cast<std::uint32_t>(s.claims.size());
  s.add_document(record, links);
  if (s.is_wanted(DossierPart::documents) || s.is_wanted(DossierPart::claims)) s.sources.push_back(dossier::sources_of(record));
  if (s.is_wanted(DossierPart::framing)) s.framing.add(record, s.document());
  if (s.is_wanted(DossierPart::framing) || s.is_wanted(DossierPart::claims)) s.add_mentions(record);
  if (!s.is_wanted(DossierPart::claims)) return;
  s.sides.add(record);
  s.add_claims(record);
  s.add_events(record, first_claim);
  if (!s.part) s.add_passages(record, first_claim);
}

void DossierBuilder::judge(std::vector<ClaimJudgement> judgements) { state_->judgements = std::move(judgements); }

// Whoever a statement names stands there for his side of its day.
void DossierBuilder::State::unite_sides() {
  for (RawClaim& c : claims) {
    const std::string& date = dossier.documents[c.carrier.evidence.document].published;
    for (std::string& a : c.accused) a = sides.of(a, date);
    for (std::string& a : c.named) a = sides.of(a, date);
    for (std::string& a : c.doers) a = sides.of(a, date);
    for (dossier::RawRole& r : c.roles) {
      r.actor = sides.of(r.actor, date);
      for (std::string& a : r.parties) a = sides.of(a, date);
      std::sort(r.parties.begin(), r.parties.end());
      r.parties.erase(std::unique(r.parties.begin(), r.parties.end()), r.parties.end());
    }
    if (!c.denier.empty()) c.denier = sides.of(c.denier, date);
  }
}

void DossierBuilder::State::join_claims(const std::vector<std::uint32_t>& story_of) {
  for (const RawEvent& e : events) {
    if (e.claim != kNone && e.event.move != Move::none) claims[e.claim].has_move = true;
  }
  unite_sides();
  std::vector<std::uint32_t> claim_of_raw;
  const std::vector<std::uint32_t> matters = dossier::find_matters(story_of, sketches);
  dossier.claims =
      dossier::join_claims({dossier.documents, sources, story_of, matters, std::move(claims), judgements}, claim_of_raw);
  for (RawEvent& e : events) {
    if (e.claim != kNone) e.claim = claim_of_raw[e.claim];
  }
  for (dossier::RawPassage& p : passages) {
    if (p.claim != kNone) p.claim = claim_of_raw[p.claim];
  }
}

// Which of its documents a story is named after does not matter to what is copied.
void DossierBuilder::State::join(std::vector<std::uint32_t> first_of_story) {
  const bool is_joined = is_wanted(DossierPart::stories) || is_wanted(DossierPart::claims);
  const std::vector<std::uint32_t> story_of =
      is_joined ? dossier::build_stories(first_of_story, sketches, facts, dossier) : std::move(first_of_story);
  if (part == DossierPart::stories) return;
  dossier::keep_evident_copies(story_of, dossier.documents);
  dossier::mark_attributed_copies(sources, dossier.documents);
  if (is_wanted(DossierPart::claims)) join_claims(story_of);
}

Dossier DossierBuilder::build() {
  State& s = *state_;
  for (auto& [id, actor] : s.dossier.actors) {
    const ActorForms& f = s.forms[id];
    actor.form = most_frequent(f.neutral.empty() ? f.any : f.neutral);
    if (actor.name.empty()) actor.name = actor.form;
  }
  if (s.part != DossierPart::framing) s.join(s.join_documents());
  if (!s.part) {
    s.dossier.tracks = s.tracks();
    s.dossier.timeline = dossier::build_timeline(s.events);
  }
  s.dossier.framing = s.framing.cells();
  s.dossier.framing_months = s.framing.months();
  s.dossier.framing_distances = s.framing.distances();
  Dossier out = std::move(s.dossier);
  state_ = std::make_unique<State>(s.part);
  return out;
}

}  // namespace isnad
