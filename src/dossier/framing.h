// What outlets call whom. Private to src/dossier.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "isnad/dossier.h"
#include "isnad/records.h"

namespace isnad::dossier {

class FramingCounter {
 public:
  void add(const Record& record, std::uint32_t document);
  /// Cells of actors whom somebody names with judgement, by actor and outlet, the most used name first.
  [[nodiscard]] std::vector<Framing> cells() const;
  /// By actor and outlet, the months in order.
  [[nodiscard]] std::vector<FramingMonth> months() const;
  /// Pairs of outlets, the farthest apart first; each actor, and all together (actor empty).
  [[nodiscard]] std::vector<FramingDistance> distances() const;

 private:
  // An unknown outlet is told apart by its document.
  using Voice = std::pair<std::string, std::uint32_t>;
  using Key = std::tuple<std::string, Voice, std::string, bool>;  // actor, voice, label, is it loaded
  static Voice voice_of(const Record& record, std::uint32_t document);

  std::map<Key, Framing> cells_;
  std::map<std::tuple<std::string, Voice, std::string>, FramingMonth> months_;
  std::set<std::string> loaded_actors_;
};

}  // namespace isnad::dossier
