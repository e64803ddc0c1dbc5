// For whom an actor speaks at the table: a ministry for its state, a commander for his group.
//
// An organ belongs to the body whose id its own begins with (`russia-mod` to `russia`). A person belongs to the body whose
// office he held at the time (data/actors/offices_*.tsv), else to the body that the texts name right before him ("the
// commander of the X forces N"), else to nobody but himself.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "isnad/analysis.h"
#include "isnad/records.h"

namespace isnad::dossier {

class Sides {
 public:
  Sides();
  /// Learns from a record: which actors there are, whom persons are named with.
  void add(const Record& record);
  /// The side of `actor` at `date` (ISO 8601, may be partial or empty).
  [[nodiscard]] std::string of(const std::string& actor, std::string_view date) const;
  /// Whether `side` is an armed group or a party: what it negotiates is about one conflict.
  [[nodiscard]] bool is_faction(const std::string& side) const;
  [[nodiscard]] bool is_outlet(const std::string& actor) const;
  struct Names {
    std::string_view english, arabic;
  };
  /// The names of a state or body that no article may name itself, but whose side somebody is on. Empty where it has none.
  [[nodiscard]] static Names names_of(const std::string& side);

 private:
  struct Office {
    std::string_view body, from, to;
  };
  [[nodiscard]] std::string body_of_person(const std::string& person, std::string_view date) const;
  [[nodiscard]] bool is_of_its_own(const std::string& id) const;
  [[nodiscard]] std::string whole(std::string id) const;

  std::unordered_map<std::string_view, std::vector<Office>> offices_;
  std::set<std::string_view> states_;
  std::vector<std::string_view> free_organs_;  // of a state, but not of its government
  std::map<std::string, ActorType> types_;
  std::map<std::string, std::map<std::string, int>> named_with_;  // person -> body -> times
};

}  // namespace isnad::dossier
