// Corrections: what a reader says of the items of a record, kept as data beside it (docs/formats/corrections.md).
//
//   isnad::Record record = *isnad::read_record(line);
//   std::vector<isnad::CorrectionState> states = isnad::apply_corrections(corrections, record);
//
// A correction points at spans of a text that it names by hash, never at numbers of items: it holds when the same text is
// analysed again by other rules, and is orphaned when the text changes. The stored machine record is never changed; what is
// read is a pure function of it and the corrections. All are plain values.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "isnad/names.h"
#include "isnad/records.h"
#include "isnad/result.h"

namespace isnad {

enum class CorrectionKind : std::uint8_t {
  mention,      ///< that these words name an actor; where the name begins and ends; its label
  link,         ///< which actor a mention names
  attribution,  ///< that this cue gives a statement to somebody: its chain, content, act, stance, quote
  event,        ///< that this trigger is an event: its type, status, move, participants, object
  claim,        ///< that two statements say the same (accept) or not (reject)
  merge,        ///< two actors are one, in all documents
  split,        ///< an actor's name is that of another actor, in all documents
  alias,        ///< these words name an actor, in all documents
  cue           ///< this verb or phrase gives statements; holds where documents are analysed again (overlay.h)
};
enum class Verdict : std::uint8_t { accept, reject, edit };

template <>
struct EnumNames<CorrectionKind> {
  // NOLINTNEXTLINE(readability-identifier-naming): the name is that of names.h
  static constexpr std::array<std::string_view, 9> values{"mention", "link",  "attribution", "event", "claim",
                                                          "merge",   "split", "alias",       "cue"};
};
template <>
struct EnumNames<Verdict> {
  // NOLINTNEXTLINE(readability-identifier-naming)
  static constexpr std::array<std::string_view, 3> values{"accept", "reject", "edit"};
};

/// What is said instead; what is absent stays as it is.
struct CorrectionValue {
  std::optional<CharSpan> span;            ///< mention: its new span
  std::optional<std::string> actor, name;  ///< mention, link: whom; merge, split, alias: the actor that holds from now on
  std::optional<ActorType> type;           ///< of that actor
  std::optional<Label> label;
  std::string was;      ///< merge: the actor that is given up; split: whose name it was; link: whom a rejected link named
  std::string text;     ///< split, alias: the name; cue: the past of a verb, or a phrase that stands before the source
  std::string present;  ///< cue: the present of a verb; empty where `text` is a phrase
  std::optional<Act> act;
  std::optional<Stance> stance;
  std::optional<QuoteKind> quote;
  std::optional<std::vector<CharSpan>> content, chain;  ///< chain: a mention of each source, nearest first
  std::optional<EventType> event;
  std::optional<Status> status;
  std::optional<Move> move;
  std::optional<std::vector<std::string>> actors, recipients;
  std::optional<CharSpan> object;
  std::string other;    ///< claim: id of the document of the other statement
  CharSpan other_span;  ///< claim: where it stands there
};

struct Correction {
  std::int64_t number = 0;  ///< in its store, in order of entry; 0 before
  CorrectionKind kind = CorrectionKind::mention;
  Verdict verdict = Verdict::accept;
  std::string who, when;  ///< when: ISO 8601, UTC
  std::string document;   ///< id; empty for what holds in all documents (merge, split, alias, cue)
  std::string text_hash;  ///< content_hash of that document
  CharSpan span;          ///< the mention, cue, trigger or statement
  CorrectionValue value;
  bool is_undone = false;
};

enum class CorrectionState : std::uint8_t {
  applied,
  moot,      ///< the record has no such item (any more)
  replaced,  ///< a later correction of the same item holds
  orphaned,  ///< the text has changed, or the document is gone
  undone
};
template <>
struct EnumNames<CorrectionState> {
  // NOLINTNEXTLINE(readability-identifier-naming)
  static constexpr std::array<std::string_view, 5> values{"applied", "moot", "replaced", "orphaned", "undone"};
};

/// Applies `corrections` (those of the document and those of all documents, in order of entry) and says what became of each.
/// An item is the one whose span is that of the correction, else the one that shares most of it, at least half. What is
/// accepted or edited has confidence 1. An actor that nothing names any more takes part in nothing.
std::vector<CorrectionState> apply_corrections(std::span<const Correction> corrections, Record& record);

/// Whether the correction makes sense by itself. Errors: usage, with a sentence.
Result<void> check_correction(const Correction& correction);

/// One line of JSON, schema isnad.correction/1; with `state`, where it is given.
void write_correction(const Correction& correction, std::optional<CorrectionState> state, std::string& out);
/// Reads such a line. `number` and `undone` may be absent. Errors: bad_format.
Result<Correction> read_correction(std::string_view line, const std::string& file = "", long line_number = 0);

/// The value alone as JSON ("{}" where there is nothing), and back.
std::string correction_value(const Correction& correction);
Result<CorrectionValue> read_correction_value(CorrectionKind kind, std::string_view json);

/// "event:DOCUMENT@120-126": how an item is named where a person types it.
std::string item_name(CorrectionKind kind, std::string_view document, CharSpan span);
/// The kind, document and span that such a name means, as a Correction without verdict. Errors: usage.
Result<Correction> read_item_name(std::string_view name);

/// An item as a reader sees it: its words, what the record says of them, and the sentence.
struct ItemView {
  std::string text;
  std::string what;
  CharSpan sentence;
};
/// Empty where the record has no such item.
std::optional<ItemView> view_item(const Record& record, CorrectionKind kind, CharSpan span);

}  // namespace isnad
