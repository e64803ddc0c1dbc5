// What holds for any text, however broken: the pipeline survives it, every span slices, and the record can be read back. The
// texts are made from a fixed seed, so that a failure can be run again; the name of the text that failed is printed. With
// ISNAD_SOAK=N in the environment N times as many are made.
#include <gtest/gtest.h>

#include <functional>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "cli/program.h"
#include "isnad/engine.h"
#include "isnad/record.h"
#include "isnad/records.h"
#include "text/fold.h"
#include "text/utf8.h"

namespace isnad {
namespace {

constexpr std::size_t kLongLine = 100U << 10U;

// --- texts ----------------------------------------------------------------------------------------------------------

std::vector<std::string> words_of_samples() {
  std::vector<std::string> words;
  for (const auto& entry : std::filesystem::directory_iterator(std::filesystem::path(ISNAD_SOURCE_DIR) / "samples")) {
    if (entry.path().extension() != ".txt") continue;
    std::istringstream in(testing::read_file(entry.path()));
    for (std::string word; in >> word;) words.push_back(word);
  }
  std::sort(words.begin(), words.end());  // the order of a folder is not fixed
  return words;
}

std::vector<std::string> lines_of_samples() {
  std::vector<std::string> lines;
  for (const auto& entry : std::filesystem::directory_iterator(std::filesystem::path(ISNAD_SOURCE_DIR) / "samples")) {
    if (entry.path().extension() != ".txt") continue;
    std::istringstream in(testing::read_file(entry.path()));
    for (std::string line; std::getline(in, line);) {
      if (!line.empty()) lines.push_back(line);
    }
  }
  std::sort(lines.begin(), lines.end());
  return lines;
}

class Maker {
 public:
  explicit Maker(unsigned seed) : random_(seed) {}

  std::size_t below(std::size_t n) { return random_() % n; }
  template <class T>
  const T& one_of(const std::vector<T>& list) {
    return list[below(list.size())];
  }

  // Code points of the blocks that news in Arabic draws from, with the odd stranger.
  std::string code_points(std::size_t n) {
    static const std::vector<std::pair<char32_t, char32_t>> kBlocks{
        {0x0621, 0x064A}, {0x0621, 0x064A},   {0x0621, 0x064A}, {0x064B, 0x0652}, {0x0660, 0x0669}, {0x06F0, 0x06F9},
        {0x0600, 0x06FF}, {0x0020, 0x0020},   {0x0020, 0x0020}, {0x000A, 0x000A}, {0x0021, 0x007E}, {0x00A0, 0x00BF},
        {0x200B, 0x200F}, {0x2018, 0x2026},   {0x202A, 0x202E}, {0x2066, 0x2069}, {0x0300, 0x036F}, {0xFB50, 0xFDFF},
        {0xFE70, 0xFEFF}, {0x1F600, 0x1F64F}, {0x4E00, 0x4E20}};
    std::string out;
    for (std::size_t i = 0; i < n; ++i) {
      const auto [first, last] = one_of(kBlocks);
      text::append(out, first + static_cast<char32_t>(below(last - first + 1)));
    }
    return out;
  }

  std::string shuffled_words(std::size_t n, const std::string& between = " ") {
    static const std::vector<std::string> words = words_of_samples();
    std::string out;
    for (std::size_t i = 0; i < n; ++i) out += one_of(words) + between;
    return out;
  }

  // Pieces of lines, cut anywhere between code points, put together.
  std::string splices(std::size_t n) {
    static const std::vector<std::string> lines = lines_of_samples();
    std::string out;
    for (std::size_t i = 0; i < n; ++i) {
      const std::string& line = one_of(lines);
      std::size_t begin = start_of(line, below(line.size()));
      const std::size_t end = start_of(line, begin + below(line.size() - begin + 1));
      out += line.substr(begin, end - begin);
      if (below(4) == 0) out += '\n';
    }
    return out;
  }

  // `text` with one of `marks` put in at about every `every`th code point.
  std::string sprinkled(const std::string& text, const std::vector<std::string>& marks, std::size_t every) {
    std::string out;
    for (std::size_t i = 0; i < text.size();) {
      const std::uint32_t size = text::decode(text, i).size;
      if (below(every) == 0) out += one_of(marks);
      out.append(text, i, size);
      i += size;
    }
    return out;
  }

  static std::string repeated(const std::string& s, std::size_t times) {
    std::string out;
    for (std::size_t i = 0; i < times; ++i) out += s;
    return out;
  }

 private:
  static std::size_t start_of(const std::string& s, std::size_t i) {
    while (i < s.size() && (static_cast<unsigned char>(s[i]) & 0xC0U) == 0x80U) --i;
    return i;
  }

  std::mt19937 random_;
};

struct Kind {
  const char* name;
  std::function<std::string(Maker&)> make;
  unsigned rounds;
};

void PrintTo(const Kind& kind, std::ostream* out) {
  *out << kind.name;
}  // NOLINT(readability-identifier-naming): GoogleTest's name

const std::vector<std::string> kQuotes{"\"", "«", "»", "“", "”", "'", "„", "‹", "\"\"", "(", ")", ":"};
const std::vector<std::string> kInvisible{"\u200F", "\u200E", "\u202B", "\u202C", "\u2067", "\u2069",
                                          "\u200C", "\u200D", "\uFEFF", "ـ",      "\u064E"};
const std::vector<std::string> kMarks{".",  "،", "؛", "؟", "!", ":", "-", "–", "...", "«", "»",
                                      "\"", "(", ")", "[", "/", "#", "_", "@", "\n",  " "};

std::vector<Kind> kinds() {
  return {
      {"empty", [](Maker&) { return std::string(); }, 1},
      {"blank", [](Maker&) { return std::string(" \n\n \t\n"); }, 1},
      {"code points", [](Maker& m) { return m.code_points(400); }, 60},
      {"splices", [](Maker& m) { return m.splices(40); }, 120},
      {"shuffled words", [](Maker& m) { return m.shuffled_words(300); }, 60},
      {"a word a line", [](Maker& m) { return m.shuffled_words(300, "\n"); }, 10},
      {"words without spaces", [](Maker& m) { return m.shuffled_words(100, ""); }, 10},
      {"quotation marks anywhere", [](Maker& m) { return m.sprinkled(m.splices(20), kQuotes, 12); }, 60},
      {"bidi and zero-width marks", [](Maker& m) { return m.sprinkled(m.splices(20), kInvisible, 6); }, 40},
      {"marks anywhere", [](Maker& m) { return m.sprinkled(m.splices(20), kMarks, 5); }, 40},
      {"only marks", [](Maker& m) { return m.sprinkled(Maker::repeated(".", 2000), kMarks, 1); }, 5},
      {"numbers and dates",
       [](Maker& m) {
         return m.sprinkled(m.shuffled_words(100),
                            {" 12", "/", "-", ":", " ٢٠١٩", " 99999999999999999999", "1.", ",5", " 31/2/2020 "}, 5);
       },
       30},
      {"one huge word", [](Maker&) { return Maker::repeated("والمستشفيات", 6000); }, 1},
      {"one huge number", [](Maker&) { return Maker::repeated("0123456789", 3000); }, 1},
      {"one huge Latin word", [](Maker&) { return Maker::repeated("Xx", 20000); }, 1},
      {"one letter and its marks", [](Maker&) { return "ق" + Maker::repeated("\u064E", 20000); }, 1},
      {"marks with no letter", [](Maker&) { return Maker::repeated("\u064E\u0651 ", 500); }, 1},
      {"a line of 100 KB",
       [](Maker& m) {
         std::string s;
         while (s.size() < kLongLine) s += m.shuffled_words(100);
         return s;
       },
       1},
      {"quotations that never close", [](Maker&) { return Maker::repeated("قال «", 2000); }, 1},
      {"quotations that were never opened", [](Maker&) { return Maker::repeated("» قال الوزير ", 2000); }, 1},
      {"verbs of saying alone", [](Maker&) { return Maker::repeated("قال إن ", 3000); }, 1},
      {"sources alone", [](Maker&) { return Maker::repeated("بحسب مصدر عن ", 2000); }, 1},
      {"names alone", [](Maker&) { return Maker::repeated("الرئيس الروسي فلاديمير بوتين و", 1500); }, 1},
      {"days alone", [](Maker&) { return Maker::repeated("يوم الأحد من الشهر الماضي ", 1500); }, 1},
      {"NULs",
       [](Maker& m) {
         return m.sprinkled(m.splices(10), {std::string(1, '\0'), "\x01", "\x7F", "\r"}, 9);
       },
       10},
  };
}

Document document_of(std::string text, Maker& m) {
  Document d;
  d.id = "p";
  d.language = "ar";
  d.text = std::move(text);
  const std::size_t line = d.text.find('\n');
  if (line != std::string::npos && m.below(2) == 0) d.title = d.text.substr(0, line);
  if (m.below(4) != 0) d.published = {"2020-02-29", DateBasis::metadata};
  return d;
}

// --- properties -----------------------------------------------------------------------------------------------------

class Check {
 public:
  explicit Check(const Analysis& a) : a_(a), text_(a.text()) {}

  void run() {
    words();
    mentions();
    statements();
    events();
    for (const Quotation& q : a_.quotations) {
      slices(q.span, "quotation");
      EXPECT_TRUE(q.span.contains(q.inner) || q.inner.is_empty());
    }
    for (const TimeExpression& t : a_.times) {
      filled(t.span, "time");
      range(t.tokens, "time");
    }
  }

 private:
  [[nodiscard]] bool is_boundary(ByteOffset at) const {
    return at.value == text_.size() ||
           (at.value < text_.size() && (static_cast<unsigned char>(text_[at.value]) & 0xC0U) != 0x80U);
  }
  void slices(ByteSpan s, const char* what) const {
    EXPECT_LE(s.begin, s.end) << what;
    EXPECT_LE(s.end.value, text_.size()) << what;
    EXPECT_TRUE(is_boundary(s.begin) && is_boundary(s.end)) << what << " at " << s.begin.value << " to " << s.end.value;
  }
  void filled(ByteSpan s, const char* what) const {
    slices(s, what);
    EXPECT_FALSE(s.is_empty()) << what << " at " << s.begin.value;
  }
  void range(TokenRange r, const char* what) const {
    EXPECT_FALSE(r.is_empty()) << what;
    EXPECT_LE(r.end, a_.tokens.size()) << what;
  }

  void words() const {
    ByteOffset last(0);
    for (const Token& t : a_.tokens) {
      filled(t.span, "token");
      EXPECT_GE(t.span.begin, last) << "tokens overlap";
      EXPECT_LT(static_cast<std::uint32_t>(t.proclitic_bytes) + t.enclitic_bytes, t.span.size())
          << "nothing left of a word: " << a_.text(t.span);
      EXPECT_TRUE(is_boundary(t.span.begin + t.proclitic_bytes) && is_boundary(t.span.end - t.enclitic_bytes)) << a_.text(t.span);
      last = t.span.end;
    }
    Index next = 0;
    for (const Sentence& s : a_.sentences) {
      filled(s.span, "sentence");
      range(s.tokens, "sentence");
      EXPECT_EQ(s.tokens.begin, next) << "sentences leave tokens out";
      next = s.tokens.end;
    }
    EXPECT_EQ(next, a_.tokens.size());
  }

  void mentions() const {
    ByteOffset last(0);
    for (const Mention& m : a_.mentions) {
      filled(m.span, "mention");
      range(m.tokens, "mention");
      EXPECT_GE(m.span.begin, last) << "mentions overlap or are out of order";
      EXPECT_LT(m.actor, a_.actors.size());
      last = m.span.end;
    }
    for (const Actor& x : a_.actors) EXPECT_FALSE(x.id.empty() || x.name.empty());
  }

  void statements() const {
    for (const Source& s : a_.sources) {
      EXPECT_FALSE(s.mentions.empty());
      EXPECT_TRUE(s.actor == kNone || s.actor < a_.actors.size());
      for (const ByteSpan& m : s.mentions) filled(m, "mention of a source");
    }
    for (const Attribution& x : a_.attributions) {
      filled(x.cue, "cue");
      EXPECT_FALSE(x.content.empty());
      for (const ByteSpan& c : x.content) filled(c, "content");
      EXPECT_FALSE(x.chain.empty());
      for (const Index s : x.chain) EXPECT_LT(s, a_.sources.size());
      EXPECT_TRUE(x.confidence >= 0.0F && x.confidence <= 1.0F);
    }
  }

  void events() const {
    for (const Event& e : a_.events) {
      filled(e.trigger, "trigger");
      EXPECT_LT(e.token, a_.tokens.size());
      for (const Index x : e.actors) EXPECT_LT(x, a_.actors.size());
      for (const Index x : e.recipients) EXPECT_LT(x, a_.actors.size());
      for (const ThirdParty& t : e.third) EXPECT_LT(t.actor, a_.actors.size());
      slices(e.object, "object");
      EXPECT_TRUE(e.time == kNone || e.time < a_.times.size());
      EXPECT_TRUE(e.attribution == kNone || e.attribution < a_.attributions.size());
    }
  }

  const Analysis& a_;
  std::string_view text_;
};

std::string record_of(const Analysis& a) {
  std::string line;
  RecordOptions options;
  options.with_tokens = true;
  write_record(a, options, line);
  return line;
}

// The record reads back, and its offsets slice what the analysis saw.
void check_record(const Analysis& a, const std::string& line) {
  const auto record = read_record(line);
  ASSERT_TRUE(record) << record.error().to_string();
  EXPECT_EQ(record->document.text, a.document->text);
  ASSERT_EQ(record->mentions.size(), a.mentions.size());
  for (std::size_t i = 0; i < a.mentions.size(); ++i) {
    EXPECT_EQ(record->slice(record->mentions[i].span), a.text(a.mentions[i].span));
    EXPECT_EQ(record->mentions[i].text, a.text(a.mentions[i].span));
  }
  ASSERT_EQ(record->attributions.size(), a.attributions.size());
  for (std::size_t i = 0; i < a.attributions.size(); ++i) {
    EXPECT_EQ(record->slice(record->attributions[i].cue), a.text(a.attributions[i].cue));
    EXPECT_EQ(record->slice(record->attributions[i].content.front()), a.text(a.attributions[i].content.front()));
  }
  ASSERT_EQ(record->events.size(), a.events.size());
  for (std::size_t i = 0; i < a.events.size(); ++i)
    EXPECT_EQ(record->slice(record->events[i].trigger), a.text(a.events[i].trigger));
}

unsigned soak() {
  const char* factor = std::getenv("ISNAD_SOAK");
  return factor == nullptr ? 1 : static_cast<unsigned>(std::max(1, std::atoi(factor)));
}

class AnyText : public ::testing::TestWithParam<Kind> {};

TEST_P(AnyText, IsAnalysedAndKeepsItsPromises) {
  static const Engine engine = *Engine::open(ISNAD_IMAGE);
  Engine::Worker used = engine.worker();
  for (unsigned seed = 0; seed < GetParam().rounds * soak(); ++seed) {
    SCOPED_TRACE(std::string(GetParam().name) + ", seed " + std::to_string(seed));
    Maker maker(seed);
    const Document document = document_of(GetParam().make(maker), maker);
    const Analysis& a = used.analyse(document);
    Check(a).run();
    const std::string line = record_of(a);
    check_record(a, line);
    if (seed % 10 == 0) {
      Engine::Worker fresh = engine.worker();
      EXPECT_EQ(record_of(fresh.analyse(document)), line) << "what was analysed before shows in the record";
    }
    EXPECT_EQ(record_of(used.analyse(document)), line) << "the second time gives another record";
    if (HasFailure()) {
      std::fprintf(stderr, "%s\n", document.text.substr(0, 4000).c_str());
      return;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Kinds, AnyText, ::testing::ValuesIn(kinds()), [](const ::testing::TestParamInfo<Kind>& row) {
  std::string name = row.param.name;
  for (char& c : name) c = std::isalnum(static_cast<unsigned char>(c)) != 0 ? c : '_';
  return name;
});

// What looks back within its sentence costs what the text is long, not its square.
TEST(TextWithoutStops, IsCutIntoSentences) {
  static const Engine engine = *Engine::open(ISNAD_IMAGE);
  Engine::Worker worker = engine.worker();
  Document d;
  d.id = "endless";
  for (int i = 0; i < 1500; ++i) d.text += "قالت إيران ";
  const Analysis& a = worker.analyse(d);
  ASSERT_EQ(a.sentences.size(), 3U);
  Index at = 0;
  for (const Sentence& s : a.sentences) {
    EXPECT_EQ(s.tokens.begin, at);
    EXPECT_LE(s.tokens.end - s.tokens.begin, 1000U);
    at = s.tokens.end;
  }
  EXPECT_EQ(at, a.tokens.size());
}

TEST(AnyWord, FoldsAndLightensOnceForAll) {
  Maker maker(7);
  for (int i = 0; i < 3000; ++i) {
    const std::string word = maker.code_points(12);
    EXPECT_EQ(text::folded(text::folded(word)), text::folded(word)) << word;
    EXPECT_EQ(text::light(text::light(word)), text::light(word)) << word;
    EXPECT_EQ(text::folded(text::light(word)), text::folded(word)) << word;
  }
}

}  // namespace
}  // namespace isnad
