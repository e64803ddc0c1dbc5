#include "isnad/overlay.h"

#include <gtest/gtest.h>

#include <cstring>

#include <algorithm>
#include <string>

#include "isnad/engine.h"
#include "isnad/record.h"
#include "isnad/records.h"
#include "lexicon/extend.h"
#include "lexicon/phrases.h"

namespace isnad {
namespace {

Record read(const Overlay& overlay, const std::string& text) {
  const auto engine = Engine::open(ISNAD_IMAGE, overlay);
  EXPECT_TRUE(engine) << engine.error().to_string();
  Document document;
  document.id = "a";
  document.language = "ar";
  document.text = text;
  auto worker = engine->worker();
  std::string line;
  write_record(worker.analyse(document), {}, line);
  return *read_record(line);
}

bool names(const Record& r, const std::string& actor) {
  return std::any_of(r.mentions.begin(), r.mentions.end(), [&](const RecordMention& m) { return m.actor == actor; });
}

constexpr const char* kText =
    "همهم وزير الخارجية الروسي سيرغي لافروف بأن الهدنة قريبة. وطالب الدردابيون الحكومة اليمنية بوقف القصف.";

Overlay own() {
  Overlay overlay;
  overlay.names.push_back({"الدردابيون", "x-dardab", "Dardab Council", ActorType::party});
  overlay.cues.push_back({"همهم", "يهمهم", Act::allege, Stance::distancing});
  return overlay;
}

TEST(Overlay, NamesAndCuesAreReadAsThoseOfTheLexicon) {
  const Record before = read({}, kText);
  EXPECT_FALSE(names(before, "x-dardab"));
  EXPECT_EQ(before.attributions.size(), 0U);
  const Record after = read(own(), kText);
  ASSERT_TRUE(names(after, "x-dardab"));
  ASSERT_EQ(after.attributions.size(), 1U);
  EXPECT_EQ(after.attributions[0].act, Act::allege);
  EXPECT_EQ(after.attributions[0].stance, Stance::distancing);
  EXPECT_EQ(after.sources[after.attributions[0].chain[0]].actor, "sergey-lavrov");
  EXPECT_TRUE(std::any_of(after.events.begin(), after.events.end(), [](const RecordEvent& e) {
    return std::find(e.actors.begin(), e.actors.end(), "x-dardab") != e.actors.end();
  })) << "who is named takes part in events";
}

TEST(Overlay, VerbsAreFoundInAllTheirForms) {
  for (const char* form : {"همهمت الحكومة اليمنية بأن الهدنة قريبة.", "وتهمهم الحكومة اليمنية بأن الهدنة قريبة."})
    EXPECT_EQ(read(own(), form).attributions.size(), 1U) << form;
}

TEST(Overlay, PhrasesStandBeforeTheSource) {
  Overlay overlay;
  overlay.cues.push_back({"على ذمة ما همس به", "", Act::state, Stance::neutral});
  const Record r = read(overlay, "على ذمة ما همس به سيرغي لافروف، فإن الهدنة قريبة.");
  ASSERT_EQ(r.attributions.size(), 1U);
  EXPECT_EQ(r.sources[r.attributions[0].chain[0]].actor, "sergey-lavrov");
}

TEST(Overlay, AnActorOfTheLexiconKeepsItsNameAndType) {
  Overlay overlay;
  overlay.names.push_back({"أبو الدرداب", "sergey-lavrov", "Somebody", ActorType::outlet});
  const Record r = read(overlay, "زار أبو الدرداب دمشق.");
  const auto m =
      std::find_if(r.mentions.begin(), r.mentions.end(), [](const RecordMention& x) { return x.actor == "sergey-lavrov"; });
  ASSERT_NE(m, r.mentions.end());
  EXPECT_EQ(m->type, ActorType::person);
  EXPECT_NE(m->name, "Somebody");
}

TEST(Overlay, ChangesTheKnowledgeThatRecordsAreMadeWith) {
  const auto plain = Engine::open(ISNAD_IMAGE);
  EXPECT_EQ(plain->lexicon_hash(), Engine::open(ISNAD_IMAGE, Overlay{})->lexicon_hash());
  EXPECT_NE(plain->lexicon_hash(), Engine::open(ISNAD_IMAGE, own())->lexicon_hash());
  EXPECT_EQ(Engine::open(ISNAD_IMAGE, own())->lexicon_hash(), Engine::open(ISNAD_IMAGE, own())->lexicon_hash());
}

#if __has_builtin(__builtin_clear_padding)
// Its hash stands with each record: the same tables have the same, whenever they are compiled.
TEST(Image, HoldsNothingOfTheMemoryBetweenMembers) {
  struct Row {
    std::uint32_t number;
    std::uint8_t sign;  // three bytes of padding behind it
  };
  const auto image_of = [](int filler) {
    std::vector<Row> rows(3);
    std::memset(static_cast<void*>(rows.data()), filler, rows.size() * sizeof(Row));
    for (Row& row : rows) {
      row.number = 7;
      row.sign = 1;
    }
    lexicon::ImageBuilder image;
    image.add("rows", rows);
    return image.finish();
  };
  EXPECT_EQ(image_of(0x00), image_of(0x55));
}
#endif

TEST(Overlay, AnImageExtendedByNothingReadsTheSame) {
  const auto image = lexicon::Image::open(ISNAD_IMAGE);
  const auto again = lexicon::Image::from_bytes(*lexicon::extend(**image, {}));
  const lexicon::Phrases before(**image);
  const lexicon::Phrases after(**again);
  std::size_t words = 0;
  for (const lexicon::WordSlot& slot : (*image)->section<lexicon::WordSlot>("words")) {
    if (slot.id == lexicon::kNoWord) continue;
    ++words;
    const std::string_view text = (*image)->string(slot.text);
    ASSERT_EQ(after.word(text), slot.id) << text;
    const std::uint32_t node = before.step(0, slot.id);
    ASSERT_EQ(after.step(0, slot.id), node) << text;
    ASSERT_EQ(after.payloads(node).size(), before.payloads(node).size()) << text;
  }
  EXPECT_GT(words, 10000U);
}

TEST(Overlay, WordsWithoutLettersAreAnError) {
  Overlay overlay;
  overlay.names.push_back({"!!", "x", "", {}});
  EXPECT_FALSE(Engine::open(ISNAD_IMAGE, overlay));
}

TEST(Overlay, HoldsWhatIsNotTakenBack) {
  Correction alias;
  alias.kind = CorrectionKind::alias;
  alias.value.text = "الدردابيون";
  alias.value.actor = "x-dardab";
  Correction cue;
  cue.kind = CorrectionKind::cue;
  cue.value.text = "همهم";
  cue.value.present = "يهمهم";
  Correction undone = cue;
  undone.is_undone = true;
  Correction merge;
  merge.kind = CorrectionKind::merge;
  const std::vector<Correction> all{alias, undone, cue, merge};
  const Overlay overlay = overlay_of(all);
  ASSERT_EQ(overlay.names.size(), 1U);
  ASSERT_EQ(overlay.cues.size(), 1U);
  EXPECT_EQ(overlay.names[0].actor, "x-dardab");
  EXPECT_EQ(overlay.cues[0].present, "يهمهم");
}

}  // namespace
}  // namespace isnad
