#include "dossier/builder.h"

#include <algorithm>
#include <set>

#include "dossier/framing.h"
#include "isnad/names.h"
#include "text/fold.h"
#include "text/utf8.h"

namespace isnad {

using dossier::RawClaim;
using dossier::RawEvent;

namespace {

struct ActorForms {
  std::map<std::string, std::uint64_t> neutral, any;
};

// ISO 8601 dates, months, years and weeks order as text; durations and references do not.
bool is_date(std::string_view value) {
  return value.size() >= 4 && std::all_of(value.begin(), value.begin() + 4, [](char c) { return c >= '0' && c <= '9'; });
}

std::string most_frequent(const std::map<std::string, std::uint64_t>& forms) {
  const auto it = std::max_element(forms.begin(), forms.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
  return it == forms.end() ? std::string() : it->first;
}

}  // namespace

struct DossierBuilder::State {
  Dossier dossier;
  std::map<std::string, ActorForms> forms;
  dossier::Sides sides;
  dossier::Markers markers;
  std::vector<dossier::RawPassage> passages;
  std::vector<std::vector<std::string>> mentioned;  // actors named in each document, sorted
  dossier::FramingCounter framing;
  std::vector<RawClaim> claims;
  std::vector<RawEvent> events;
  link::CopyFinder copies;

  void add_document(const Record& r);
  void add_mentions(const Record& r);
  void add_claims(const Record& r);
  void add_events(const Record& r, std::uint32_t first_claim);
  void add_passages(const Record& r, std::uint32_t first_claim);
  std::vector<Track> tracks();
  [[nodiscard]] std::uint32_t document() const { return static_cast<std::uint32_t>(dossier.documents.size() - 1); }
  [[nodiscard]] CharSpan sentence_of(const Record& r, CharSpan span) const {
    const CharSpan s = r.sentence_at(span.begin);
    return s.is_empty() ? span : s;
  }
};

void DossierBuilder::State::add_document(const Record& r) {
  const Document& d = r.document;
  DossierDocument& doc = dossier.documents.emplace_back();
  doc.id = d.id;
  doc.outlet = d.outlet_id;
  doc.outlet_name = d.outlet_name;
  doc.title = d.title;
  doc.published = d.published.value;
  doc.path = d.path;
  text::CharIndex chars;
  chars.build(d.text);
  for (const link::Copy& c : copies.add(d.text)) {
    DossierCopy& copy = doc.copied_from.emplace_back();
    copy.document = c.from;
    copy.share = c.share;
    for (const ByteSpan& p : c.passages) copy.passages.push_back({chars.to_char(p.begin, d.text), chars.to_char(p.end, d.text)});
    if (c.share >= link::CopyFinder::kDuplicate && doc.near_duplicate_of == kNone) doc.near_duplicate_of = c.from;
  }
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
  for (const RecordAttribution& a : r.attributions) {
    RawClaim& raw = claims.emplace_back();
    const CharSpan content = a.content.empty() ? CharSpan{} : CharSpan{a.content.front().begin, a.content.back().end};
    raw.carrier.evidence = {document(), content};
    raw.carrier.sentence = sentence_of(r, a.cue);
    raw.carrier.stance = a.stance;
    raw.carrier.act = a.act;
    raw.is_denied = a.act == Act::deny;
    for (const CharSpan& c : a.content) raw.text += (raw.text.empty() ? "" : " ... ") + std::string(r.slice(c));
    for (const Index s : a.chain) raw.carrier.chain.push_back(r.sources[s].name);
    if (a.chain.empty()) continue;
    const RecordSource& root = r.sources[a.chain.back()];
    const RecordSource& nearest = r.sources[a.chain.front()];
    if (nearest.kind == SourceKind::outlet) raw.nearest = nearest.actor.empty() ? text::folded(nearest.name) : nearest.actor;
    raw.root.kind = root.kind;
    raw.root.name = root.name;
    // A named root is the same everywhere. An unnamed one is only known through whoever cites it.
    if (!root.actor.empty()) {
      raw.root.id = root.actor;
    } else if (root.kind == SourceKind::person || root.kind == SourceKind::organisation) {
      raw.root.id = text::folded(root.name);
    } else {
      const std::string& own = r.document.outlet_id.empty() ? r.document.outlet_name : r.document.outlet_id;
      const bool is_cited = a.chain.size() > 1 && !raw.nearest.empty();
      raw.root.id = text::folded((is_cited ? raw.nearest : own) + " < " + root.name);
    }
  }
}

void DossierBuilder::State::add_events(const Record& r, std::uint32_t first_claim) {
  for (const RecordEvent& e : r.events) {
    RawEvent& raw = events.emplace_back();
    raw.document = document();
    raw.event = e;
    raw.sentence = sentence_of(r, e.trigger);
    raw.sentence_text = std::string(r.slice(raw.sentence));
    if (!e.object.is_empty()) raw.object = std::string(r.slice(e.object));
    // A date within the object is that of the thing asked for ("the law of 2011"), not of the asking.
    const bool is_of_object = e.time != kNone && e.object.contains(r.times[e.time].span);
    if (e.time != kNone && !is_of_object && is_date(r.times[e.time].value)) raw.date = r.times[e.time].value;
    raw.is_date_own = !raw.date.empty();
    if (raw.date.empty()) raw.date = r.document.published.value;
    if (e.attribution == kNone) continue;
    raw.claim = first_claim + e.attribution;
    raw.chain = claims[raw.claim].carrier.chain;
  }
}

// A passage is told by whoever the marked words are attributed to, the innermost.
void DossierBuilder::State::add_passages(const Record& r, std::uint32_t first_claim) {
  for (dossier::RawPassage& p : dossier::find_passages(r, markers)) {
    p.document = document();
    std::uint32_t size = kNone;
    for (std::uint32_t i = 0; i < r.attributions.size(); ++i) {
      for (const CharSpan& c : r.attributions[i].content) {
        if (!c.overlaps(p.mark) || c.size() >= size) continue;
        size = c.size();
        p.claim = first_claim + i;
      }
    }
    if (p.claim != kNone) p.chain = claims[p.claim].carrier.chain;
    // An adjective names nobody, but what it makes of an event does: "the Turkish escalation".
    for (const RecordEvent& e : r.events) {
      if (p.sentence.contains(e.trigger)) p.actors.insert(p.actors.end(), e.actors.begin(), e.actors.end());
    }
    passages.push_back(std::move(p));
  }
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

DossierBuilder::DossierBuilder() : state_(std::make_unique<State>()) {}
DossierBuilder::~DossierBuilder() = default;

void DossierBuilder::add(const Record& record) {
  const auto first_claim = static_cast<std::uint32_t>(state_->claims.size());
  state_->add_document(record);
  state_->sides.add(record);
  state_->add_mentions(record);
  state_->framing.add(record, state_->document());
  state_->add_claims(record);
  state_->add_events(record, first_claim);
  state_->add_passages(record, first_claim);
}

Dossier DossierBuilder::build() {
  State& s = *state_;
  for (auto& [id, actor] : s.dossier.actors) {
    const ActorForms& f = s.forms[id];
    actor.form = most_frequent(f.neutral.empty() ? f.any : f.neutral);
    if (actor.name.empty()) actor.name = actor.form;
  }
  for (const RawEvent& e : s.events) {
    if (e.claim != kNone && e.event.move != Move::none) s.claims[e.claim].has_move = true;
  }
  std::vector<std::uint32_t> claim_of_raw;
  s.dossier.claims = dossier::join_claims(s.dossier.documents, std::move(s.claims), claim_of_raw);
  for (RawEvent& e : s.events) {
    if (e.claim != kNone) e.claim = claim_of_raw[e.claim];
  }
  for (dossier::RawPassage& p : s.passages) {
    if (p.claim != kNone) p.claim = claim_of_raw[p.claim];
  }
  s.dossier.tracks = s.tracks();
  s.dossier.timeline = dossier::build_timeline(s.events);
  s.dossier.framing = s.framing.cells();
  s.dossier.framing_months = s.framing.months();
  s.dossier.framing_distances = s.framing.distances();
  Dossier out = std::move(s.dossier);
  state_ = std::make_unique<State>();
  return out;
}

}  // namespace isnad
