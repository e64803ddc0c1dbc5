#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "isnad/store.h"
#include "store/database.h"
#include "store/search_query.h"
#include "stores.h"
#include "text/fold.h"
#include "text/stem.h"
#include "text/words.h"

namespace isnad::store {
namespace {

TEST(Stem, TakesOffFrequentAffixes) {
  const std::pair<const char*, const char*> cases[] = {
      {"المحادثات", "محادث"}, {"محادثات", "محادث"}, {"والمحادثات", "محادث"}, {"بالمحادثات", "محادث"},
      {"للمحادثات", "محادث"}, {"مفاوضون", "مفاوض"}, {"المفاوضين", "مفاوض"},  {"الروسية", "روس"},
      {"روسي", "روس"},        {"دولة", "دول"},      {"عفواً", "عفو"},         {"قسد", "قسد"},
      {"من", "من"},           {"وفد", "وفد"},       {"CNN", "cnn"},          {"2019", "2019"},
  };
  for (const auto& [word, stem] : cases) EXPECT_EQ(text::light_stem(text::folded(word)), text::folded(stem)) << word;
  EXPECT_EQ(text::without_proclitic("لقسد"), "قسد");
  EXPECT_EQ(text::without_proclitic("وفد"), "");
}

TEST(FtsTokenizer, FindsWordsAsPeopleWriteThem) {
  std::vector<std::string> words;
  text::each_word("«قـسَد»، #وقف_إطلاق 2019م مـ.نع CNN!", [&](const text::Word& w) { words.push_back(w.folded); });
  EXPECT_EQ(words, (std::vector<std::string>{"قسد", "وقف", "اطلاق", "2019م", "منع", "cnn"}));
}

TEST(SearchQueryParser, BuildsSafeQueries) {
  struct Case {
    const char* words;
    const char* match;
  };
  const Case cases[] = {
      {"وقف النار", "\"وقف\" AND \"النار\""},
      {"\"وقف النار\" هدنة", "\"وقف النار\" AND \"هدنة\""},
      {"«وقف النار»", "\"وقف النار\""},
      {"هدنة -تركيا", "(\"هدنة\") NOT \"تركيا\""},
      {"روس*", "\"روس*\" *"},
      {"AND OR NEAR(", "\"AND\" AND \"OR\" AND \"NEAR(\""},
      {"، ؟", ""},
      {"", ""},
  };
  for (const Case& c : cases) EXPECT_EQ(parse_query(c.words, false).match, c.match) << c.words;
  EXPECT_TRUE(parse_query("-تركيا", false).has_only_exclusions);
}

class Searching : public isnad::testing::OnEachStore<::testing::Test> {
 protected:
  void SetUp() override {
    OnEachStore::SetUp();
    if (IsSkipped()) return;
    path_ = is_sqlite()
                ? (std::filesystem::temp_directory_path() / ("isnad-searching-" + std::to_string(getpid()) + ".db")).string()
                : isnad::testing::empty_schema();
    auto store = Store::open(path_, StoreAccess::write);
    ASSERT_TRUE(store) << store.error().to_string();
    store_ = std::move(*store);
    add("a", "2019-10-06", "برق", "قسد ترفض عرض الاندماج", "أعلنت \"قسد\" رفضها للعرض. وقالت المصادر إن المحادثات مستمرة.");
    add("b", "2019-12", "سنا", "لقاء جديد", "التقى الوفد الروسي بالمفاوضين. قال لقسد إنه يدعم المحادثة.");
    add("c", "", "", "", "لا شيء هنا عن ذلك.");
  }

  void TearDown() override {
    store_.reset();
    for (const char* ending : {"", "-wal", "-shm"}) std::filesystem::remove(path_ + ending);
  }

  void add(const std::string& id, const std::string& date, const std::string& outlet, const std::string& title,
           const std::string& body) {
    const std::string text = title.empty() ? body : title + "\n\n" + body;
    const TextIndex index(text);
    nlohmann::json j{{"schema", "isnad.record/1"},
                     {"document",
                      {{"id", id},
                       {"outlet", {{"id", nullptr}, {"name", outlet}}},
                       {"title", title},
                       {"language", "ar"},
                       {"published", {{"value", date}, {"basis", date.empty() ? "none" : "metadata"}}},
                       {"text", text},
                       {"content_hash", id}}},
                     {"sentences", {{{"start", 0}, {"end", index.size()}}}}};
    const std::string line = j.dump();
    auto record = read_record(line);
    ASSERT_TRUE(record) << record.error().to_string();
    ASSERT_TRUE(store_->put({id + ".txt", id, 0}, Packer().pack(std::move(*record), line), "lexicon"));
  }

  std::string find(const std::string& words, DocumentFilter filter = {}, bool is_exact = false) {
    const auto result = store_->search({words, std::move(filter), is_exact, 10});
    if (!result) return result.error().message;
    std::string ids;
    for (const auto& hit : result->hits) ids += hit.id;
    std::sort(ids.begin(), ids.end());
    return ids;
  }

  std::string path_;
  std::unique_ptr<Store> store_;
};

TEST_P(Searching, FindsInflectionsAndSpellings) {
  EXPECT_EQ(find("محادثات"), "ab");
  EXPECT_EQ(find("المحادثة"), "ab");
  EXPECT_EQ(find("قسد"), "ab");  // "لقسد" too
  EXPECT_EQ(find("قسد", {}, true), "a");
  EXPECT_EQ(find("المحادثات", {}, true), "a");
  EXPECT_EQ(find("مفاوض"), "b");
  EXPECT_EQ(find("\"عرض الإندماج\""), "a");
  EXPECT_EQ(find("\"الاندماج عرض\""), "");
  EXPECT_EQ(find("المحادثات -الروسي"), "a");
  EXPECT_EQ(find("محاد*"), "");  // a prefix is of the letters as written: with the article
  EXPECT_EQ(find("المحاد*"), "ab");
  EXPECT_EQ(find("' OR 1=1 --"), "");
}

TEST_P(Searching, FiltersByDateAndOutlet) {
  EXPECT_EQ(find("", {.from = "2019-11"}), "b");
  EXPECT_EQ(find("", {.to = "2019-10"}), "a");
  EXPECT_EQ(find("", {.to = "2019"}), "ab");
  EXPECT_EQ(find("", {.outlet = "برق"}), "a");
  EXPECT_EQ(find("", {.outlet = "ر"}), "a");  // a part of the name
  EXPECT_EQ(find("", {.outlet = "منار"}), "");
  EXPECT_EQ(find("المحادثات", {.outlet = "سنا"}), "b");
  EXPECT_EQ(find("المحادثات", {.outlet = "سنا", .to = "2019-11"}), "");
  EXPECT_EQ(find(""), "abc");
}

TEST_P(Searching, GivesTheFirstOfAllThatFit) {
  const auto first = [&](const std::string& words) {
    const auto result = store_->search({words, {}, false, 1});
    return result && result->hits.size() == 1 ? std::to_string(result->total) + result->hits.front().id : "";
  };
  EXPECT_EQ(first(""), "3b");           // the latest; no date comes last
  EXPECT_EQ(first("المحادثات"), "2b");  // alike in score or not, the shorter text has more of it
  const auto latest = store_->latest({}, 2);
  ASSERT_TRUE(latest);
  EXPECT_EQ(latest->total, 3U);
  EXPECT_EQ(latest->ids, (std::vector<std::string>{"b", "c"}));
  const auto dated = store_->latest({.to = "2019"}, 1);
  ASSERT_TRUE(dated);
  EXPECT_EQ(dated->total, 2U);
  EXPECT_EQ(dated->ids, std::vector<std::string>{"b"});
}

TEST_P(Searching, RanksThoseThatCameLast) {
  add("d", "2010-01-01", "برق", "", "المحادثات.");
  ASSERT_TRUE(store_->commit());
  const auto database = is_sqlite() ? sqlite_database(path_) : postgres_database(path_);
  database->open(StoreAccess::read);
  const FoundAll found = database->search(parse_query("المحادثات", false), {}, 10, 2);
  EXPECT_EQ(found.total, 3U);
  ASSERT_EQ(found.first.size(), 2U);
  EXPECT_EQ(found.first[0].id + found.first[1].id, "db");
}

TEST_P(Searching, SumsUpDatesAndOutlets) {
  using Volume = std::vector<std::pair<std::string, std::uint64_t>>;
  auto summary = store_->summary();
  ASSERT_TRUE(summary);
  EXPECT_EQ(summary->outlets, 2U);
  EXPECT_EQ(summary->first_date + " " + summary->last_date, "2019-10-06 2019-12");
  EXPECT_EQ(summary->volume, (Volume{{"2019-10-06", 1}, {"2019-12", 1}}));
  add("d", "2018", "برق", "", "النص.");
  add("e", "2019-10-31T10:00:00Z", "منار", "", "النص.");
  summary = store_->summary();
  ASSERT_TRUE(summary);
  EXPECT_EQ(summary->outlets, 3U);
  EXPECT_EQ(summary->volume, (Volume{{"2018", 1}, {"2019-10", 2}, {"2019-12", 1}}));
}

TEST_P(Searching, MarksTheWordsFound) {
  const auto result = store_->search({"المحادثات", {}, false, 10});
  ASSERT_TRUE(result);
  EXPECT_EQ(result->total, 2U);
  for (const auto& hit : result->hits) {
    ASSERT_FALSE(hit.matches.empty());
    const auto record = read_record(*store_->line(hit.id));
    EXPECT_NE(record->slice(hit.matches.front()).find("محادث"), std::string_view::npos);
  }
}

INSTANTIATE_TEST_SUITE_P(Stores, Searching, isnad::testing::each_store(), isnad::testing::name_of_store);

}  // namespace
}  // namespace isnad::store
