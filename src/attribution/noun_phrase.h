// Noun phrases that name a source: who they stand for, and what kind of source that is (annotation.md 2, `kind`).
#pragma once

#include "attribution/view.h"

namespace isnad::attribution {

struct SourcePhrase {
  TokenRange tokens;  ///< empty when there is none
  ByteSpan span;      ///< without proclitics
  SourceKind kind = SourceKind::anonymous;
  Index actor = kNone;         ///< person, body or outlet that speaks; of an official the side
  Index second_actor = kNone;  ///< of a joint source («X and Y»)
  Index noun = kNone;          ///< entry of the source noun that heads it
  bool has_title = false;      ///< a role title heads it
  bool is_definite = false;    ///< a bare definite noun: it may point back
  bool points_back = false;    ///< "the same source", "those sources"
  bool is_last_named = false;  ///< "the latter"
  bool is_generic = false;     ///< a noun that no lexicon knows
  bool is_feminine = false;
  bool is_plural = false;
  TokenRange outlet;  ///< "the analyst of *the paper X*, Y": whose title it is; empty where it is no outlet's

  [[nodiscard]] bool is_found() const { return !tokens.is_empty(); }
};

/// What else a source phrase may be.
struct Expect {
  bool generic = false;  ///< a noun that no lexicon knows may head it
  bool dative = false;   ///< such a noun may have a preposition attached
  bool object = false;   ///< an object of the verb may follow: a second definite noun is no part of it
  bool person = false;   ///< that object may be a person: "warned General X"
};

/// The source phrase that begins at token `i` and ends before `limit`.
SourcePhrase parse_source(const View& view, Index i, Index limit, Expect expect = {});

}  // namespace isnad::attribution
