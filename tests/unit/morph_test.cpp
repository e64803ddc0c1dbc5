#include <gtest/gtest.h>

#include "isnad/engine.h"
#include "isnad/names.h"
#include "morph/morph.h"

namespace isnad::morph {
namespace {

const Analysis& read(const std::string& text) {
  static const auto engine = Engine::open(ISNAD_IMAGE);
  static auto worker = engine->worker();
  static Document d;
  d.text = text;
  d.language = "ar";
  return worker.analyse(d);
}

// Words of `text`, their parts joined by +.
std::string parts(const std::string& text) {
  const Analysis& a = read(text);
  std::string out;
  for (const Token& t : a.tokens) {
    const std::string form(a.text(t.span));
    const std::string stem = form.substr(t.proclitic_bytes, form.size() - t.proclitic_bytes - t.enclitic_bytes);
    if (!out.empty()) out += ' ';
    if (t.proclitic_bytes > 0) out += form.substr(0, t.proclitic_bytes) + "+";
    out += stem;
    if (t.enclitic_bytes > 0) out += "+" + form.substr(form.size() - t.enclitic_bytes);
  }
  return out;
}

TEST(Morph, PartsCliticsAndKeepsLettersOfTheRoot) {
  EXPECT_EQ(parts("قال وزير الخارجية إن بيان الحكومة صدر"), "قال وزير الخارجية إن بيان الحكومة صدر");
  EXPECT_EQ(parts("وأعلنت الحكومة ووزير دفاعها"), "و+أعلنت الحكومة و+وزير دفاع+ها");
  EXPECT_EQ(parts("سيعقد اللقاء بعد كلمته للصحفيين"), "س+يعقد اللقاء بعد كلمت+ه ل+لصحفيين");
  EXPECT_EQ(parts("وأكد له أنهم لن يقبلوه"), "و+أكد ل+ه أن+هم لن يقبلو+ه");
  EXPECT_EQ(parts("لكنه التقى بهم في بلاده"), "لكن+ه التقى ب+هم في بلاد+ه");
  EXPECT_EQ(parts("ودعا الرئيس إلى الحوار"), "و+دعا الرئيس إلى الحوار");  // not "the two bade farewell"
}

TEST(Morph, MarksDoNotDisturbAndOffsetsStayInTheSurface) { EXPECT_EQ(parts("وأكّدت بِالقوّة"), "و+أكّدت بِ+القوّة"); }

TEST(Morph, GivesLemmaAndPartOfSpeech) {
  const auto& t = read("وأعلنت الحكومات السورية أنها لا تريد الاتفاقيات").tokens;
  EXPECT_EQ(name_of(t[0].pos), "VERB");
  EXPECT_EQ(t[0].lemma, "أعلن");
  EXPECT_TRUE(is_finite_verb(t[0]));
  EXPECT_TRUE(is_past(t[0]));
  EXPECT_EQ(gender(t[0]), 'f');
  EXPECT_EQ(name_of(t[1].pos), "NOUN");
  EXPECT_EQ(t[1].lemma, "حكومة");
  EXPECT_TRUE(is_definite(t[1]));
  EXPECT_EQ(name_of(t[2].pos), "ADJ");
  EXPECT_EQ(t[2].lemma, "سوري");
  EXPECT_TRUE(t[3].has_role(Role::complementiser));
  EXPECT_TRUE(t[4].has_role(Role::negation));
  EXPECT_TRUE(is_present(t[5]));
}

TEST(Morph, VerbsThatBeginWithLamHaveNoArticle) {
  const auto& t = read("والتزم الرئيس بالاتفاق").tokens;
  EXPECT_EQ(name_of(t[0].pos), "VERB");
  EXPECT_EQ(t[0].lemma, "التزم");
}

TEST(Morph, ResultDoesNotDependOnWhatWasReadBefore) {
  const std::string text = "قال المتحدث باسم قسد إن القوات ستنسحب من زغربوش وكفرشنكة";
  const std::string first = parts(text);
  parts("جملة أخرى عن زغربوش وكلمات لم تذكر من قبل");
  EXPECT_EQ(parts(text), first);
}

}  // namespace
}  // namespace isnad::morph
