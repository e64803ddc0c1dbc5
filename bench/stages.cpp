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
#include <functional>
#include <memory>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "actor/actor.h"
#include "attribution/attribution.h"
#include "event/event.h"
#include "isnad/engine.h"
#include "isnad/ingest.h"
#include "isnad/record.h"
#include "lexicon/actors.h"
#include "lexicon/calendar.h"
#include "lexicon/cues.h"
#include "lexicon/events.h"
#include "lexicon/image.h"
#include "lexicon/morph.h"
#include "lexicon/phrases.h"
#include "morph/morph.h"
#include "quote/quote.h"
#include "time/times.h"
#include "token/match.h"
#include "token/tokenizer.h"
#include "token/types.h"

namespace isnad::bench {
namespace {

using Clock = std::chrono::steady_clock;

// What a worker of the engine holds, with the stages one by one in the order of src/engine/engine.cpp.
class Pipeline {
 public:
  using Stage = std::pair<const char*, std::function<void(Analysis&)>>;

  explicit Pipeline(std::shared_ptr<const lexicon::Image> i) : image(std::move(i)) {}

  std::shared_ptr<const lexicon::Image> image;
  lexicon::Phrases phrases{*image};
  lexicon::MorphLexicon morph_words{*image};
  lexicon::Actors actors{*image};
  lexicon::Cues cues{*image};
  lexicon::Events events{*image};
  lexicon::TimeWords time_words{*image};
  token::TypeTable types{phrases};
  morph::Morph morph{morph_words, types};
  time::TimeFinder times{time_words};
  std::string line;

  std::vector<Stage> stages{
      {"tokenize", [this](Analysis& a) { token::tokenize(a, types); }},
      {"match", [this](Analysis& a) { token::match_phrases(a, types, phrases); }},
      {"morph", [this](Analysis& a) { morph.analyse(a); }},
      {"actor", [this](Analysis& a) { actor::find_actors(a, types, actors); }},
      {"time", [this](Analysis& a) { times.find(a, types); }},
      {"quote", [](Analysis& a) { quote::find_quotations(a); }},
      {"attribution", [this](Analysis& a) { attribution::attribute(a, types, cues, actors); }},
      {"event", [this](Analysis& a) { event::find_events(a, types, events, actors); }},
      {"record", [this](Analysis& a) {
         line.clear();
         write_record(a, {}, line);
       }},
  };
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

std::shared_ptr<const lexicon::Image> image() {
  static const auto opened = *lexicon::Image::open(ISNAD_IMAGE);
  return opened;
}

// Enough rounds for steady figures: a fixed number, since a stage that takes no time would otherwise run for ever.
std::int64_t rounds() {
  constexpr std::int64_t kWords = 300000;
  return std::max<std::int64_t>(3, kWords / std::max<std::int64_t>(corpus().words, 1));
}

void time_stage(benchmark::State& state, std::size_t stage) {
  Pipeline pipeline(image());
  Analysis a;
  for (const Document& d : corpus().documents) {
    a.reset(d);
    for (std::size_t s = 0; s <= stage; ++s) pipeline.stages[s].second(a);
  }
  for (auto _ : state) {
    Clock::duration spent{};
    for (const Document& d : corpus().documents) {
      a.reset(d);
      for (std::size_t s = 0; s < stage; ++s) pipeline.stages[s].second(a);
      const auto start = Clock::now();
      pipeline.stages[stage].second(a);
      spent += Clock::now() - start;
    }
    state.SetIterationTime(std::chrono::duration<double>(spent).count());
  }
  state.SetItemsProcessed(state.iterations() * corpus().words);
}

// Everything, the record included; with `is_cold` by a worker that has seen no word.
void time_whole(benchmark::State& state, bool is_cold) {
  auto pipeline = std::make_unique<Pipeline>(image());
  Analysis a;
  for (const Document& d : corpus().documents) {
    a.reset(d);
    for (auto& stage : pipeline->stages) stage.second(a);
  }
  for (auto _ : state) {
    if (is_cold) {
      state.PauseTiming();
      pipeline = std::make_unique<Pipeline>(image());
      state.ResumeTiming();
    }
    for (const Document& d : corpus().documents) {
      a.reset(d);
      for (auto& stage : pipeline->stages) stage.second(a);
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
  const std::size_t stages = Pipeline(image()).stages.size();
  for (std::size_t s = 0; s < stages; ++s) {
    const std::string name = std::string("stage/") + Pipeline(image()).stages[s].first;
    benchmark::RegisterBenchmark(name.c_str(), [s](benchmark::State& state) { time_stage(state, s); })->UseManualTime()->Iterations(rounds());
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
