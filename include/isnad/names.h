// Spelling of the enumerations, as the record writes and reads them. One table per enumeration, in its order.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

#include "isnad/analysis.h"

namespace isnad {

template <class E>
struct EnumNames;

#define ISNAD_ENUM_NAMES(E, N, ...)                                       \
  template <>                                                             \
  struct EnumNames<E> {                                                   \
    static constexpr std::array<std::string_view, N> values{__VA_ARGS__}; \
  }
ISNAD_ENUM_NAMES(DateBasis, 5, "none", "metadata", "url", "byline", "text");
ISNAD_ENUM_NAMES(Pos, 17, "X", "NOUN", "PROPN", "VERB", "ADJ", "ADV", "PRON", "DET", "ADP", "CCONJ", "SCONJ", "PART", "AUX",
                 "NUM", "PUNCT", "SYM", "INTJ");
ISNAD_ENUM_NAMES(NerTag, 9, "O", "B-PERS", "I-PERS", "B-LOC", "I-LOC", "B-ORG", "I-ORG", "B-MISC", "I-MISC");
ISNAD_ENUM_NAMES(Role, 41, "preposition", "locative", "temporal", "source", "goal", "topic", "comitative", "privative",
                 "adversative", "comparison", "exception", "concessive", "cause", "purpose", "exchange", "complementiser",
                 "subordinator", "conditional", "contrast", "coordinator", "disjunction", "negation", "emphasis", "modal",
                 "future", "relative", "demonstrative", "personal", "interrogative", "vocative", "existential", "affirmation",
                 "result", "manner", "quantifier", "number", "auxiliary", "copula", "additive", "focus", "degree");
ISNAD_ENUM_NAMES(ActorType, 9, "state", "government", "armed_group", "party", "person", "organisation", "outlet", "people",
                 "place");
ISNAD_ENUM_NAMES(Label, 3, "neutral", "pejorative", "laudatory");
ISNAD_ENUM_NAMES(MentionBasis, 4, "lexicon", "model", "alias", "coreference");
ISNAD_ENUM_NAMES(TimeType, 4, "date", "duration", "set", "reference");
ISNAD_ENUM_NAMES(SourceKind, 6, "person", "official", "organisation", "outlet", "anonymous", "document");
ISNAD_ENUM_NAMES(Act, 10, "state", "confirm", "reveal", "announce", "deny", "allege", "opine", "predict", "warn", "demand");
ISNAD_ENUM_NAMES(Stance, 3, "neutral", "distancing", "endorsing");
ISNAD_ENUM_NAMES(QuoteKind, 3, "direct", "mixed", "indirect");
ISNAD_ENUM_NAMES(EventType, 16, "AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE", "RETREAT", "REQUEST", "ACCUSE",
                 "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT");
ISNAD_ENUM_NAMES(Status, 5, "actual", "planned", "conditional", "possible", "denied");
ISNAD_ENUM_NAMES(Move, 11, "none", "offer", "demand", "condition", "accept", "reject", "reserve", "commit", "guarantee",
                 "threaten", "withdraw");
ISNAD_ENUM_NAMES(ThirdRole, 5, "sponsor", "mediator", "guarantor", "host", "observer");
#undef ISNAD_ENUM_NAMES

/// The record's spelling of `e`.
template <class E>
constexpr std::string_view name_of(E e) {
  return EnumNames<E>::values[static_cast<std::size_t>(e)];
}

/// The value spelled `name`, or nothing.
template <class E>
constexpr std::optional<E> from_name(std::string_view name) {
  for (std::size_t i = 0; i < EnumNames<E>::values.size(); ++i) {
    if (EnumNames<E>::values[i] == name) return static_cast<E>(i);
  }
  return std::nullopt;
}

}  // namespace isnad
