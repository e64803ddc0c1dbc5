// Which negotiations there are, and which of them an event belongs to. Private to src/dossier.
//
// Two sides that negotiate in some documents are a dyad. Beginning with the heaviest, a dyad joins the track with which it
// shares a side and most of its documents, or opens a track of its own: Seoul and Pyongyang, then Washington and Pyongyang,
// are one negotiation because the same articles tell of both; Washington and Tehran are another. Tracks with the same armed
// group or party as a main side are about one conflict, and one.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "dossier/builder.h"

namespace isnad::dossier {

/// Whether negotiations are made of such events; fighting brings nobody to a table.
bool is_negotiation(const RecordEvent& e);

class Discovery {
 public:
  explicit Discovery(const TrackInput& input);
  /// Track of `e`; kNone where it belongs to none. Tracks are numbered from 0.
  [[nodiscard]] std::uint32_t track_of(const RawEvent& e) const;
  /// The track that `document` is mostly about among those with one of `sides`; with any if `sides` is empty.
  [[nodiscard]] std::uint32_t track_in(std::uint32_t document, const std::vector<std::string>& sides) const;
  [[nodiscard]] std::size_t size() const { return tracks_.size(); }

 private:
  using Dyad = std::pair<std::string, std::string>;
  struct DyadUse {
    double weight = 0;
    std::map<std::uint32_t, double> documents;
  };
  struct Group {
    std::map<std::string, double> sides;
    std::set<std::uint32_t> documents;
    double weight = 0;
  };

  void collect();
  void add(std::uint32_t document, const std::set<std::string>& sides, double weight);
  void form_groups();
  void merge_groups();
  [[nodiscard]] bool is_one_conflict(const Group& a, const Group& b) const;
  [[nodiscard]] std::uint32_t best_host(std::uint32_t small) const;
  [[nodiscard]] std::uint32_t best_group(const Dyad& dyad, const DyadUse& use) const;
  [[nodiscard]] std::uint32_t track_elsewhere(std::uint32_t document, const std::vector<std::string>& sides) const;

  const TrackInput& input_;
  std::map<Dyad, DyadUse> dyads_;
  std::vector<Group> tracks_;
  std::map<Dyad, std::uint32_t> track_of_dyad_;
  std::map<std::uint32_t, std::map<std::uint32_t, double>> in_document_;  // document -> track -> weight
};

}  // namespace isnad::dossier
