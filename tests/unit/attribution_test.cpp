// Who says what through whom: one row a construction (annotation.md 2 and its rulings). The sentences are written for this test.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "isnad/engine.h"
#include "isnad/names.h"
#include "lexicon/table.h"

namespace isnad {
namespace {

struct Row {
  const char* name;
  const char* title;
  const char* text;
  /// One entry an attribution: "cue | chain, nearest first, by first mention, joined by > | content".
  std::vector<std::string> expected;
};

std::vector<std::string> attributions_of(const Row& row) {
  static const Engine engine = *Engine::open(ISNAD_IMAGE);
  Document d;
  d.id = row.name;
  d.language = "ar";
  d.title = row.title;
  d.text = d.title.empty() ? row.text : d.title + "\n\n" + row.text;
  d.published = {"2020-05-06", DateBasis::metadata};
  Engine::Worker worker = engine.worker();
  const Analysis& a = worker.analyse(d);
  std::vector<std::string> out;
  for (const Attribution& x : a.attributions) {
    std::string chain;
    for (const Index s : x.chain) chain += (chain.empty() ? "" : " > ") + std::string(a.text(a.sources[s].mentions.front()));
    out.push_back(std::string(a.text(x.cue)) + " | " + chain + " | " + std::string(a.text(x.content.front())));
  }
  return out;
}

class AttributionRow : public testing::TestWithParam<Row> {};

TEST_P(AttributionRow, IsReadAsWritten) { EXPECT_EQ(attributions_of(GetParam()), GetParam().expected); }

INSTANTIATE_TEST_SUITE_P(
    Constructions, AttributionRow,
    testing::Values(
        Row{"verb_first", "", "قال مصدر أمني إن القوات انسحبت من المدينة.", {"قال | مصدر أمني | إن القوات انسحبت من المدينة"}},
        Row{"clause_with_a_pronoun_and_a_negation",
            "",
            "قال الوزير إنه لم يحضر الاجتماع.",
            {"قال | الوزير | إنه لم يحضر الاجتماع"}},
        Row{"carried_on",
            "",
            "قالت مصادر محلية إن القصف توقف. وأضافت أن الطرق فتحت.",
            {"قالت | مصادر محلية | إن القصف توقف", "أضافت | مصادر محلية | أن الطرق فتحت"}},
        Row{"participle",
            "",
            "أعلنت وزارة الخارجية الروسية أن المحادثات بدأت، مشيرة إلى أن الوفدين وصلا.",
            {"أعلنت | وزارة الخارجية الروسية | أن المحادثات بدأت", "مشيرة | وزارة الخارجية الروسية | أن الوفدين وصلا"}},
        Row{"transmitted",
            "",
            "ونقلت وكالة الأناضول عن مصادر محلية قولها إن الاجتماع تأجل.",
            {"نقلت | وكالة الأناضول > مصادر محلية | إن الاجتماع تأجل"}},
        Row{"said_to_an_outlet",
            "",
            "وقال متحدث باسم الحكومة السورية لوكالة رويترز إن الوفد عاد.",
            {"قال | وكالة رويترز > متحدث باسم الحكومة السورية | إن الوفد عاد"}},
        Row{"trailing_according_to",
            "",
            "شنت الطائرات غارات على ريف المدينة في ساعات الفجر، بحسب المرصد السوري لحقوق الإنسان.",
            {"بحسب | المرصد السوري لحقوق الإنسان | شنت الطائرات غارات على ريف المدينة في ساعات الفجر"}},
        Row{"another_voice_after_while",
            "",
            "قالت وزارة الدفاع الأرمينية إن أذربيجان قصفت مواقعها، في حين نفت باكو ذلك.",
            {"قالت | وزارة الدفاع الأرمينية | إن أذربيجان قصفت مواقعها", "نفت | باكو | ذلك"}},
        Row{"the_subject_before_an_auxiliary",
            "",
            "السيسي كان قد أبلغ بايدن أن مصر ترفض التهجير.",
            {"أبلغ | السيسي | أن مصر ترفض التهجير"}},
        Row{"the_paper_that_opens_a_sentence",
            "",
            "وفي صحيفة هآرتس، رأى المحلل عاموس هرئيل أن الاتفاق بات قريبا.",
            {"رأى | صحيفة هآرتس > المحلل عاموس هرئيل | أن الاتفاق بات قريبا"}},
        Row{"neither_mouth_nor_also_refer_back",
            "",
            "رحبت الرياض على لسان وزير خارجيتها فيصل بن فرحان بالاتفاق. ودعا أردوغان إسرائيل إلى وقف الحرب، كما طالب الأمم "
            "المتحدة بالتحرك.",
            {}},
        Row{"a_group_and_a_person",
            "",
            "واتهمت حماس نتنياهو بخرق الاتفاق، وقالت إنه يتحمل المسؤولية.",
            {"قالت | حماس | إنه يتحمل المسؤولية"}},
        Row{"what_is_not_ruled_out_or_hidden",
            "",
            "موسكو لا تستبعد لقاء كيم. ولم تستبعد إيران عقد القمة. ولم يخف مسؤول أوروبي قلقه من انهيار الاتفاق. ولم يحدد الوزير "
            "موعدا.",
            {"تستبعد | موسكو | لقاء كيم", "تستبعد | إيران | عقد القمة", "يخف | مسؤول أوروبي | قلقه من انهيار الاتفاق"}},
        Row{"quotation_over_paragraphs",
            "",
            "قالت حماس في بيان: \"قدمت الحركة رؤية شاملة.\nونؤكد أن الوسطاء تسلموها\". وقال البرهان: \"الجيش لن يفاوض "
            "أحدا.\n\"ولن نقبل "
            "بعودة الميليشيا\".",
            {"قالت | حماس | \"قدمت الحركة رؤية شاملة.\nونؤكد أن الوسطاء تسلموها\"", "نؤكد | حماس | أن الوسطاء تسلموها",
             "قال | البرهان | \"الجيش لن يفاوض أحدا.\n\"ولن نقبل بعودة الميليشيا\""}},
        Row{"quotation_behind_a_place",
            "",
            "وقالت أنغيلا ميركل في برلين \"هذه خطوة في الاتجاه الصحيح\".",
            {"قالت | أنغيلا ميركل | \"هذه خطوة في الاتجاه الصحيح\""}},
        Row{"what_is_called_for_next",
            "",
            "قال عباس عراقجي إن الاتفاق مهم، مطالبا واشنطن برفع العقوبات. وقالت الخارجية الروسية إن الهجوم فشل، وحملت كييف "
            "مسؤولية "
            "التصعيد. وقال لافروف إن الوضع خطير، لكن المتحدث باسم البيت الأبيض نفى ذلك.",
            {"قال | عباس عراقجي | إن الاتفاق مهم", "قالت | الخارجية الروسية | إن الهجوم فشل",
             "حملت | الخارجية الروسية | مسؤولية التصعيد", "قال | لافروف | إن الوضع خطير",
             "نفى | المتحدث باسم البيت الأبيض | ذلك"}},
        Row{"objects_behind_an_adjective",
            "",
            "اتهم مسؤول إسرائيلي روسيا بأنها تعرقل الاتفاق. وأبلغ مصدر أمني القاهرة أن الوفد سيصل.",
            {"اتهم | مسؤول إسرائيلي | أنها تعرقل الاتفاق", "أبلغ | مصدر أمني | أن الوفد سيصل"}},
        Row{"his_counterpart",
            "",
            "قال سيرغي لافروف إن الحل سياسي. وقال نظيره التركي هاكان فيدان إن القصف مستمر.",
            {"قال | سيرغي لافروف | إن الحل سياسي", "قال | نظيره التركي هاكان فيدان | إن القصف مستمر"}},
        Row{"lines_of_a_ticker",
            "",
            "المحادثات لحظة بلحظة.\n16:40 بيدرسن: لا نتوقع معجزات.\nالخارجية الروسية: اللجنة خطوة إيجابية.\n- سوريا: لا جديد.",
            {": | بيدرسن | لا نتوقع معجزات", ": | الخارجية الروسية | اللجنة خطوة إيجابية"}},
        Row{"direct_quotation_over_sentences",
            "",
            "وقال المتحدث باسم الخارجية الروسية: \"لن نقبل هذا العرض. سنعود إلى بلادنا\".",
            {"قال | المتحدث باسم الخارجية الروسية | \"لن نقبل هذا العرض. سنعود إلى بلادنا\""}},
        Row{"generic_speakers",
            "",
            "قال مفاوضون من الوفد إنهم بدأوا جولة جديدة.",
            {"قال | مفاوضون من الوفد | إنهم بدأوا جولة جديدة"}},
        Row{"short_quotation_behind_a_long_subject",
            "",
            "وقال متحدث باسم الوزارة \"لا نعلق على هذا الأمر\".",
            {"قال | متحدث باسم الوزارة | \"لا نعلق على هذا الأمر\""}},
        Row{"relative_with_antecedent",
            "",
            "رفضت إسرائيل التي قالت إن جنودها ردوا على النار.",
            {"قالت | إسرائيل | إن جنودها ردوا على النار"}},
        Row{"statement_in_which", "", "وأصدر الحزب بيانا قال فيه إن الهدنة انتهت.", {"قال | الحزب | إن الهدنة انتهت"}},
        Row{"colon_behind_a_circumstance",
            "",
            "قال مواطن سوداني بينما كان ينتظر مع رفاقه: \"نحن ننتظر هنا منذ أيام\".",
            {"قال | مواطن سوداني | \"نحن ننتظر هنا منذ أيام\""}},
        Row{"feminine_participle",
            "",
            "نددت الولايات المتحدة بالانتخابات قائلة إن النتائج زورت.",
            {"قائلة | الولايات المتحدة | إن النتائج زورت"}},
        Row{"own_preposition", "", "وأفادت مصادر يمنية بمقتل ثلاثة جنود.", {"أفادت | مصادر يمنية | مقتل ثلاثة جنود"}},
        Row{"object_regarded_as",
            "",
            "وهي أزمة تعتبرها الأمم المتحدة الأسوأ في العالم.",
            {"تعتبرها | الأمم المتحدة | الأسوأ في العالم"}},
        Row{"figures_of_a_body",
            "",
            "وبحسب أرقام الأمم المتحدة، يعيش آلاف المدنيين في الخيام.",
            {"بحسب | أرقام الأمم المتحدة | يعيش آلاف المدنيين في الخيام"}},
        Row{"study_shows", "", "وأظهرت دراسة أن نصف السكان نزحوا.", {"أظهرت | دراسة | أن نصف السكان نزحوا"}},
        Row{"claims_of_a_body",
            "",
            "ورد الحزب على مزاعم الحكومة بأن مقاتليه خرقوا الهدنة.",
            {"مزاعم | الحكومة | أن مقاتليه خرقوا الهدنة"}},
        Row{"verb_behind_its_content",
            "",
            "\"لن نتراجع عن هذا القرار مهما حدث\"، يقول رئيس بلدية المدينة.",
            {"يقول | رئيس بلدية المدينة | \"لن نتراجع عن هذا القرار مهما حدث\""}},
        Row{"announcement_as_noun", "", "جاء ذلك بعد إعلان الحكومة وقفا لإطلاق النار.", {"إعلان | الحكومة | وقفا لإطلاق النار"}},
        Row{"responsibility",
            "",
            "وحمل الرئيس الفلسطيني إسرائيل \"المسؤولية الكاملة\" عما حدث.",
            {"حمل | الرئيس الفلسطيني | \"المسؤولية الكاملة\" عما حدث"}},
        Row{"pretext",
            "",
            "اعتقلت الحكومة التركية ناشطين بحجة أنهم يهددون الأمن.",
            {"بحجة | الحكومة التركية | أنهم يهددون الأمن"}},
        Row{"as_for",
            "",
            "قالت روسيا إن الاتفاق قائم. أما تركيا، فقالت إن الاتفاق انهار.",
            {"قالت | روسيا | إن الاتفاق قائم", "قالت | تركيا | إن الاتفاق انهار"}},
        Row{"negated_behind_a_conjunction_is_none", "", "ولم تعلن الوزارة مزيدا من التفاصيل.", {}},
        Row{"supposed_is_none", "", "قمة يفترض أن تعقد في الشهر المقبل.", {}},
        Row{"unknown_name_behind_a_title",
            "",
            "وقال المواطن محمد أمير إن البلدة هادئة. وأضاف أمير أن السوق فتحت.",
            {"قال | المواطن محمد أمير | إن البلدة هادئة", "أضاف | المواطن محمد أمير | أن السوق فتحت"}},
        Row{"in_passing", "", "كانت مصادر سياسية قد كشفت، في وقت سابق، أن الوفد عاد.", {"كشفت | مصادر سياسية | أن الوفد عاد"}},
        Row{"need_with_a_quoted_part",
            "",
            "وشدد الرئيس الفرنسي على ضرورة إيجاد \"حل سياسي\" للأزمة.",
            {"شدد | الرئيس الفرنسي | ضرورة إيجاد \"حل سياسي\" للأزمة"}},
        Row{"its_ally",
            "",
            "ونفت حليفتها روسيا مرارا أي استخدام للأسلحة الكيميائية.",
            {"نفت | روسيا | أي استخدام للأسلحة الكيميائية"}},
        Row{"state_headline_of_its_minister",
            "روسيا: الضربة لم تتجاوز خطوطنا",
            "قالت روسيا إن الضربة لم تتجاوز الخطوط.",
            {": | روسيا | الضربة لم تتجاوز خطوطنا", "قالت | روسيا | إن الضربة لم تتجاوز الخطوط"}},
        Row{"state_headline_as_topic",
            "ليبيا: تجمع الآلاف في الساحات",
            "قالت وكالة رويترز إن الآلاف تجمعوا.",
            {"قالت | وكالة رويترز | إن الآلاف تجمعوا"}},
        Row{"in_his_words", "", "وقال الوزير التركي إن المدينة آمنة، على حد تعبيره.", {"قال | الوزير التركي | إن المدينة آمنة"}},
        Row{"construct_participle_is_none", "", "وقال مسؤول إن طالبي اللجوء وصلوا.", {"قال | مسؤول | إن طالبي اللجوء وصلوا"}},
        Row{"own_promise_is_none",
            "",
            "أعلنت كوريا الشمالية أنها قامت بتنفيذ وعدها للعالم.",
            {"أعلنت | كوريا الشمالية | أنها قامت بتنفيذ وعدها للعالم"}},
        Row{"contrast_inside",
            "",
            "وقال المسؤول إن انتهاكات وقعت، لكنها لم تكن كبيرة.",
            {"قال | المسؤول | إن انتهاكات وقعت، لكنها لم تكن كبيرة"}},
        Row{"plural_verb_behind_its_subject",
            "",
            "وكان سكان المدينة يحملون الجيش المسؤولية عن الدمار.",
            {"يحملون | سكان المدينة | المسؤولية عن الدمار"}},
        Row{"relative_of_another_speaker",
            "",
            "وبدأت أنقرة عمليتها ضد حزب الاتحاد الديموقراطي، الذي تقول إنه متحالف مع جماعة محظورة.",
            {"تقول | أنقرة | إنه متحالف مع جماعة محظورة"}},
        Row{"voiced_is_no_preposition", "", "وعبر القادة عن استيائهم من القرار.", {"عبر | القادة | استيائهم من القرار"}},
        Row{"definite_noun_goes_back",
            "",
            "ونقلت وكالة سبأ عن وزارة الدفاع قولها إن المدينة آمنة. وأضافت الوزارة أن الجيش تقدم.",
            {"نقلت | وكالة سبأ > وزارة الدفاع | إن المدينة آمنة", "أضافت | وكالة سبأ > وزارة الدفاع | أن الجيش تقدم"}},
        Row{"nested_voice_speaks_for_itself_later",
            "",
            "قال دونالد ترامب إن فلاديمير بوتين أكد أن الاتفاق قائم. وقال بوتين في موسكو إن المحادثات مستمرة.",
            {"قال | دونالد ترامب | إن فلاديمير بوتين أكد أن الاتفاق قائم",
             "أكد | دونالد ترامب > فلاديمير بوتين | أن الاتفاق قائم", "قال | فلاديمير بوتين | إن المحادثات مستمرة"}},
        Row{"outlet_between_topic_and_verb",
            "",
            "فلاديمير بوتين، الذي كان يتحدث لوكالة رويترز، قال إن الاتفاق قائم.",
            {"قال | وكالة رويترز > فلاديمير بوتين | إن الاتفاق قائم"}},
        Row{"apposition_without_comma",
            "",
            "وأعلنت الطبيبة كريستين بلانشارد مديرة مستشفى المدينة أن المريض بخير.",
            {"أعلنت | الطبيبة كريستين بلانشارد | أن المريض بخير"}},
        Row{"impersonal_is_none", "", "يذكر أن المدينة شهدت مواجهات في العام الماضي.", {}},
        Row{"adjective_is_none", "", "جرت محادثات غير معلنة بين الطرفين في العاصمة.", {}},
        Row{"refusal_to_comment_is_none", "", "ورفضت الحكومة التركية التعليق على التقارير.", {}}),
    [](const testing::TestParamInfo<Row>& row) { return std::string(row.param.name); });

std::vector<std::string> split(std::string_view text, std::string_view separator) {
  std::vector<std::string> parts;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find(separator, at), text.size());
    parts.emplace_back(text.substr(at, end - at));
    at = end + separator.size();
  }
  return parts;
}

// `got` is "cue | chain | content"; a part of `expected` that is "*" may be anything.
bool is_as_expected(const std::string& got, const std::string& expected) {
  const std::vector<std::string> g = split(got, " | ");
  const std::vector<std::string> e = split(expected, " | ");
  if (e.size() != 3 || g.size() < 3) return false;
  for (std::size_t i = 0; i < 3; ++i) {
    if (e[i] != "*" && e[i] != g[i]) return false;
  }
  return true;
}

std::string unescaped(std::string_view cell) {
  if (cell == "-") return {};
  std::string out;
  for (const std::string& line : split(cell, "\\n")) out += (out.empty() ? "" : "\n") + line;
  return out;
}

// tests/cases/attribution/*.tsv: the ways in which Arabic news passes a statement on, one row each, with the reason.
TEST(Attribution, ConstructionsAreReadAsTheCasesSay) {
  std::vector<std::string> files;
  for (const auto& entry : std::filesystem::directory_iterator(std::string(ISNAD_SOURCE_DIR) + "/tests/cases/attribution"))
    files.push_back(entry.path().string());
  std::sort(files.begin(), files.end());
  ASSERT_FALSE(files.empty());
  for (const std::string& file : files) {
    const auto table = lexicon::Table::read(file, {"title", "text", "expected", "why"});
    ASSERT_TRUE(table) << table.error().to_string();
    for (const auto& row : table->rows()) {
      const std::string title = unescaped(table->cell(row, "title"));
      const std::string text = unescaped(table->cell(row, "text"));
      const std::string wanted(table->cell(row, "expected"));
      const std::vector<std::string> expected = wanted == "-" ? std::vector<std::string>{} : split(wanted, " || ");
      const std::vector<std::string> got = attributions_of({"case", title.c_str(), text.c_str(), {}});
      EXPECT_TRUE(std::equal(got.begin(), got.end(), expected.begin(), expected.end(), is_as_expected))
          << file << ":" << row.line << ": " << table->cell(row, "why") << "\n  " << text << "\n  expected " << wanted
          << "\n  got " << testing::PrintToString(got);
    }
  }
}

// What kind of source speaks: a name makes a person of an office, known to the lexicon or not.
TEST(Attribution, NamesMakePersons) {
  static const Engine engine = *Engine::open(ISNAD_IMAGE);
  const std::vector<std::pair<const char*, const char*>> cases{
      {"قال سفير هولندا في المجلس كارل فان أوستيروم إن الوضع صعب.", "person"},
      {"وقالت مسؤولة كردية كبيرة تدعى هيفي مصطفى إن المدينة آمنة.", "person"},
      {"وقال مسؤول كردي كبير إن المدينة آمنة.", "official"},
      {"وقالت تقارير إعلامية في المملكة المتحدة إن الاتفاق قريب.", "document"},
  };
  for (const auto& [text, kind] : cases) {
    Document d;
    d.language = "ar";
    d.text = text;
    Engine::Worker worker = engine.worker();
    const Analysis& a = worker.analyse(d);
    ASSERT_EQ(a.attributions.size(), 1U) << text;
    EXPECT_EQ(name_of(a.sources[a.attributions[0].chain.back()].kind), kind) << text;
  }
}

TEST(Attribution, DistancingVerbsAndQuotesAreMarked) {
  static const Engine engine = *Engine::open(ISNAD_IMAGE);
  Document d;
  d.language = "ar";
  d.text = "زعم متحدث باسم الحوثيين أن \"السفينة أصيبت إصابة مباشرة قبالة الساحل\".";
  Engine::Worker worker = engine.worker();
  const Analysis& a = worker.analyse(d);
  ASSERT_EQ(a.attributions.size(), 1U);
  EXPECT_EQ(name_of(a.attributions[0].stance), "distancing");
  EXPECT_EQ(name_of(a.attributions[0].act), "allege");
  EXPECT_EQ(name_of(a.attributions[0].quote), "direct");
  EXPECT_EQ(name_of(a.sources[a.attributions[0].chain.back()].kind), "official");
}

}  // namespace
}  // namespace isnad
