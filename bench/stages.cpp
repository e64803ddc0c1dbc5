// How long each stage takes on its own, with Google Benchmark.
//
//   build/bench/isnad_stages --benchmark_filter=stage/ [PATH...]
//
// The text is that of samples/, read as the program reads it, or of the clean texts in PATH. Before a stage is timed, the stages ahead of it run over the
// same document untimed; word types are known after the first round, as they are after the first articles of a long run.
// `cold` measures the work on word types that were never seen. Rates are words (white space apart) per second of the stage
// alone. For figures of the program see bench.py; these show which stage a change has touched.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "engine/pipeline.h"
#include "isnad/ingest.h"
#include "isnad/record.h"

namespace isnad::bench {
namespace {

using Clock = std::chrono::steady_clock;

// A worker's pipeline, and the writing of the record as one more stage.
class Worker {
 public:
  explicit Worker(const engine::Knowledge& knowledge) : pipeline_(knowledge), stages(pipeline_.stages()) {
    stages.push_back({"record", [this](Analysis& a) {
                        line_.clear();
                        write_record(a, {}, line_);
                      }});
  }

 private:
  engine::Pipeline pipeline_;
  std::string line_;

 public:
  std::vector<engine::Pipeline::Stage> stages;
};

struct Corpus {
  std::vector<ingest::RawItem> items;
  std::vector<Document> documents;
  std::int64_t words = 0;
};

std::int64_t count_words(const std::string& text) {
  std::istringstream in(text);
  std::int64_t n = 0;
  for (std::string word; in >> word;) ++n;
  return n;
}

const ingest::Knowledge& reading() {
  static const ingest::Knowledge knowledge = *ingest::Knowledge::from_data(ISNAD_SOURCE_DIR "/data");
  return knowledge;
}

Corpus& corpus() {
  static Corpus read;
  return read;
}

void read_corpus(const std::vector<std::string>& paths, const ingest::Options& options) {
  ingest::Reader reader(paths, options);
  for (ingest::RawItem item; reader.next(item);) {
    auto document = ingest::read_document(item, reading(), options);
    if (!document || document->language != "ar") continue;
    corpus().words += count_words(document->text);
    corpus().items.push_back(item);
    corpus().documents.push_back(std::move(*document));
  }
}

const engine::Knowledge& knowledge() {
  static const engine::Knowledge read(*lexicon::Image::open(ISNAD_IMAGE));
  return read;
}

// Enough rounds for steady figures: a fixed number, since a stage that takes no time would otherwise run for ever.
std::int64_t rounds() {
  constexpr std::int64_t kWords = 300000;
  return std::max<std::int64_t>(3, kWords / std::max<std::int64_t>(corpus().words, 1));
}

void time_stage(benchmark::State& state, std::size_t stage) {
  Worker worker(knowledge());
  Analysis a;
  for (const Document& d : corpus().documents) {
    a.reset(d);
    for (std::size_t s = 0; s <= stage; ++s) worker.stages[s].run(a);
  }
  for (auto _ : state) {
    Clock::duration spent{};
    for (const Document& d : corpus().documents) {
      a.reset(d);
      for (std::size_t s = 0; s < stage; ++s) worker.stages[s].run(a);
      const auto start = Clock::now();
      worker.stages[stage].run(a);
      spent += Clock::now() - start;
    }
    state.SetIterationTime(std::chrono::duration<double>(spent).count());
  }
  state.SetItemsProcessed(state.iterations() * corpus().words);
}

// Everything, the record included; with `is_cold` by a worker that has seen no word.
void time_whole(benchmark::State& state, bool is_cold) {
  auto worker = std::make_unique<Worker>(knowledge());
  Analysis a;
  for (const Document& d : corpus().documents) {
    a.reset(d);
    for (auto& stage : worker->stages) stage.run(a);
  }
  for (auto _ : state) {
    if (is_cold) {
      state.PauseTiming();
      worker = std::make_unique<Worker>(knowledge());
      state.ResumeTiming();
    }
    for (const Document& d : corpus().documents) {
      a.reset(d);
      for (auto& stage : worker->stages) stage.run(a);
    }
  }
  state.SetItemsProcessed(state.iterations() * corpus().words);
}

void time_ingest(benchmark::State& state, ingest::InputKind kind) {
  std::vector<const ingest::RawItem*> items;
  std::int64_t bytes = 0;
  for (const ingest::RawItem& item : corpus().items) {
    if (item.kind != kind) continue;
    items.push_back(&item);
    bytes += static_cast<std::int64_t>(item.bytes.size());
  }
  for (auto _ : state) {
    for (const ingest::RawItem* item : items) benchmark::DoNotOptimize(ingest::read_document(*item, reading(), {}));
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(items.size()));
  state.SetBytesProcessed(state.iterations() * bytes);
}

void add_benchmarks(bool has_pages) {
  const Worker worker(knowledge());
  for (std::size_t s = 0; s < worker.stages.size(); ++s) {
    const std::string name = std::string("stage/") + worker.stages[s].name;
    benchmark::RegisterBenchmark(name.c_str(), [s](benchmark::State& state) { time_stage(state, s); })
        ->UseManualTime()
        ->Iterations(rounds());
  }
  benchmark::RegisterBenchmark("whole/warm", [](benchmark::State& state) { time_whole(state, false); });
  benchmark::RegisterBenchmark("whole/cold", [](benchmark::State& state) { time_whole(state, true); });
  if (!has_pages) return;
  benchmark::RegisterBenchmark("ingest/txt", [](benchmark::State& state) { time_ingest(state, ingest::InputKind::text); });
  benchmark::RegisterBenchmark("ingest/html", [](benchmark::State& state) { time_ingest(state, ingest::InputKind::html); });
}

}  // namespace
}  // namespace isnad::bench

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  const std::vector<std::string> paths(argv + 1, argv + argc);
  isnad::ingest::Options options;
  options.is_as_is = !paths.empty();
  isnad::bench::read_corpus(paths.empty() ? std::vector<std::string>{ISNAD_SOURCE_DIR "/samples"} : paths, options);
  isnad::bench::add_benchmarks(paths.empty());
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
  return 0;
}
