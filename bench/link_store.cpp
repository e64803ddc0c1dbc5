// What linking costs as a store grows: isnad_link_store ARTICLES.jsonl COUNT [STEP [STORE]]
//
// Keeps COUNT articles (bench/continue_corpus.py writes as many as are wanted) with empty records in a store, STEP (10,000) at a
// time: first 100, then the rest of the step, each linked at once. Prints a line for each step: how many the store held before, what
// the 100 and the rest cost, what they wrote, the size of the file and the most memory so far. A step that divides the articles of the corpus makes
// the same articles come again at other sizes. The store is a scratch file unless STORE names one, which is left.
#include <rapidjson/document.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <sys/resource.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <string>

#include "isnad/store.h"

namespace isnad::bench {
namespace {

// The line of a record without any layer.
std::string record_line(const rapidjson::Document& article) {
  rapidjson::StringBuffer out;
  rapidjson::Writer<rapidjson::StringBuffer> w(out);
  const auto text = [&](const char* key) -> std::string {
    return article.HasMember(key) && article[key].IsString() ? article[key].GetString() : "";
  };
  const auto put = [&](const char* key, const std::string& value) {
    w.Key(key);
    w.String(value.data(), static_cast<rapidjson::SizeType>(value.size()));
  };
  w.StartObject();
  put("schema", "isnad.record/1");
  w.Key("document");
  w.StartObject();
  put("id", text("id"));
  put("title", text("title"));
  put("language", "ar");
  put("text", text("title") + "\n\n" + text("text"));
  put("content_hash", text("id"));
  w.Key("outlet");
  w.StartObject();
  w.Key("id");
  w.Null();
  put("name", text("outlet"));
  w.EndObject();
  w.Key("published");
  w.StartObject();
  put("value", text("published"));
  put("basis", "metadata");
  w.EndObject();
  w.EndObject();
  for (const char* layer : {"sentences", "mentions", "sources", "attributions", "events", "times"}) {
    w.Key(layer);
    w.StartArray();
    w.EndArray();
  }
  w.EndObject();
  return out.GetString();
}

// Says what is wrong, where anything is.
template <class Value>
bool is_done(const Result<Value>& result) {
  if (!result) std::fprintf(stderr, "%s\n", result.error().to_string().c_str());
  return static_cast<bool>(result);
}

bool put(Store& store, std::ifstream& articles, std::size_t count) {
  std::string line;
  Packer packer;
  for (std::size_t n = 0; n < count && std::getline(articles, line); ++n) {
    rapidjson::Document article;
    article.Parse(line.c_str());
    if (article.HasParseError() || !article.IsObject()) return false;
    const std::string json = record_line(article);
    auto record = read_record(json);
    if (!is_done(record)) return false;
    const std::string id = record->document.id;
    const auto is_kept = store.put({id, id, 0}, packer.pack(std::move(*record), json), "");
    if (!is_done(is_kept)) return false;
    if (n % 1000 == 0 && !is_done(store.commit())) return false;
  }
  return is_done(store.commit());
}

rusage used() {
  rusage out{};
  getrusage(RUSAGE_SELF, &out);
  return out;
}

// Seconds of the processor and by the clock, and what was written to files (pages that were changed in the system's cache).
struct Spent {
  double processor = static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
  double clock = std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
  double kilobytes = static_cast<double>(used().ru_oublock) * 512 / 1e3;
};

struct Wanted {
  const char* articles;
  std::size_t count, step, added;
  std::string file;
};

bool add(Store& store, std::ifstream& articles, std::size_t n) {
  const Spent start;
  if (!put(store, articles, n)) return false;
  const Spent kept;
  if (!is_done(store.link({}))) return false;
  const Spent linked;
  const double each = 1000 / static_cast<double>(n);
  std::printf("%9zu more: kept %.2f ms each, linked %.2f (%.2f and %.2f by the clock: %.2f s), written %.0f and %.0f kB each", n,
              each * (kept.processor - start.processor), each * (linked.processor - kept.processor),
              each * (kept.clock - start.clock), each * (linked.clock - kept.clock), linked.clock - start.clock,
              (kept.kilobytes - start.kilobytes) / static_cast<double>(n),
              (linked.kilobytes - kept.kilobytes) / static_cast<double>(n));
  return true;
}

int run(const Wanted& wanted) {
  auto store = Store::open(wanted.file, StoreAccess::write);
  if (!store) return 1;
  std::ifstream articles(wanted.articles);
  for (std::size_t n = 0; n < wanted.count; n += wanted.step) {
    std::printf("%9zu", n);
    if (!add(**store, articles, wanted.added) || !add(**store, articles, wanted.step - wanted.added)) return 1;
    std::printf("%9.0f MB, %.0f MB of memory\n", static_cast<double>(std::filesystem::file_size(wanted.file)) / 1e6,
                static_cast<double>(used().ru_maxrss) / 1e3);
    std::fflush(stdout);
  }
  return 0;
}

}  // namespace
}  // namespace isnad::bench

int main(int argc, char** argv) {
  if (argc < 3) return 2;
  isnad::bench::Wanted wanted{argv[1], std::stoul(argv[2]), argc > 3 ? std::stoul(argv[3]) : 10000, 100, ""};
  const bool is_kept = argc > 4;
  wanted.file =
      is_kept ? argv[4] : std::filesystem::temp_directory_path() / ("isnad-link-store-" + std::to_string(getpid()) + ".db");
  const int code = isnad::bench::run(wanted);
  if (!is_kept) {
    for (const char* ending : {"", "-wal", "-shm"}) std::filesystem::remove(wanted.file + ending);
  }
  return code;
}
