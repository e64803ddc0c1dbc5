// What a user knows beside the lexicon: names of actors and words that give statements.
//
//   Overlay overlay = overlay_of(corrections);
//   Result<Engine> engine = Engine::open(image_path, overlay);
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "isnad/analysis.h"
#include "isnad/corrections.h"

namespace isnad {

struct Overlay {
  struct Name {
    std::string words;
    std::string actor;  ///< id: of the lexicon, or a new one
    std::string name;   ///< of a new actor; its id where empty
    std::optional<ActorType> type;
  };
  struct Cue {
    std::string past;     ///< third person masculine singular; or a phrase that stands before the source
    std::string present;  ///< of a verb; empty where `past` is a phrase
    Act act = Act::state;
    Stance stance = Stance::neutral;
  };
  std::vector<Name> names;
  std::vector<Cue> cues;

  [[nodiscard]] bool is_empty() const { return names.empty() && cues.empty(); }
};

/// The aliases and cues among `corrections` that hold (not taken back), in their order.
Overlay overlay_of(std::span<const Correction> corrections);

}  // namespace isnad
