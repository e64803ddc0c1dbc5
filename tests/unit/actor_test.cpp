#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "isnad/engine.h"
#include "isnad/names.h"

namespace isnad {
namespace {

// "surface=actor id" of each mention that is no place; "!" after the id where the name carries judgement.
std::vector<std::string> mentions_of(const std::string& title, const std::string& body, const std::string& date = "") {
  static const Result<Engine> engine = Engine::open(ISNAD_IMAGE);
  if (!engine) return {engine.error().to_string()};
  static Engine::Worker worker = engine->worker();
  Document d;
  d.language = "ar";
  d.title = title;
  d.text = title.empty() ? body : title + "\n\n" + body;
  d.published = {date, DateBasis::metadata};
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

// A footballer and a party's leader share it: who is to lead in five years is not meant.
TEST(LastNames, AloneMeanTheLeaderOfTheDay) {
  const char* const text = "وقال أوزيل إن فريقه سيفوز في تركيا.";
  EXPECT_EQ(mentions_of("", text, "2018-06-01"), Mentions{});
  EXPECT_EQ(mentions_of("", text, "2024-05-01"), Mentions{"أوزيل=ozgur-ozel"});
}

TEST(LastNames, AloneMeanNobodyElse) {
  EXPECT_EQ(mentions_of("", "وقال ليستر إن السفير سيزور سوريا وبريطانيا.", "2018-06-01"), Mentions{});
  EXPECT_EQ(mentions_of("", "التقى السفير تشارلز ليستر. وقال ليستر إن السفير سيعود.", "2018-06-01"),
            (Mentions{"تشارلز ليستر=charles-lister", "ليستر=charles-lister"}));
}

TEST(Presidency, IsNoBodyWhereSomebodyHeadsADelegation) {
  EXPECT_EQ(mentions_of("", "وصل وفد من حماس برئاسة خليل الحية إلى القاهرة."),
            (Mentions{"حماس=hamas", "خليل الحية=khalil-al-hayya"}));
}

TEST(TheEnemy, IsNotTheLandItself) {
  EXPECT_EQ(mentions_of("", "قالت وزارة الصحة الفلسطينية إن قوات الاحتلال اقتحمت المخيم."),
            Mentions{"وزارة الصحة الفلسطينية=palestine-health"});
  EXPECT_EQ(mentions_of("", "رد الجيش الإسرائيلي. وأعلنت حماس أن الاحتلال قصف المخيم."),
            (Mentions{"الجيش الإسرائيلي=israel-army", "حماس=hamas", "الاحتلال=israel!"}));
  EXPECT_EQ(mentions_of("", "رد مسؤول إسرائيلي. وأعلنت حماس أن الاحتلال دمر المخيم."),
            (Mentions{"حماس=hamas", "الاحتلال=israel!"}));
}

TEST(Venues, OfTalksBetweenOthersArePlaces) {
  EXPECT_EQ(mentions_of("", "انطلقت مفاوضات الدوحة بين حماس وإسرائيل."), (Mentions{"حماس=hamas", "إسرائيل=israel"}));
}

// "Naguib", "Nasr" are spelled like "we answer", "we insist".
TEST(ActorNames, MayBeSpelledLikeVerbsOfTheFirstPerson) {
  EXPECT_EQ(mentions_of("", "وقال رجل الأعمال نجيب ساويرس إن الأسعار سترتفع."), Mentions{"نجيب ساويرس=x-njyb-sawyrs"});
  EXPECT_EQ(mentions_of("", "وقالت الدكتورة سحر نصر إن الفكرة جيدة."), Mentions{"سحر نصر=x-shr-nsr"});
}

// "Ali", "Omar", "Rabie" are spelled like "on", "age", "spring".
TEST(ActorNames, MayBeSpelledLikeWordsOfTheLanguage) {
  EXPECT_EQ(mentions_of("", "وقال وزير المالية علي عبد الحميد إن الأسعار سترتفع."), Mentions{"علي عبد الحميد=x-aly-abd-alhmyd"});
  EXPECT_EQ(mentions_of("", "وقال وزير المالية عمر عبد الحميد إن الأسعار سترتفع."), Mentions{"عمر عبد الحميد=x-amr-abd-alhmyd"});
  EXPECT_EQ(mentions_of("", "وقال وزير المالية ربيع عبد الحميد إن الأسعار سترتفع."),
            Mentions{"ربيع عبد الحميد=x-rbya-abd-alhmyd"});
}

// Small places need their country named, or a noun of place; names have no mark of the indefinite accusative.
TEST(Places, AreNoWordsSpelledLikeThem) {
  const auto places = [](const std::string& text) {
    static const Result<Engine> engine = Engine::open(ISNAD_IMAGE);
    Engine::Worker worker = engine->worker();
    Document d;
    d.language = "ar";
    d.text = text;
    std::vector<std::string> out;
    const Analysis& a = worker.analyse(d);
    for (const Mention& m : a.mentions)
      if (a.actors[m.actor].type == ActorType::place) out.emplace_back(a.text(m.span));
    return out;
  };
  EXPECT_EQ(places("وكان التحيتا آخر من وصل."), Mentions{});
  EXPECT_EQ(places("وقال الجيش اليمني إن مسلحين خرجوا من التحيتا."), Mentions{"التحيتا"});
  EXPECT_EQ(places("خرج مسلحون من بلدة التحيتا."), Mentions{"التحيتا"});
  EXPECT_EQ(places("وقال الجيش السوري إنه يدافع دوماً عن الناس."), Mentions{});
}

// The sin of the future stands before verbs.
TEST(ActorNames, HaveNoFutureBefore) { EXPECT_EQ(mentions_of("", "وكان ستالين يقيم في القصر."), Mentions{}); }

INSTANTIATE_TEST_SUITE_P(
    Composition, Actors,
    testing::Values(
        ActorCase{"an organ's head and the nisba that agrees with it",
                  "أعلنت وزارة الدفاع الروسية ذلك",
                  {"وزارة الدفاع الروسية=russia-mod"}},
        ActorCase{"Oman where the text speaks of it, spelled like Amman",
                  "وقال بدر البوسعيدي إن المحادثات ستعقد في مسقط. وأعربت عمان عن أملها في التوصل إلى اتفاق.",
                  {"بدر البوسعيدي=badr-al-busaidi", "عمان=oman"}},
        ActorCase{"Amman where it speaks of Jordan",
                  "وقال أيمن الصفدي إن الأردن لن يقبل ذلك. وأعربت عمان عن أملها في التوصل إلى اتفاق.",
                  {"أيمن الصفدي=ayman-safadi", "الأردن=jordan", "عمان=jordan"}},
        ActorCase{"Oman in a list of states", "وتضطلع كل من قطر وعمان بدور الوساطة.", {"قطر=qatar", "عمان=oman"}},
        ActorCase{"what a state keeps is no body of it", "وقال مستشار الأمن القومي التركي إن الوضع خطير", {}},
        ActorCase{"the head is masculine, the nisba too", "قصف الجيش التركي البلدة", {"الجيش التركي=turkey-army"}},
        ActorCase{"words of the head's own name stand between",
                  "قالت وزارة الدفاع والطيران السعودية",
                  {"وزارة الدفاع والطيران السعودية=saudi-arabia-mod"}},
        ActorCase{"a head with a genitive", "تقدم جيش إثيوبيا", {"جيش إثيوبيا=ethiopia-army"}},
        ActorCase{"a genitive that is composed itself", "انسحبت قوات النظام السوري", {"قوات النظام السوري=gov-sy-army!"}},
        ActorCase{"the side of a state is the state", "رفض الجانب الروسي العرض", {"الجانب الروسي=russia"}},
        ActorCase{"the government of a leader is that of his state", "رفضت حكومة نتنياهو العرض", {"حكومة نتنياهو=israel"}},
        ActorCase{"his title and nisba may stand between",
                  "أعلنت إدارة الرئيس الأميركي، دونالد ترامب، ذلك",
                  {"إدارة الرئيس الأميركي، دونالد ترامب=usa"}},
        ActorCase{"after lam the article loses its alef", "وجه رسالة للنظام السوري", {"لنظام السوري=gov-sy!"}},
        ActorCase{"the government of a state that no list has, and where it is meant again",
                  "التقت حكومة مرجان وزير الخارجية العماني، ثم رفضت الحكومة العرض",
                  {"حكومة مرجان=x-gov-mrjan", "الحكومة=x-gov-mrjan"}},
        ActorCase{"indefinite forces of a state", "دخلت قوات إماراتية الميناء", {"قوات إماراتية=uae-army"}}));

INSTANTIATE_TEST_SUITE_P(ShortForms, Actors,
                         testing::Values(ActorCase{"the army of the state whose army was named",
                                                   "انسحب الجيش التركي. وأعلن الجيش ذلك",
                                                   {"الجيش التركي=turkey-army", "الجيش=turkey-army"}},
                                         ActorCase{"a bare organ belongs to the state that the document is about",
                                                   "أعلنت الحكومة الإثيوبية ذلك. ورفض البرلمان الاتفاق",
                                                   {"الحكومة الإثيوبية=ethiopia", "البرلمان=ethiopia-parliament"}},
                                         ActorCase{"the movement, after a movement was named",
                                                   "رفضت حركة طالبان العرض. وقالت الحركة إنها سترد",
                                                   {"حركة طالبان=taliban", "الحركة=taliban"}},
                                         ActorCase{"the title's own word is no ministry", "وصل وزير الداخلية الإثيوبي أمس", {}},
                                         ActorCase{"whose side they are on",
                                                   "هاجمت الجماعات الموالية لإثيوبيا البلدة",
                                                   {"الجماعات الموالية لإثيوبيا=ethiopia-backed-groups"}},
                                         ActorCase{"a regime named by a person carries judgement",
                                                   "سقط نظام الرئيس بشار الأسد",
                                                   {"نظام الرئيس بشار الأسد=gov-sy!"}}));

INSTANTIATE_TEST_SUITE_P(
    Persons, Actors,
    testing::Values(ActorCase{"a first letter that would be the future's before a verb is the name's",
                              "وقال وزير الخارجية سالفا كيروف للصحفيين إن الاتفاق جيد.",
                              {"سالفا كيروف=x-salfa-kyrwf"}},
                    ActorCase{"a title before an unknown name, then the last name alone",
                              "قال المتحدث سليم الدرواني إن الوفد وصل. وأضاف الدرواني أنه عاد",
                              {"سليم الدرواني=x-slym-aldrwany", "الدرواني=x-slym-aldrwany"}},
                    ActorCase{"a name between commas after a title",
                              "أعلن رئيس البرلمان الإثيوبي، تسفاي برهان، انتهاء المحادثات",
                              {"البرلمان الإثيوبي=ethiopia-parliament", "تسفاي برهان=x-tsfay-brhan"}},
                    ActorCase{"another spelling of a foreign name", "وصل إيسياس أفورقي اليوم", {"إيسياس أفورقي=isaias-afwerki"}},
                    ActorCase{"a consonant less is another name", "قال رافائيل جيريرو ذلك", {"رافائيل جيريرو=x-rafayyl-jyryrw"}},
                    ActorCase{"another spelling of a listed name", "وصل مارتن جريفيث اليوم", {"مارتن جريفيث=martin-griffiths"}},
                    ActorCase{"a leader's last name alone, though others of the family are known",
                              "وصل الرئيس ترامب اليوم",
                              {"ترامب=donald-trump"}},
                    ActorCase{"the adjective of a state is no leader's last name",
                              "وصل الرئيس السوداني عمر البشير اليوم",
                              {"عمر البشير=omar-al-bashir"}},
                    ActorCase{"unless he was named before",
                              "وصل رئيس الوزراء محمد شياع السوداني اليوم. وقال السوداني إن الوفد عاد",
                              {"محمد شياع السوداني=mohammed-shia-al-sudani", "السوداني=mohammed-shia-al-sudani"}},
                    ActorCase{"a leader of earlier days in news of his state",
                              "انقسمت ليبيا. وقال القذافي إنه باق",
                              {"ليبيا=libya", "القذافي=muammar-gaddafi"}},
                    ActorCase{"but of no other", "استقبل ترامب كوشنير", {"ترامب=donald-trump"}},
                    ActorCase{"a preposition is no particle of names",
                              "وصل مايك بومبيو إلى الرياض. وأشار الوفد إلى بومبيو",
                              {"مايك بومبيو=mike-pompeo", "بومبيو=mike-pompeo"}},
                    ActorCase{"a last name that is a month too", "وصل الوفد في شباط", {}},
                    ActorCase{"a preposition is no given name", "مثل الرجل أمام القاضي", {}}));

INSTANTIATE_TEST_SUITE_P(
    Bodies, Actors,
    testing::Values(
        ActorCase{"an outlet in quotation marks after its noun",
                  "نقلت صحيفة \"النبأ الجديد\" الخبر",
                  {"صحيفة \"النبأ الجديد\"=x-newspaper-alnba-aljdyd"}},
        ActorCase{"a known outlet too has its noun and both marks in its name",
                  "قال لوكالة \"رويترز\" إن ذلك صحيح",
                  {"وكالة \"رويترز\"=reuters"}},
        ActorCase{"the short name of an outlet that is an adjective is none behind another noun",
                  "قالت وكالة الصحافة الفرنسية إن المفاوضات تعثرت. وأعلنت الشركة الفرنسية انسحابها",
                  {"وكالة الصحافة الفرنسية=afp"}},
        ActorCase{"an outlet with the name of a region is in quotation marks or behind its noun",
                  "قالت صحيفة الشرق الأوسط إن العرض رفض. وتراجعت أسواق الشرق الأوسط. وأوردت «الشرق الأوسط» أن الوفد وصل",
                  {"صحيفة الشرق الأوسط=asharq-al-awsat", "الشرق الأوسط=asharq-al-awsat"}},
        ActorCase{"an embassy that is only moved is a building", "ندد الوزير بنقل السفارة الأميركية إلى القدس", {}},
        ActorCase{"an alias in brackets, used later",
                  "قالت حركة \"شباب النهر\" (حشن) ذلك. ورفضت حشن العرض",
                  {"حركة \"شباب النهر\"=x-movement-shbab-alnhr", "حشن=x-movement-shbab-alnhr", "حشن=x-movement-shbab-alnhr"}},
        ActorCase{
            "a noun of judgement before a listed name", "سيطرت ميليشيات الحوثيين على الطريق", {"ميليشيات الحوثيين=houthis!"}},
        ActorCase{"a name spelled like a verb needs marks around it", "أفاد شهود بذلك", {}}));

INSTANTIATE_TEST_SUITE_P(
    Carried, Actors,
    testing::Values(
        ActorCase{"a listed name in quotation marks is what stands inside, with the noun where it is an outlet's",
                  "أيدت حركة \"حماس\" العرض، كما نقلت مجلة \"دير شبيغل\" الألمانية",
                  {"حماس=hamas", "مجلة \"دير شبيغل\"=der-spiegel"}},
        ActorCase{"organs in hashtags", "اشتبكت #القوات_الإماراتية مع مسلحين", {"القوات_الإماراتية=uae-army"}},
        ActorCase{"a minister is no ministry", "التقى وزير خارجية فرنسا نظيره", {"فرنسا=france"}},
        ActorCase{"the longer name of a ministry alone",
                  "أعلنت وزارة الخارجية الأردنية رفضها. وأكدت وزارة الخارجية والمغتربين ذلك",
                  {"وزارة الخارجية الأردنية=jordan-mfa", "وزارة الخارجية والمغتربين=jordan-mfa"}},
        ActorCase{"the ministry after its name",
                  "أعلنت وزارة الداخلية العراقية ذلك. وقالت الوزارة إن التحقيق بدأ",
                  {"وزارة الداخلية العراقية=iraq-interior", "الوزارة=iraq-interior"}},
        ActorCase{"the army after the army of that name",
                  "تقدم الجيش الوطني الليبي في الجنوب. وقال ناطق إن الجيش سيطر على الطريق",
                  {"الجيش الوطني الليبي=lna", "الجيش=lna"}},
        ActorCase{"a word of policy is no ministry", "قالت فرنسا إن السياسة الخارجية لن تتغير", {"فرنسا=france"}},
        ActorCase{"a people that is a party of its own", "قال الفلسطينيون إنهم باقون", {"الفلسطينيون=palestine-people"}},
        ActorCase{"a people that stands for its state", "قال الروس إنهم موافقون", {"الروس=russia"}},
        ActorCase{"a stranger whom the tagger knows by his neighbours, and his last name",
                  "وقال محمد الربيعي عضو اللجنة. وأضاف الربيعي أن الاجتماع انتهى",
                  {"محمد الربيعي=x-mhmd-alrbyay", "الربيعي=x-mhmd-alrbyay"}},
        ActorCase{"a body that no list has, announced by its noun",
                  "وردت جبهة تحرير الوادي على الاتهام في بيان",
                  {"جبهة تحرير الوادي=x-front-thryr-alwady"}},
        ActorCase{"a movement no list has, without marks, and who is meant by it later",
                  "جرت محادثات بين حكومة مرجان وحركة فجر الشمال. وطالب وفد الحكومة بالسلاح فيما اشترطت الحركة الإفراج",
                  {"حكومة مرجان=x-gov-mrjan", "حركة فجر الشمال=x-movement-fjr-alshmal", "وفد الحكومة=x-gov-mrjan",
                   "الحركة=x-movement-fjr-alshmal"}},
        ActorCase{"a head whose article melts into its preposition, and one that keeps it",
                  "دعا الوزير للاتحاد الأوروبي بالنجاح. وشكر الاتحاد ثم كتب للاتحاد",
                  {"لاتحاد الأوروبي=eu", "الاتحاد=eu", "لاتحاد=eu"}},
        ActorCase{"an electoral body alone",
                  "قالت الحكومة العراقية ذلك. وردت مفوضية الانتخابات أمس",
                  {"الحكومة العراقية=iraq", "مفوضية الانتخابات=iraq-electoral-commission"}},
        ActorCase{"two leaders side by side are two",
                  "أردوغان نتنياهو يتبادلان الاتهامات",
                  {"أردوغان=recep-tayyip-erdogan", "نتنياهو=benjamin-netanyahu"}}));

INSTANTIATE_TEST_SUITE_P(
    Noise, Actors,
    testing::Values(
        ActorCase{"a word broken by tatweel and a dot", "رفضت حمـ.ـاس العرض", {"حمـ.ـاس=hamas"}},
        ActorCase{"a word broken by a dot", "قال الحو.ثيون ذلك", {"الحو.ثيون=houthis"}},
        ActorCase{"a word broken between all its letters", "تبنى د.ا.ع.ش الهجوم", {"د.ا.ع.ش=isis"}},
        ActorCase{"a word broken by a star", "رفضت حم*اس العرض", {"حم*اس=hamas"}},
        ActorCase{"sentences without a space between them are two", "رفضت حماس.وردت إسرائيل", {"حماس=hamas", "إسرائيل=israel"}},
        ActorCase{"the hamza on another seat", "قصفت اسراءيل البلدة", {"اسراءيل=israel"}},
        ActorCase{"letters drawn out", "رفضت حركة حماااس العرض", {"حركة حماااس=hamas"}},
        ActorCase{"a keyboard with Persian letters", "قالت وزارة الخارجیة الروسیة ذلك", {"وزارة الخارجیة الروسیة=russia-mfa"}},
        ActorCase{"ha for ta marbuta", "قالت وزاره الخارجيه الروسيه ذلك", {"وزاره الخارجيه الروسيه=russia-mfa"}},
        ActorCase{"hashtags and mentions", "قصف #الجيش_السوري مواقع @قسد", {"الجيش_السوري=gov-sy-army", "قسد=sdf"}}));

INSTANTIATE_TEST_SUITE_P(
    Mechanisms, Actors,
    testing::Values(
        ActorCase{"a short name that two bodies share is that of the one named",
                  "أعلن التحالف العربي بدء العملية. وقالت قوات التحالف إنها تقدمت. وأضاف التحالف أن العملية مستمرة",
                  {"التحالف العربي=saudi-led-coalition", "قوات التحالف=saudi-led-coalition", "التحالف=saudi-led-coalition"}},
        ActorCase{"who leads is not led: `under the leadership of X` names X",
                  "شاركت قوات بقيادة فرنسا في العملية. وقالت فرنسا إنها ستبقى",
                  {"فرنسا=france", "فرنسا=france"}},
        ActorCase{"a sound plural has two forms",
                  "قال المتحدث باسم المتمردين في اليمن إن المتمردين انسحبوا. وأكدت الحكومة اليمنية ذلك",
                  {"المتمردين=gov-yemen-armed-opposition", "المتمردين=gov-yemen-armed-opposition", "الحكومة اليمنية=gov-yemen"}},
        ActorCase{"a preposition spelled like a last name is none",
                  "وصل أبي أحمد علي إلى البلدة. واتفقوا على الخطة",
                  {"أبي أحمد علي=abiy-ahmed"}},
        ActorCase{"a foreign name's particle goes with the last name",
                  "التقى جان إيف لو دريان نظيره. وقال لو دريان إن اللقاء مثمر",
                  {"جان إيف لو دريان=jean-yves-le-drian", "لو دريان=jean-yves-le-drian"}},
        ActorCase{
            "in a state of its own an organ's bare name is an actor's",
            "قالت ليبيا إن المجلس الرئاسي وافق. وأعلن المجلس الرئاسي الليبي موعدا",
            {"ليبيا=libya", "المجلس الرئاسي=libya-presidential-council", "المجلس الرئاسي الليبي=libya-presidential-council"}},
        ActorCase{
            "a leader's last name opens no other name", "يواجه مادورو خليفة الرئيس الراحل معارضة", {"مادورو=nicolas-maduro"}},
        ActorCase{"the vowels of a foreign name are written one way or another",
                  "قالت ماريا زخاروفا إن المجلس سيجتمع",
                  {"ماريا زخاروفا=maria-zakharova"}},
        ActorCase{"a name may have a word more than the lexicon knows",
                  "قال دونالد جاي ترامب إنه سيحضر",
                  {"دونالد جاي ترامب=donald-trump"}},
        ActorCase{"in a list of states a word is one",
                  "اتفقت مالي وموريتانيا والنيجر على الخطة. وقدم المصرف دعم مالي كبير. وقالت مالي إنها ستلتزم",
                  {"مالي=mali", "موريتانيا=mauritania", "النيجر=niger", "مالي=mali"}},
        ActorCase{"the object of an accusation is somebody", "اتهمت المنظمة طهران بتقييد الوصول", {"طهران=iran"}},
        ActorCase{"who is said to do something behind `that` acts", "على موسكو أن تشجع الحوار", {"موسكو=russia"}},
        ActorCase{"names joined by `and` share their verb",
                  "أكد الوزير أن القاهرة والدوحة تواصلان الوساطة",
                  {"القاهرة=egypt", "الدوحة=qatar"}},
        ActorCase{"a name and its lineage are one",
                  "استقبل الملك سلمان بن عبد العزيز آل سعود الوفد",
                  {"الملك سلمان بن عبد العزيز آل سعود=king-salman"}},
        ActorCase{"a last name inside a place is the place's",
                  "قال محمد يونس إنه عاد. وقتل شخصان شرق خان يونس",
                  {"محمد يونس=muhammad-yunus"}},
        ActorCase{"an adjective spelled like a state belongs to its noun", "هاجموا ناقلة النفط السعودية أمس", {}},
        ActorCase{"a description in quotation marks is no name", "تصنفها الدولة منظمة \"إرهابية\" منذ عام", {}},
        ActorCase{"a front where they fight is no body", "اندلعت معارك في جبهة الساحل الغربي", {}},
        ActorCase{"a candidate's office is no body", "قالت تونس إن المرشح للرئاسة انسحب", {"تونس=tunisia"}},
        ActorCase{"what a word of two names joins is one state's",
                  "هاجموا نقاط الحكومة الأفغانية والشرطة. وقالت روسيا إنها قلقة",
                  {"الحكومة الأفغانية=afghanistan", "الشرطة=afghanistan-police", "روسيا=russia"}},
        ActorCase{"a common adjective composes where its state is named",
                  "تحدث عن الخزانة المالية. وقالت فرنسا إنها تتابع",
                  {"فرنسا=france"}},
        ActorCase{"a building is no actor", "نقلت الدولة السفارة الأميركية إلى المدينة", {}},
        ActorCase{"an embassy that speaks is one", "قالت السفارة الأميركية إنها ستغلق", {"السفارة الأميركية=usa-embassy"}}));

INSTANTIATE_TEST_SUITE_P(
    Places, Actors,
    testing::Values(
        ActorCase{"a country that acts is an actor wherever it stands",
                  "قالت فرنسا إنها سترد. ووصل الوفد إلى فرنسا",
                  {"فرنسا=france", "فرنسا=france"}},
        ActorCase{"a country where things happen is a place", "قتل شخصان في فرنسا أمس", {}},
        ActorCase{"a capital that speaks is its state", "أعلنت موسكو موقفها", {"موسكو=russia"}},
        ActorCase{"those who take part are listed",
                  "شاركت في المؤتمر دول عدة هي الأردن ومصر والبحرين",
                  {"الأردن=jordan", "مصر=egypt", "البحرين=bahrain"}},
        ActorCase{"a capital is the topic of a clause", "وقال الوزير إن موسكو مسؤولة", {"موسكو=russia"}},
        ActorCase{"who is wanted to do something acts", "نريد من الولايات المتحدة أن توضح موقفها", {"الولايات المتحدة=usa"}},
        ActorCase{"a capital where people meet is a place", "عقد اللقاء في موسكو", {}}));

TEST(ActorsInHeadlines, TopicBeforeColonIsAPlace) {
  EXPECT_EQ(mentions_of("اليمن: مقتل مدنيين في قصف", "قتل مدنيان أمس."), Mentions{});
}

TEST(ActorsInHeadlines, CapitalBeforeColonSpeaks) {
  EXPECT_EQ(mentions_of("موسكو: لا علاقة لنا بالحادث", "نفي جديد صدر أمس."), (Mentions{"موسكو=russia"}));
}

TEST(ActorsInHeadlines, CountryThatBeginsTheHeadlineActs) {
  EXPECT_EQ(mentions_of("فرنسا تستضيف محادثات", "بدأت المحادثات أمس."), (Mentions{"فرنسا=france"}));
}

TEST(ActorsAgain, RecordsAreTheSameForEachReading) {
  const std::string text = "قال المتحدث سليم الدرواني إن الجيش التركي انسحب. وأكدت موسكو ذلك";
  const Mentions first = mentions_of("", text);
  mentions_of("", "قالت فرنسا إن سليم غائب");
  EXPECT_EQ(mentions_of("", text), first);
}

// "(CNN) --" before the text of CNN's own article says nothing of an actor; in another's it is named.
TEST(ActorSignature, OfTheOwnOutletIsNoMention) {
  const Engine engine = *Engine::open(ISNAD_IMAGE);
  Engine::Worker worker = engine.worker();
  std::size_t named = 0;
  for (const char* own : {"cnn-arabic", "sky-news-arabia"}) {
    Document d;
    d.text = "دبي، الإمارات العربية المتحدة (CNN) -- أعلنت الأمم المتحدة ذلك";
    d.language = "ar";
    d.outlet_id = own;
    const Analysis& a = worker.analyse(d);
    const auto count =
        std::count_if(a.actors.begin(), a.actors.end(), [](const Actor& x) { return x.type == ActorType::outlet; });
    EXPECT_EQ(count, static_cast<long>(named++)) << own;
  }
}

// The English names that are read in a list.
TEST(ActorName, OfAnOrganIsEnglish) {
  const Engine engine = *Engine::open(ISNAD_IMAGE);
  Engine::Worker worker = engine.worker();
  Document d;
  d.text = "قصف الجيش التركي مواقع جماعات إيران والتقى وزير خارجية فرنسا";
  d.language = "ar";
  const Analysis& a = worker.analyse(d);
  std::map<std::string_view, std::string_view> names;
  for (const Actor& x : a.actors) names.emplace(x.id, x.name);
  EXPECT_EQ(names["turkey-army"], "Turkish army");
  EXPECT_EQ(names["iran-backed-groups"], "groups backed by Iran");
}

}  // namespace
}  // namespace isnad
