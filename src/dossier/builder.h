// How a dossier is built: each part from what the records gave. Private to src/dossier.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "dossier/markers.h"
#include "dossier/passages.h"
#include "dossier/sides.h"
#include "isnad/dossier.h"
#include "link/copies.h"
#include "link/match.h"
#include "link/stories.h"

namespace isnad::dossier {

/// Who sponsors, hosts, mediates or guarantees what others do, as a statement tells it.
struct RawRole {
  ThirdRole role = ThirdRole::mediator;
  std::string actor;                 // side
  std::vector<std::string> parties;  // sides, sorted, each once
};

/// A statement on its way to a claim: a clause that an article attributes to somebody or says itself.
struct RawClaim {
  ClaimCarrier carrier;
  std::string text;
  ClaimRoot root;       // id empty where the article says it itself
  std::string nearest;  // outlet that the document cites, folded; empty
  link::Content content;
  std::vector<link::Quantity> quantities;
  std::vector<std::uint64_t> concepts;    // sorted, each once
  std::vector<std::string> days, places;  // named in it, sorted
  std::vector<std::string> accused;       // sides that it accuses
  std::string denier;                     // side that denies something in it; empty
  std::vector<std::string> named, doers;  // sides that it names, that act in it
  std::vector<RawRole> roles;
  bool is_denied = false;
  bool is_anaphoric = false;  // a denial that leaves out what it denies: the statement before it
  bool is_negated = false;
  std::vector<std::uint64_t> skeletons;  // of its terms
  std::vector<std::uint64_t> negated;    // those that a negation stands before
  bool has_move = false;                 // a step of a negotiation stands in it
  bool is_headline = false;
};

/// An event with what it needs of its record.
struct RawEvent {
  std::uint32_t document = 0;
  RecordEvent event;
  std::string object, date, sentence_text;
  std::string words;  // from the trigger to the end of its sentence
  std::string told;   // when the document was published
  std::vector<std::string> chain;
  CharSpan sentence;
  std::uint32_t claim = kNone;     // raw claim, later claim
  bool is_date_own = false;        // said of the event, not taken from the document
  std::vector<std::string> sides;  // of actors and recipients, sorted, each once
};

/// What tracks are found in.
struct TrackInput {
  const std::vector<RawEvent>& events;
  const std::vector<RawPassage>& passages;
  const std::vector<std::vector<std::string>>& mentioned;  // sides named in each document, sorted
  const Sides& sides;
  const Markers& markers;
  std::function<std::vector<std::string>(const std::string& side)> names;  // forms by which the texts name it
};

/// What a story needs to know of its documents.
struct StoryFacts {
  std::vector<std::string> actors, places;  // ids, each once
};
StoryFacts story_facts_of(const Record& record);
/// Fills dossier.stories from the first document of each one's story; returns the story of each document.
std::vector<std::uint32_t> build_stories(const std::vector<std::uint32_t>& first_of, const std::vector<link::Sketch>& sketches,
                                         const std::vector<StoryFacts>& facts, Dossier& dossier);
/// Names near-duplicates, and takes out what is no sign of copying: background that an outlet carries from article to article (its lead is new), and
/// little that two outlets share in different stories.
void keep_evident_copies(const std::vector<std::uint32_t>& story_of, std::vector<DossierDocument>& documents);

/// Marks the copies whose document names the other's outlet.
void mark_attributed_copies(const std::vector<std::vector<ClaimRoot>>& sources, std::vector<DossierDocument>& documents);

/// The statements of a record, in order of its text: prose cut into clauses, and what is attributed outside of prose.
std::vector<RawClaim> statements_of(const Record& record, std::uint32_t document);
/// The sources of a record as roots.
std::vector<ClaimRoot> sources_of(const Record& record);

/// For each document the lowest story of those that are alike: what they say is matched, though they are not one story.
std::vector<std::uint32_t> find_matters(const std::vector<std::uint32_t>& story_of, const std::vector<link::Sketch>& sketches);

/// What claims are joined from.
struct ClaimInput {
  const std::vector<DossierDocument>& documents;
  const std::vector<std::vector<ClaimRoot>>& sources;  // by document
  const std::vector<std::uint32_t>& stories;           // by document
  const std::vector<std::uint32_t>& matters;           // by document
  std::vector<RawClaim> raw;
  const std::vector<ClaimJudgement>& judgements;
};
/// `claim_of_raw` is kNone where a statement is no claim: said by one article alone, in its own voice, and undisputed.
std::vector<Claim> join_claims(ClaimInput input, std::vector<std::uint32_t>& claim_of_raw);

/// Gives each carrier its root: carriers that go back to the same are one, and each fold says why.
class Roots {
 public:
  Roots(const std::vector<DossierDocument>& documents, const std::vector<std::vector<ClaimRoot>>& sources)
      : documents_(documents),
        sources_(sources) {}
  /// `texts` tells which statements have the same text (by statement).
  void assign(Claim& claim, const std::vector<const RawClaim*>& statements, const std::vector<std::uint32_t>& texts) const;

 private:
  [[nodiscard]] Fold why_one(const RawClaim& a, const RawClaim& b, bool has_same_text) const;
  [[nodiscard]] bool is_copy(std::uint32_t a, std::uint32_t b) const;
  [[nodiscard]] std::string outlet(const RawClaim& a) const;
  const std::vector<DossierDocument>& documents_;
  const std::vector<std::vector<ClaimRoot>>& sources_;
};
bool is_same_root(const ClaimRoot& a, const ClaimRoot& b);

std::vector<Track> build_tracks(const TrackInput& input);
std::vector<TimelineItem> build_timeline(const std::vector<RawEvent>& events);

}  // namespace isnad::dossier
