// The dossier: what many records say together (docs/formats/dossier.md, schema isnad.dossier/1).
//
//   isnad::DossierBuilder builder;
//   for (const isnad::Record& r : records) builder.add(r);   // in order of date
//   isnad::Dossier dossier = builder.build();
//   isnad::write_dossier_json(dossier, out);
//
// Nothing stands in a dossier without the place it rests on: every item carries Evidence. A dossier is a pure function of
// the records and their order. Values own their strings.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "isnad/links.h"
#include "isnad/records.h"

namespace isnad {

/// A place in a document of the dossier: index into Dossier::documents, code points of its text.
struct Evidence {
  std::uint32_t document = 0;
  CharSpan span;
};

struct DossierCopy {
  std::uint32_t document = 0;  ///< that was copied from
  double share = 0;
  bool is_attributed = false;      ///< the copying document names the other's outlet as a source, or is of the same
  std::vector<CharSpan> passages;  ///< in the copying document
};

struct DossierDocument {
  std::string id, outlet, outlet_name, title, published, path;
  CharSpan headline, lead;  ///< the first sentence of the text, and the second
  std::uint32_t near_duplicate_of = kNone;
  std::vector<DossierCopy> copied_from;
};

struct DossierActor {
  std::string name;  ///< as the records name it (English where the lexicon has it)
  std::string form;  ///< most frequent neutral form in the texts
  std::uint64_t mentions = 0;
  std::uint32_t documents = 0;
};

/// Documents that report the same happening.
struct Story {
  std::string headline;                  ///< of the document that is most like the others
  std::vector<std::uint32_t> documents;  ///< in order of date; the first one reported first
  std::string from, to;                  ///< dates; empty when no document has one
  std::vector<std::string> actors;       ///< ids, those in most documents first
  std::vector<std::string> places;       ///< likewise
};

/// Why two carriers of a claim go back to one origin.
struct Fold {
  /// `same_source`, `cites_other`, `copied_text`, `same_sentence`, `own_voice` (of one outlet), `outlet_names_source`,
  /// `article_cites_source`
  std::string key;
  std::vector<std::uint32_t> documents;  ///< those it rests on
};

/// Whoever a statement goes back to.
struct ClaimRoot {
  std::string id;  ///< the same for the same root, across documents
  std::string name;
  SourceKind kind = SourceKind::anonymous;
  bool is_own_voice = false;  ///< an outlet that names nobody
  std::vector<Fold> folds;    ///< why carriers were counted as one
};

/// A document that carries the claim.
struct ClaimCarrier {
  Evidence evidence;  ///< the content
  CharSpan sentence;
  std::vector<CharSpan> repeats;   ///< other sentences of the document that say it again
  std::vector<std::string> chain;  ///< names, nearest first
  std::uint32_t root = kNone;      ///< index into Claim::roots
  Stance stance = Stance::neutral;
  Act act = Act::state;
};

struct Contradiction {
  std::uint32_t claim = 0;
  std::string kind;                ///< denial, polarity, role, number, position (the same source said otherwise before)
  std::string reason;              ///< `denies`, `negates`, `said_otherwise`, `other_role`, `other_number`, `other_number_before`
  std::string who;                 ///< does so: a name as the text has it, or of the outlet; may be empty
  bool is_other_negative = false;  ///< the other claim is the denial, has the negation or is the later one
  bool is_same_question = false;   ///< both are answers to one question, so that each one's carriers are against the other
  Evidence mine, other;            ///< the sentences that are at odds
};

struct Claim {
  std::uint32_t story = kNone;         ///< index into Dossier::stories, of the earliest carrier
  std::string text;                    ///< of the earliest carrier
  bool is_denied = false;              ///< carriers deny it
  std::vector<ClaimCarrier> carriers;  ///< in order of date
  std::vector<ClaimRoot> roots;
  std::uint32_t outlets = 0;            ///< distinct outlets of the carriers
  std::uint32_t independent_roots = 0;  ///< origins after folding: see docs/formats/dossier.md
  std::vector<std::vector<std::string>> circular;
  std::vector<Contradiction> contradicts;
  std::vector<ClaimCarrier> against;  ///< who says otherwise about the same matter; their `root` is kNone
};

/// What some moves of a negotiation are about.
struct Issue {
  std::string name;                ///< the object that says it best
  std::vector<std::string> terms;  ///< the words its objects share, the most telling first
};

struct Position {
  std::string party;            ///< actor id, as the text has it
  std::string side;             ///< actor id of the party of the track that it speaks for
  std::uint32_t issue = kNone;  ///< index into Track::issues
  Move move = Move::none;
  std::vector<std::string> to;
  std::string object;  ///< text of what is offered, demanded, refused; empty when it is not said
  std::string words;   ///< without an object: the sentence from the word that tells the move
  std::string time;    ///< of the event, else of the document, never later than it; empty when neither is known
  Status status = Status::actual;
  std::uint32_t claim = kNone;  ///< index into Dossier::claims
  std::vector<std::string> chain;
  Evidence evidence;              ///< the sentence
  CharSpan mark;                  ///< the object, else the trigger
  std::vector<Evidence> repeats;  ///< other sentences that report the same move
  bool is_changed = false;        ///< differs from an earlier one of this party on this issue
};

struct TrackThird {
  std::string actor;
  ThirdRole role = ThirdRole::mediator;
  std::string from, to;
  std::vector<Evidence> evidence;
};

struct Round {
  std::string date;          ///< empty when unknown
  bool is_date_own = false;  ///< said of the meeting, not taken from the report
  std::string place;         ///< place id; empty when unknown
  std::vector<std::string> parties;
  std::vector<RecordThird> third;
  Status status = Status::actual;
  std::uint32_t claim = kNone;
  std::vector<Evidence> evidence;
};

/// Something else that a party of the negotiation does: an agreement reached, help, cooperation, a concession.
struct Dealing {
  EventType type = EventType::AGREE;
  Status status = Status::actual;
  std::vector<std::string> actors, recipients;
  std::vector<std::string> sides;  ///< of both, sorted
  std::string object, time;
  std::uint32_t claim = kNone;
  std::vector<std::string> chain;
  Evidence evidence;
  CharSpan mark;
  std::vector<Evidence> repeats;
};

enum class LinkageKind : std::uint8_t { conditional, exchange, denied_link, asserted_link };

struct Linkage {
  LinkageKind kind = LinkageKind::conditional;
  std::string condition;            ///< text of the condition, of what is given in exchange, of what it is linked to
  std::string consequence;          ///< text of what follows or is linked; empty when it is not said
  std::vector<std::string> actors;  ///< named there, besides the two main parties
  std::uint32_t claim = kNone;
  std::vector<std::string> chain;
  Evidence evidence;
  std::vector<Evidence> repeats;  ///< other sentences that say the same
  CharSpan mark;
  std::vector<std::uint32_t> opposes;  ///< linkages of the track that assert what this one denies, or the reverse
};

struct Obstacle {
  std::string text;
  std::uint32_t claim = kNone;
  std::vector<std::string> chain;
  Evidence evidence;
  CharSpan mark;
};

struct Change {
  std::uint32_t before = 0, after = 0;  ///< indices into Track::positions
};

/// One negotiation: sides that meet, demand, offer and refuse, in documents that go together.
struct Track {
  std::vector<std::string> parties;  ///< ids of sides, the most active first
  std::vector<TrackThird> third;
  std::vector<Round> rounds;
  std::vector<Issue> issues;        ///< with most positions first
  std::vector<Position> positions;  ///< in order of time
  std::vector<Dealing> agreements;  ///< in order of time, as the next
  std::vector<Dealing> dealings;
  std::vector<Linkage> linkages;
  std::vector<Obstacle> obstacles;
  std::vector<Change> changes;
  std::uint32_t documents = 0;
  bool is_rest = false;  ///< no negotiation: the moves that belong to none; the last track
};

/// How often an outlet calls an actor by a name.
struct Framing {
  std::string outlet;              ///< name; empty when unknown
  std::uint32_t document = kNone;  ///< where the outlet is unknown: its document
  std::string actor;
  std::string label;  ///< the name as written
  bool is_loaded = false;
  std::uint64_t count = 0;
  std::uint64_t in_quotes = 0;     ///< of these, within somebody's quoted words
  std::uint64_t reported = 0;      ///< within what somebody is said to have said, not quoted
  std::uint64_t scare_quotes = 0;  ///< the name alone between quotation marks
  double share = 0;                ///< of the outlet's names for this actor
  std::vector<Evidence> evidence;  ///< the first 100
};

/// The names of a month: how many, how many of them loaded.
struct FramingMonth {
  std::string outlet, actor, month;
  std::uint64_t count = 0, loaded = 0;
  std::vector<Evidence> evidence;  ///< the first 100
};

/// How differently two outlets name an actor in their own voice.
struct FramingDistance {
  std::string a, b;         ///< outlets
  std::string actor;        ///< empty: all, weighted by their names
  double distance = 0;      ///< Jensen-Shannon divergence of the names, in bits: 0 the same, 1 nothing in common
  std::uint64_t names = 0;  ///< of the outlet with fewer
};

struct TimelineItem {
  std::string date;
  EventType type = EventType::CONSULT;
  Status status = Status::actual;
  std::vector<std::string> actors, recipients;
  std::string text;  ///< the sentence
  std::vector<Evidence> evidence;
};

/// What a reader says of two statements: one claim, or not.
struct ClaimJudgement {
  std::string document, other;  ///< ids
  CharSpan span, other_span;
  bool is_same = false;  ///< else the first leaves the claim of the other
};

struct Dossier {
  std::vector<DossierDocument> documents;
  std::map<std::string, DossierActor> actors;      ///< by id
  std::vector<Story> stories;                      ///< with most documents first
  std::vector<Claim> claims;                       ///< carried by most outlets first
  std::vector<Track> tracks;                       ///< with most positions first
  std::vector<Framing> framing;                    ///< by actor and outlet
  std::vector<FramingMonth> framing_months;        ///< by actor, outlet and month
  std::vector<FramingDistance> framing_distances;  ///< the farthest apart first; those over all actors before those of one
  std::vector<TimelineItem> timeline;              ///< by date
};

/// One part of the dossier; `framing` is its three lists.
enum class DossierPart { documents, stories, claims, framing };

class DossierBuilder {
 public:
  /// With `part` no more is joined than that part needs, which is as it stands in the whole; the other lists may stay empty.
  explicit DossierBuilder(std::optional<DossierPart> part = {});
  ~DossierBuilder();
  DossierBuilder(const DossierBuilder&) = delete;
  DossierBuilder& operator=(const DossierBuilder&) = delete;
  /// Adds the next record. To be called in order of date; undated ones last. With `links`, as a store keeps them, documents
  /// are not compared with each other again; either all records come with links or none. Links to documents that are not
  /// added are left out.
  void add(const Record& record) { add(record, nullptr); }
  void add(const Record& record, const DocumentLinks& links) { add(record, &links); }
  /// Readers' judgements, which stand over what the comparison of statements finds; those on other documents are ignored.
  void judge(std::vector<ClaimJudgement> judgements);
  /// Joins what was added. The builder is empty afterwards.
  Dossier build();

 private:
  void add(const Record& record, const DocumentLinks* links);
  struct State;
  std::unique_ptr<State> state_;
};

/// What stands at {0}, {1} of the message that `fold.key` names: outlets of its documents, or ids where they have none.
std::vector<std::string> arguments_of(const Dossier& dossier, const Fold& fold);
/// Likewise of the message that `contradiction.reason` names.
std::vector<std::string> arguments_of(const Contradiction& contradiction);
/// `pattern` with {0}, {1} … replaced by `arguments`.
std::string filled(std::string_view pattern, const std::vector<std::string>& arguments);
/// The messages in English.
std::string words_of(const Dossier& dossier, const Fold& fold);
std::string words_of(const Contradiction& contradiction);

/// Appends the dossier as JSON.
void write_dossier_json(const Dossier& dossier, std::string& out);

/// Appends an object with the schema and that part alone, as it stands in the whole.
void write_dossier_json(const Dossier& dossier, DossierPart part, std::string& out);

/// Appends one self-contained page in Arabic, right to left: no script, no request to anywhere, all text escaped. `load`
/// gives the record of a document of the dossier, for its text; documents that it cannot give are left out.
void write_dossier_html(const Dossier& dossier, const std::function<Result<Record>(const std::string& id)>& load,
                        std::string& out);

}  // namespace isnad
