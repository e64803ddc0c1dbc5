// What the acceptance model of events is trained on (tools/train_events.py):
//
//   build/bench/isnad_event_candidates DOCUMENTS.jsonl
//
// prints one line for each trigger that was weighed: document, first and end byte, type, whether it was accepted, features, words at it.
// With --names, what the casting model is trained on (tools/train_casting.py): one line for each name weighed for a part: document,
// first and end byte of the trigger, type, actor, part, the sets of weights it is weighed by, features. With --reports, what the model of
// reports is trained on (tools/train_reports.py): one line for each sentence with a trigger of its types: document, type, features.
#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

#include "engine/pipeline.h"
#include "event/event.h"
#include "isnad/ingest.h"
#include "isnad/names.h"
#include "lexicon/casting.h"

namespace isnad::bench {
namespace {

void print(const Document& document, const Analysis& a, const std::vector<event::WeighedName>& names) {
  for (const event::WeighedName& n : names) {
    const std::size_t part = n.is_recipient ? 1 : 0;
    std::printf("%s\t%u\t%u\t%s\t%s\t%s\t", document.id.c_str(), n.trigger.begin.value, n.trigger.end.value,
                std::string(name_of(n.type)).c_str(), std::string(a.actors[n.actor].id).c_str(),
                std::string(lexicon::cast_set_name(lexicon::cast_set(part, 0))).c_str());
    const std::size_t shapes = 1 + lexicon::kCastGroups;
    for (const std::size_t within : {std::size_t{1} + n.group, shapes + n.shape, shapes + lexicon::kCastShapes + n.way})
      std::printf("%s ", std::string(lexicon::cast_set_name(lexicon::cast_set(part, within))).c_str());
    std::printf("\t");
    for (std::size_t i = 0; i < n.features.size(); ++i)
      if (n.features[i]) std::printf("%s ", std::string(lexicon::cast_feature(i)).c_str());
    std::printf("\n");
  }
}

void print(const Document& document, const std::vector<event::WeighedSentence>& sentences) {
  for (const event::WeighedSentence& s : sentences) {
    std::printf("%s\t%s", document.id.c_str(), std::string(name_of(s.type)).c_str());
    for (const std::string& feature : s.features) std::printf("\t%s", feature.c_str());
    std::printf("\n");
  }
}

void print(const Document& document, const std::vector<event::Candidate>& triggers) {
  for (const event::Candidate& c : triggers) {
    std::printf("%s\t%u\t%u\t%s\t%d\t", document.id.c_str(), c.trigger.begin.value, c.trigger.end.value,
                std::string(name_of(c.type)).c_str(), c.is_accepted ? 1 : 0);
    for (std::size_t i = 0; i < c.features.size(); ++i)
      if (c.features[i]) std::printf("%s ", std::string(lexicon::acceptance_feature(i)).c_str());
    for (const std::string& word : c.words) std::printf("\t%s", word.c_str());
    std::printf("\n");
  }
}

int run(const char* path, std::string_view what) {
  const engine::Knowledge knowledge(*lexicon::Image::open(ISNAD_IMAGE));
  const ingest::Knowledge reading = *ingest::Knowledge::from_data(ISNAD_SOURCE_DIR "/data");
  engine::Pipeline pipeline(knowledge);
  ingest::Options options;
  options.is_as_is = true;
  ingest::Reader reader({path}, options);
  Analysis a;
  event::Reading memory;
  for (ingest::RawItem item; reader.next(item);) {
    const auto document = ingest::read_document(item, reading, options);
    if (!document || document->language != "ar") continue;
    a.reset(*document);
    pipeline.run(a);
    a.events.clear();
    event::Weighed weighed;
    event::find_events(a, pipeline.types(), knowledge.events, knowledge.actors, knowledge.time_words, memory, &weighed);
    if (what == "--names") print(*document, a, weighed.names);
    else if (what == "--reports") print(*document, weighed.sentences);
    else print(*document, weighed.triggers);
  }
  return 0;
}

}  // namespace
}  // namespace isnad::bench

int main(int argc, char** argv) {
  if (argc == 3) return isnad::bench::run(argv[2], argv[1]);
  return argc == 2 ? isnad::bench::run(argv[1], {}) : 2;
}
