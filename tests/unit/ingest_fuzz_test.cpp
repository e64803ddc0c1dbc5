// Replays the test cases, damaged in a thousand ways, through the functions that the fuzzers drive.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "fuzz/api_targets.h"
#include "fuzz/data_targets.h"
#include "fuzz/ingest_targets.h"

namespace isnad::ingest {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> seeds() {
  std::vector<fs::path> paths;
  for (const auto& entry : fs::recursive_directory_iterator(fs::path(ISNAD_SOURCE_DIR) / "tests/cases/ingest")) {
    if (entry.path().stem() == "input") paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  std::vector<std::string> out;
  for (const fs::path& path : paths) {
    std::ifstream in(path, std::ios::binary);
    out.emplace_back(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
  }
  return out;
}

class Random {
 public:
  std::size_t below(std::size_t n) {
    state_ ^= state_ << 13U;
    state_ ^= state_ >> 7U;
    state_ ^= state_ << 17U;
    return n == 0 ? 0 : state_ % n;
  }

 private:
  std::uint64_t state_ = 88172645463325252U;
};

std::string damaged(std::string s, Random& random) {
  const std::string scraps[] = {"<div>",    "</p>", "<!--", "\"",         "\\u",   "\xD9",    "\xFF\xFE", std::string(1, '\0'),
                                "&#x202e;", "\n\n", "}",    "<table><p>", "<svg>", "\\ud800", ":",        "2019-"};
  for (std::size_t i = 1 + random.below(6); i > 0; --i) {
    const std::size_t at = random.below(s.size());
    switch (random.below(4)) {
      case 0: s.insert(at, scraps[random.below(std::size(scraps))]); break;
      case 1: s.erase(at, 1 + random.below(40)); break;
      case 2:
        if (!s.empty()) s[at] = static_cast<char>(random.below(256));
        break;
      default: s.insert(at, s.substr(random.below(s.size()), random.below(200))); break;
    }
  }
  return random.below(4) == 0 ? s.substr(0, random.below(s.size() + 1)) : s;
}

TEST(Replay, DamagedInputNeverBreaksAReader) {
  Random random;
  for (const std::string& seed : seeds()) {
    for (int i = 0; i < 60; ++i) {
      const std::string bytes = damaged(seed, random);
      fuzz::decode(bytes);
      fuzz::html(bytes);
      fuzz::text(bytes);
      fuzz::json_line(bytes);
      fuzz::formats(bytes);
      fuzz::web(bytes);
    }
  }
}

TEST(Replay, NoiseNeverBreaksAReader) {
  Random random;
  for (int i = 0; i < 200; ++i) {
    std::string bytes(random.below(400), '\0');
    for (char& c : bytes) c = static_cast<char>(random.below(i % 2 == 0 ? 256 : 128));
    fuzz::decode(bytes);
    fuzz::html(bytes);
    fuzz::text(bytes);
    fuzz::json_line(bytes);
    fuzz::formats(bytes);
    fuzz::web(bytes);
  }
}

// Tags in every disorder: the rules of HTML5 for it are written out in html_tree.cpp.
TEST(Replay, PagesInDisorderHaveTheTreeOfGumbo) {
  constexpr const char* kTags[] = {"div",    "p",       "b",        "i",      "a",    "table",   "tr",    "td",     "th",
                                   "tbody",  "caption", "colgroup", "col",    "li",   "ul",      "ol",    "dd",     "dt",
                                   "dl",     "form",    "select",   "option", "h1",   "h2",      "span",  "button", "input",
                                   "br",     "hr",      "img",      "object", "pre",  "body",    "html",  "head",   "title",
                                   "meta",   "center",  "article",  "em",     "font", "unknown", "label", "tfoot",  "main",
                                   "header", "small",   "optgroup", "link",   "param"};
  constexpr const char* kTexts[] = {"x",       " ",      "some words of text", "&nbsp;", "a < b", "&copy 3",
                                    "&#8217;", "&#150;", "&eacute;",           "1 & 2"};
  constexpr const char* kAttributes[] = {" role=x",  " href",         " rel='a&amp;b'", " itemprop=\"c&copy=3 &copy d\"",
                                         " class=x", " class=y id=z", " HIDDEN",        " rel=q rel=r"};
  Random random;
  for (int n = 0; n < 20'000; ++n) {
    std::string page = n % 4 == 0 ? "" : "<!DOCTYPE html>";
    const std::size_t first = random.below(std::size(kTags));
    const std::size_t kinds = 3 + random.below(std::size(kTags) - 3);
    for (std::size_t k = 1 + random.below(30); k > 0; --k) {
      const std::string tag = kTags[(first + random.below(kinds)) % std::size(kTags)];
      const std::size_t choice = random.below(5);
      if (choice < 2) page += "<" + tag + (random.below(3) == 0 ? kAttributes[random.below(std::size(kAttributes))] : "") + ">";
      else if (choice < 4) page += "</" + tag + ">";
      else page += kTexts[random.below(std::size(kTexts))];
    }
    SCOPED_TRACE(page);
    fuzz::tree(page);
  }
}

// What fuzzers found, and seeds of each format, kept in tests/fuzz/corpus.
TEST(Replay, TheKeptCorpusBreaksNothing) {
  std::size_t files = 0;
  Random random;
  for (const auto& entry : fs::directory_iterator(fs::path(ISNAD_SOURCE_DIR) / "tests/fuzz/corpus")) {
    std::ifstream in(entry.path(), std::ios::binary);
    const std::string seed{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
    ++files;
    for (int i = 0; i < 40; ++i) {
      const std::string bytes = i == 0 ? seed : damaged(seed, random);
      fuzz::html(bytes);
      fuzz::json_line(bytes);
      fuzz::formats(bytes);
      fuzz::web(bytes);
      isnad::fuzz::record(bytes);
      isnad::fuzz::lexicon(bytes);
    }
  }
  EXPECT_GE(files, 5U);
}

// Requests to the API, as a browser sends them and damaged.
TEST(Replay, RequestsNeverBreakTheApi) {
  std::vector<fs::path> paths;
  for (const auto& entry : fs::directory_iterator(fs::path(ISNAD_SOURCE_DIR) / "tests/fuzz/api")) paths.push_back(entry.path());
  std::sort(paths.begin(), paths.end());
  ASSERT_GE(paths.size(), 10U);
  Random random;
  for (const fs::path& path : paths) {
    std::ifstream in(path, std::ios::binary);
    const std::string seed{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
    for (int i = 0; i < 20; ++i) isnad::fuzz::api(i == 0 ? seed : damaged(seed, random));
  }
}

// Each would take minutes, gigabytes or the stack of a reader that trusts its input.
TEST(Hostile, InputCostsNoMoreThanItsSize) {
  const auto repeated = [](const std::string& s, int n) {
    std::string out;
    for (int i = 0; i < n; ++i) out += s;
    return out;
  };
  const std::string word = "\xD9\x83\xD9\x84\xD9\x85\xD8\xA9 ";
  const std::string inputs[] = {repeated("<div>", 100'000) + word,
                                repeated("<b><i><a href=x>", 50'000) + word,
                                repeated("<table><tr><td>", 30'000) + word,
                                "<p>" + repeated(word, 200'000) + "</p>",
                                "<div " + repeated("a=1 ", 100'000) + ">" + word,
                                repeated("<!--", 100'000),
                                repeated("&#x202e;", 50'000) + word,
                                repeated(std::string("<\0div>", 6), 50'000) + word,
                                "{\"text\":" + repeated("[", 200'000),
                                "{\"text\":\"" + repeated(word, 200'000) + "\"}",
                                repeated("\xC0\xAF", 50'000),
                                repeated("7 December ", 20'000),
                                repeated("2019/12/", 20'000)};
  for (const std::string& input : inputs) {
    fuzz::html("<html><body>" + input);
    fuzz::text(input);
    fuzz::json_line(input);
    fuzz::formats(input);
  }
}

}  // namespace
}  // namespace isnad::ingest
