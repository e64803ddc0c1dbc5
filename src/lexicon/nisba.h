// Nisba adjectives: "Russian", "South Sudanese" and their forms.
#pragma once

#include <string_view>
#include <vector>

#include "lexicon/inflect.h"

namespace isnad::lexicon {

/// Forms of a nisba from its masculine singular: gender, sound plurals, with and without article. In a phrase of several
/// words, those that end in yeh are inflected together ("Korean northern"), the others stay as they are ("south Sudanese").
std::vector<Form> decline_nisba(std::string_view masculine);

}  // namespace isnad::lexicon
