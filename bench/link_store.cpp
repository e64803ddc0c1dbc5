// What linking costs as a store grows: isnad_link_store ARTICLES.jsonl COUNT [ADDED]
//
// Keeps the first COUNT articles (bench/continue_corpus.py writes as many as are wanted) with empty records in a store in a
// scratch file, links them, then adds the next ADDED (100) and links again. Prints seconds of the processor for each step.
#include <rapidjson/document.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <cstdio>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <string>

#include "isnad/store.h"

namespace isnad::bench {
namespace {

double now() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

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

bool put(Store& store, std::ifstream& articles, std::size_t count) {
  std::string line;
  Packer packer;
  for (std::size_t n = 0; n < count && std::getline(articles, line); ++n) {
    rapidjson::Document article;
    article.Parse(line.c_str());
    if (article.HasParseError() || !article.IsObject()) return false;
    const std::string json = record_line(article);
    auto record = read_record(json);
    if (!record) return std::fprintf(stderr, "%s\n", record.error().message.c_str()), false;
    const std::string id = record->document.id;
    const auto is_kept = store.put({id, id, 0}, packer.pack(std::move(*record), json), "");
    if (!is_kept) return std::fprintf(stderr, "%s\n", is_kept.error().message.c_str()), false;
    if (n % 1000 == 0 && !store.commit()) return false;
  }
  return static_cast<bool>(store.commit());
}

int run(const char* path, std::size_t count, std::size_t added) {
  const auto file = std::filesystem::temp_directory_path() / ("isnad-link-store-" + std::to_string(std::clock()) + ".db");
  auto store = Store::open(file.string(), StoreAccess::write);
  if (!store) return 1;
  std::ifstream articles(path);
  const auto step = [&](const char* name, std::size_t n) {
    double start = now();
    if (!put(**store, articles, n)) return false;
    const double kept = now() - start;
    start = now();
    if (!(*store)->link({})) return false;
    const double linked = now() - start;
    std::printf("%s %zu: kept in %.2f s, linked in %.2f s, %.2f ms each\n", name, n, kept, linked,
                1000 * linked / static_cast<double>(n));
    return true;
  };
  const bool is_done = step("store of", count) && step("added", added);
  std::printf("%.0f MB\n", static_cast<double>(std::filesystem::file_size(file)) / 1e6);
  store->reset();
  for (const char* ending : {"", "-wal", "-shm"}) std::filesystem::remove(file.string() + ending);
  return is_done ? 0 : 1;
}

}  // namespace
}  // namespace isnad::bench

int main(int argc, char** argv) {
  if (argc < 3) return 2;
  return isnad::bench::run(argv[1], std::stoul(argv[2]), argc > 3 ? std::stoul(argv[3]) : 100);
}
