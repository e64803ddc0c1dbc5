// What the casting model looks at (src/event/casting.h), and how its weights are laid out.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace isnad::lexicon {

/// A feature of one name weighed for one part of one trigger. The ranges at the end run over other enumerations.
enum class CastFeature : std::uint8_t {
  bias,
  given,
  given_other,
  empty,
  others,
  other_empty,
  third,
  speaker,
  in_headline,
  headline,
  rank_1,
  rank_2,
  rank_3,
  once,
  acts,  ///< does other events, by the sentence that tells them
  acts_often,
  acts_same,  ///< ... of this type
  suffers,
  suffers_often,
  suffers_same,
  pair,  ///< the other part of this event is given to one whom it faces in another event
  pair_same,
  pair_often,
  partner,  ///< talks or agrees with one of those given
  only_acts,
  last_actor,
  last_actor_same,
  last_recipient,
  last_recipient_same,
  governor_actor,
  governor_recipient,
  disagrees,
  elsewhere,
  verb,
  verbs,
  comma,
  clause,
  relative_between,
  quote,
  trigger,
  name,
  names,
  words,
  by_nisba,
  first_name,
  coordinated,
  before_1,
  before_3,
  before_6,
  before_12,
  before_far,
  after_1,
  after_3,
  after_6,
  after_12,
  after_far,
  state,                  ///< + ActorType
  slot_none = state + 9,  ///< + Slot of the preposition before it
  way = slot_none + 19,   ///< + event::Way of the rule that gave it
  type = way + 23,        ///< + EventType, in the first set of weights only
  count = type + 16
};
inline constexpr std::size_t kCastFeatures = static_cast<std::size_t>(CastFeature::count);

inline constexpr std::size_t kCastGroups = 4;  ///< kinds of events: reciprocal, demanding, of force, others
inline constexpr std::size_t kCastShapes = 5;  ///< active verb, passive, relative clause, noun, participle
inline constexpr std::size_t kCastWays = 24;   ///< the rule that gave the name, 0 where none did
inline constexpr std::size_t kCastSetsOfPart = 1 + kCastGroups + kCastShapes + kCastWays;
inline constexpr std::size_t kCastSets = 2 * kCastSetsOfPart;

/// Weights are summed over four sets: of the part (0 actor, 1 recipient), of the part in the group, in the shape, by the way.
constexpr std::size_t cast_set(std::size_t part, std::size_t within) { return part * kCastSetsOfPart + within; }

/// Names as casting.tsv spells them; empty past the end.
std::string_view cast_feature(std::size_t index);
std::string_view cast_set_name(std::size_t index);

}  // namespace isnad::lexicon
