// What the moves of a negotiation are about: objects that share their telling words are one issue.
//
// Words are compared by an approximate root, so that the verb, its noun and its participle meet ("integrate",
// "integration", "joining" do not, "integrate" and "integration" do). A word counts the more, the rarer it is among the
// track's objects and the nearer it stands to the object's head. Objects are grouped by the cosine with a group's sum.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dossier/markers.h"
#include "isnad/dossier.h"

namespace isnad::dossier {

/// The three or two letters that most forms of a verb share, for a light stem in folded form; the stem itself where no
/// pattern fits. After the patterns of Taghva, Elkhoury & Coombs, "Arabic Stemming Without A Root Dictionary" (2005).
std::string rough_root(std::string_view stem);

/// Sets `issue` of every position that says what it is about; gives the issues, most used first. `common` are roots of
/// the parties' own names, which tell nothing here.
std::vector<Issue> find_issues(std::vector<Position>& positions, const Markers& markers, const std::vector<std::string>& common);

}  // namespace isnad::dossier
