#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <thread>

#include "ingest_support.h"

namespace isnad::ingest {
namespace {

namespace fs = std::filesystem;

// A folder of its own for each test, removed afterwards.
class ReaderTest : public testing::Test {
 protected:
  void SetUp() override {
    const auto* info = testing::UnitTest::GetInstance()->current_test_info();
    dir_ = fs::temp_directory_path() / (std::string("isnad_reader_") + info->name() + std::to_string(::getpid()));
    fs::create_directories(dir_);
  }
  void TearDown() override {
    fs::permissions(dir_, fs::perms::owner_all);
    fs::remove_all(dir_);
  }

  void write(const std::string& name, const std::string& content) {
    fs::create_directories((dir_ / name).parent_path());
    std::ofstream(dir_ / name, std::ios::binary) << content;
  }

  // "name[:line][ !code]" of each item.
  std::vector<std::string> list(const std::vector<std::string>& names, const Options& options = {}) {
    std::vector<std::string> paths;
    for (const std::string& name : names) paths.push_back(name == "-" ? name : (dir_ / name).string());
    Reader reader(paths, options);
    std::vector<std::string> out;
    for (RawItem item; reader.next(item);) {
      std::string text = item.origin();
      if (const std::string base = dir_.string() + "/"; text.rfind(base, 0) == 0) text.erase(0, base.size());
      if (item.error) text += " !" + std::to_string(static_cast<int>(item.error->code));
      if (!item.is_last) text += " +";
      out.push_back(text);
    }
    skipped_ = reader.skipped();
    return out;
  }

  static std::string code(ErrorCode c) { return " !" + std::to_string(static_cast<int>(c)); }

  fs::path dir_;
  std::uint64_t skipped_ = 0;
};

using Names = std::vector<std::string>;

TEST_F(ReaderTest, WalksFoldersInOrderOfNames) {
  for (const char* name : {"b.txt", "a.html", "c/2.txt", "c/10.HTM", "c/.hidden.txt", "page.html", "page_files/ad.html",
                           "photo.jpg", ".git/x.txt", "other_files/d.txt"})
    write(name, "x");
  EXPECT_EQ(list({""}), (Names{"a.html", "b.txt", "c/10.HTM", "c/2.txt", "other_files/d.txt", "page.html"}));
  EXPECT_EQ(skipped_, 1U);
  EXPECT_EQ(list({"c", "b.txt"}), (Names{"c/10.HTM", "c/2.txt", "b.txt"}));
}

TEST_F(ReaderTest, GivesTheLinesOfJsonl) {
  write("a.jsonl", "{\"text\":\"1\"}\n\n  \r\n{\"text\":\"2\"}\n{\"text\":\"3\"}");
  EXPECT_EQ(list({"a.jsonl"}), (Names{"a.jsonl:1 +", "a.jsonl:4 +", "a.jsonl:5"}));
}

TEST_F(ReaderTest, WhatCannotBeReadStopsNothing) {
  write("good.txt", "x");
  write("big.txt", std::string(101, 'x'));
  write("long.jsonl", "{\"text\":\"" + std::string(200, 'x') + "\"}\n{\"text\":\"short\"}\n" + std::string(300'000, 'y'));
  write("empty.jsonl", "");
  write("x.json", "{}");
  Options options;
  options.max_bytes = 100;
  EXPECT_EQ(
      list({"missing.txt", "big.txt", "long.jsonl", "empty.jsonl", "x.json", "good.txt"}, options),
      (Names{"missing.txt" + code(ErrorCode::not_found), "big.txt" + code(ErrorCode::too_large),
             "long.jsonl:1" + code(ErrorCode::too_large) + " +", "long.jsonl:2 +", "long.jsonl:3" + code(ErrorCode::too_large),
             "empty.jsonl" + code(ErrorCode::bad_format), "x.json" + code(ErrorCode::unsupported), "good.txt"}));
}

TEST_F(ReaderTest, DoesNotFollowLinksInCircles) {
  write("a/b.txt", "x");
  fs::create_directory_symlink(dir_, dir_ / "a/loop");
  fs::create_symlink(dir_ / "a/b.txt", dir_ / "c.txt");
  EXPECT_EQ(list({""}), (Names{"a/b.txt", "c.txt"}));
}

TEST_F(ReaderTest, ReadsNamedPipesAsLines) {
  const std::string pipe = (dir_ / "pipe").string();
  ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
  std::thread writer([&] { std::ofstream(pipe) << "{\"text\":\"1\"}\n{\"text\":\"2\"}\n"; });
  EXPECT_EQ(list({"pipe"}), (Names{"pipe:1 +", "pipe:2"}));
  writer.join();
}

TEST_F(ReaderTest, DoesNotWaitForAPipeInAFolder) {
  write("in/a.txt", "x");
  ASSERT_EQ(::mkfifo((dir_ / "in/b.txt").c_str(), 0600), 0);
  EXPECT_EQ(list({"in"}), (Names{"in/a.txt", "in/b.txt" + code(ErrorCode::unsupported)}));
}

TEST_F(ReaderTest, HashesTheInput) {
  write("a.txt", "abc");
  Reader reader({(dir_ / "a.txt").string()}, {});
  RawItem item;
  ASSERT_TRUE(reader.next(item));
  EXPECT_EQ(item.input_hash(), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_FALSE(reader.next(item));
  EXPECT_EQ(input_bytes({dir_.string()}), 3U);
}

}  // namespace
}  // namespace isnad::ingest
