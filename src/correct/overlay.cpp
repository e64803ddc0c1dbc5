#include "isnad/overlay.h"

namespace isnad {

Overlay overlay_of(std::span<const Correction> corrections) {
  Overlay overlay;
  for (const Correction& c : corrections) {
    if (c.is_undone || c.verdict == Verdict::reject) continue;
    const CorrectionValue& v = c.value;
    if (c.kind == CorrectionKind::alias) {
      overlay.names.push_back({v.text, v.actor.value_or(""), v.name.value_or(""), v.type});
    } else if (c.kind == CorrectionKind::cue) {
      overlay.cues.push_back({v.text, v.present, v.act.value_or(Act::state), v.stance.value_or(Stance::neutral)});
    }
  }
  return overlay;
}

}  // namespace isnad
