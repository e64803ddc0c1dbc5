// Reading of records: a line of JSON (docs/formats/record.md, schema isnad.record/1) back into values.
//
//   auto record = isnad::read_record(line);
//   if (!record) return record.error();
//   for (const auto& a : record->attributions) use(record->slice(a.content.front()));
//
// A Record owns all its strings and is a plain value: threads may read one together. Offsets are CharOffsets (code
// points of `document.text`), as in the file. Empty strings, empty spans and absent values stand for null.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "isnad/analysis.h"
#include "isnad/document.h"
#include "isnad/result.h"
#include "isnad/units.h"

namespace isnad {

/// Cuts a text by code points. Building takes one pass; a cut takes constant time.
class TextIndex {
 public:
  TextIndex() = default;
  explicit TextIndex(std::string_view text);
  /// Byte of `text` (the same text as in the constructor) where code point `c` starts; past the end gives the end.
  [[nodiscard]] ByteOffset to_byte(CharOffset c, std::string_view text) const;
  /// The first code point of `text` that does not start before byte `b`.
  [[nodiscard]] CharOffset to_char(ByteOffset b, std::string_view text) const;
  [[nodiscard]] std::uint32_t size() const { return size_; }  ///< code points

 private:
  static constexpr std::uint32_t kBlock = 16;
  std::vector<std::uint32_t> bytes_;  // byte where each block of kBlock code points starts
  std::uint32_t size_ = 0;
};

struct RecordMention {
  CharSpan span;
  std::string text;
  std::string actor;  ///< id
  std::string name;
  std::optional<ActorType> type;
  Label label = Label::neutral;
  MentionBasis basis = MentionBasis::lexicon;
  float confidence = 1.0F;
};

struct RecordSource {
  SourceKind kind = SourceKind::anonymous;
  std::string actor;  ///< id
  std::string name;
  std::vector<CharSpan> mentions;
};

struct RecordAttribution {
  CharSpan cue;
  std::string cue_lemma;
  Act act = Act::state;
  Stance stance = Stance::neutral;
  QuoteKind quote = QuoteKind::indirect;
  std::vector<Index> chain;  ///< indices into `sources`, nearest to the article first
  std::vector<CharSpan> content;
  float confidence = 1.0F;
};

struct RecordThird {
  std::string actor;
  ThirdRole role = ThirdRole::mediator;
};

struct RecordQuantity {
  double value = 0;
  std::string unit;
  CharSpan span;
};

struct RecordEvent {
  CharSpan trigger;
  std::string trigger_lemma;
  EventType type = EventType::CONSULT;
  std::string mode;
  std::vector<std::string> actors;  ///< ids
  std::vector<std::string> recipients;
  std::vector<RecordThird> third;
  std::vector<RecordQuantity> quantities;
  Status status = Status::actual;
  Move move = Move::none;
  CharSpan object;
  std::string place;
  Index time = kNone;         ///< index into `times`
  Index attribution = kNone;  ///< index into `attributions`
  float confidence = 1.0F;
};

struct RecordTime {
  CharSpan span;
  std::string value;
  TimeType type = TimeType::date;
};

struct Record {
  Document document;
  std::vector<CharSpan> sentences;
  std::vector<RecordMention> mentions;
  std::vector<RecordSource> sources;
  std::vector<RecordAttribution> attributions;
  std::vector<RecordEvent> events;
  std::vector<RecordTime> times;
  TextIndex index;  ///< of `document.text`

  /// The text that `span` covers.
  [[nodiscard]] std::string_view slice(CharSpan span) const;
  /// The sentence that holds `at`; an empty span where none does.
  [[nodiscard]] CharSpan sentence_at(CharOffset at) const;
};

/// Reads one record. `file` and `line_number` are named in errors. Errors: bad_format (not JSON, another schema, a value
/// that is not what record.md says, an offset outside the text or a reference to nothing).
Result<Record> read_record(std::string_view line, const std::string& file = "", long line_number = 0);

}  // namespace isnad
