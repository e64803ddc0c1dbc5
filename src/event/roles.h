// Roles: who does it, to whom, through whom.
//
// In four passes: each trigger's own arguments (agreement, genitives, nisbas, prepositions, pronouns, relative clauses);
// what the word that governs it hands down ("X tries to reach", "X asked Y to withdraw"); what content gives ("rejected
// the offer of Y"); third parties.
#pragma once

#include "event/reading.h"

namespace isnad::event {

/// Fills actors, recipients, third, governor and content of the triggers of `r`.
/// Reads: mentions, actors, sources, attributions.
void fill_roles(Reading& r);

/// "It is on X that he withdraws": who must do what the verb says; kNone where nobody must.
Index duty_bearer(const Reading& r, const Trigger& t);

/// The actor who says it, by its root source; kNone when unknown.
Index speaker_of(const Analysis& a, Index attribution);
/// The same; for an official without a name the side that his title names.
Index speaker_of(const Reading& r, Index attribution);

}  // namespace isnad::event
