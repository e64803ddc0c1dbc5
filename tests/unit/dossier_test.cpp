#include <fmt/format.h>
#include <gtest/gtest.h>

#include <array>
#include <nlohmann/json.hpp>
#include <set>

#include "dossier/html_writer.h"
#include "isnad/dossier.h"
#include "link/linker.h"
#include "link/overlap.h"
#include "text/utf8.h"

namespace isnad {
namespace {

using Json = nlohmann::json;

// Builds records from texts, with spans given by what they cover.
class Article {
 public:
  Article(const std::string& id, const std::string& outlet, const std::string& date, const std::string& text) : text_(text) {
    json_ = {{"schema", "isnad.record/1"},
             {"document",
              {{"id", id},
               {"outlet", {{"id", nullptr}, {"name", outlet}}},
               {"title", nullptr},
               {"language", "ar"},
               {"published", {{"value", date}, {"basis", "metadata"}}},
               {"text", text},
               {"content_hash", id}}},
             {"sentences", {{{"start", 0}, {"end", TextIndex(text).size()}}}},
             {"mentions", Json::array()},
             {"sources", Json::array()},
             {"attributions", Json::array()},
             {"events", Json::array()},
             {"times", Json::array()}};
  }
  Article& mention(const std::string& t, const std::string& actor, const std::string& label = "neutral",
                   const std::string& type = "armed_group") {
    Json m = span(t);
    m.update({{"text", t}, {"type", type}, {"actor", actor}, {"name", actor}, {"label", label}, {"basis", "lexicon"}});
    json_["mentions"].push_back(m);
    return *this;
  }
  Article& source(const std::string& t, const std::string& kind, const Json& actor = nullptr) {
    json_["sources"].push_back({{"id", fmt::format("s{}", json_["sources"].size() + 1)},
                                {"kind", kind},
                                {"actor", actor},
                                {"name", t},
                                {"mentions", {span(t)}}});
    return *this;
  }
  Article& says(const std::string& cue, const std::vector<std::string>& chain, const std::string& content,
                const std::string& act = "state") {
    json_["attributions"].push_back({{"id", fmt::format("a{}", json_["attributions"].size() + 1)},
                                     {"cue", span(cue)},
                                     {"act", act},
                                     {"stance", "neutral"},
                                     {"quote", "indirect"},
                                     {"chain", chain},
                                     {"content", {span(content)}}});
    return *this;
  }
  Article& move(const std::string& trigger, const std::string& actor, const std::string& move, const std::string& object,
                const std::string& to = "", const Json& third = Json::array()) {
    json_["events"].push_back({{"id", fmt::format("e{}", json_["events"].size() + 1)},
                               {"trigger", span(trigger)},
                               {"type", "REQUEST"},
                               {"actors", {actor}},
                               {"recipients", to.empty() ? Json::array() : Json{to}},
                               {"third", third},
                               {"status", "actual"},
                               {"move", move},
                               {"object", span(object)},
                               {"time", nullptr},
                               {"attribution", nullptr}});
    return *this;
  }
  Article& meets(const std::string& trigger, const Json& parties) {
    move(trigger, "", "", trigger);
    Json& event = json_["events"].back();
    event.update({{"type", "CONSULT"}, {"actors", parties}, {"move", nullptr}, {"object", nullptr}});
    return *this;
  }
  Article& agrees(const std::string& trigger, const Json& parties, const std::string& object) {
    move(trigger, "", "", object.empty() ? trigger : object);
    Json& event = json_["events"].back();
    event.update({{"type", "AGREE"}, {"actors", parties}, {"move", nullptr}});
    if (object.empty()) event["object"] = nullptr;
    return *this;
  }
  [[nodiscard]] Record record() const {
    auto r = read_record(json_.dump());
    EXPECT_TRUE(r) << r.error().to_string();
    return *r;
  }

 private:
  [[nodiscard]] Json span(const std::string& t) const {
    const std::size_t at = text_.find(t);
    EXPECT_NE(at, std::string::npos) << t;
    text::CharIndex index;
    index.build(text_);
    return {{"start", index.to_char(ByteOffset(static_cast<std::uint32_t>(at)), text_).value},
            {"end", index.to_char(ByteOffset(static_cast<std::uint32_t>(at + t.size())), text_).value}};
  }
  std::string text_;
  Json json_;
};

Dossier dossier_of(const std::vector<Article>& articles) {
  DossierBuilder builder;
  for (const Article& a : articles) builder.add(a.record());
  return builder.build();
}

const char* const kContent = "إن وفد الحكومة عرض إدارة مشتركة لمعبر الرمان";

Article first_report() {
  return Article("a", "برق", "2021-03-06", std::string("نقلت وكالة برق عن مصادر مطلعة قولها ") + kContent + ".")
      .source("وكالة برق", "outlet", "barq")
      .source("مصادر مطلعة", "anonymous")
      .says("نقلت", {"s1", "s2"}, kContent);
}

TEST(Dossier, OneSourceRepeatedIsOneRoot) {
  const auto d = dossier_of({first_report(), Article("b", "الميناء", "2021-03-07",
                                                     std::string("وبحسب مصادر مطلعة لوكالة برق ") + kContent + " كما قالت.")
                                                 .source("وكالة برق", "outlet", "barq")
                                                 .source("مصادر مطلعة", "anonymous")
                                                 .says("بحسب", {"s1", "s2"}, kContent)});
  ASSERT_EQ(d.claims.size(), 1U);
  EXPECT_EQ(d.claims[0].carriers.size(), 2U);
  EXPECT_EQ(d.claims[0].outlets, 2U);
  EXPECT_EQ(d.claims[0].roots.size(), 1U);
  EXPECT_EQ(d.claims[0].independent_roots, 1U);
}

TEST(Dossier, AReaderTakesClaimsApartAndJoinsThem) {
  const std::vector<Article> articles = {
      first_report(),
      Article("b", "الميناء", "2021-03-07", std::string("وبحسب مصادر مطلعة لوكالة برق ") + kContent + " كما قالت.")
          .source("وكالة برق", "outlet", "barq")
          .source("مصادر مطلعة", "anonymous")
          .says("بحسب", {"s1", "s2"}, kContent)};
  const auto carriers = [&](const std::vector<ClaimJudgement>& judgements) {
    DossierBuilder builder;
    for (const Article& a : articles) builder.add(a.record());
    builder.judge(judgements);
    std::multiset<std::size_t> out;
    for (const Claim& c : builder.build().claims) out.insert(c.carriers.size());
    return out;
  };
  const CharSpan all{CharOffset(0), CharOffset(200)};
  const ClaimJudgement apart{"b", "a", all, all, false};
  const ClaimJudgement together{"b", "a", all, all, true};
  EXPECT_EQ(carriers({}), (std::multiset<std::size_t>{2}));
  EXPECT_EQ(carriers({apart}), (std::multiset<std::size_t>{1, 1}));
  EXPECT_EQ(carriers({apart, together}), (std::multiset<std::size_t>{2}));
  EXPECT_EQ(carriers({{"b", "not here", all, all, false}}), (std::multiset<std::size_t>{2}));
}

TEST(Dossier, TwoNamedRootsInTwoReportsConfirm) {
  const auto d = dossier_of({Article("a", "برق", "2021-03-06", std::string("قال سالم الهادي ") + kContent + ".")
                                 .source("سالم الهادي", "person")
                                 .says("قال", {"s1"}, kContent),
                             Article("b", "ضفاف", "2021-03-07", std::string("أكدت الأمم المتحدة ") + kContent + " فعلا.")
                                 .source("الأمم المتحدة", "organisation", "un")
                                 .says("أكدت", {"s1"}, kContent)});
  ASSERT_EQ(d.claims.size(), 1U);
  EXPECT_EQ(d.claims[0].independent_roots, 2U);
}

TEST(Dossier, AFullNameAndAFamilyNameAreOnePerson) {
  const auto d = dossier_of({Article("a", "برق", "2021-03-06", std::string("قال سالم الهادي ") + kContent + ".")
                                 .source("سالم الهادي", "person")
                                 .says("قال", {"s1"}, kContent),
                             Article("b", "ضفاف", "2021-03-07", std::string("أكد الهادي ") + kContent + " أمس.")
                                 .source("الهادي", "person")
                                 .says("أكد", {"s1"}, kContent)});
  EXPECT_EQ(d.claims.at(0).independent_roots, 1U);
}

// Name and kind of the source of the second article; how many roots the two have with "قالت وزارة خارجية الرمان" before.
TEST(Dossier, SourcesAreOneUnderOtherNames) {
  struct Row {
    const char* first;
    const char* second;
    const char* kind;
    std::uint32_t roots;
  };
  constexpr std::array<Row, 7> kRows{{{"وزارة خارجية الرمان", "الوزارة", "organisation", 1},
                                      {"سالم بن هادي السهلي", "سالم هادي السهلي", "person", 1},
                                      {"سالم بن هادي السهلي", "سالم حمدان السهلي", "person", 2},
                                      {"وزارة خارجية الرمان", "الناطق باسم وزارة خارجية الرمان سالم الهادي", "person", 1},
                                      {"وزارة خارجية الرمان", "وزارة الداخلية", "organisation", 2},
                                      {"سيرغي ماكيبوف", "مكيبوف", "person", 1},
                                      {"سيرغي ماكيبوف", "سالم الهادي", "person", 2}}};
  for (const Row& row : kRows) {
    const std::string kind = std::string(row.first).starts_with("وزارة") ? "organisation" : "person";
    const auto d = dossier_of({Article("a", "برق", "2021-03-06", std::string("قال ") + row.first + " " + kContent + ".")
                                   .source(row.first, kind)
                                   .says("قال", {"s1"}, kContent),
                               Article("b", "ضفاف", "2021-03-07", std::string("أكد ") + row.second + " " + kContent + " أمس.")
                                   .source(row.second, row.kind)
                                   .says("أكد", {"s1"}, kContent)});
    EXPECT_EQ(d.claims.at(0).independent_roots, row.roots) << row.second;
  }
}

TEST(Dossier, OutletsThatCiteEachOtherAreOneRootAndALoop) {
  const auto citing = [](const std::string& id, const std::string& outlet, const std::string& cited) {
    return Article(id, outlet, "2021-03-06", "ذكرت صحيفة " + cited + " " + kContent + ".")
        .source("صحيفة " + cited, "outlet", cited)
        .says("ذكرت", {"s1"}, kContent);
  };
  const auto loop = dossier_of({citing("a", "barq", "difaf"), citing("b", "difaf", "barq")});
  EXPECT_EQ(loop.claims.at(0).independent_roots, 1U);
  EXPECT_EQ(loop.claims.at(0).circular.size(), 1U);
  const auto three = dossier_of({citing("a", "barq", "difaf"), citing("b", "difaf", "mana"), citing("c", "mana", "barq")});
  EXPECT_EQ(three.claims.at(0).independent_roots, 1U);
  EXPECT_EQ(three.claims.at(0).circular, (std::vector<std::vector<std::string>>{{"barq", "difaf", "mana", "barq"}}));
  const auto chain = dossier_of({Article("a", "barq", "2021-03-06", std::string("قال سالم الهادي ") + kContent + ".")
                                     .source("سالم الهادي", "person")
                                     .says("قال", {"s1"}, kContent),
                                 citing("b", "difaf", "barq")});
  EXPECT_EQ(chain.claims.at(0).independent_roots, 1U);
  EXPECT_TRUE(chain.claims.at(0).circular.empty());
}

TEST(Dossier, AnOutletThatRestatesWhatItAttributedIsNoFurtherRoot) {
  const auto d =
      dossier_of({Article("a", "برق", "2021-03-06", std::string("قال سالم الهادي ") + kContent + ".")
                      .source("سالم الهادي", "person")
                      .says("قال", {"s1"}, kContent),
                  Article("b", "برق", "2021-03-07", "وكان وفد الحكومة قد عرض إدارة مشتركة على معبر الرمان قبل أيام.")});
  ASSERT_EQ(d.claims.size(), 1U);
  EXPECT_EQ(d.claims[0].carriers.size(), 2U);
  EXPECT_EQ(d.claims[0].independent_roots, 1U);
}

// "The agency said that the minister had told": what the minister told is his.
TEST(Dossier, AStatementWithinAStatementIsOfTheInnerSource) {
  const std::string content = "إن وفد الحكومة عرض إدارة مشتركة لمعبر الرمان";
  const auto d = dossier_of({Article("a", "برق", "2021-03-06", "ذكرت وكالة منا أن الوزير أبلغ الحاضرين " + content + ".")
                                 .source("وكالة منا", "outlet")
                                 .source("الوزير", "official")
                                 .says("ذكرت", {"s1"}, "أن الوزير أبلغ الحاضرين " + content)
                                 .says("أبلغ", {"s1", "s2"}, content)});
  ASSERT_EQ(d.claims.size(), 1U);
  EXPECT_EQ(d.claims[0].carriers.at(0).chain, (std::vector<std::string>{"وكالة منا", "الوزير"}));
}

TEST(Dossier, ADenialByAnotherIsADispute) {
  const auto denial =
      Article("b", "منا", "2021-03-09", "نفى مصدر في رئاسة الحكومة أن يكون وفد الحكومة عرض إدارة مشتركة لمعبر الرمان.")
          .source("مصدر في رئاسة الحكومة", "official")
          .says("نفى", {"s1"}, "أن يكون وفد الحكومة عرض إدارة مشتركة لمعبر الرمان", "deny");
  const auto d = dossier_of({first_report(), denial});
  ASSERT_EQ(d.claims.size(), 2U);
  ASSERT_EQ(d.claims[0].contradicts.size(), 1U);
  EXPECT_NE(d.claims[0].is_denied, d.claims[1].is_denied);
  EXPECT_EQ(d.claims[0].contradicts[0].reason, "denies");
  EXPECT_EQ(words_of(d.claims[0].contradicts[0]), "مصدر في رئاسة الحكومة denies it");
  EXPECT_TRUE(dossier_of({first_report()}).claims[0].contradicts.empty());
}

Article report(const std::string& id, const std::string& outlet, const std::string& text) {
  return Article(id, outlet, "2021-03-06", text);
}

TEST(Dossier, DocumentsOfOneHappeningAreOneStory) {
  const auto d = dossier_of({report("a", "برق", "حريق كبير في ميناء الرمان يوقف الملاحة ثلاثة أيام ولا ضحايا."),
                             report("b", "منا", "الحكومة ترفع أسعار الخبز في العاصمة اعتبارا من الأحد."),
                             report("c", "ضفاف", "توقفت الملاحة في ميناء الرمان بعد حريق كبير ولم يسقط ضحايا.")});
  ASSERT_EQ(d.stories.size(), 2U);
  EXPECT_EQ(d.stories[0].documents, (std::vector<std::uint32_t>{0, 2}));
  EXPECT_EQ(d.stories[0].from, "2021-03-06");
}

TEST(Dossier, TheOrderOfDocumentsMakesNoDifference) {
  const std::vector<Article> articles = {report("a", "برق", "حريق كبير في ميناء الرمان يوقف الملاحة ثلاثة أيام ولا ضحايا."),
                                         report("b", "منا", "الحكومة ترفع أسعار الخبز في العاصمة اعتبارا من الأحد."),
                                         report("c", "ضفاف", "توقفت الملاحة في ميناء الرمان بعد حريق كبير ولم يسقط ضحايا."),
                                         report("d", "برق", "أسعار الخبز ترتفع في العاصمة الأحد بقرار من الحكومة.")};
  const auto groups = [](const Dossier& d) {
    std::set<std::set<std::string>> out;
    for (const Story& s : d.stories) {
      std::set<std::string> ids;
      for (const std::uint32_t i : s.documents) ids.insert(d.documents[i].id);
      out.insert(ids);
    }
    return out;
  };
  const auto forwards = groups(dossier_of(articles));
  EXPECT_EQ(forwards.size(), 2U);
  EXPECT_EQ(groups(dossier_of({articles.rbegin(), articles.rend()})), forwards);
}

TEST(Dossier, OutletsInTheirOwnVoiceAreTwoRootsUnlessTheyShareText) {
  const std::string fire = "اندلع حريق كبير في ميناء الرمان فجر الأحد وتوقفت حركة السفن";
  const auto other = report("b", "ضفاف", "أتى حريق كبير على مخازن ميناء الرمان يوم الأحد ولم يصب أحد من العمال.");
  EXPECT_EQ(dossier_of({report("a", "برق", fire + "."), other}).claims.at(0).independent_roots, 2U);
  const auto same = dossier_of({report("a", "برق", fire + "."), report("b", "ضفاف", fire + " أمس.")});
  EXPECT_EQ(same.claims.at(0).outlets, 2U);
  EXPECT_EQ(same.claims.at(0).independent_roots, 1U);
  ASSERT_EQ(same.claims.at(0).roots.at(0).folds.size(), 1U);
  const Fold& fold = same.claims.at(0).roots.at(0).folds[0];
  EXPECT_EQ(fold.key, "copied_text");
  EXPECT_EQ(words_of(same, fold), "copied text: برق and ضفاف");
}

TEST(Dossier, WhatOneCutsInTwoClausesAnotherSaysInOne) {
  const std::string cut = "أعادت جمعية المزارعين انتخاب كمال النجار رئيسا لها، لولاية ثانية مدتها خمس سنوات في تصويت سري.";
  const auto d = dossier_of(
      {Article("a", "برق", "2021-03-06", cut),
       Article("b", "صدى", "2021-03-06",
               "اجتمعت أمس جمعية المزارعين وأعادت انتخاب كمال النجار رئيسا لها لولاية ثانية مدتها خمس سنوات في تصويت سري.")});
  ASSERT_EQ(d.claims.size(), 1U);
  ASSERT_EQ(d.claims[0].carriers.size(), 2U);
  const Evidence& e = d.claims[0].carriers[0].evidence;
  EXPECT_EQ(e.document, 0U);
  EXPECT_EQ(e.span.begin.value, 0U);
  EXPECT_EQ(e.span.end.value, TextIndex(cut).size());
}

// The clause goes on behind a name between commas.
TEST(Dossier, ANameBetweenCommasIsNoEndOfAClause) {
  const std::string text = "يعتزم رئيس الحكومة المؤقتة، سالم الريحاني، زيارة معبر الرمان الحدودي الشهر المقبل.";
  const auto d = dossier_of({Article("a", "برق", "2021-03-06", text).mention("سالم الريحاني", "x-salem", "neutral", "person"),
                             Article("b", "ضفاف", "2021-03-06", text + " وانتهى.")});
  ASSERT_EQ(d.claims.size(), 1U);
  EXPECT_EQ(d.claims[0].text, text);
}

TEST(Dossier, OtherNumbersOfTheSameAreContradictions) {
  const auto d = dossier_of({report("a", "برق", "أسفر حريق ميناء الرمان عن إصابة 12 عاملا يوم الأحد."),
                             report("b", "ضفاف", "أسفر حريق ميناء الرمان عن إصابة 30 عاملا يوم الأحد.")});
  ASSERT_EQ(d.claims.size(), 2U);
  ASSERT_EQ(d.claims[0].contradicts.size(), 1U);
  EXPECT_EQ(d.claims[0].contradicts[0].kind, "number");
  EXPECT_NE(d.claims[0].contradicts[0].mine.document, d.claims[0].contradicts[0].other.document);
  EXPECT_EQ(d.claims[0].against.size(), 1U);
}

TEST(Dossier, TwoPeopleAreANumberToo) {
  const std::string place = " في حريق مخازن ميناء الرمان يوم الأحد";
  const auto d =
      dossier_of({report("a", "برق", "إصابة شخصين" + place + "."), report("b", "ضفاف", "أصيب ثلاثة أشخاص" + place + ".")});
  ASSERT_EQ(d.claims.size(), 2U);
  EXPECT_EQ(d.claims[0].contradicts.at(0).kind, "number");
}

// Statements that count the same dead in other words, and one that counts those who fled.
TEST(Dossier, NumbersAreComparedByWhatIsSaidOfThoseCounted) {
  const std::string place = " في حريق مخازن ميناء الرمان يوم الأحد";
  const auto dead = report("a", "برق", "لقي 12 عاملا مصرعهم" + place + ".");
  const auto d = dossier_of({dead, report("b", "ضفاف", "مقتل 30 شخصا من العاملين" + place + ".")});
  ASSERT_EQ(d.claims.size(), 2U);
  EXPECT_EQ(d.claims[0].contradicts.at(0).kind, "number");
  for (const Claim& c : dossier_of({dead, report("c", "ضفاف", "نزح 30 عاملا إلى القرى القريبة" + place + ".")}).claims) {
    EXPECT_TRUE(c.contradicts.empty());
  }
}

// The government accuses the movement, which denies "this charge" elsewhere; `cue` is in what is `told`.
Dossier charge_and_denial(const std::string& told, const char* cue, const std::string& charge) {
  return dossier_of(
      {Article("a", "برق", "2021-03-06", told + charge + ".")
           .mention("الحكومة", "gov")
           .mention("الحركة", "fajr")
           .source("الحكومة", "organisation", "gov")
           .says(cue, {"s1"}, charge, "allege"),
       Article("b", "ضفاف", "2021-03-06", "تفجير خط الأنابيب عند ميناء الرمان.\n\nلكن الحركة نفت هذه التهمة نفيا قاطعا في بيان.")
           .mention("الحركة", "fajr")
           .source("الحركة", "organisation", "fajr")
           .says("نفت", {"s1"}, "هذه التهمة نفيا قاطعا", "deny")});
}

// What the accused answers stands against the accusation, though it repeats none of its words.
TEST(Dossier, WhoDeniesAChargeDisputesWhoeverMakesIt) {
  const auto d = charge_and_denial("اتهمت الحكومة ", "اتهمت", "الحركة بتفجير خط الأنابيب الواصل إلى ميناء الرمان");
  const auto disputed =
      std::find_if(d.claims.begin(), d.claims.end(), [](const Claim& c) { return !c.is_denied && !c.contradicts.empty(); });
  ASSERT_NE(disputed, d.claims.end());
  EXPECT_EQ(disputed->contradicts[0].kind, "denial");
  EXPECT_EQ(disputed->against.size(), 1U);
}

// A negation disputes who says that very thing of the same actors, and nothing else.
TEST(Dossier, ANegationDisputesTheSameVerbOfTheSameActors) {
  const auto told = Article("a", "برق", "2021-03-06", "أعلن الوفد أن مجلس البحيرة وقع اتفاق معبر الرمان مع قبائل السهل.")
                        .mention("مجلس البحيرة", "lake")
                        .source("الوفد", "official")
                        .says("أعلن", {"s1"}, "أن مجلس البحيرة وقع اتفاق معبر الرمان مع قبائل السهل");
  struct Answer {
    const char* said;
    const char* actor;
    bool is_dispute;
  };
  for (const Answer& x : {Answer{"أن مجلس البحيرة لم يوقع اتفاق معبر الرمان مع قبائل السهل", "مجلس البحيرة", true},
                          Answer{"أن مجلس البحيرة لم ينشر اتفاق معبر الرمان مع قبائل السهل", "مجلس البحيرة", false},
                          Answer{"أن مجلس الجبل لم يوقع اتفاق معبر الرمان مع قبائل السهل", "مجلس الجبل", false},
                          Answer{"أن مجلس البحيرة لم يوقع سوى اتفاق معبر الرمان مع قبائل السهل", "مجلس البحيرة", false}}) {
    const auto other = Article("b", "ضفاف", "2021-03-06", std::string("ذكر المحافظ ") + x.said + ".")
                           .mention(x.actor, std::string(x.actor) == "مجلس البحيرة" ? "lake" : "hill")
                           .source("المحافظ", "official")
                           .says("ذكر", {"s1"}, x.said);
    const auto d = dossier_of({told, other});
    const bool is_dispute = std::any_of(d.claims.begin(), d.claims.end(), [](const Claim& c) { return !c.contradicts.empty(); });
    EXPECT_EQ(is_dispute, x.is_dispute) << x.said;
  }
}

// "Held X responsible for": X stands before what is held against him.
TEST(Dossier, WhoIsHeldResponsibleIsAccused) {
  const auto d = charge_and_denial("حملت الحكومة الحركة ", "حملت", "المسؤولية عن تفجير خط الأنابيب الواصل إلى ميناء الرمان");
  EXPECT_TRUE(
      std::any_of(d.claims.begin(), d.claims.end(), [](const Claim& c) { return !c.is_denied && !c.contradicts.empty(); }));
}

// "…, while X denies it": what the clause itself tells is denied, not what the sentence before told.
TEST(Dossier, ADenialThatNamesNothingAnswersItsClause) {
  const auto d =
      dossier_of({Article("a", "برق", "2021-03-06",
                          "اجتمع الوزير بسكان القرى القريبة في قاعة البلدية.\n\nالمسلحون متهمون بتفجير خط الأنابيب قرب "
                          "الميناء، فيما تنفي الحركة ذلك.")
                      .mention("الحركة", "fajr")
                      .source("الحركة", "organisation", "fajr")
                      .says("تنفي", {"s1"}, "ذلك", "deny")});
  ASSERT_EQ(d.claims.size(), 2U);
  EXPECT_TRUE(d.claims[0].text.find("بتفجير") != std::string::npos || d.claims[1].text.find("بتفجير") != std::string::npos);
  for (const Claim& c : d.claims) EXPECT_EQ(c.contradicts.size(), 1U) << c.text;
}

// Talks of the same parties under one sponsor in one report, under another in the next.
TEST(Dossier, AnotherSponsorOfTheSameTalksIsADispute) {
  const auto under = [](const char* id, const char* outlet, const std::string& sponsor, const char* actor) {
    return Article(id, outlet, "2021-03-06",
                   "طلبت الحركة من الحكومة في محادثات معبر الرمان برعاية " + sponsor + " فتح الطريق الساحلي.")
        .move("طلبت", "fajr", "demand", "فتح الطريق الساحلي", "gov", {{{"actor", actor}, {"role", "sponsor"}}});
  };
  const auto kinds = [](const Dossier& d) {
    std::set<std::string> out;
    for (const Claim& c : d.claims) {
      for (const Contradiction& x : c.contradicts) out.insert(x.kind + " " + x.reason);
    }
    return out;
  };
  const auto one = under("a", "برق", "مملكة البحيرة الكبرى", "lake");
  EXPECT_EQ(kinds(dossier_of({one, under("b", "ضفاف", "جمهورية الجبل", "hill")})), (std::set<std::string>{"role other_role"}));
  EXPECT_TRUE(kinds(dossier_of({one, under("b", "ضفاف", "البحيرة", "lake")})).empty());
}

// What rose on one day fell on another.
TEST(Dossier, OppositesOfOtherDaysAreNoDispute) {
  const auto of_day = [](const char* id, const char* outlet, const char* date, const char* verb) {
    return Article(id, outlet, date, std::string(verb) + " سعر القمح في سوق ميناء الرمان.");
  };
  const auto has_dispute = [](const Dossier& d) {
    return std::any_of(d.claims.begin(), d.claims.end(), [](const Claim& c) { return !c.contradicts.empty(); });
  };
  const auto rose = of_day("a", "برق", "2021-03-06", "ارتفع");
  EXPECT_TRUE(has_dispute(dossier_of({rose, of_day("b", "ضفاف", "2021-03-06", "انخفض")})));
  EXPECT_FALSE(has_dispute(dossier_of({rose, of_day("b", "ضفاف", "2021-03-07", "انخفض")})));
}

TEST(Dossier, OtherDaysAndSumsAreNoDispute) {
  const std::string place = " في حريق مخازن ميناء الرمان";
  const auto day = report("a", "برق", "لقي 12 عاملا مصرعهم" + place + ".");
  for (const char* sum : {"مقتل 300 عامل منذ بداية العام", "مقتل عامل عمره 30 عاما"}) {
    for (const Claim& c : dossier_of({day, report("b", "ضفاف", sum + place + ".")}).claims)
      EXPECT_TRUE(c.contradicts.empty()) << sum;
  }
}

TEST(Dossier, ADocumentThatSaysItAgainCarriesItOnce) {
  const std::string fire = "اندلع حريق كبير في مخازن ميناء الرمان فجر الأحد وتوقفت حركة السفن.";
  const auto d = dossier_of({report("a", "برق", "حريق كبير في مخازن ميناء الرمان يوم الأحد.\n\n" + fire),
                             report("b", "ضفاف", "اندلع حريق في مخازن ميناء الرمان صباح الأحد وتوقفت السفن.\n" + fire)});
  std::set<std::uint32_t> carried;
  for (const ClaimCarrier& c : d.claims.at(0).carriers) EXPECT_TRUE(carried.insert(c.evidence.document).second);
  EXPECT_EQ(carried.size(), 2U);
}

std::vector<Article> talks() {
  return {Article("a", "منا", "2021-03-09", "رفضت الحكومة العفو العام عن المقاتلين الذي طلبته الحركة برعاية عمان.")
              .mention("الحكومة", "gov")
              .mention("الحركة", "fajr", "pejorative")
              .move("رفضت", "gov", "reject", "العفو العام عن المقاتلين", "fajr", {{{"actor", "oman"}, {"role", "sponsor"}}}),
          Article("b", "الساحل", "2021-04-03", "عرضت الحكومة على الحركة عفوا عاما عن المقاتلين مقابل السلاح.")
              .mention("الحكومة", "gov")
              .mention("الحركة", "fajr")
              .move("عرضت", "gov", "offer", "عفوا عاما عن المقاتلين", "fajr"),
          Article("c", "المنارة", "2020-01-01", "طالبت واشنطن طهران بوقف التخصيب فورا.")
              .mention("واشنطن", "usa")
              .mention("طهران", "iran")
              .move("طالبت", "usa", "demand", "وقف التخصيب", "iran")};
}

TEST(Dossier, TracksPositionsAndTheirChanges) {
  const auto d = dossier_of(talks());
  ASSERT_EQ(d.tracks.size(), 2U);
  const Track& t = d.tracks[0];
  EXPECT_EQ(t.parties, (std::vector<std::string>{"gov", "fajr"}));
  ASSERT_EQ(t.third.size(), 1U);
  EXPECT_EQ(t.third[0].role, ThirdRole::sponsor);
  ASSERT_EQ(t.positions.size(), 2U);
  EXPECT_EQ(t.positions[0].move, Move::reject);
  EXPECT_EQ(t.positions[0].issue, t.positions[1].issue);
  EXPECT_TRUE(t.positions[1].is_changed);
  ASSERT_EQ(t.changes.size(), 1U);
  EXPECT_EQ(d.framing.size(), 2U);  // both names of the actor that one outlet labels
}

TEST(Dossier, OrgansAndOfficersSpeakForTheirSide) {
  const auto d =
      dossier_of({Article("a", "برق", "2021-03-06", "قائد قوات الفجر سالم الهادي رفض عرض وزارة الدفاع الروسية بالانسحاب.")
                      .mention("قوات الفجر", "fajr", "neutral", "armed_group")
                      .mention("سالم الهادي", "x-salim", "neutral", "person")
                      .mention("وزارة الدفاع الروسية", "russia-mod", "neutral", "government")
                      .move("رفض", "x-salim", "reject", "الانسحاب", "russia-mod"),
                  Article("b", "ضفاف", "2021-03-09", "عرضت روسيا الانسحاب على قوات الفجر.")
                      .mention("روسيا", "russia", "neutral", "state")
                      .mention("قوات الفجر", "fajr", "neutral", "armed_group")
                      .move("عرضت", "russia", "offer", "الانسحاب", "fajr")});
  ASSERT_EQ(d.tracks.size(), 1U);
  EXPECT_EQ(d.tracks[0].documents, 2U);
  EXPECT_EQ(d.tracks[0].positions[0].party, "x-salim");
  EXPECT_EQ(d.tracks[0].positions[0].side, "fajr");
}

TEST(Dossier, ANounAndItsVerbAreOneIssue) {
  const auto d =
      dossier_of({Article("a", "برق", "2021-03-06", "طالبت الحكومة الحركة باندماج المقاتلين في الجيش. رفضت الحركة دمج المقاتلين.")
                      .mention("الحكومة", "gov")
                      .mention("الحركة", "fajr")
                      .move("طالبت", "gov", "demand", "باندماج المقاتلين في الجيش", "fajr")
                      .move("رفضت", "fajr", "reject", "دمج المقاتلين", "gov"),
                  Article("b", "ضفاف", "2021-03-09", "عرضت الحكومة على الحركة فتح المطار للرحلات.")
                      .move("عرضت", "gov", "offer", "فتح المطار للرحلات", "fajr")});
  ASSERT_EQ(d.tracks.size(), 1U);
  EXPECT_EQ(d.tracks[0].issues.size(), 2U);
  EXPECT_EQ(d.tracks[0].positions[0].issue, d.tracks[0].positions[1].issue);
  EXPECT_NE(d.tracks[0].positions[0].issue, d.tracks[0].positions[2].issue);
}

TEST(Dossier, OneMoveInTwoReportsIsOnePosition) {
  const auto report = [](const char* id, const char* date) {
    return Article(id, "برق", date, "رفضت الحركة تسليم السلاح الثقيل إلى الحكومة.")
        .move("رفضت", "fajr", "reject", "تسليم السلاح الثقيل", "gov");
  };
  const auto d = dossier_of({report("a", "2021-03-06"), report("b", "2021-03-07"), report("c", "2021-08-01")});
  ASSERT_EQ(d.tracks[0].positions.size(), 2U);
  EXPECT_EQ(d.tracks[0].positions[0].repeats.size(), 1U);
}

// One says more of it than the other; a month later, or of another thing, it is another move.
TEST(Dossier, OneMoveToldAtLengthAndInBriefIsOnePosition) {
  const auto report = [](const char* id, const char* date, const std::string& object) {
    return Article(id, "برق", date, std::string("رفضت الحركة ").append(object).append("."))
        .move("رفضت", "fajr", "reject", object, "gov");
  };
  const auto d = dossier_of({report("a", "2021-03-06", "القمة المرتقبة مع رئيس الحكومة في العاصمة بعد شهر من التحضيرات"),
                             report("b", "2021-03-07", "القمة"), report("c", "2021-03-07", "تسليم السلاح"),
                             report("d", "2021-03-20", "القمة")});
  ASSERT_EQ(d.tracks[0].positions.size(), 3U);
  EXPECT_EQ(d.tracks[0].positions[0].repeats.size(), 1U);
}

// Told by two of those at the table and by all, the day after, and by its month; three weeks later it is another.
TEST(Dossier, OneMeetingToldInSeveralWaysIsOneRound) {
  const auto report = [](const char* id, const char* date, const Json& parties) {
    return Article(id, "برق", date, "رفضت الحركة تسليم السلاح بعد أن التقى الوفدان في آذار.")
        .move("رفضت", "fajr", "reject", "تسليم السلاح", "gov")
        .meets("التقى", parties);
  };
  const auto d = dossier_of({report("a", "2021-03-06", {"fajr", "gov"}), report("b", "2021-03-07", {"fajr", "gov", "lake"}),
                             report("c", "2021-03-28", {"fajr", "gov"})});
  ASSERT_EQ(d.tracks[0].rounds.size(), 2U);
  EXPECT_EQ(d.tracks[0].rounds[0].date, "2021-03-07");
  EXPECT_EQ(d.tracks[0].rounds[0].evidence.size(), 2U);
}

// Told by one of the two and by both, with what was agreed and without, on the day and on the next; of another thing it is another.
TEST(Dossier, OneAgreementToldInSeveralWaysIsOne) {
  const auto report = [](const char* id, const char* date, const Json& parties, const std::string& object) {
    return Article(id, "برق", date, "رفضت الحركة تسليم السلاح. ثم اتفق الوفدان على " + (object.empty() ? "ذلك" : object) + ".")
        .move("رفضت", "fajr", "reject", "تسليم السلاح", "gov")
        .agrees("اتفق", parties, object);
  };
  const auto d = dossier_of(
      {report("a", "2021-03-06", {"fajr", "gov"}, ""), report("b", "2021-03-06", {"fajr"}, "فتح المعابر الشمالية"),
       report("c", "2021-03-07", {"fajr", "gov"}, "فتح المعابر"), report("d", "2021-03-07", {"fajr", "gov"}, "تبادل الأسرى"),
       report("e", "2021-03-28", {"fajr", "gov"}, "فتح المعابر")});
  ASSERT_EQ(d.tracks[0].agreements.size(), 3U);
  const Dealing& first = d.tracks[0].agreements[0];
  EXPECT_EQ(first.object, "فتح المعابر الشمالية");
  EXPECT_EQ(first.time, "2021-03-06");
  EXPECT_EQ(first.sides, (std::vector<std::string>{"fajr", "gov"}));
  EXPECT_EQ(first.repeats.size(), 2U);
}

// Of an old agreement articles say no more than its year or month; another month's is another.
TEST(Dossier, AnAgreementOfAYearAndOfAMonthInItIsOne) {
  const auto report = [](const char* id, const char* date, const Json& parties) {
    return Article(id, "برق", date, "رفضت الحركة تسليم السلاح. ثم اتفق الوفدان.")
        .move("رفضت", "fajr", "reject", "تسليم السلاح", "gov")
        .agrees("اتفق", parties, "");
  };
  const auto d = dossier_of(
      {report("a", "2015", {"fajr"}), report("b", "2015-08", {"fajr", "gov"}), report("c", "2016-01", {"fajr", "gov"})});
  ASSERT_EQ(d.tracks[0].agreements.size(), 2U);
  EXPECT_EQ(d.tracks[0].agreements[0].time, "2015-08");
  EXPECT_EQ(d.tracks[0].agreements[0].sides, (std::vector<std::string>{"fajr", "gov"}));
}

// The opposition and the armed opposition of a state do not stand for it; a ministry does.
TEST(Dossier, WhoIsAgainstAStateIsNotOnItsSide) {
  const auto d =
      dossier_of({Article("a", "برق", "2021-03-06", "رفضت فصائل المعارضة تسليم السلاح للوزارة. والتقت المعارضة الوزير.")
                      .mention("فصائل المعارضة", "sudan-armed-opposition")
                      .mention("المعارضة", "sudan-opposition", "neutral", "organisation")
                      .mention("للوزارة", "sudan-mfa", "neutral", "government")
                      .move("رفضت", "sudan-armed-opposition", "reject", "تسليم السلاح", "sudan-mfa")
                      .meets("التقت", {"sudan-opposition", "sudan-mfa", "sudan-armed-opposition"})});
  ASSERT_EQ(d.tracks.size(), 1U);
  EXPECT_EQ(d.tracks[0].positions[0].side, "sudan-armed-opposition");
  EXPECT_EQ(d.tracks[0].rounds[0].parties, (std::vector<std::string>{"sudan", "sudan-armed-opposition", "sudan-opposition"}));
}

// No article names the state whose president meets: it is called by its name all the same.
TEST(Dossier, AStateThatStandsForItsPresidentHasItsName) {
  const auto d = dossier_of({Article("a", "برق", "2018-06-25", "رفضت الحركة تسليم السلاح. والتقى موسيفيني وفد الحركة.")
                                 .mention("موسيفيني", "yoweri-museveni", "neutral", "person")
                                 .move("رفضت", "fajr", "reject", "تسليم السلاح", "gov")
                                 .meets("التقى", {"yoweri-museveni", "fajr", "gov"})});
  ASSERT_TRUE(d.actors.contains("uganda"));
  EXPECT_EQ(d.actors.at("uganda").name, "Uganda");
  EXPECT_EQ(d.actors.at("uganda").mentions, 0U);
}

TEST(Dossier, LinksConditionsAndObstaclesStandWithTheirWords) {
  const auto d =
      dossier_of({Article("a", "برق", "2021-03-06",
                          "رفضت الحركة عرض الحكومة بالانسحاب. قالت الحكومة إنها ستوقف القصف في حال سلمت الحركة السلاح. "
                          "وليس هناك أي ارتباط بين محادثات الحركة والتصعيد في الشمال. وتواجه محادثات الحركة عقبات كثيرة.")
                      .mention("الحركة", "fajr")
                      .mention("الحكومة", "gov")
                      .move("رفضت", "fajr", "reject", "بالانسحاب", "gov"),
                  Article("b", "برق", "2021-03-07", "عرضت الحكومة على الحركة الإفراج عن الأسرى مقابل فتح المعبر.")
                      .mention("الحكومة", "gov")
                      .mention("الحركة", "fajr")
                      .move("عرضت", "gov", "offer", "الإفراج عن الأسرى", "fajr")});
  ASSERT_EQ(d.tracks.size(), 1U);
  const auto& links = d.tracks[0].linkages;
  ASSERT_EQ(links.size(), 3U);
  EXPECT_EQ(links[0].kind, LinkageKind::conditional);
  EXPECT_EQ(links[0].condition, "في حال سلمت الحركة السلاح");
  EXPECT_EQ(links[1].kind, LinkageKind::denied_link);
  EXPECT_EQ(links[2].kind, LinkageKind::exchange);
  EXPECT_EQ(links[2].condition, "فتح المعبر");
  ASSERT_EQ(d.tracks[0].obstacles.size(), 1U);
}

// A state of things, "if possible", and what would hinder if it came about are neither conditions nor obstacles.
TEST(Dossier, NoConditionInAStateOfThingsNoObstacleInACondition) {
  const auto d = dossier_of(
      {Article("a", "برق", "2021-03-06",
               "رفضت الحركة عرض الحكومة بالانسحاب. ودخلت البلاد في حالة فوضى عارمة. وستنسحب الحركة إذا أمكن قبل الصيف. "
               "وستقطع الحكومة المساعدات عن الحركة في حال عرقلة المسار.")
           .mention("الحركة", "fajr")
           .mention("الحكومة", "gov")
           .move("رفضت", "fajr", "reject", "بالانسحاب", "gov"),
       Article("b", "برق", "2021-03-07", "عرضت الحكومة على الحركة الإفراج عن الأسرى.")
           .move("عرضت", "gov", "offer", "الإفراج عن الأسرى", "fajr")});
  ASSERT_EQ(d.tracks.size(), 1U);
  ASSERT_EQ(d.tracks[0].linkages.size(), 1U);
  EXPECT_EQ(d.tracks[0].linkages[0].condition, "في حال عرقلة المسار");
  EXPECT_TRUE(d.tracks[0].obstacles.empty());
}

// Told twice, what follows of it before it and behind; not withdrawing is another condition. A name is no "if".
TEST(Dossier, OneConditionToldTwiceIsOne) {
  const auto report = [](const char* id, const char* text) {
    return Article(id, "برق", "2021-03-06", std::string("رفضت الحركة عرض الحكومة بالانسحاب. ") + text)
        .mention("الحركة", "fajr")
        .mention("الحكومة", "gov")
        .move("رفضت", "fajr", "reject", "بالانسحاب", "gov");
  };
  const auto d =
      dossier_of({report("a", "وستقطع الحكومة المساعدات إذا انسحبت الحركة من الاتفاق الأخير."),
                  report("b", "وقالت الحكومة إنه إذا انسحبت الحركة من الاتفاق الأخير فإنها ستقطع المساعدات."),
                  report("c", "وقالت الحكومة إنه إذا لم تنسحب الحركة من الاتفاق الأخير فستبقى المساعدات."),
                  Article("d", "برق", "2021-03-07", "عرضت الحكومة على الحركة الإفراج عن الأسرى كما قال برونو لو مير للصحف.")
                      .mention("برونو لو مير", "x-brwnw", "neutral", "person")
                      .move("عرضت", "gov", "offer", "الإفراج عن الأسرى", "fajr")});
  ASSERT_EQ(d.tracks.size(), 1U);
  const auto& links = d.tracks[0].linkages;
  ASSERT_EQ(links.size(), 2U);
  EXPECT_EQ(links[0].condition, "إذا انسحبت الحركة من الاتفاق الأخير");
  EXPECT_EQ(links[0].consequence, "وستقطع الحكومة المساعدات");
  EXPECT_EQ(links[0].repeats.size(), 1U);
  EXPECT_EQ(links[1].consequence, "فستبقى المساعدات");
}

TEST(Dossier, JsonCitesWhatItSays) {
  std::string out;
  write_dossier_json(dossier_of(talks()), out);
  const Json j = Json::parse(out);
  EXPECT_EQ(j["schema"], "isnad.dossier/1");
  for (const auto& p : j["tracks"][0]["positions"]) EXPECT_FALSE(p["evidence"].empty());
  EXPECT_EQ(j["tracks"][0]["changes"][0]["before"]["move"], "reject");
  EXPECT_EQ(j["documents"].size(), 3U);
}

TEST(Dossier, APartIsBuiltAloneAsItStandsInTheWhole) {
  std::vector<Article> articles = talks();
  articles.push_back(first_report());
  articles.push_back(
      Article("again", "برق", "2021-03-07",
              std::string("وصلت \"عصابات الشمال\" إلى المدينة. نقلت وكالة برق عن مصادر مطلعة قولها ") + kContent + ".")
          .mention("عصابات الشمال", "shamal", "pejorative")
          .source("وكالة برق", "outlet", "barq"));
  const Dossier whole = dossier_of(articles);
  EXPECT_FALSE(whole.documents.back().copied_from.empty());
  EXPECT_FALSE(whole.claims.empty());
  EXPECT_FALSE(whole.framing.empty());
  for (const DossierPart part : {DossierPart::documents, DossierPart::stories, DossierPart::claims, DossierPart::framing}) {
    DossierBuilder builder(part);
    for (const Article& a : articles) builder.add(a.record());
    const Dossier alone = builder.build();
    std::string of_whole;
    std::string of_part;
    write_dossier_json(whole, part, of_whole);
    write_dossier_json(alone, part, of_part);
    EXPECT_EQ(of_part, of_whole);
    EXPECT_TRUE(alone.tracks.empty());
  }
}

TEST(Dossier, NamesAreCountedByVoice) {
  const auto d = dossier_of(
      {Article("a", "برق", "2021-03-06", "قال الوزير \"إن عصابات الشمال ترفض الحوار\". وصلت \"عصابات الشمال\" إلى المدينة.")
           .mention("عصابات الشمال", "fajr", "pejorative"),
       Article("b", "ضفاف", "2021-04-06", "وصلت حركة الفجر.").mention("حركة الفجر", "fajr")});
  ASSERT_EQ(d.framing.size(), 2U);
  EXPECT_EQ(d.framing[0].outlet, "برق");
  EXPECT_EQ(d.framing[0].in_quotes, 1U);
  EXPECT_EQ(d.framing[0].share, 1);
  ASSERT_EQ(d.framing_months.size(), 2U);
  EXPECT_EQ(d.framing_months[0].month, "2021-03");
  EXPECT_EQ(d.framing_months[0].loaded, 1U);
  EXPECT_TRUE(d.framing_distances.empty());  // too few names to compare
}

TEST(Dossier, OutletsAreAsFarApartAsTheirNames) {
  std::vector<Article> articles;
  for (int i = 0; i < 5; ++i) {
    articles.push_back(Article(fmt::format("a{}", i), "برق", "2021-03-06", "وصلت عصابات الشمال.")
                           .mention("عصابات الشمال", "fajr", "pejorative"));
    articles.push_back(Article(fmt::format("b{}", i), "ضفاف", "2021-03-06", "وصلت حركة الفجر.").mention("حركة الفجر", "fajr"));
    articles.push_back(Article(fmt::format("c{}", i), "منا", "2021-03-06", "وصلت حركة الفجر.").mention("حركة الفجر", "fajr"));
  }
  const auto d = dossier_of(articles);
  ASSERT_EQ(d.framing_distances.size(), 6U);  // three pairs, for all and for the one actor
  EXPECT_DOUBLE_EQ(d.framing_distances[0].distance, 1);
  EXPECT_DOUBLE_EQ(d.framing_distances[2].distance, 0);
}

TEST(Dossier, HtmlIsEscapedAndSelfContained) {
  const auto evil =
      Article("x", "<script>alert(1)</script>", "2021-01-01", "قال \"أبو <img src=x onerror=y>\" إن الوفد وصل إلى المدينة أمس.")
          .source("أبو <img src=x onerror=y>", "person")
          .says("قال", {"s1"}, "إن الوفد وصل إلى المدينة أمس");
  const Record record = evil.record();
  std::string out;
  write_dossier_html(
      dossier_of({evil}), [&](const std::string&) { return Result<Record>(record); }, out);
  EXPECT_EQ(out.find("<script"), std::string::npos);
  EXPECT_EQ(out.find("<img"), std::string::npos);
  EXPECT_EQ(out.find("http://"), std::string::npos);
  EXPECT_EQ(out.find("https://"), std::string::npos);
  EXPECT_NE(out.find("dir=\"rtl\""), std::string::npos);
  EXPECT_NE(out.find("<mark>"), std::string::npos);
}

TEST(Dossier, HtmlCountsAsArabicDoes) {
  const dossier::Labels labels;
  const std::pair<std::size_t, const char*> cases[] = {{0, "لا مقالات"}, {1, "مقالة واحدة"}, {2, "مقالتان"},
                                                       {3, "3 مقالات"},  {10, "10 مقالات"},  {11, "11 مقالة"},
                                                       {99, "99 مقالة"}, {100, "100 مقالة"}, {103, "103 مقالات"}};
  for (const auto& [n, words] : cases) EXPECT_EQ(labels.counted("documents", n), words);
}

TEST(Overlap, ComparesStemsNotSpelling) {
  EXPECT_GE(link::jaccard(link::term_set("المحادثات بين الطرفين"), link::term_set("محادثاتٌ بين طرفين")), 0.99);
  EXPECT_EQ(link::jaccard(link::term_set(""), link::term_set("")), 0);
}

TEST(Copies, NameTheEarlierDocumentAndThePassage) {
  const std::string report =
      "قالت المصادر إن وفد الحكومة طالب بتسليم السلاح الثقيل خلال ستين يوما فيما اشترطت الحركة الإفراج عن جميع الأسرى";
  const std::string copy = "أفاد مراسلنا صباحا. " + report;
  const auto copies =
      link::link_all({link::Sketcher()("c", "2018-03-03", "", copy), link::Sketcher()("a", "2018-03-01", "", report),
                      link::Sketcher()("b", "2018-03-02", "", "خبر آخر لا صلة له بما سبق من كلام عن الوفد والسلاح")})
          .copies;
  EXPECT_TRUE(copies[1].empty());
  EXPECT_TRUE(copies[2].empty());
  ASSERT_EQ(copies[0].size(), 1U);
  EXPECT_EQ(copies[0][0].from, 1);
  EXPECT_GE(copies[0][0].share, link::kDuplicate);
  const auto passages = link::bytes_of(copies[0][0].passages, link::words_of(copy));
  ASSERT_EQ(passages.size(), 1U);
  EXPECT_EQ(copy.substr(passages[0].begin.value, passages[0].size()), report);
}

}  // namespace
}  // namespace isnad
