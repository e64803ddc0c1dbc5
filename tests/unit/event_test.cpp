// Who did what to whom: one row a mechanism (annotation.md 3 and its rulings). The sentences are written for this test.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "isnad/engine.h"
#include "isnad/names.h"

namespace isnad {
namespace {

struct Row {
  const char* name;
  const char* text;
  /// Events that must be found: "TYPE trigger | actors > recipients | status | third role", ids in order of the alphabet, joined by +.
  std::vector<std::string> expected;
};

const Analysis& analyse(const Row& row, Engine::Worker& worker, Document& d) {
  d.id = row.name;
  d.language = "ar";
  d.text = row.text;
  d.published = {"2020-05-06", DateBasis::metadata};
  return worker.analyse(d);
}

const Engine& engine() {
  static const Engine open = *Engine::open(ISNAD_IMAGE);
  return open;
}

std::string ids(const Analysis& a, const std::vector<Index>& actors) {
  std::vector<std::string> names;
  for (const Index x : actors) names.emplace_back(a.actors[x].id);
  std::sort(names.begin(), names.end());
  std::string out;
  for (const std::string& n : names) out += (out.empty() ? "" : "+") + n;
  return out;
}

std::string third(const Analysis& a, const Event& e) {
  std::string out;
  for (const ThirdParty& t : e.third) out += " | " + std::string(a.actors[t.actor].id) + " " + std::string(name_of(t.role));
  return out;
}

std::vector<std::string> events_of(const Row& row) {
  Engine::Worker worker = engine().worker();
  Document d;
  const Analysis& a = analyse(row, worker, d);
  std::vector<std::string> out;
  for (const Event& e : a.events)
    out.push_back(std::string(name_of(e.type)) + " " + std::string(a.text(e.trigger)) + " | " + ids(a, e.actors) + " > " +
                  ids(a, e.recipients) + " | " + std::string(name_of(e.status)) + third(a, e));
  return out;
}

class EventRow : public testing::TestWithParam<Row> {};

TEST_P(EventRow, IsReadAsWritten) { EXPECT_EQ(events_of(GetParam()), GetParam().expected); }

INSTANTIATE_TEST_SUITE_P(
    Mechanisms, EventRow,
    testing::Values(
        Row{"financial_is_not_malian", "قدمت قطر دعما ماليا لحركة حماس.", {"SUPPORT دعما | qatar > hamas | actual"}},
        Row{"verbs_that_look_otherwise",
            "ودعا الرئيس الفرنسي إيران إلى وقف التخصيب. والتزم الرئيس الأميركي بسحب القوات من سوريا.",
            {"REQUEST دعا | france > iran | actual", "CONCEDE وقف | iran >  | possible", "AGREE التزم | usa >  | actual",
             "RETREAT سحب | usa >  | planned"}},
        Row{"threats_bind_the_threatened",
            "ولوح ترامب بفرض عقوبات على إيران إذا لم تنسحب من سوريا. وهددت واشنطن بغداد بعقوبات إذا لم تلتزم بشروطها.",
            {"THREATEN لوح | donald-trump > iran | actual", "SANCTION عقوبات | donald-trump > iran | possible",
             "RETREAT تنسحب | iran >  | conditional", "THREATEN هددت | usa > iraq | actual",
             "SANCTION عقوبات | usa > iraq | possible", "AGREE تلتزم | iraq > usa | conditional",
             "REQUEST شروطها | usa > iraq | conditional"}},
        Row{"objects_behind_unnamed_subjects",
            "دعا المبعوث دمشق إلى الحوار. واتهم مصدر أمني حماس بخرق الهدنة. وهاجمت مجموعة مسلحة الجيش السوري.",
            {"REQUEST دعا |  > gov-sy | actual", "ACCUSE اتهم |  > hamas | actual", "REJECT خرق | hamas >  | possible",
             "ASSAULT هاجمت |  > gov-sy-army | actual"}},
        Row{"conditions_of_their_own_statement",
            "أكد نتنياهو أن إسرائيل ستنسحب من لبنان، مضيفا أن الجيش سيرد إذا خرق حزب الله الاتفاق.",
            {"RETREAT تنسحب | israel >  | planned", "REJECT خرق | hezbollah >  | conditional"}},
        Row{"but_on_friday_and_questions",
            "ولم تنسحب إثيوبيا من المنطقة إلا مساء الجمعة. وهل تنسحب مصر من المحادثات؟",
            {"RETREAT تنسحب | ethiopia >  | actual", "RETREAT تنسحب | egypt >  | possible",
             "CONSULT المحادثات | egypt >  | possible"}},
        Row{"demanding_is_no_demands",
            "أكدت مصر أن الاتفاق صامد. وقال غوتيريش إن الاتفاق صامد، مطالبا إسرائيل بسحب قواتها. تواصل القتال بين الجيش السوداني "
            "وقوات الدعم السريع.",
            {"REQUEST مطالبا | antonio-guterres > israel | actual", "RETREAT سحب | israel >  | possible",
             "ASSAULT القتال | rsf+sudan-army >  | actual"}},
        Row{"told_of_deaths",
            "وقالت كييف إن ثلاثة أشخاص قتلوا في قصف روسي. وأعلنت وزارة الصحة اللبنانية مقتل 12 شخصا بغارة إسرائيلية على بيروت.",
            {"ASSAULT قتلوا | russia >  | actual", "ASSAULT قصف | russia >  | actual", "ASSAULT مقتل | israel >  | actual",
             "ASSAULT غارة | israel > lebanon | actual"}},
        Row{"invasion_of_x_of_y",
            "أدان الاتحاد الأوروبي غزو روسيا لأوكرانيا.",
            {"ACCUSE أدان | eu > russia | actual", "ASSAULT غزو | russia > ukraine | actual"}},
        Row{"who_spoke_demands",
            "قال أردوغان إن إسرائيل قصفت سوريا. ودعا الولايات المتحدة إلى التدخل. أدانت تركيا الهجوم وحثت أرمينيا على الانسحاب.",
            {"ASSAULT قصفت | israel > gov-sy | actual", "REQUEST دعا | recep-tayyip-erdogan > usa | actual",
             "ACCUSE أدانت | turkey >  | actual", "ASSAULT الهجوم |  > gov-sy | actual",
             "REQUEST حثت | turkey > armenia | actual", "RETREAT الانسحاب | armenia >  | possible"}},
        Row{"met_with",
            "حظيت الخطوة المغربية بدعم الإمارات. وقوبلت الخطوة الإثيوبية برفض من مصر.",
            {"SUPPORT دعم | uae > morocco | actual", "REJECT رفض | egypt > ethiopia | actual"}},
        Row{"hosted_between_parties",
            "اختتمت محادثات بين روسيا وأوكرانيا استضافتها تركيا. اتفقت أفغانستان وباكستان، بوساطة قطر وتركيا، على وقف إطلاق "
            "النار.",
            {"CONSULT محادثات | russia+ukraine >  | actual | turkey host",
             "AGREE اتفقت | afghanistan+pakistan >  | actual | qatar mediator | turkey mediator",
             "RETREAT وقف | afghanistan+pakistan >  | actual"}},
        Row{"sides_that_speak",
            "أفاد الجيش التايلاندي بوقوع اشتباكات مع القوات الكمبودية.",
            {"ASSAULT اشتباكات | cambodia-army+thailand-army >  | actual"}},
        Row{"by_the_mouth_of",
            "رحبت الرياض على لسان وزير خارجيتها فيصل بن فرحان بالاتفاق.",
            {"SUPPORT رحبت | saudi-arabia >  | actual"}},
        Row{"a_council_of_security_has_no_forces",
            "ينتظر خبراء الأسلحة الكيميائية الضوء الأخضر من مجلس الأمن الدولي لدخول دوما.",
            {"AGREE الضوء الأخضر | un-security-council >  | planned"}},
        Row{"let_us_asks_for_nothing",
            "وقال روحاني: \"دعونا ننتظر\". وقال ظريف: \"دعونا لا نستعجل\". وقال عراقجي: \"دعونا إسرائيل إلى الانسحاب\".",
            {"REQUEST دعونا | abbas-araghchi > israel | actual", "RETREAT الانسحاب | israel >  | possible"}},
        Row{"a_name_before_its_verb_opens_a_clause",
            "لافروف ينتقد واشنطن وأنقرة تدعو إلى الحوار. وتعثرت المحادثات بين روسيا وأوكرانيا.",
            {"ACCUSE ينتقد | sergey-lavrov > usa | actual", "REQUEST تدعو | turkey >  | actual",
             "CONSULT المحادثات | russia+ukraine >  | actual"}},
        Row{"the_subject_goes_on_over_an_object_pronoun",
            "قصفت إسرائيل المستشفى وحاصرته. وقال إن فيلق الرحمن رفض اقتراح جيش الإسلام واتهمه بالخيانة.",
            {"ASSAULT قصفت | israel >  | actual", "COERCE حاصرته | israel >  | actual",
             "REJECT رفض | failaq-rahman > jaysh-islam | actual", "REQUEST اقتراح | jaysh-islam > failaq-rahman | actual",
             "ACCUSE اتهمه | failaq-rahman > jaysh-islam | actual"}},
        Row{"from_whom_one_asks_is_asked",
            "رفضت موسكو مطالب الولايات المتحدة من إيران. ووصل الوفد بناء على طلب من فرنسا وبريطانيا.",
            {"REJECT رفضت | russia > usa | actual", "REQUEST مطالب | usa > iran | actual",
             "REQUEST طلب | france+uk >  | actual"}},
        Row{"whose_hosting_talks_have",
            "تستعد القاهرة لاستضافة جولة جديدة من المحادثات بين حماس وإسرائيل. وأشادت واشنطن باستضافة السعودية محادثات أمريكية "
            "أوكرانية.",
            {"CONSULT المحادثات | hamas+israel >  | planned | egypt host", "SUPPORT أشادت | usa >  | actual",
             "CONSULT محادثات | ukraine+usa >  | actual | saudi-arabia host"}},
        Row{"whose_aid_one_receives",
            "تلقى حزب الله دعما كبيرا من إيران. وحصلت أوكرانيا على مساعدات عسكرية من الولايات المتحدة.",
            {"SUPPORT دعما | iran > hezbollah | actual", "AID مساعدات | usa > ukraine | actual"}},
        Row{"whose_army_bombs",
            "وأكد خليفة حفتر أن جيشه قصف مواقع حركة حماس.",
            {"ASSAULT قصف | khalifa-haftar > hamas | actual"}},
        Row{"who_leaves_after_talks",
            "وغادر وفد حماس القاهرة بعد يومين من المحادثات مع المسؤولين المصريين.",
            {"CONSULT المحادثات | egypt+hamas >  | actual"}},
        Row{"who_sends_representatives",
            "وضم الاجتماع ممثلين عن الحكومة السورية وقوات سوريا الديمقراطية.",
            {"CONSULT الاجتماع | gov-sy+sdf >  | actual"}},
        Row{"a_verb_finds_its_noun_in_no_name",
            "واستأنفت قوات الدعم السريع قصف مدينة الفاشر.",
            {"ASSAULT قصف | rsf >  | actual"}},
        Row{"bahrain_is_no_plural", "دانت البحرين إيران.", {"ACCUSE دانت | bahrain > iran | actual"}},
        Row{"who_hosts_talks_is_no_party",
            "استضافت الكويت جولة ثانية من المحادثات بين الحوثيين وحركة طالبان.",
            {"CONSULT المحادثات | houthis+taliban >  | actual | kuwait host"}},
        Row{"who_sponsors_talks_in_a_clause_behind",
            "فشلت جولة أولى من المحادثات بين إيران وروسيا، رعتها قطر، في تحقيق اختراق.",
            {"CONSULT المحادثات | iran+russia >  | actual | qatar sponsor"}},
        Row{"who_sponsors_hosts_too",
            "وترعى سلطنة عمان المحادثات بين إيران وروسيا، وكانت قد استضافت لقاءات بين الطرفين.",
            {"CONSULT المحادثات | iran+russia >  | actual | oman sponsor",
             "CONSULT لقاءات | iran+russia >  | actual | oman host"}},
        Row{"who_hosts_a_guest_meets_him",
            "واستضاف عمر البشير رئيس جنوب السودان سلفا كير.",
            {"CONSULT استضاف | omar-al-bashir > salva-kiir | actual"}},
        Row{"a_circumstance_in_the_feminine",
            "نددت روسيا بالغارة، مهددة إسرائيل بالرد.",
            {"ACCUSE نددت | russia >  | actual", "ASSAULT الغارة | israel >  | actual",
             "THREATEN مهددة | russia > israel | actual"}},
        Row{"a_drone_is_no_march",
            "أسقطت القوات الروسية ست مسيرات أوكرانية.",
            {"ASSAULT أسقطت | russia-army > ukraine-air-force | actual"}},
        Row{"a_province_is_no_boycott", "شنت أوكرانيا هجوما على مقاطعة كورسك.", {"ASSAULT هجوما | ukraine >  | actual"}},
        Row{"one_joins_an_organisation", "انضمت السويد إلى حلف الناتو.", {"COOPERATE انضمت | sweden > nato | actual"}},
        Row{"with_what_a_raid_is_answered",
            "ردت إيران على الغارة الإسرائيلية بإطلاق صواريخ.",
            {"ASSAULT ردت | iran >  | actual", "ASSAULT الغارة | israel >  | actual", "ASSAULT إطلاق | iran >  | actual"}},
        Row{"a_pronoun_that_strikes", "أعلنت حماس أنها استهدفت دبابة إسرائيلية.", {"ASSAULT استهدفت | hamas > israel | actual"}},
        Row{"joined_verbs_have_one_subject",
            "ويرفض أردوغان المبادرة الروسية، ويدعو إيران إلى ضبط النفس.",
            {"REJECT يرفض | recep-tayyip-erdogan > russia | actual", "REQUEST المبادرة | russia > recep-tayyip-erdogan | actual",
             "REQUEST يدعو | recep-tayyip-erdogan > iran | actual"}},
        Row{"with_whom_the_agreement_was_that_is_left",
            "انسحبت الولايات المتحدة من الاتفاق النووي الإيراني.",
            {"RETREAT انسحبت | usa > iran | actual"}},
        Row{"what_one_is_accused_of_is_only_said",
            "اتهمت تركيا إسرائيل بقصف المستشفى.",
            {"ACCUSE اتهمت | turkey > israel | actual", "ASSAULT قصف | israel >  | possible"}},
        Row{"belonging_says_whose_the_forces_are",
            "هاجمت قوات تابعة لخليفة حفتر مواقع لحكومة الوفاق.",
            {"ASSAULT هاجمت | khalifa-haftar > libya-gna | actual"}},
        Row{"forces_of_somebody_before_their_verb",
            "قوات تابعة لحفتر هاجمت مواقع الوفاق.",
            {"ASSAULT هاجمت | khalifa-haftar >  | actual"}},
        Row{"places_that_belong_to_somebody_are_hit",
            "قال مصدر إن غارات استهدفت مواقع عسكرية تابعة للنظام السوري.",
            {"ASSAULT غارات |  > gov-sy | actual", "ASSAULT استهدفت |  > gov-sy | actual"}},
        Row{"an_object_behind_a_duration",
            "حاصرت القوات السورية خلال أسابيع تنظيم داعش في دير الزور.",
            {"COERCE حاصرت | gov-sy-army > isis | actual"}},
        Row{"behind_the_pronoun_of_a_noun_stands_its_object",
            "جدد أردوغان اتهامه الولايات المتحدة بدعم الإرهاب.",
            {"ACCUSE اتهامه | recep-tayyip-erdogan > usa | actual", "SUPPORT دعم | recep-tayyip-erdogan+usa >  | actual"}},
        Row{"who_is_threatened_must_not_fulfil_the_condition",
            "هددت إيران بعواقب وخيمة إذا انسحبت الولايات المتحدة من الاتفاق النووي.",
            {"THREATEN هددت | iran > usa | actual", "RETREAT انسحبت | usa >  | conditional"}},
        Row{"to_whom_a_town_is_handed",
            "سلمت قوات سوريا الديمقراطية الجيش السوري مدينة منبج.",
            {"CONCEDE سلمت | sdf > gov-sy-army | actual"}},
        Row{"an_ambassador_of_ones_own_is_recalled",
            "استدعى المغرب سفيره في إيران.",
            {"SANCTION استدعى | morocco > iran | actual"}},
        Row{"consultations_at_home_are_none",
            "استدعت فرنسا سفيرها لدى تركيا للتشاور.",
            {"SANCTION استدعت | france > turkey | actual"}},
        Row{"a_masculine_verb_has_no_feminine_state_with_the_article",
            "الوزير القطري الذي كان يتحدث في الدوحة، اتهم السعودية والإمارات بالتدخل.",
            {"ACCUSE اتهم |  > saudi-arabia+uae | actual"}},
        Row{"whose_the_bullets_were", "قتل ستون فلسطينيا بالرصاص الإسرائيلي.", {"ASSAULT قتل | israel > palestine | actual"}},
        Row{"bullets_without_an_adjective_are_nobodys",
            "قتل الجيش الإسرائيلي بالرصاص الحي أربعة فلسطينيين.",
            {"ASSAULT قتل | israel-army > palestine | actual"}},
        Row{"a_meeting_of_a_summit_is_the_meeting",
            "عقد ترامب وبوتين اجتماع قمة في هلسنكي.",
            {"CONSULT اجتماع | donald-trump+vladimir-putin >  | actual"}},
        Row{"triggers_of_many_words", "أعلنت روسيا ضابطا فرنسيا شخصا غير مرغوب فيه.", {"SANCTION شخصا | russia >  | actual"}},
        Row{"one_leaves_the_black_list",
            "شطبت الولايات المتحدة السودان من القائمة السوداء.",
            {"CONCEDE شطبت | usa > sudan | actual"}},
        Row{"an_object_behind_a_place",
            "استهدفت القوات التركية في عفرين وحدات حماية الشعب.",
            {"ASSAULT استهدفت | turkey-army > ypg | actual"}},
        Row{"a_name_behind_a_place",
            "استقبل السيسي في القاهرة خليفة حفتر.",
            {"CONSULT استقبل | abdel-fattah-el-sisi > khalifa-haftar | actual"}},
        Row{"a_leader_in_a_body_is_killed",
            "قتل قيادي في حركة حماس في غارة إسرائيلية على غزة.",
            {"ASSAULT قتل | israel > hamas | actual", "ASSAULT غارة | israel >  | actual"}},
        Row{"a_member_that_kills_has_an_object",
            "قتل عنصر من حزب الله جنديا إسرائيليا.",
            {"ASSAULT قتل | hezbollah > israel | actual"}},
        Row{"what_is_refused_another_asked",
            "رفضت إيران طلب المفتشين زيارة المنشأة.",
            {"REJECT رفضت | iran >  | actual", "REQUEST طلب |  > iran | actual"}},
        Row{"who_is_invited_meets",
            "أعلن ترامب قبوله دعوة لعقد لقاء مع كيم جونغ أون.",
            {"AGREE قبوله | donald-trump >  | actual", "REQUEST دعوة |  > donald-trump | actual",
             "CONSULT لقاء | donald-trump+kim-jong-un >  | planned"}},
        Row{"who_praises_a_deal_between_others_is_no_party",
            "أشاد ترامب بالمصالحة بين إثيوبيا وإريتريا.",
            {"SUPPORT أشاد | donald-trump > eritrea+ethiopia | actual", "AGREE المصالحة | eritrea+ethiopia >  | actual"}},
        Row{"whose_release_it_is",
            "أفرجت فنزويلا عن سبعة أميركيين مقابل إفراج واشنطن عن قريبين لمادورو.",
            {"CONCEDE أفرجت | venezuela > usa | actual", "CONCEDE إفراج | usa >  | conditional"}},
        Row{"its_forces_at_the_head_of_a_clause_are_the_subject",
            "أعلنت تركيا أن قواتها قصفت وحدات حماية الشعب في عفرين.",
            {"ASSAULT قصفت | turkey > ypg | actual"}},
        Row{"who_condemns_clashes_does_not_fight",
            "استنكر المجلس الرئاسي الليبي الاشتباكات في طرابلس.",
            {"ACCUSE استنكر | libya-presidential-council >  | actual"}},
        Row{"a_mediation_of_two_states",
            "اتفق طرفا النزاع في السودان على هدنة إنسانية لمدة أسبوع بوساطة سعودية أميركية.",
            {"AGREE اتفق |  >  | actual | saudi-arabia mediator | usa mediator",
             "RETREAT هدنة |  >  | planned | saudi-arabia mediator | usa mediator"}},
        Row{"the_two_presidents_are_those_who_met",
            "أجرى فلاديمير بوتين محادثات مع رجب طيب أردوغان. وقال الكرملين إن الرئيسين اتفقا.",
            {"CONSULT محادثات | recep-tayyip-erdogan+vladimir-putin >  | actual",
             "AGREE اتفقا | recep-tayyip-erdogan+vladimir-putin >  | actual"}},
        Row{"the_two_countries_are_theirs",
            "التقى وزير الخارجية القطري محمد بن عبد الرحمن آل ثاني وزير الخارجية الإيراني محمد جواد ظريف. ووقع البلدان اتفاقا.",
            {"CONSULT التقى | mohammad-javad-zarif+mohammed-bin-abdulrahman-al-thani >  | actual",
             "AGREE وقع | iran+qatar >  | actual"}},
        Row{"countries_are_not_two",
            "استأنفت الجزائر والمغرب المحادثات. وساعدت اليابان أفقر البلدان.",
            {"CONSULT المحادثات | algeria+morocco >  | actual", "AID ساعدت | japan >  | actual"}},
        Row{"the_leaders_of_two_states",
            "تستعد الجزائر والمغرب لمحادثات. وتعهد زعيما البلدين بفتح الحدود.",
            {"CONSULT محادثات | algeria+morocco >  | planned", "AGREE تعهد | algeria+morocco >  | actual",
             "CONCEDE فتح | algeria+morocco >  | planned"}},
        Row{"the_ministers_whose_states_are_said",
            "وصل وزير الدفاع التركي خلوصي أكار ووزير الدفاع القطري خالد العطية إلى طرابلس. وبحث الوزيران التركي والقطري الملف.",
            {"CONSULT وصل | hulusi-akar+khalid-al-attiyah > libya | actual",
             "CONSULT بحث | hulusi-akar+khalid-al-attiyah >  | actual"}},
        Row{"his_counterpart_bears_the_same_title",
            "بحث وزير الخارجية الأميركي مايك بومبيو مع نظيره الروسي سيرغي لافروف الأزمة. وزار الوزير الروسي تونس.",
            {"CONSULT بحث | mike-pompeo+sergey-lavrov >  | actual", "CONSULT زار | sergey-lavrov > tunisia | actual"}},
        Row{"an_ambassador_somewhere",
            "هدد سفير روسيا في تونس إيغور بيلاييف الولايات المتحدة.",
            {"THREATEN هدد | x-ayghwr-bylayyf > usa | actual"}},
        Row{"who_is_threatened_with_an_answer",
            "هدد الجيش السوداني برد قاس على قوات الدعم السريع.",
            {"THREATEN هدد | sudan-army > rsf | actual"}},
        Row{"one_withdraws_from_an_organisation",
            "تعتزم قطر الانسحاب من منظمة أوبك.",
            {"RETREAT الانسحاب | qatar > opec | planned"}},
        Row{"warplanes_are_those_of_the_army_that_speaks",
            "وقال الجيش الإسرائيلي: \"قصفت طائرات حربية مواقع تابعة لحركة حماس\".",
            {"ASSAULT قصفت | israel-army > hamas | actual"}},
        Row{"accusations_traded_with_somebody",
            "تبادلت تركيا الاتهامات مع إسرائيل.",
            {"ACCUSE الاتهامات | israel+turkey >  | actual"}},
        Row{"who_is_held_responsible_did_it",
            "حملت الولايات المتحدة إيران المسؤولية عن الهجوم على أرامكو.",
            {"ACCUSE حملت | usa > iran | actual", "ASSAULT الهجوم | iran > saudi-arabia-aramco | actual"}},
        Row{"who_blames_for_arrests_does_not_arrest",
            "انتقدت منظمة العفو الدولية مصر بسبب الاعتقالات.",
            {"ACCUSE انتقدت | amnesty > egypt | actual", "COERCE الاعتقالات | egypt >  | actual"}},
        Row{"a_verb_spelled_like_a_noun_before_its_subject",
            "هاتف جو بايدن بنيامين نتنياهو.",
            {"CONSULT هاتف | benjamin-netanyahu+joe-biden >  | actual"}},
        Row{"how_a_guest_is_received",
            "واستقبل رئيس كينيا، وليام روتو، بحفاوة رئيس الوزراء الإثيوبي، آبي أحمد.",
            {"CONSULT استقبل | william-ruto > abiy-ahmed | actual"}},
        Row{"aid_for_a_state", "قدمت قطر مساعدات للسودان.", {"AID مساعدات | qatar > sudan | actual"}},
        Row{"a_state_behind_a_body_that_blames_it",
            "انتقدت منظمة العفو الدولية مصر.",
            {"ACCUSE انتقدت | amnesty > egypt | actual"}},
        Row{"an_object_behind_a_time",
            "دعا ترامب منذ توليه الحكم في مطلع 2017 حركة طالبان إلى التهدئة.",
            {"REQUEST دعا | donald-trump > taliban | actual", "RETREAT التهدئة | taliban >  | possible"}},
        Row{"an_object_behind_an_adjunct_with_a_pronoun",
            "كما طالبوا في هتافاتهم حماس بالثأر.",
            {"REQUEST طالبوا |  > hamas | actual"}},
        Row{"who_is_accused_without_an_accuser", "اتهم أحمد سعيد بالتخابر.", {"ACCUSE اتهم |  > x-ahmd-sayd | actual"}},
        Row{"a_joined_accusation_has_the_subject_before",
            "نفت موسكو أي تورط، واتهمت بريطانيا بشن حملة.",
            {"ACCUSE اتهمت | russia > uk | actual"}},
        Row{"laying_responsibility_on_somebody",
            "سعت دول غربية إلى تحميل إيران المسؤولية.",
            {"ACCUSE تحميل |  > iran | planned"}},
        Row{"a_veto_is_one_event", "استخدمت روسيا حق الفيتو ضد مشروع قرار بريطاني.", {"REJECT الفيتو | russia > uk | actual"}},
        Row{"who_supports_what_another_does",
            "قال نتنياهو إنه يدعم بالكامل انسحاب ترامب من الاتفاق.",
            {"SUPPORT يدعم | benjamin-netanyahu > donald-trump | actual", "RETREAT انسحاب | donald-trump >  | actual"}},
        Row{"whom_a_threat_would_strike",
            "تحدث المحلل عن تهديد واشنطن بضرب حركة طالبان.",
            {"THREATEN تهديد | usa > taliban | actual", "ASSAULT ضرب | usa > taliban | possible"}},
        Row{"whose_shells_fell",
            "سقطت قذائف أطلقتها حركة حماس وحزب الله على البلدة.",
            {"ASSAULT سقطت | hamas+hezbollah >  | actual", "ASSAULT أطلقتها | hamas+hezbollah >  | actual"}},
        Row{"bullets_behind_a_joined_verb",
            "قتل 25 فلسطينيا وأصيب أكثر من 900 آخرين برصاص الجيش الإسرائيلي.",
            {"ASSAULT قتل | israel-army > palestine | actual"}},
        Row{"whose_support_for_groups",
            "انتقد ماكرون دعم إيران لجماعات مسلحة.",
            {"ACCUSE انتقد | emmanuel-macron > iran | actual", "SUPPORT دعم | iran >  | actual"}},
        Row{"whose_decision_it_is", "رغم قرار ترامب فرض عقوبات على إيران.", {"SANCTION عقوبات | donald-trump > iran | actual"}},
        Row{"rejected_accusations_were_made",
            "رفضت موسكو الاتهامات الهولندية.",
            {"REJECT رفضت | russia > netherlands | actual", "ACCUSE الاتهامات | netherlands > russia | actual"}},
        Row{"what_goes_on_is_no_wish",
            "حث مجلس الأمن الحوثيين على مواصلة المحادثات.",
            {"REQUEST حث | un-security-council > houthis | actual", "CONSULT المحادثات | houthis >  | actual"}},
        Row{"without_a_pilot_denies_nothing",
            "نفذت طائرة أميركية بدون طيار ضربة ضد قائد في القاعدة في مأرب.",
            {"ASSAULT ضربة | usa >  | actual"}},
        Row{"who_meets_is_who_came",
            "وصل أردوغان إلى موسكو حيث سيلتقي بوتين.",
            {"CONSULT وصل | recep-tayyip-erdogan > russia | actual",
             "CONSULT يلتقي | recep-tayyip-erdogan+vladimir-putin >  | planned"}},
        Row{"whom_a_noun_with_a_pronoun_blames", "أعربت إيران عن استنكارها لقصف غزة.", {"ACCUSE استنكارها | iran >  | actual"}},
        Row{"a_subject_without_a_name_is_nobody_else",
            "طالب متظاهرون بمحاكمة نتنياهو.",
            {"COERCE محاكمة |  > benjamin-netanyahu | possible"}},
        Row{"who_is_led_to_threaten",
            "أغلق المحتجون الميناء، ما دفع واشنطن إلى التلويح بعقوبات على ليبيا.",
            {"THREATEN التلويح | usa > libya | actual", "SANCTION عقوبات | usa > libya | possible"}},
        Row{"a_halt_to_fire_is_one_event",
            "توافق روسيا وتركيا على وقف دائم لإطلاق النار.",
            {"AGREE توافق | russia+turkey >  | actual", "RETREAT وقف | russia+turkey >  | planned"}},
        Row{"who_is_threatened_by_the_act",
            "هددت الولايات المتحدة بفرض عقوبات على تركيا.",
            {"THREATEN هددت | usa > turkey | actual", "SANCTION عقوبات | usa > turkey | possible"}},
        Row{"who_answers_a_raid_did_not_make_it",
            "ردت إيران على الغارة بإطلاق صواريخ على قواعد أمريكية.",
            {"ASSAULT ردت | iran >  | actual", "ASSAULT إطلاق | iran > usa | actual"}},
        Row{"a_raid_that_is_answered_is_its_owners",
            "ردت القوات الإيرانية على القصف الإسرائيلي بالمدفعية.",
            {"ASSAULT ردت | iran-army >  | actual", "ASSAULT القصف | israel >  | actual"}},
        Row{"a_body_behind_a_noun_with_the_article_is_the_object",
            "واتهمت جماعات حقوق الإنسان القوات الإسرائيلية بالتعذيب.",
            {"ACCUSE اتهمت |  > israel-army | actual"}},
        Row{"an_object_named_before_its_verb",
            "وأضاف أن ثلاثة مواطنين بريطانيين يحتجزهم الحوثيون.",
            {"COERCE يحتجزهم | houthis > uk | actual"}},
        Row{"duty_on_a_name_before_the_clause",
            "قال لافروف إن على واشنطن أن تسحب قواتها من سوريا.",
            {"RETREAT تسحب | usa >  | possible"}},
        Row{"besieger_by_pronoun",
            "خففت السعودية حصارها على اليمن.",
            {"CONCEDE خففت | saudi-arabia > gov-yemen | actual", "COERCE حصارها | saudi-arabia > gov-yemen | actual"}},
        Row{"group_by_adjective",
            "أعلن الحوثيون النتيجة. وقتل مدنيان في هجوم حوثي على المدينة.",
            {"ASSAULT قتل | houthis >  | actual", "ASSAULT هجوم | houthis >  | actual"}},
        Row{"an_indefinite_victim_is_no_killer",
            "قتل جندي تركي في غارة أمريكية.",
            {"ASSAULT قتل | usa > turkey | actual", "ASSAULT غارة | usa >  | actual"}},
        Row{"the_accusative_of_a_nisba_is_no_state",
            "طردت بريطانيا 23 دبلوماسيا روسيا.",
            {"SANCTION طردت | uk > russia | actual"}},
        Row{"noun_with_doer_and_object",
            "تجاوز الطرفان الأزمة بعد إسقاط أنقرة مقاتلة روسية.",
            {"ASSAULT إسقاط | turkey > russia | actual"}},
        Row{"who_supports_by_their_help",
            "قصفت القوات التركية المدينة بمساندة الجيش السوري الحر.",
            {"ASSAULT قصفت | turkey-army >  | actual", "SUPPORT مساندة | fsa > turkey-army | actual"}},
        Row{"who_condemns_did_not_strike",
            "أدان مجلس الأمن الهجوم على البعثة.",
            {"ACCUSE أدان | un-security-council >  | actual"}},
        Row{"a_text_is_the_subject_of_its_clause",
            "وأكدت الوزارة أن مشروع القرار يدين إيران.",
            {"ACCUSE يدين |  > iran | actual"}},
        Row{"joined_clauses_share_their_subject",
            "تمنى المبعوث أن يعود ترامب إلى رشده وألا ينسحب من الاتفاق.",
            {"RETREAT ينسحب | donald-trump >  | possible"}},
        Row{"pronoun_of_the_complementizer_is_the_subject",
            "أبلغت واشنطن أنقرة أنها ستسحب قواتها من سوريا.",
            {"RETREAT تسحب | usa >  | planned"}},
        Row{"object_behind_verb_and_subject_is_a_noun",
            "رفضت إسرائيل طلب الأمم المتحدة فتح تحقيق.",
            {"REJECT رفضت | israel > un | actual", "REQUEST طلب | un > israel | actual"}},
        Row{"call_received_from",
            "تلقى وزير الخارجية الروسي سيرغي لافروف اتصالا هاتفيا من نظيره الأميركي مايك بومبيو.",
            {"CONSULT اتصالا | mike-pompeo+sergey-lavrov >  | actual"}},
        Row{"exposed_to_an_attack",
            "تعرضت قوات الحكومة اليمنية لهجوم من الحوثيين.",
            {"ASSAULT هجوم | houthis > gov-yemen-army | actual"}},
        Row{"participle_between_noun_and_preposition",
            "مددت الولايات المتحدة العقوبات المفروضة على روسيا.",
            {"SANCTION العقوبات | usa > russia | actual"}},
        Row{"not_ruled_out_is_possible",
            "لم يستبعد لافروف عقد لقاء بين بوتين وترامب.",
            {"CONSULT لقاء | donald-trump+vladimir-putin >  | possible"}},
        Row{"insists_on_the_need",
            "أكدت إيران على ضرورة انسحاب القوات الأميركية من سوريا.",
            {"REQUEST ضرورة | iran > usa-army | actual", "RETREAT انسحاب | usa-army >  | possible"}},
        Row{"verb_first_object_demand",
            "طالبت إثيوبيا السودان بسحب قواته من منطقة الفشقة.",
            {"REQUEST طالبت | ethiopia > sudan | actual", "RETREAT سحب | sudan >  | possible"}},
        Row{"accused_does_the_content",
            "اتهمت الحكومة الليبية قوات حفتر بقصف المطار.",
            {"ACCUSE اتهمت | libya > lna | actual", "ASSAULT قصف | lna >  | possible"}},
        Row{"agreement_between_with_mediator",
            "تم التوصل إلى اتفاق بين حماس وإسرائيل بوساطة مصرية.",
            {"AGREE التوصل | hamas+israel >  | actual | egypt mediator"}},
        Row{"offer_by_nisba_and_its_addressee",
            "رفضت حماس مقترحا مصريا.",
            {"REJECT رفضت | hamas > egypt | actual", "REQUEST مقترحا | egypt > hamas | actual"}},
        Row{"counterpart_is_the_object_of_a_carried_subject",
            "زار وزير الخارجية الفرنسي جان إيف لودريان دمشق والتقى نظيره السوري وليد المعلم.",
            {"CONSULT زار | jean-yves-le-drian > gov-sy | actual",
             "CONSULT التقى | jean-yves-le-drian+walid-al-moallem >  | actual"}},
        Row{"future_and_verb_after_its_topic",
            "قالت روسيا إن تركيا ستسحب قواتها من سوريا.",
            {"RETREAT تسحب | turkey >  | planned"}},
        Row{"raid_on_a_country_named_as_a_place",
            "شنت الطائرات الأمريكية غارات على سوريا.",
            {"ASSAULT غارات | usa-air-force > gov-sy | actual"}},
        Row{"agreed_meeting_of_the_two_countries",
            "اتفقت كوريا الشمالية وكوريا الجنوبية على عقد قمة بين زعيمي البلدين.",
            {"AGREE اتفقت | north-korea+south-korea >  | actual", "CONSULT قمة | north-korea+south-korea >  | planned"}},
        Row{"people_counted_are_killed_not_killing",
            "وأعلنت الوزارة مقتل ستة فلسطينيين برصاص الجيش الإسرائيلي.",
            {"ASSAULT مقتل | israel-army > palestine | actual"}},
        Row{"noun_that_opens_the_sentence",
            "قرار جديد يطالب إسرائيل بالتخلي عن السلاح النووي.",
            {"REQUEST يطالب |  > israel | actual", "CONCEDE التخلي | israel >  | possible"}},
        Row{"genitive_plural_is_part_of_the_subject",
            "تظاهر آلاف الفلسطينيين ضد إسرائيل.",
            {"PROTEST تظاهر | palestine-people > israel | actual"}},
        Row{"resumptive_pronoun", "يستعد الاتحاد الأوروبي الذي ستنسحب منه بريطانيا.", {"RETREAT تنسحب | uk >  | planned"}},
        Row{"his_movement_is_the_spokesmans",
            "وقال المتحدث باسم حركة حماس حازم قاسم إن حركته ترفض الاتفاق.",
            {"REJECT ترفض | hamas >  | actual"}},
        Row{"his_country_is_the_presidents",
            "وقال الرئيس التركي رجب طيب أردوغان إن بلاده ستهاجم المدينة.",
            {"ASSAULT تهاجم | turkey >  | planned"}},
        Row{"any_attack_is_possible", "أي هجوم تركي على سوريا سيكون خطأ.", {"ASSAULT هجوم | turkey > gov-sy | possible"}},
        Row{"promise_under_a_later_condition",
            "قالت إيران إنها ملتزمة بالاتفاق ما لم تنسحب منه بريطانيا.",
            {"AGREE ملتزمة | iran >  | conditional", "RETREAT تنسحب | uk >  | conditional"}},
        Row{"kept_from_attacking",
            "تسعى الأمم المتحدة إلى منع السعودية من شن هجوم على اليمن.",
            {"COERCE منع | un > saudi-arabia | planned", "ASSAULT هجوم | saudi-arabia > gov-yemen | possible"}},
        Row{"intended_with_help_that_is_given",
            "تستعد روسيا، بدعم من إيران، لمهاجمة تركيا.",
            {"SUPPORT دعم | iran > russia | actual", "ASSAULT مهاجمة | russia > turkey | planned"}},
        Row{"object_of_the_verb_before_is_object_again",
            "اتهمت إسرائيل حزب الله بارتكاب جرائم، وطالبت الحزب بتسليم سلاحه.",
            {"ACCUSE اتهمت | israel > hezbollah | actual", "ASSAULT ارتكاب | hezbollah >  | possible",
             "REQUEST طالبت | israel > hezbollah | actual"}},
        Row{"who_is_threatened_with_bombing_is_bombed",
            "هددت إيران بقصف إسرائيل.",
            {"THREATEN هددت | iran > israel | actual", "ASSAULT قصف | iran > israel | possible"}},
        Row{"victim_of_what_the_campaign_serves",
            "شنت تركيا حملة عسكرية لطرد وحدات حماية الشعب من عفرين.",
            {"ASSAULT حملة | turkey > ypg | actual", "COERCE طرد | turkey > ypg | planned"}},
        Row{"violence_that_names_nobody", "قتل 18 شخصا عندما انفجرت سيارتان مفخختان في السوق.", {"ASSAULT قتل |  >  | actual"}},
        Row{"an_accident_is_none", "قتل خمسة أشخاص في حادث سير في القاهرة.", {}},
        Row{"kidnapping_that_names_nobody",
            "خطف مسلحون مجهولون ثلاثة موظفين أجانب قرب المدينة أمس.",
            {"ASSAULT خطف |  >  | actual"}},
        Row{"suicide_bomber",
            "قال ضابط في الشرطة إن انتحاريا فجر نفسه قرب دورية ما أدى إلى مقتل ثلاثة جنود.",
            {"ASSAULT فجر |  >  | actual"}},
        Row{"exposed_to_an_attack_is_no_plan", "تعرضت القوات التركية لهجوم في إدلب.", {"ASSAULT هجوم |  > turkey-army | actual"}},
        Row{"the_latter_is_whom_the_sentence_named_last",
            "قال ماكرون إن إيران هاجمت إسرائيل قبل أن تقصف الأخيرة عدة مطارات.",
            {"ASSAULT هاجمت | iran > israel | actual", "ASSAULT تقصف | israel >  | actual"}},
        Row{"a_war_of_words_is_none", "اندلعت حرب كلامية بين تركيا وإسرائيل.", {}},
        Row{"to_rule_is_not_to_kill", "قضت محكمة في القاهرة ببراءة السفير الإيراني.", {}},
        Row{"to_finish_off_is", "قضت القوات التركية على مسلحي داعش في المدينة.", {"ASSAULT قضت | turkey-army > isis | actual"}},
        Row{"an_excerpt_on_a_trial_reports_no_attack",
            "وفي القاهرة نظرت المحكمة في القضية التي يحاكم فيها عدد من المتهمين باغتيال الرئيس السادات، وقررت تأجيل النظر في "
            "الدعوى إلى جلسة أخرى.",
            {}},
        Row{"relative_clause_of_a_construct",
            "رفضت حماس عرض الجائزة الذي قدمه الجيش الإسرائيلي.",
            {"REJECT رفضت | hamas > israel-army | actual", "REQUEST عرض | israel-army > hamas | actual"}},
        Row{"subject_goes_on_past_a_relative_clause",
            "تطالب إثيوبيا بإدارة السد الذي قصفته مصر، كما تطالب بتعويضات.",
            {"REQUEST تطالب | ethiopia >  | actual", "ASSAULT قصفته | egypt > ethiopia | actual",
             "REQUEST تطالب | ethiopia > egypt | actual"}},
        Row{"guarantor_as_a_predicate",
            "اتفقت إثيوبيا والسودان على هدنة، على أن تكون مصر هي الضامن لذلك.",
            {"AGREE اتفقت | ethiopia+sudan >  | actual", "RETREAT هدنة | ethiopia+sudan >  | planned | egypt guarantor"}},
        Row{"subjects_behind_and_was",
            "وكانت روسيا وتركيا وإيران قد اتهمت واشنطن بدعم الإرهاب.",
            {"ACCUSE اتهمت | iran+russia+turkey > usa | actual", "SUPPORT دعم | usa >  | actual"}},
        Row{"meeting_on_a_day_ahead",
            "تستضيف عمان الاثنين المقبل محادثات بين إيران والسعودية.",
            {"CONSULT محادثات | iran+saudi-arabia >  | planned | jordan host"}},
        Row{"three_soldiers_were_killed",
            "قتل ثلاثة جنود أتراك في هجوم شنه حزب العمال الكردستاني.",
            {"ASSAULT قتل | pkk > turkey-army | actual", "ASSAULT هجوم | pkk >  | actual"}},
        Row{"state_accused_behind_a_name",
            "اتهم الرئيس التركي رجب طيب أردوغان إسرائيل بالتصعيد.",
            {"ACCUSE اتهم | recep-tayyip-erdogan > israel | actual"}},
        Row{"a_masculine_verb_is_not_of_a_state", "التقى الوزير الوفد، وهدد إيران بالرد.", {"THREATEN هدد |  > iran | actual"}},
        Row{"but_of_a_masculine_one", "واتهم لبنان إسرائيل بالكذب.", {"ACCUSE اتهم | lebanon > israel | actual"}},
        Row{"nor_of_a_body_with_a_feminine_name",
            "ليبيا: قتلى في هجوم استهدف حكومة الوفاق.",
            {"ASSAULT استهدف |  > libya-gna | actual"}},
        Row{"whose_the_condemned_deed_is",
            "أدان مجلس الأمن الدولي الانتهاكات التي تقوم بها جماعة الحوثي.",
            {"ACCUSE أدان | un-security-council > houthis | actual"}},
        Row{"but_not_who_only_speaks_of_it",
            "أدان مجلس الأمن الدولي الانتهاكات التي أعلنت فرنسا وقوعها.",
            {"ACCUSE أدان | un-security-council >  | actual"}},
        Row{"nor_a_body_with_a_masculine_name_of_a_feminine_verb",
            "واتهمت حزب الله اللبناني بالكذب.",
            {"ACCUSE اتهمت |  > hezbollah | actual"}},
        Row{"raids_of_what_belongs_to_them",
            "شن غارات لمروحيات التحالف العربي على الحوثيين.",
            {"ASSAULT غارات | saudi-led-coalition > houthis | actual"}},
        Row{"a_gathering_that_is_struck",
            "استهدف الجيش المصري تجمعا لتنظيم داعش.",
            {"ASSAULT استهدف | egypt-army > isis | actual"}},
        Row{"whose_circumstance_a_meeting_is",
            "وأوضح ماكرون بعد لقاء مع ترامب أن الطريق طويل.",
            {"CONSULT لقاء | donald-trump+emmanuel-macron >  | actual"}},
        Row{"a_missile_hits_a_capital",
            "وأوضح البيان أن صاروخا باليستيا استهدف الرياض.",
            {"ASSAULT استهدف |  > saudi-arabia | actual"}},
        Row{"a_body_that_hits_something",
            "ونددت مصر بتنظيم داعش الذي استهدف حافلة ركاب.",
            {"ACCUSE نددت | egypt > isis | actual", "ASSAULT استهدف | isis >  | actual"}},
        Row{"a_position_of_others_in_the_accusative",
            "قصفت القوات موقعا إسرائيليا في الجولان.",
            {"ASSAULT قصفت |  > israel | actual"}},
        Row{"a_weak_verb_of_a_feminine_body",
            "وكان النظام السوري قد دعا حكومة الوفاق إلى الحوار.",
            {"REQUEST دعا | gov-sy > libya-gna | actual", "CONSULT الحوار | gov-sy+libya-gna >  | possible"}},
        Row{"and_must_without_the_and",
            "قال أردوغان: \"الوضع خطير ويجب على واشنطن أن تغادر\".",
            {"REQUEST يجب | recep-tayyip-erdogan > usa | actual"}},
        Row{"whose_soldiers_were_killed",
            "أعلن الجيش الإسرائيلي مقتل ثلاثة من جنوده في معارك شمال غزة.",
            {"ASSAULT مقتل |  > israel-army | actual"}},
        Row{"whose_staff_were_killed",
            "أعلنت اللجنة الدولية للصليب الأحمر مقتل أحد موظفيها في ليبيا.",
            {"ASSAULT مقتل |  > icrc | actual"}},
        Row{"what_is_denied_was_an_accusation",
            "اتهمت الخرطوم إثيوبيا بدعم المتمردين، وهو ما تنفيه أديس أبابا.",
            {"ACCUSE اتهمت | sudan > ethiopia | actual", "SUPPORT دعم | ethiopia > ethiopia-armed-opposition | denied"}},
        Row{"who_must_stands_before_the_verb",
            "قال وزير الخارجية الروسي إن إيران وتركيا يجب أن تتعاونا.",
            {"REQUEST يجب | russia > iran+turkey | actual", "COOPERATE تتعاونا | iran+turkey >  | possible"}},
        Row{"need_of_what_another_does",
            "وشدد ماكرون أيضا على ضرورة أن توقف إيران برنامجها.",
            {"REQUEST ضرورة | emmanuel-macron > iran | actual", "CONCEDE توقف | iran >  | possible"}},
        Row{"protest_that_names_nobody", "اندلعت مظاهرات في المدينة احتجاجا على الغلاء.", {"PROTEST مظاهرات |  >  | actual"}},
        Row{"denied_by_negation", "لم تهاجم إيران السعودية.", {"ASSAULT تهاجم | iran > saudi-arabia | denied"}}),
    [](const auto& row) { return std::string(row.param.name); });

struct ModeRow {
  const char* name;
  const char* text;
  const char* trigger;
  const char* mode;
};

class EventMode : public testing::TestWithParam<ModeRow> {};

TEST_P(EventMode, IsReadFromTheText) {
  Engine::Worker worker = engine().worker();
  Document d;
  const Analysis& a = analyse({GetParam().name, GetParam().text, {}}, worker, d);
  const auto event =
      std::find_if(a.events.begin(), a.events.end(), [&](const Event& e) { return a.text(e.trigger) == GetParam().trigger; });
  ASSERT_NE(event, a.events.end());
  EXPECT_EQ(event->mode, GetParam().mode);
}

INSTANTIATE_TEST_SUITE_P(Modes, EventMode,
                         testing::Values(ModeRow{"weapon", "هاجمت طائرات روسية بالصواريخ مدينة إدلب.", "هاجمت", "heavy-weapons"},
                                         ModeRow{"threat_of_violence", "هددت إيران بقصف إسرائيل.", "هددت", "violence"},
                                         ModeRow{"asked_to_yield", "طالبت تركيا روسيا بالانسحاب من إدلب.", "طالبت", "yield"},
                                         ModeRow{"refuses_to_meet", "رفضت مصر لقاء الوفد الإسرائيلي.", "رفضت", "meet"},
                                         ModeRow{"three_at_the_table", "عقدت روسيا وتركيا وإيران اجتماعا في موسكو.", "اجتماعا",
                                                 "multilateral"}),
                         [](const auto& row) { return std::string(row.param.name); });

// Which step of a negotiation it is; none for what is no step.
TEST(EventMove, IsOfNegotiationsOnly) {
  const auto move_of_first = [](const char* text) {
    Engine::Worker worker = engine().worker();
    Document d;
    const Analysis& a = analyse(Row{"move", text, {}}, worker, d);
    return a.events.empty() ? std::string("no event") : std::string(name_of(a.events.front().move));
  };
  EXPECT_EQ(move_of_first("رفضت إيران مقترح الوسطاء."), "reject");
  EXPECT_EQ(move_of_first("رفضت إيران الاتهامات الأميركية."), std::string(name_of(Move::none)));
  EXPECT_EQ(move_of_first("ألغت إيران اجتماعا مع الوفد الأميركي."), std::string(name_of(Move::none)));
  EXPECT_EQ(move_of_first("استدعت إيران السفير البريطاني."), std::string(name_of(Move::none)));
}

// What a move is about: of the event with that trigger.
struct ObjectRow {
  const char* name;
  const char* text;
  std::string_view trigger;
  std::string_view expected;
};

class EventObject : public testing::TestWithParam<ObjectRow> {};

TEST_P(EventObject, IsWhatTheMoveIsAbout) {
  const ObjectRow& row = GetParam();
  Engine::Worker worker = engine().worker();
  Document d;
  const Analysis& a = analyse(Row{row.name, row.text, {}}, worker, d);
  const auto found =
      std::find_if(a.events.begin(), a.events.end(), [&](const Event& e) { return a.text(e.trigger) == row.trigger; });
  ASSERT_NE(found, a.events.end());
  EXPECT_EQ(a.text(found->object), row.expected);
}

INSTANTIATE_TEST_SUITE_P(
    Mechanisms, EventObject,
    testing::Values(
        ObjectRow{"behind_an_aside", "طالبت إيران، في بيان رسمي، برفع العقوبات عنها.", "طالبت", "رفع العقوبات عنها"},
        ObjectRow{"another_clause_is_none", "رفضت إيران، وفتح مسؤولون كبار باب الحوار مع مصر.", "رفضت", ""},
        ObjectRow{"ends_before_the_next_verb", "رفضت حماس عرض الهدنة وطلبت ضمانات.", "رفضت", "عرض الهدنة"},
        ObjectRow{"goes_on_within_its_clause", "طالبت حماس إسرائيل بأن ترفع الحصار وتفتح المعابر.", "طالبت",
                  "أن ترفع الحصار وتفتح المعابر"},
        ObjectRow{"behind_a_subject_before_its_verb", "حماس تشترط الانسحاب الكامل.", "تشترط", "الانسحاب الكامل"},
        ObjectRow{"without_article_behind_a_subject_before_its_verb", "قال الوزير إن الوفد الإسرائيلي عرض إدارة مشتركة للمعبر.",
                  "عرض", "إدارة مشتركة للمعبر"},
        ObjectRow{"head_of_a_relative_clause", "ترفض حماس شروط الانسحاب التي اقترحتها إسرائيل، حسب الصحيفة.", "اقترحتها",
                  "شروط الانسحاب"},
        ObjectRow{"head_by_the_pronoun_of_a_preposition", "انهارت الهدنة التي طالبت بها تركيا.", "طالبت", "الهدنة"},
        ObjectRow{"indefinite_head_without_relative_pronoun", "رفضت حماس تسوية تقترحها روسيا.", "تقترحها", "تسوية"},
        ObjectRow{"past_the_addressee", "طلبت حماس من مصر فتح المعابر.", "طلبت", "فتح المعابر"},
        ObjectRow{"past_an_adverbial", "رفضت روسيا في الجولة الأخيرة إدراج هذا البند في الاتفاق.", "رفضت",
                  "إدراج هذا البند في الاتفاق"},
        ObjectRow{"what_a_proposal_provides_for", "رفضت حماس مقترحا إسرائيليا يقضي بوقف القتال.", "مقترحا", "وقف القتال"},
        ObjectRow{"what_must_be_done", "قال وزير الخارجية الإيراني إنه يجب على واشنطن أن ترفع العقوبات.", "يجب",
                  "أن ترفع العقوبات"},
        ObjectRow{"what_one_is_talked_out_of", "وحاول مجلس الأمن ثني إسرائيل عن شن هجوم على غزة.", "ثني", "عن شن هجوم على غزة"},
        ObjectRow{"a_noun_with_its_adjective", "رفض الحوثيون تطبيق القرار الدولي الملزم.", "تطبيق", "القرار الدولي الملزم"},
        ObjectRow{"quotation_marks_stay_together", "هددت إيران إسرائيل بـ\"رد قاس\".", "هددت", "\"رد قاس\""},
        ObjectRow{"a_subject_is_none", "وافقت الفصائل السورية أمس.", "وافقت", ""}),
    [](const auto& row) { return std::string(row.param.name); });

struct DatedRow {
  const char* name;
  const char* text;
  EventType type;
  const char* expected;
};
void PrintTo(const DatedRow& row, std::ostream* out) { *out << row.name; }

class EventTime : public ::testing::TestWithParam<DatedRow> {};

TEST_P(EventTime, IsWhatDatesTheEvent) {
  Engine::Worker worker = engine().worker();
  Document d;
  const Analysis& a = analyse({GetParam().name, GetParam().text, {}}, worker, d);
  const auto found = std::find_if(a.events.begin(), a.events.end(), [](const Event& e) { return e.type == GetParam().type; });
  ASSERT_NE(found, a.events.end());
  EXPECT_EQ(found->time == kNone ? "" : a.times[found->time].value, GetParam().expected);
}

INSTANTIATE_TEST_SUITE_P(
    Clauses, EventTime,
    ::testing::Values(
        DatedRow{"other_clause", "وطالبت الحكومة السورية قوات سوريا الديمقراطية بقبول القانون الذي صدر في حزيران 2011.",
                 EventType::REQUEST, ""},
        DatedRow{"same_clause", "وطالبت الحكومة السورية في حزيران 2011 قوات سوريا الديمقراطية بقبول القانون.", EventType::REQUEST,
                 "2011-06"},
        DatedRow{"before_its_verb", "وفي عام 1999 رفضت كوريا الشمالية اقتراح الولايات المتحدة.", EventType::REJECT, "1999"},
        DatedRow{"year_of_a_law", "ورفضت الحكومة السورية اعتراف المعارضة بدستور العام 2004.", EventType::REJECT, ""},
        DatedRow{"year_of_an_agreement", "ورفضت إثيوبيا التطبيق الكامل لاتفاق الجزائر للعام 2000.", EventType::REJECT, ""},
        DatedRow{"since_something", "ورفضت حركة طالبان لأول مرة منذ غزو أفغانستان في عام 2001 اقتراح الحكومة.", EventType::REJECT,
                 ""},
        DatedRow{"after_something", "وتطالب الجزائر المغرب بعد رحيل الاستعمار عن الإقليم في عام 1975 بإجراء استفتاء.",
                 EventType::REQUEST, ""},
        DatedRow{"of_the_relative_clause", "الاتفاق النووي الذي وقعته إيران عام 2015 وترفضه إسرائيل في خطر.", EventType::REJECT,
                 ""}),
    [](const auto& row) { return std::string(row.param.name); });

// A text may end behind the preposition that was to lead to what is left, threatened or refused.
TEST(EventContent, MayBeCutOff) {
  Engine::Worker worker = engine().worker();
  Document d;
  for (const char* text : {"انسحبت إيران من", "هددت إيران ب", "رفضت إيران التوقيع على", "حذرت إيران من"}) {
    const Analysis& a = analyse({"cut", text, {}}, worker, d);
    for (const Event& e : a.events) EXPECT_LE(e.trigger.end.value, a.text().size()) << text;
  }
}

TEST(EventQuantities, AreAttachedWithTheirUnit) {
  Engine::Worker worker = engine().worker();
  Document d;
  const Analysis& a = analyse(
      {"counts", "شنت الطائرات الأمريكية غارات على العراق أسفرت عن مقتل 25 شخصا وإصابة ٤٠ آخرين من الجنود.", {}}, worker, d);
  std::vector<std::string> found;
  for (const Event& e : a.events)
    for (const Quantity& q : e.quantities)
      found.push_back(std::to_string(static_cast<int>(q.value)) + " " + std::string(q.unit) + " " + std::string(a.text(q.span)));
  std::sort(found.begin(), found.end());
  EXPECT_EQ(found, (std::vector<std::string>{"25 killed 25 شخصا", "40 wounded ٤٠ آخرين"}));
}

}  // namespace
}  // namespace isnad
