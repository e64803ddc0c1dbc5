#include "fuzz/api_targets.h"

#include <httplib.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <set>
#include <string>

#include "../../apps/server/api.h"
#include "isnad/records.h"

namespace isnad::fuzz {
namespace {

void require(bool holds, const char* what, const std::string& seen) {
  if (holds) return;
  std::fprintf(stderr, "does not hold: %s: %s\n", what, seen.c_str());
  std::abort();
}

// A store of one article, removed at the end of the process.
class ScratchStore {
 public:
  ScratchStore() : path_(std::filesystem::temp_directory_path() / ("isnad-fuzz-" + std::to_string(getpid()) + ".db")) {
    remove();
    const std::string line =
        R"({"schema":"isnad.record/1","document":{"id":"d","path":null,"url":null,"outlet":null,"title":null,"author":null,)"
        R"("language":"ar","published":{"value":"2021-03-06","basis":"metadata"},"text":"abcdefghij","content_hash":"h"},)"
        R"("sentences":[{"start":0,"end":10}],"mentions":[{"start":0,"end":3,"text":"abc","type":"state","actor":"a","name":"A",)"
        R"("label":"neutral","basis":"lexicon","confidence":0.50}],"sources":[],"attributions":[{"id":"a1","cue":{"start":4,)"
        R"("end":5,"lemma":null},"act":"state","stance":"neutral","quote":"indirect","chain":[],"content":[],"confidence":0.50}],)"
        R"("events":[{"id":"e1","trigger":{"start":6,"end":8,"lemma":null},"type":"CONSULT","actors":["a"],"recipients":[],)"
        R"("status":"actual","confidence":0.50}],"times":[]})";
    auto record = read_record(line);
    require(static_cast<bool>(record), "the scratch record is one", "");
    auto store = Store::open(path_.string(), StoreAccess::write);
    require(static_cast<bool>(store), "the scratch store opens", "");
    require((*store)->put({"f", "h", 0}, Packer().pack(std::move(*record), line), "l").has_value() && (*store)->commit() &&
                (*store)->link({}),
            "the scratch store is filled", "");
  }
  ~ScratchStore() { remove(); }
  ScratchStore(const ScratchStore&) = delete;
  ScratchStore& operator=(const ScratchStore&) = delete;
  [[nodiscard]] std::string path() const { return path_.string(); }

 private:
  void remove() const {
    std::error_code ec;
    for (const char* suffix : {"", "-wal", "-shm"}) std::filesystem::remove(path_.string() + suffix, ec);
  }
  std::filesystem::path path_;
};

}  // namespace

void api(std::string_view bytes) {
  static const ScratchStore store;
  static server::Api server(store.path(), server::Api::Access::write, "reader");
  const std::size_t end = std::min(bytes.find('\n'), bytes.size());
  const std::string_view head = bytes.substr(0, end);
  const std::string_view body = end < bytes.size() ? bytes.substr(end + 1) : std::string_view();
  const bool is_post = head.starts_with("POST ");
  const std::string target(head.substr(std::min(head.find(' '), head.size() - (head.empty() ? 0 : 1)) + (head.empty() ? 0 : 1)));
  const std::size_t question = std::min(target.find('?'), target.size());
  httplib::Params params;
  if (question < target.size()) httplib::detail::parse_query_text(target.substr(question + 1), params);
  server::Parameters parameters;
  for (const auto& [name, value] : params) parameters.emplace(name, value);
  const std::string path = httplib::detail::decode_url(target.substr(0, question), false);
  const server::Reply reply = is_post ? server.post(path, body, "2021-03-06T00:00:00Z") : server.get(path, parameters);
  static const std::set<int> kStatuses{200, 201, 400, 404};
  require(kStatuses.contains(reply.status), "the status is one of those that the API names",
          std::to_string(reply.status) + reply.body);
  require(nlohmann::json::accept(reply.body), "the answer is JSON", reply.body);
}

}  // namespace isnad::fuzz
