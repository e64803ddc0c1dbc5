#include "lexicon/cues.h"

#include <fmt/format.h>

#include "isnad/names.h"
#include "lexicon/inflect.h"
#include "lexicon/table.h"

namespace isnad::lexicon {

Result<void> compile_cues(const std::string& data_dir, ImageBuilder& image, PhraseBuilder& phrases) {
  auto table = Table::read(data_dir + "/cues/verbs.tsv", {"past", "present", "participle", "masdar", "act", "stance"});
  if (!table) return table.error();
  std::vector<CueRow> rows;
  for (const Table::Row& row : table->rows()) {
    CueRow cue;
    cue.lemma = image.intern(table->cell(row, "past"));
    cue.rule = image.intern(fmt::format("cues/verbs.tsv:{}", row.line));
    const auto act = from_name<Act>(table->cell(row, "act"));
    const auto stance = from_name<Stance>(table->cell(row, "stance"));
    if (!act || !stance) return Error{ErrorCode::bad_format, "unknown act or stance", table->path(), row.line};
    cue.act = *act;
    cue.stance = *stance;
    const auto entry = static_cast<std::uint32_t>(rows.size());
    const auto add = [&](const std::vector<Form>& forms) {
      for (const Form& f : forms) phrases.add(f.text, {static_cast<std::uint16_t>(Layer::cue), f.features, entry});
    };
    add(conjugate(table->cell(row, "past"), table->cell(row, "present")));
    for (const auto& p : table->values(row, "participle")) add(decline_participle(p, kParticiple));
    rows.push_back(cue);
  }
  image.add("cues", rows);
  return {};
}

}  // namespace isnad::lexicon
