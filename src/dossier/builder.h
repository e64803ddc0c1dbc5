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

namespace isnad::dossier {

/// An attribution on its way to a claim.
struct RawClaim {
  ClaimCarrier carrier;
  std::string text;
  ClaimRoot root;       // id empty where the chain is
  std::string nearest;  // outlet that the document cites, folded; empty
  bool is_denied = false;
  bool has_move = false;  // a step of a negotiation stands in it
};

/// An event with what it needs of its record.
struct RawEvent {
  std::uint32_t document = 0;
  RecordEvent event;
  std::string object, date, sentence_text;
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

std::vector<Claim> join_claims(const std::vector<DossierDocument>& documents, std::vector<RawClaim> raw,
                               std::vector<std::uint32_t>& claim_of_raw);
std::vector<Track> build_tracks(const TrackInput& input);
std::vector<TimelineItem> build_timeline(const std::vector<RawEvent>& events);

}  // namespace isnad::dossier
