// What a correction does to a record: kinds as rows, what was changed as the record says it afterwards.
#include "isnad/corrections.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "isnad/record.h"
#include "text/utf8.h"

namespace isnad {
namespace {

using Json = nlohmann::json;

// Talks between the movement and the council in Rumman; the movement says that it goes on. Sides are invented.
const char* const kText =
    "أجرت الحركة محادثات مع المجلس في الرمان. وقالت الحركة إن اللقاء مستمر. وشارك وفد ضفاف فيه وقال المتحدث إنه راض.";

CharSpan span_of(const std::string& words, std::size_t nth = 1) {
  const std::string text = kText;
  std::size_t at = text.find(words);
  for (; nth > 1; --nth) at = text.find(words, at + 1);
  text::CharIndex index;
  index.build(text);
  return {index.to_char(ByteOffset(static_cast<std::uint32_t>(at)), text),
          index.to_char(ByteOffset(static_cast<std::uint32_t>(at + words.size())), text)};
}

Json at(const std::string& words, std::size_t nth = 1) {
  const CharSpan s = span_of(words, nth);
  return {{"start", s.begin.value}, {"end", s.end.value}};
}

Json with(Json base, const Json& more) {
  base.update(more);
  return base;
}

Json mention(const std::string& words, std::size_t nth, const std::string& actor) {
  return with(at(words, nth), {{"text", words},
                               {"type", "armed_group"},
                               {"actor", actor},
                               {"name", "The " + actor},
                               {"label", "neutral"},
                               {"basis", "lexicon"},
                               {"confidence", 0.5}});
}

Record machine() {
  const std::string text = kText;
  Json sentences = Json::array();
  std::uint32_t begin = 0;
  for (std::size_t n = 1; n <= 3; ++n) {
    const std::uint32_t end = span_of(".", n).end.value;
    sentences.push_back({{"start", begin}, {"end", end}});
    begin = end + 1;
  }
  const Json json{
      {"schema", "isnad.record/1"},
      {"document",
       {{"id", "d"},
        {"language", "ar"},
        {"published", {{"value", "2021-03-06"}, {"basis", "metadata"}}},
        {"text", text},
        {"content_hash", "h1"}}},
      {"sentences", sentences},
      {"mentions", {mention("الحركة", 1, "movement"), mention("المجلس", 1, "council"), mention("الحركة", 2, "movement")}},
      {"sources",
       {{{"id", "s1"}, {"kind", "organisation"}, {"actor", "movement"}, {"name", "الحركة"}, {"mentions", {at("الحركة", 2)}}}}},
      {"attributions",
       {{{"id", "a1"},
         {"cue", at("قالت")},
         {"act", "state"},
         {"stance", "neutral"},
         {"quote", "indirect"},
         {"chain", {"s1"}},
         {"content", {at("إن اللقاء مستمر")}},
         {"confidence", 0.6}},
        {{"id", "a2"},
         {"cue", at("وقال المتحدث")},
         {"act", "state"},
         {"stance", "neutral"},
         {"quote", "indirect"},
         {"chain", Json::array()},
         {"content", {at("إنه راض")}},
         {"confidence", 0.4}}}},
      {"events",
       {{{"id", "e1"},
         {"trigger", at("محادثات")},
         {"type", "CONSULT"},
         {"actors", {"movement", "council"}},
         {"recipients", Json::array()},
         {"status", "actual"},
         {"attribution", "a2"},
         {"confidence", 0.4}}}},
      {"times", Json::array()}};
  auto record = read_record(json.dump());
  EXPECT_TRUE(record) << record.error().to_string();
  return *record;
}

Correction made(CorrectionKind kind, Verdict verdict, CharSpan span = {}, const Json& value = Json::object()) {
  Correction c;
  c.kind = kind;
  c.verdict = verdict;
  c.span = span;
  if (!span.is_empty()) {
    c.document = "d";
    c.text_hash = "h1";
  }
  auto read = read_correction_value(kind, value.dump());
  EXPECT_TRUE(read) << read.error().to_string();
  c.value = *read;
  EXPECT_TRUE(check_correction(c)) << value;
  return c;
}

Json corrected(const std::vector<Correction>& corrections, std::vector<CorrectionState>* states = nullptr) {
  Record record = machine();
  auto found = apply_corrections(corrections, record);
  if (states != nullptr) *states = found;
  std::string line;
  write_record(record, line);
  EXPECT_TRUE(read_record(line)) << "what is corrected is a record";
  return Json::parse(line);
}

TEST(ApplyCorrections, OfEachKindChangeWhatTheyName) {
  using K = CorrectionKind;
  using V = Verdict;
  struct Row {
    const char* what;
    Correction correction;
    const char* place;  // JSON pointer into the record
    Json expected;      // null where nothing is to be there
  };
  const Row rows[] = {
      {"an accepted mention is certain", made(K::mention, V::accept, span_of("المجلس")), "/mentions/1/confidence", 1.0},
      {"a rejected one is gone", made(K::mention, V::reject, span_of("المجلس")), "/mentions/2", nullptr},
      {"and nobody that is not named takes part",
       made(K::mention, V::reject, span_of("المجلس")),
       "/events/0/actors",
       {"movement"}},
      {"one of two mentions leaves the part of the other sentence",
       made(K::mention, V::reject, span_of("الحركة", 2)),
       "/events/0/actors",
       {"movement", "council"}},
      {"but its source loses its actor", made(K::mention, V::reject, span_of("الحركة", 2)), "/sources/0/actor", nullptr},
      {"a mention that was missed", made(K::mention, V::edit, span_of("وفد ضفاف"), {{"actor", "difaf"}, {"name", "Difaf"}}),
       "/mentions/3/actor", "difaf"},
      {"a mention with another end", made(K::mention, V::edit, span_of("الحركة"), at("الحركة محادثات")), "/mentions/0/text",
       "الحركة محادثات"},
      {"another actor", made(K::link, V::edit, span_of("المجلس"), {{"actor", "other"}, {"name", "Other"}}), "/mentions/1/name",
       "Other"},
      {"takes part in its place", made(K::link, V::edit, span_of("المجلس"), {{"actor", "other"}}), "/events/0/actors/1", "other"},
      {"a rejected link", made(K::link, V::reject, span_of("المجلس"), {{"was", "council"}}), "/mentions/1/actor", nullptr},
      {"holds for the actor that was named only", made(K::link, V::reject, span_of("المجلس"), {{"was", "senate"}}),
       "/mentions/1/actor", "council"},
      {"a rejected attribution", made(K::attribution, V::reject, span_of("قالت")), "/attributions/0/cue/start",
       span_of("وقال المتحدث").begin.value},
      {"keeps the numbers of the rest", made(K::attribution, V::reject, span_of("قالت")), "/events/0/attribution", "a1"},
      {"and is nobody's", made(K::attribution, V::reject, span_of("وقال المتحدث")), "/events/0/attribution", nullptr},
      {"another act", made(K::attribution, V::edit, span_of("قالت"), {{"act", "deny"}}), "/attributions/0/act", "deny"},
      {"a chain through a source that is new",
       made(K::attribution, V::edit, span_of("وقال المتحدث"), {{"chain", {at("المتحدث"), at("الحركة", 2)}}}),
       "/attributions/1/chain",
       {"s2", "s1"}},
      {"another type", made(K::event, V::edit, span_of("محادثات"), {{"type", "AGREE"}, {"status", "planned"}}), "/events/0/type",
       "AGREE"},
      {"other participants",
       made(K::event, V::edit, span_of("محادثات"), {{"actors", {"council"}}}),
       "/events/0/actors",
       {"council"}},
      {"a rejected event", made(K::event, V::reject, span_of("محادثات")), "/events/0", nullptr},
      {"two actors are one",
       made(K::merge, V::accept, {}, {{"was", "council"}, {"actor", "movement"}, {"name", "M"}}),
       "/events/0/actors",
       {"movement"}},
      {"also in their names", made(K::merge, V::accept, {}, {{"was", "council"}, {"actor", "movement"}, {"name", "M"}}),
       "/mentions/1/name", "M"},
      {"a name is that of another", made(K::split, V::accept, {}, {{"was", "council"}, {"text", "المجلس"}, {"actor", "senate"}}),
       "/mentions/1/actor", "senate"},
      {"an alias is a mention", made(K::alias, V::accept, {}, {{"text", "ضفاف"}, {"actor", "difaf"}, {"name", "Difaf"}}),
       "/mentions/3/name", "Difaf"},
      {"whole words only", made(K::alias, V::accept, {}, {{"text", "ضفا"}, {"actor", "difaf"}}), "/mentions/3", nullptr},
      {"but for proclitics", made(K::alias, V::accept, {}, {{"text", "شارك"}, {"actor", "difaf"}}), "/mentions/3/actor", "difaf"},
  };
  for (const Row& row : rows) {
    const Json record = corrected({row.correction});
    const Json::json_pointer place(row.place);
    EXPECT_EQ(record.contains(place) ? record.at(place) : Json(), row.expected) << row.what << "\n" << record;
  }
}

TEST(ApplyCorrections, SayWhatBecameOfThem) {
  const Correction reject = made(CorrectionKind::event, Verdict::reject, span_of("محادثات"));
  const Correction accept = made(CorrectionKind::event, Verdict::accept, span_of("محادثات"));
  const Correction elsewhere = made(CorrectionKind::event, Verdict::reject, span_of("مستمر"));
  Correction of_another_text = reject;
  of_another_text.text_hash = "h2";
  Correction undone = reject;
  undone.is_undone = true;
  std::vector<CorrectionState> states;
  const Json record = corrected({reject, accept, elsewhere, of_another_text, undone}, &states);
  EXPECT_EQ(states, (std::vector{CorrectionState::replaced, CorrectionState::applied, CorrectionState::moot,
                                 CorrectionState::orphaned, CorrectionState::undone}));
  EXPECT_EQ(record["events"].size(), 1U) << "the later one holds";
}

TEST(ApplyCorrections, FollowAnItemThatIsCutOtherwise) {
  // Found with the article's last letter missing: still the same item.
  CharSpan span = span_of("محادثات");
  span.end = span.end - 1;
  EXPECT_TRUE(corrected({made(CorrectionKind::event, Verdict::reject, span)})["events"].empty());
}

TEST(ApplyCorrections, AreReadAsTheyWereWritten) {
  Correction c = made(CorrectionKind::attribution, Verdict::edit, span_of("قالت"),
                      {{"act", "deny"}, {"chain", {at("المتحدث")}}, {"content", {at("مستمر")}}});
  c.number = 7;
  c.who = "\"reader\"";
  c.when = "2021-03-07T10:00:00Z";
  std::string line;
  write_correction(c, {}, line);
  const auto read = read_correction(line);
  ASSERT_TRUE(read) << read.error().to_string();
  std::string again;
  write_correction(*read, {}, again);
  EXPECT_EQ(again, line);
  EXPECT_EQ(read->who, c.who);
}

TEST(ApplyCorrections, ThatMakeNoSenseAreRefused) {
  for (const char* line : {"", "[]", "{}", R"({"schema":"isnad.correction/2"})",
                           R"({"schema":"isnad.correction/1","kind":"dance","verdict":"accept"})",
                           R"({"schema":"isnad.correction/1","kind":"event","verdict":"edit","document":"d","start":5,"end":5})",
                           R"({"schema":"isnad.correction/1","kind":"event","verdict":"edit","value":{"type":"DANCE"}})",
                           R"({"schema":"isnad.correction/1","kind":"event","verdict":"edit","value":{"actors":[1]}})"})
    EXPECT_FALSE(read_correction(line)) << line;
  for (const char* name : {"", "event", "event:d", "event:d@", "event:d@5-", "event:d@9-5", "dance:d@1-2", "event:d@1-2x"})
    EXPECT_FALSE(read_item_name(name)) << name;
  const auto item = read_item_name("event:b/../c:x@y@12-15");
  ASSERT_TRUE(item);
  EXPECT_EQ(item->document, "b/../c:x@y");
  Correction merge;
  merge.kind = CorrectionKind::merge;
  merge.value.was = "a";
  merge.value.actor = "a";
  EXPECT_FALSE(check_correction(merge)) << "an actor is not merged with itself";
}

TEST(Record, IsWrittenAsItWasRead) {
  std::string once;
  write_record(machine(), once);
  const auto read = read_record(once);
  ASSERT_TRUE(read);
  std::string twice;
  write_record(*read, twice);
  EXPECT_EQ(twice, once);
}

}  // namespace
}  // namespace isnad
