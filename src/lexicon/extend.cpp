#include "lexicon/extend.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <vector>

#include "lexicon/actors.h"
#include "lexicon/cues.h"
#include "lexicon/inflect.h"
#include "lexicon/phrases.h"
#include "text/fold.h"
#include "text/letters.h"

namespace isnad::lexicon {
namespace {

constexpr std::string_view kRule = "overlay";

Error no_words(std::string_view words) {
  return {ErrorCode::bad_format, fmt::format("\"{}\" of the overlay has no word that could be found in a text", words)};
}

template <class T>
std::vector<T> rows_of(const Image& image, std::string_view section) {
  const auto rows = image.section<T>(section);
  return {rows.begin(), rows.end()};
}

class Extension {
 public:
  explicit Extension(const Image& image)
      : known_(image),
        actors_(rows_of<ActorRow>(image, "actors")),
        ids_(rows_of<IdRow>(image, "actor.ids")),
        cues_(rows_of<CueRow>(image, "cues")),
        image_(image),
        phrases_(image) {}

  Result<void> add(const Overlay::Name& name) {
    if (fold_words(name.words).empty()) return no_words(name.words);
    phrases_.add(name.words, {static_cast<std::uint16_t>(Layer::actor), kFullName, actor(name)});
    return {};
  }

  Result<void> add(const Overlay::Cue& cue) {
    if (fold_words(cue.past).empty()) return no_words(cue.past);
    CueRow row;
    row.lemma = image_.intern(text::light(cue.past));
    row.rule = image_.intern(kRule);
    row.act = cue.act;
    row.stance = cue.stance;
    row.prepositions = image_.intern("");
    const auto entry = static_cast<std::uint32_t>(cues_.size());
    const auto add_form = [&](std::string_view text, std::uint16_t features) {
      phrases_.add(text, {static_cast<std::uint16_t>(Layer::cue), features, entry});
    };
    if (cue.present.empty()) {
      row.kind = CueKind::preposition;
      add_form(cue.past, kParticle);
    } else {
      row.frames = kThat | kQuote | kColon;
      row.has_final_yeh = cue.present.ends_with(text::letter::kYehUtf8) ? 1 : 0;
      for (const Form& f : conjugate(text::light(cue.past), text::light(cue.present))) add_form(f.text, f.features);
    }
    cues_.push_back(row);
    return {};
  }

  [[nodiscard]] std::string finish() {
    image_.replace("actors", actors_);
    image_.replace("actor.ids", ids_);
    image_.replace("cues", cues_);
    phrases_.write(image_);
    return image_.finish();
  }

 private:
  // The row of the actor, added where it is new.
  std::uint32_t actor(const Overlay::Name& name) {
    const auto known = std::find_if(added_.begin(), added_.end(), [&](const auto& a) { return a.first == name.actor; });
    if (known != added_.end()) return known->second;
    if (const std::uint32_t row = known_.find(name.actor); row != kNone) return row;
    ActorRow added;
    added.id = image_.intern(name.actor);
    added.name = image_.intern(name.name.empty() ? name.actor : name.name);
    added.adjective = added.country_id = image_.intern("");
    added.rule = image_.intern(kRule);
    if (name.type) added.type = *name.type;
    const auto row = static_cast<std::uint32_t>(actors_.size());
    actors_.push_back(added);
    const auto at = std::lower_bound(ids_.begin(), ids_.end(), name.actor,
                                     [&](const IdRow& r, std::string_view s) { return image_.string(r.id) < s; });
    ids_.insert(at, {added.id, row});
    added_.emplace_back(name.actor, row);
    return row;
  }

  Actors known_;
  std::vector<ActorRow> actors_;
  std::vector<IdRow> ids_;
  std::vector<CueRow> cues_;
  std::vector<std::pair<std::string, std::uint32_t>> added_;
  ImageBuilder image_;
  PhraseBuilder phrases_;
};

}  // namespace

Result<std::string> extend(const Image& image, const Overlay& overlay) {
  Extension extension(image);
  for (const Overlay::Name& name : overlay.names) {
    if (auto ok = extension.add(name); !ok) return ok.error();
  }
  for (const Overlay::Cue& cue : overlay.cues) {
    if (auto ok = extension.add(cue); !ok) return ok.error();
  }
  return extension.finish();
}

}  // namespace isnad::lexicon
