#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "isnad/engine.h"
#include "isnad/names.h"

namespace isnad {
namespace {

// "surface=actor id" of each mention that is no place; "!" after the id where the name carries judgement.
std::vector<std::string> mentions_of(const std::string& title, const std::string& body) {
  static const Result<Engine> engine = Engine::open(ISNAD_IMAGE);
  if (!engine) return {engine.error().to_string()};
  static Engine::Worker worker = engine->worker();
  Document d;
  d.language = "ar";
  d.title = title;
  d.text = title.empty() ? body : title + "\n\n" + body;
  const Analysis& a = worker.analyse(d);
  std::vector<std::string> out;
  for (const Mention& m : a.mentions) {
    const Actor& actor = a.actors[m.actor];
    if (actor.type == ActorType::place) continue;
    out.push_back(std::string(a.text(m.span)) + "=" + std::string(actor.id) + (m.label == Label::pejorative ? "!" : ""));
  }
  return out;
}

using Mentions = std::vector<std::string>;

struct ActorCase {
  const char* why;
  const char* text;
  Mentions expected;
};

class Actors : public testing::TestWithParam<ActorCase> {};

TEST_P(Actors, AreFound) {
  const ActorCase& c = GetParam();
  EXPECT_EQ(mentions_of("", c.text), c.expected) << c.why;
}

INSTANTIATE_TEST_SUITE_P(
    Composition, Actors,
    testing::Values(
        ActorCase{"an organ's head and the nisba that agrees with it", "أعلنت وزارة الدفاع الروسية ذلك", {"وزارة الدفاع الروسية=russia-mod"}},
        ActorCase{"the head is masculine, the nisba too", "قصف الجيش التركي البلدة", {"الجيش التركي=turkey-army"}},
        ActorCase{"words of the head's own name stand between", "قالت وزارة الدفاع والطيران السعودية", {"وزارة الدفاع والطيران السعودية=saudi-arabia-mod"}},
        ActorCase{"a head with a genitive", "تقدم جيش إثيوبيا", {"جيش إثيوبيا=ethiopia-army"}},
        ActorCase{"a genitive that is composed itself", "انسحبت قوات النظام السوري", {"قوات النظام السوري=gov-sy-army!"}},
        ActorCase{"the side of a state is the state", "رفض الجانب الروسي العرض", {"الجانب الروسي=russia"}},
        ActorCase{"after lam the article loses its alef", "وجه رسالة للنظام السوري", {"لنظام السوري=gov-sy!"}},
        ActorCase{"indefinite forces of a state", "دخلت قوات إماراتية الميناء", {"قوات إماراتية=uae-army"}}));

INSTANTIATE_TEST_SUITE_P(
    Places, Actors,
    testing::Values(
        ActorCase{"a country that acts is an actor wherever it stands", "قالت فرنسا إنها سترد. ووصل الوفد إلى فرنسا", {"فرنسا=france", "فرنسا=france"}},
        ActorCase{"a country where things happen is a place", "قتل شخصان في فرنسا أمس", {}},
        ActorCase{"a capital that speaks is its state", "أعلنت موسكو موقفها", {"موسكو=russia"}},
        ActorCase{"a capital where people meet is a place", "عقد اللقاء في موسكو", {}}));

}  // namespace
}  // namespace isnad
