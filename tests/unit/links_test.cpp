// Documents joined by the store: the same however they came.
#include <gtest/gtest.h>
#include <malloc.h>
#include <sqlite3.h>
#include <sys/wait.h>
#include <unistd.h>
#include <csignal>

#include <algorithm>
#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <random>

#include "isnad/store.h"
#include "link/copies.h"
#include "link/linker.h"
#include "store/sql_links.h"
#include "store/sql_store.h"
#include "stores.h"
#include "text/utf8.h"

namespace isnad {
namespace {

using Json = nlohmann::json;

struct Item {
  std::string id, date, text;
};

// A hundred and fifty documents of made-up words: happenings told by several outlets, some word for word, all with a line that
// more documents share than are looked at, some undated.
std::vector<Item> pile() {
  std::mt19937 random(7);
  const auto word = [&] {
    std::string out;
    for (int i = 0; i < 5; ++i) text::append(out, 0x0628 + static_cast<char32_t>(random() % 19));
    return out;
  };
  const auto sentence = [&](std::size_t words) {
    std::string out;
    for (std::size_t i = 0; i < words; ++i) out += (i == 0 ? "" : " ") + word();
    return out + ".";
  };
  const std::string furniture = sentence(14);
  std::vector<Item> out;
  for (int happening = 0; happening < 50; ++happening) {
    const std::string subject = sentence(9);
    const std::string first = sentence(40);
    for (int report = 0; report < 3; ++report) {
      const std::string body = report == 1 ? first : report == 0 ? first + " " + sentence(6) : sentence(40);
      char date[16];
      std::snprintf(date, sizeof date, "2021-%02d-%02d", 1 + happening / 10, 1 + (happening * 2 + report) % 28);
      out.push_back(
          {"d" + std::to_string(out.size()), happening % 17 == 3 ? "" : date, subject + "\n" + body + "\n" + furniture});
    }
  }
  return out;
}

void put(Store& store, const Item& item) {
  const Json json = {{"schema", "isnad.record/1"},
                     {"document",
                      {{"id", item.id},
                       {"outlet", {{"id", nullptr}, {"name", "o"}}},
                       {"title", nullptr},
                       {"language", "ar"},
                       {"published", item.date.empty() ? Json(nullptr) : Json{{"value", item.date}, {"basis", "metadata"}}},
                       {"text", item.text},
                       {"content_hash", item.id}}},
                     {"sentences", Json::array()},
                     {"mentions", Json::array()},
                     {"sources", Json::array()},
                     {"attributions", Json::array()},
                     {"events", Json::array()},
                     {"times", Json::array()}};
  auto record = read_record(json.dump());
  ASSERT_TRUE(record) << record.error().to_string();
  const auto is_kept = store.put({item.id, item.id, 0}, Packer().pack(std::move(*record), json.dump()), "");
  ASSERT_TRUE(is_kept && *is_kept);
}

void remove(Store& store, const Item& item) {
  const auto removed = store.end_file(item.id);  // as when the file is gone: nothing of it was seen in this run
  ASSERT_TRUE(removed);
  EXPECT_EQ(*removed, 1U);
}

// It packs shingles where 20 have gathered, so that a hundred documents have them in all places.
std::unique_ptr<Store> sqlite_store(const std::string& path, std::size_t shingle_rows = 20) {
  auto store = std::make_unique<store::SqlStore>(store::sqlite_database(path, shingle_rows), path);
  const auto ok = store->open(StoreAccess::write);
  EXPECT_TRUE(ok) << ok.error().to_string();
  return store;
}

class Links : public isnad::testing::OnEachStore<::testing::Test> {
 protected:
  static std::unique_ptr<Store> open() {
    if (is_sqlite()) return sqlite_store(":memory:");
    auto store = Store::open(isnad::testing::empty_schema(), StoreAccess::write);
    EXPECT_TRUE(store) << store.error().to_string();
    return std::move(*store);
  }
  static std::string at_once(const std::vector<Item>& items);
};
INSTANTIATE_TEST_SUITE_P(Stores, Links, isnad::testing::each_store(), isnad::testing::name_of_store);

void link(Store& store) {
  const auto ok = store.link({});
  ASSERT_TRUE(ok) << ok.error().to_string();
}

std::string state(Store& store) {
  std::map<std::string, std::string> lines;
  const auto ids = store.ids({});
  for (const std::string& id : *ids) {
    const auto links = store.links(id);
    std::string line = links->story + ":";
    for (const CopyLink& c : links->copies) {
      line += " " + c.from + "=" + std::to_string(c.share);
      for (const CharSpan p : c.passages) line += "," + std::to_string(p.begin.value) + "-" + std::to_string(p.end.value);
    }
    lines[id] = line;
  }
  std::string out;
  for (const auto& [id, line] : lines) out += id + " " + line + "\n";
  return out;
}

std::string Links::at_once(const std::vector<Item>& items) {
  auto store = open();
  for (const Item& i : items) put(*store, i);
  link(*store);
  return state(*store);
}

TEST_P(Links, ADocumentIsJoinedWithWhatItCopiesAndWithItsStory) {
  const auto items = pile();
  auto store = open();
  for (const Item& i : items) put(*store, i);
  link(*store);
  const auto first = store->links(items[0].id);
  const auto copy = store->links(items[1].id);
  const auto other = store->links(items[3].id);
  EXPECT_EQ(first->story, copy->story);
  EXPECT_NE(first->story, other->story);
  ASSERT_FALSE(copy->copies.empty());
  EXPECT_EQ(copy->copies[0].from, items[0].id);
  EXPECT_GE(copy->copies[0].share, link::kDuplicate);
  EXPECT_EQ(copy->copies[0].passages.front().begin, CharOffset(0));
}

TEST_P(Links, TheOrderInWhichDocumentsComeDoesNotMatter) {
  std::vector<Item> items = pile();
  const std::string expected = at_once(items);
  for (const std::size_t step : {1, 20, 75}) {  // the last: more late ones than are looked at for a shingle
    std::shuffle(items.begin(), items.end(), std::mt19937(static_cast<unsigned>(step)));
    auto store = open();
    for (std::size_t i = 0; i < items.size(); ++i) {
      put(*store, items[i]);
      if (i % step == 0) link(*store);
    }
    link(*store);
    EXPECT_EQ(state(*store), expected) << step;
  }
}

// 40 MB of sketches are read with a few of them in memory.
TEST_P(Links, SketchesOfDaysAreReadAsTheyAreUsed) {
  const auto database =
      is_sqlite() ? store::sqlite_database(":memory:") : store::postgres_database(isnad::testing::empty_schema());
  database->open(StoreAccess::write);
  database->begin(store::Writers::one);
  const auto links = database->links();
  constexpr int kSketches = 4000;
  link::Sketch sketch;
  sketch.terms.resize(1250);
  for (int i = 0; i < kSketches; ++i) {
    sketch.order = i;
    sketch.day = i % 2 == 0 ? link::kUndated : i;
    links->add_sketch(i + 1, sketch);
  }
  const auto used = [] {
    const struct mallinfo2 now = mallinfo2();
    return now.uordblks + now.hblkhd;
  };
  std::size_t most = 0;
  int found = 0;
  links->in_state(store::LinkState::fresh, 1);  // rows that waited are sent
  const std::size_t before = used();
  links->each_of_days(0, kSketches / 2, [&](std::int64_t document, const link::Sketch& s) {
    EXPECT_TRUE(s.day == link::kUndated || s.day <= kSketches / 2) << document;
    EXPECT_EQ(s.order + 1, document);
    most = std::max(most, used());
    ++found;
  });
  EXPECT_EQ(found, kSketches * 3 / 4);
  EXPECT_LT(most - std::min(before, most), std::size_t{16} << 20U);
}

TEST_P(Links, ADocumentThatGoesLeavesNoTrace) {
  std::vector<Item> items = pile();
  auto store = open();
  for (const Item& i : items) put(*store, i);
  link(*store);
  ASSERT_TRUE(store->end_file("another"));  // the run that read them is over
  std::shuffle(items.begin(), items.end(), std::mt19937(3));
  for (int i = 0; i < 40; ++i) {
    remove(*store, items.back());
    items.pop_back();
  }
  link(*store);
  EXPECT_EQ(state(*store), at_once(items));
}

TEST_P(Links, AreTheSameInMemory) {
  const auto items = pile();
  auto store = open();
  std::vector<link::Sketch> sketches;
  for (const Item& i : items) {
    put(*store, i);
    sketches.push_back(link::Sketcher()(i.id, i.date, "", i.text));
  }
  link(*store);
  const link::Links links = link::link_all(sketches);
  for (std::size_t d = 0; d < items.size(); ++d) {
    const auto kept = store->links(items[d].id);
    EXPECT_EQ(kept->story, items[links.stories[d]].id);
    ASSERT_EQ(kept->copies.size(), links.copies[d].size()) << items[d].id;
    for (std::size_t c = 0; c < kept->copies.size(); ++c)
      EXPECT_EQ(kept->copies[c].from, items[static_cast<std::size_t>(links.copies[d][c].from)].id);
  }
}

// Files of stores, and what they hold.
class LinksInAFile : public ::testing::Test {
 protected:
  void TearDown() override { remove_store(); }
  void remove_store() const {
    for (const char* ending : {"", "-wal", "-shm"}) std::filesystem::remove(path_ + ending);
  }
  // Each sampled shingle of each document is kept once.
  void check_shingles() const {
    const auto database = store::sqlite_database(path_);
    database->open(StoreAccess::write);
    const auto links = database->links();
    const auto documents = database->statement("SELECT document FROM sketches");
    std::int64_t sampled = 0;
    while (documents->step()) sampled += static_cast<std::int64_t>(links->sketch(documents->integer(0)).shingles.size());
    const auto kept = database->statement(
        "SELECT (SELECT count(*) FROM shingles) + (SELECT coalesce(sum(length(entries)), 0) / 24 FROM shingle_blocks), "
        "(SELECT coalesce(sum(entries), 0) FROM shingle_runs) + (SELECT count(*) FROM shingles)");
    ASSERT_TRUE(kept->step());
    EXPECT_EQ(kept->integer(0), sampled);
    EXPECT_EQ(kept->integer(1), sampled);
  }
  static std::string at_once(const std::vector<Item>& items) {
    const auto store = sqlite_store(":memory:", items.size() * 1000);
    for (const Item& i : items) put(*store, i);
    link(*store);
    return state(*store);
  }

  std::string path_ = std::filesystem::temp_directory_path() / ("isnad-links-" + std::to_string(getpid()) + ".db");
};

// Killed at any moment, within a merge too: what is there is whole, and going on gives the same.
TEST_F(LinksInAFile, AKilledRunGoesOn) {
  const std::vector<Item> items = pile();
  const auto add_all = [&] {
    const auto store = sqlite_store(path_);
    for (std::size_t i = 0; i < items.size(); ++i) {
      put(*store, items[i]);
      if (i % 3 == 0) link(*store);
    }
    link(*store);
  };
  std::mt19937 random(7);
  int kills = 0;
  for (int runs = 0; kills < 20 && runs < 200; ++runs) {
    const pid_t child = fork();
    if (child == 0) {
      add_all();
      _exit(0);
    }
    usleep(1000 + static_cast<useconds_t>(random() % 60'000));
    kill(child, SIGKILL);
    int status = 0;
    waitpid(child, &status, 0);
    if (WIFSIGNALED(status)) {
      ++kills;
      if (std::filesystem::exists(path_)) check_shingles();
    } else {
      remove_store();  // it reached the end; from the beginning, then
    }
  }
  EXPECT_EQ(kills, 20);
  add_all();
  check_shingles();
  EXPECT_EQ(state(*sqlite_store(path_)), at_once(items));
}

// A store of schema 6, which has rows only, goes on as a new one.
TEST_F(LinksInAFile, AnEarlierStoreIsPackedAndGoesOn) {
  const std::vector<Item> items = pile();
  {
    const auto store = sqlite_store(path_, items.size() * 1000);
    for (std::size_t i = 0; i < items.size(); i += 2) put(*store, items[i]);
    link(*store);
  }
  sqlite3* db = nullptr;
  ASSERT_EQ(sqlite3_open(path_.c_str(), &db), SQLITE_OK);
  ASSERT_EQ(
      sqlite3_exec(db, "DROP TABLE shingle_runs; DROP TABLE shingle_blocks; PRAGMA user_version = 6;", nullptr, nullptr, nullptr),
      SQLITE_OK);
  sqlite3_close(db);
  const auto store = sqlite_store(path_);
  for (std::size_t i = 1; i < items.size(); i += 2) put(*store, items[i]);
  ASSERT_TRUE(store->commit());
  check_shingles();
  link(*store);
  EXPECT_EQ(state(*store), at_once(items));
}

TEST(Sketches, ASketchComesBackAsItWasKept) {
  const auto items = pile();
  const link::Sketch s = link::Sketcher()(items[5].id, items[5].date, "", items[5].text);
  link::Sketch back;
  ASSERT_TRUE(link::decode_terms(link::encode_terms(s), back));
  ASSERT_TRUE(link::decode_runs(link::encode_runs(s), back));
  EXPECT_EQ(back.runs, s.runs);
  EXPECT_EQ(back.shingles, s.shingles);
  EXPECT_EQ(back.words, s.words);
  const std::string bytes = link::encode_runs(s);
  for (std::size_t n = 0; n < bytes.size(); ++n) EXPECT_FALSE(link::decode_runs(std::string_view(bytes).substr(0, n), back));
}

// As src/link/sketch.h says it, in the simplest way.
TEST(Sketches, SampleTheSmallestShinglesAndOneInEight) {
  std::string text;
  for (int i = 0; i < 300; ++i) text += "w" + std::to_string(i * i % 97) + " ";
  const link::Sketch s = link::Sketcher()("a", "2018-05-06", "", text);
  const link::Sketch half = link::Sketcher()("b", "2018-05-07", "", text.substr(0, text.rfind(' ', text.size() / 2)));
  std::size_t every = 0;
  for (const std::int64_t hash : s.shingles) every += static_cast<std::uint64_t>(hash) % link::Sketch::kEvery == 0 ? 1 : 0;
  EXPECT_GE(s.shingles.size(), link::Sketch::kFewest);
  EXPECT_LE(s.shingles.size() - every, link::Sketch::kFewest);
  EXPECT_TRUE(std::is_sorted(s.shingles.begin(), s.shingles.end()));
  EXPECT_EQ(std::adjacent_find(s.shingles.begin(), s.shingles.end()), s.shingles.end());
  for (const std::int64_t hash : half.shingles) {
    const bool is_chosen_by_hash = static_cast<std::uint64_t>(hash) % link::Sketch::kEvery == 0;
    EXPECT_TRUE(!is_chosen_by_hash || std::binary_search(s.shingles.begin(), s.shingles.end(), hash));
  }
}

TEST(Copies, EveryPlaceOfARepeatedPassageIsCopied) {
  const std::string passage = "one two three four five six seven eight ";
  const std::vector<link::Sketch> sketches{link::Sketcher()("a", "2018-05-06", "", passage),
                                           link::Sketcher()("b", "2018-05-07", "", passage + "nine " + passage)};
  const auto copies = link::find_copies(sketches);
  EXPECT_TRUE(copies[0].empty());
  ASSERT_EQ(copies[1].size(), 1U);
  EXPECT_EQ(copies[1][0].from, 0);
  EXPECT_EQ(copies[1][0].passages, (std::vector<link::WordSpan>{{0, 8}, {9, 17}}));
  EXPECT_DOUBLE_EQ(copies[1][0].share, 16.0 / 17);
  EXPECT_DOUBLE_EQ(copies[1][0].share_of_from, 1);
}

TEST(Copies, CandidatesAreHoldersEachOnceByNumber) {
  const auto candidates = link::candidates_of({{7, 4}, {3, 9}, {7, 4}});
  ASSERT_EQ(candidates.size(), 2U);
  EXPECT_EQ(candidates[0].document, 3);
  EXPECT_EQ(candidates[0].shared, 1U);
  EXPECT_EQ(candidates[1].document, 7);
  EXPECT_EQ(candidates[1].shared, 2U);
  EXPECT_EQ(candidates[1].shingles, 4U);
}

}  // namespace
}  // namespace isnad
