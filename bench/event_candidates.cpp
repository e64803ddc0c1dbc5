// What the acceptance model of events is trained on (tools/train_events.py):
//
//   build/bench/isnad_event_candidates DOCUMENTS.jsonl
//
// prints one line for each trigger that was weighed: document, first and end byte, type, features, and whether it was accepted.
#include <cstdio>
#include <string>
#include <vector>

#include "engine/pipeline.h"
#include "event/event.h"
#include "isnad/ingest.h"
#include "isnad/names.h"

namespace isnad::bench {
namespace {

int run(const char* path) {
  const engine::Knowledge knowledge(*lexicon::Image::open(ISNAD_IMAGE));
  const ingest::Knowledge reading = *ingest::Knowledge::from_data(ISNAD_SOURCE_DIR "/data");
  engine::Pipeline pipeline(knowledge);
  ingest::Options options;
  options.is_as_is = true;
  ingest::Reader reader({path}, options);
  Analysis a;
  std::vector<event::Candidate> candidates;
  for (ingest::RawItem item; reader.next(item);) {
    const auto document = ingest::read_document(item, reading, options);
    if (!document || document->language != "ar") continue;
    a.reset(*document);
    pipeline.run(a);
    a.events.clear();
    candidates.clear();
    event::find_events(a, pipeline.types(), knowledge.events, knowledge.actors, knowledge.time_words, &candidates);
    for (const event::Candidate& c : candidates) {
      std::printf("%s\t%u\t%u\t%s\t%d\t", document->id.c_str(), c.trigger.begin.value, c.trigger.end.value,
                  std::string(name_of(c.type)).c_str(), c.is_accepted ? 1 : 0);
      for (std::size_t i = 0; i < c.features.size(); ++i)
        if (c.features[i]) std::printf("%s ", std::string(lexicon::acceptance_feature(i)).c_str());
      std::printf("\n");
    }
  }
  return 0;
}

}  // namespace
}  // namespace isnad::bench

int main(int argc, char** argv) { return argc == 2 ? isnad::bench::run(argv[1]) : 2; }
