// What the confidence models are trained on (tools/train_confidence.py):
//
//   build/bench/isnad_confidence_features DOCUMENTS.jsonl [IMAGE]
//
// prints one JSON object a document: its record before the confidence stage, and the features of each mention, attribution and
// event in the order of the record; the number is written as `prior=VALUE`.
#include <fmt/format.h>

#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

#include "confidence/confidence.h"
#include "engine/pipeline.h"
#include "isnad/ingest.h"
#include "isnad/record.h"

namespace isnad::bench {
namespace {

template <class Item>
void add_features(std::string& out, std::string_view layer, const std::vector<Item>& items,
                  const confidence::Observer& observer) {
  out += fmt::format(",\"{}\":[", layer);
  for (const Item& item : items) {
    const confidence::Features f = observer.of(item);
    out += fmt::format("{}[\"prior={:.3f}\"", &item == items.data() ? "" : ",", f.prior);
    for (std::uint8_t i = 0; i < f.size; ++i) out += fmt::format(",\"{}\"", lexicon::kConfidenceFeatures[f.present[i]]);
    out += ']';
  }
  out += ']';
}

int run(const char* path, const char* image) {
  const engine::Knowledge knowledge(*lexicon::Image::open(image));
  const ingest::Knowledge reading = *ingest::Knowledge::from_data(ISNAD_SOURCE_DIR "/data");
  engine::Pipeline pipeline(knowledge);
  ingest::Options options;
  options.is_as_is = true;
  ingest::Reader reader({path}, options);
  Analysis a;
  for (ingest::RawItem item; reader.next(item);) {
    const auto document = ingest::read_document(item, reading, options);
    if (!document || document->language != "ar") continue;
    a.reset(*document);
    for (const engine::Pipeline::Stage& stage : pipeline.stages()) {
      if (std::string_view(stage.name) != "confidence") stage.run(a);
    }
    const confidence::Observer observer(a);
    std::string out = "{\"record\":";
    write_record(a, {}, out);
    add_features(out, "mentions", a.mentions, observer);
    add_features(out, "attributions", a.attributions, observer);
    add_features(out, "events", a.events, observer);
    std::puts((out + '}').c_str());
  }
  return 0;
}

}  // namespace
}  // namespace isnad::bench

int main(int argc, char** argv) {
  if (argc != 2 && argc != 3) return 2;
  return isnad::bench::run(argv[1], argc == 3 ? argv[2] : ISNAD_IMAGE);
}
