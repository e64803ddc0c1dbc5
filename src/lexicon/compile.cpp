#include "lexicon/compile.h"

#include "lexicon/actors.h"
#include "lexicon/calendar.h"
#include "lexicon/confidence.h"
#include "lexicon/cues.h"
#include "lexicon/events.h"
#include "lexicon/files.h"
#include "lexicon/image.h"
#include "lexicon/morph.h"
#include "lexicon/ner.h"
#include "lexicon/offices.h"
#include "lexicon/phrases.h"

namespace isnad::lexicon {

Result<std::string> compile(const std::string& data_dir, const std::string& hunspell) {
  ImageBuilder image;
  PhraseBuilder phrases;
  // Each layer adds its phrases and its own sections; the order is that of the pipeline.
  for (const auto& layer : {compile_actors, compile_offices, compile_cues, compile_events, compile_time}) {
    if (auto ok = layer(data_dir, image, phrases); !ok) return ok.error();
  }
  if (auto ok = compile_morph(data_dir, hunspell, image); !ok) return ok.error();
  if (auto ok = compile_confidence(data_dir, image); !ok) return ok.error();
  if (auto ok = compile_ner(data_dir, image); !ok) return ok.error();
  if (auto ok = compile_files(data_dir, image); !ok) return ok.error();
  phrases.write(image);
  return image.finish();
}

}  // namespace isnad::lexicon
