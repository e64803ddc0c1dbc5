#include "isnad/engine.h"

#include "engine/pipeline.h"
#include "lexicon/extend.h"
#include "lexicon/files.h"

namespace isnad {

struct Engine::Knowledge {
  Knowledge(std::shared_ptr<const lexicon::Image> i, ingest::Knowledge r) : analysis(std::move(i)), reading(std::move(r)) {}

  engine::Knowledge analysis;
  ingest::Knowledge reading;
};

struct Engine::Worker::State {
  State(std::shared_ptr<const Knowledge> k, NameTags name_tags)
      : knowledge(std::move(k)),
        pipeline(knowledge->analysis, name_tags) {}

  std::shared_ptr<const Knowledge> knowledge;
  engine::Pipeline pipeline;
  Analysis analysis;
};

Result<Engine> Engine::open(const std::string& path, const Overlay& overlay) {
  auto image = lexicon::Image::open(path);
  if (!image) return image.error();
  if (!overlay.is_empty()) {
    auto extended = lexicon::extend(**image, overlay);
    if (!extended) return extended.error();
    image = lexicon::Image::from_bytes(std::move(*extended));
    if (!image) return image.error();
  }
  auto reading = lexicon::reading_knowledge(**image);
  if (!reading) return reading.error();
  return Engine(std::make_shared<const Knowledge>(*image, std::move(*reading)));
}

Engine::Worker::Worker(std::unique_ptr<State> state) : state_(std::move(state)) {}
Engine::Worker::~Worker() = default;
Engine::Worker::Worker(Worker&&) noexcept = default;
Engine::Worker& Engine::Worker::operator=(Worker&&) noexcept = default;

Engine::Worker Engine::worker(NameTags name_tags) const { return Worker(std::make_unique<Worker::State>(knowledge_, name_tags)); }

const std::string& Engine::lexicon_hash() const { return knowledge_->analysis.image->hash(); }

const ingest::Knowledge& Engine::reading() const { return knowledge_->reading; }

const Analysis& Engine::Worker::analyse(const Document& document) {
  state_->analysis.reset(document);
  state_->pipeline.run(state_->analysis);
  return state_->analysis;
}

}  // namespace isnad
