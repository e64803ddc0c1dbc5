#include "lexicon/cues.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

#include "isnad/names.h"
#include "lexicon/inflect.h"
#include "lexicon/table.h"
#include "text/fold.h"
#include "text/letters.h"

namespace isnad::lexicon {
namespace {

constexpr std::array<std::string_view, 8> kCueKinds{"verb",     "prep", "clause",  "transmit",
                                                    "document", "noun", "pretext", "setting"};
constexpr std::array<std::string_view, 14> kNounClasses{"source",      "witness",      "expert",     "rumour", "document",
                                                        "statement",   "interview",    "speech",     "media",  "official",
                                                        "functionary", "spokesperson", "delegation", "body"};
constexpr std::array<std::string_view, 32> kMarkerClasses{
    "none",        "complementiser", "relative",   "what",       "preposition", "adverb",
    "conjunction", "particle",       "same",       "last_named", "both",        "impersonal",
    "ender",       "office",         "quantifier", "demand",     "opinion",     "inner_preposition",
    "contrast",    "platform",       "attitude",   "naming",     "identity",    "audience",
    "one",         "each",           "from",       "earlier",    "absence",     "homograph",
    "related",     "ascribed"};
struct FrameName {
  std::string_view name;
  Frame frame;
};
constexpr std::array<FrameName, 14> kFrames{{{"that", kThat},
                                             {"quote", kQuote},
                                             {"np", kNounPhrase},
                                             {"double", kDouble},
                                             {"transmit", kTransmit},
                                             {"question", kQuestion},
                                             {"attitude", kAttitude},
                                             {"responsibility", kResponsibility},
                                             {"colon", kColon},
                                             {"document", kDocument},
                                             {"continues", kContinues},
                                             {"object", kObject},
                                             {"negated", kNegated},
                                             {"only_negated", kOnlyNegated}}};

template <class E, std::size_t N>
std::optional<E> find_name(const std::array<std::string_view, N>& names, std::string_view name) {
  for (std::size_t i = 0; i < N; ++i) {
    if (names[i] == name) return static_cast<E>(i);
  }
  return std::nullopt;
}

Error bad_line(const Table& table, const Table::Row& row, std::string_view column) {
  return {ErrorCode::bad_format, fmt::format("`{}` is no value of the column `{}`", table.cell(row, column), column),
          table.path(), row.line};
}

struct Context {
  ImageBuilder& image;
  PhraseBuilder& phrases;
  std::vector<CueRow> cues;
};

void add_forms(PhraseBuilder& phrases, Layer layer, const std::vector<Form>& forms, std::uint32_t entry) {
  for (const Form& f : forms) phrases.add(f.text, {static_cast<std::uint16_t>(layer), f.features, entry});
}

// "that", "quote", "np", "np:<preposition>", ... A preposition after `that:` is a hint for readers: any may stand there.
Result<void> read_frames(Context& c, const Table& table, const Table::Row& row, CueRow& cue) {
  std::string prepositions;
  for (const std::string& value : table.values(row, "frames")) {
    const std::size_t colon = value.find(':');
    const std::string name = value.substr(0, colon);
    const auto* it = std::find_if(kFrames.begin(), kFrames.end(), [&](const FrameName& f) { return f.name == name; });
    if (it == kFrames.end()) return bad_line(table, row, "frames");
    if ((name == "np" || name == "responsibility" || name == "transmit") && colon != std::string::npos) {
      cue.frames |= name == "np" ? kPrepositional : it->frame;
      prepositions += ' ' + text::folded(value.substr(colon + 1)) + ' ';
    } else {
      cue.frames |= it->frame;
    }
  }
  cue.prepositions = c.image.intern(prepositions);
  return {};
}

Result<CueRow> read_cue(Context& c, const Table& table, const Table::Row& row, std::string_view lemma_column,
                        std::string_view file) {
  CueRow cue;
  cue.lemma = c.image.intern(text::light(table.cell(row, lemma_column)));
  cue.rule = c.image.intern(fmt::format("cues/{}:{}", file, row.line));
  const auto act = from_name<Act>(table.cell(row, "act"));
  if (!act) return bad_line(table, row, "act");
  const auto stance = from_name<Stance>(table.cell(row, "stance"));
  if (!stance) return bad_line(table, row, "stance");
  cue.act = *act;
  cue.stance = *stance;
  return cue;
}

Result<void> compile_verbs(const std::string& data_dir, Context& c) {
  auto table = Table::read(data_dir + "/cues/verbs.tsv", {"past", "present", "participle", "masdar", "act", "stance", "frames"});
  if (!table) return table.error();
  for (const Table::Row& row : table->rows()) {
    auto cue = read_cue(c, *table, row, "past", "verbs.tsv");
    if (!cue) return cue.error();
    if (auto ok = read_frames(c, *table, row, *cue); !ok) return ok.error();
    cue->has_final_yeh = table->cell(row, "present").ends_with(text::letter::kYehUtf8) ? 1 : 0;
    const auto entry = static_cast<std::uint32_t>(c.cues.size());
    add_forms(c.phrases, Layer::cue, conjugate(text::light(table->cell(row, "past")), text::light(table->cell(row, "present"))),
              entry);
    for (const auto& p : table->values(row, "participle"))
      add_forms(c.phrases, Layer::cue, decline_participle(p, kParticiple), entry);
    for (const auto& m : table->values(row, "masdar")) add_forms(c.phrases, Layer::cue, decline_noun(m, {}, kMasdar), entry);
    c.cues.push_back(*cue);
  }
  return {};
}

Result<void> compile_nominal(const std::string& data_dir, Context& c) {
  auto table = Table::read(data_dir + "/cues/nominal.tsv", {"phrase", "act", "stance", "kind"});
  if (!table) return table.error();
  for (const Table::Row& row : table->rows()) {
    auto cue = read_cue(c, *table, row, "phrase", "nominal.tsv");
    if (!cue) return cue.error();
    std::string_view kind = table->cell(row, "kind");
    cue->is_weak = kind.ends_with("_weak") ? 1 : 0;
    if (cue->is_weak) kind.remove_suffix(5);
    const auto value = find_name<CueKind>(kCueKinds, kind);
    if (!value) return bad_line(*table, row, "kind");
    cue->kind = *value;
    const auto entry = static_cast<std::uint32_t>(c.cues.size());
    if (cue->kind == CueKind::noun) {
      add_forms(c.phrases, Layer::cue, decline_noun(table->cell(row, "phrase"), {}, kNoun), entry);
    } else {
      c.phrases.add(table->cell(row, "phrase"), {static_cast<std::uint16_t>(Layer::cue), kParticle, entry});
    }
    c.cues.push_back(*cue);
  }
  return {};
}

Result<void> compile_nouns(const std::string& data_dir, Context& c) {
  auto table = Table::read(data_dir + "/cues/source_nouns.tsv", {"noun", "plurals", "kind", "class"});
  if (!table) return table.error();
  std::vector<SourceNounRow> rows;
  for (const Table::Row& row : table->rows()) {
    SourceNounRow noun;
    noun.lemma = c.image.intern(table->cell(row, "noun"));
    noun.rule = c.image.intern(fmt::format("cues/source_nouns.tsv:{}", row.line));
    const bool is_body = table->cell(row, "kind") == "body";  // speaks for whoever issued it
    const auto kind = is_body ? SourceKind::organisation : from_name<SourceKind>(table->cell(row, "kind"));
    const auto noun_class = find_name<NounClass>(kNounClasses, table->cell(row, "class"));
    if (!kind) return bad_line(*table, row, "kind");
    if (!noun_class) return bad_line(*table, row, "class");
    noun.kind = *kind;
    noun.noun_class = *noun_class;
    add_forms(c.phrases, Layer::source_noun, decline_noun(table->cell(row, "noun"), table->values(row, "plurals"), kNoun),
              static_cast<std::uint32_t>(rows.size()));
    rows.push_back(noun);
  }
  c.image.add("cues.nouns", rows);
  return {};
}

Result<void> compile_markers(const std::string& data_dir, Context& c) {
  auto table = Table::read(data_dir + "/cues/markers.tsv", {"phrase", "class"});
  if (!table) return table.error();
  std::vector<MarkerClass> rows;
  for (const Table::Row& row : table->rows()) {
    const auto value = find_name<MarkerClass>(kMarkerClasses, table->cell(row, "class"));
    if (!value) return bad_line(*table, row, "class");
    c.phrases.add(table->cell(row, "phrase"),
                  {static_cast<std::uint16_t>(Layer::marker), kParticle, static_cast<std::uint32_t>(rows.size())});
    rows.push_back(*value);
  }
  c.image.add("cues.markers", rows);
  return {};
}

}  // namespace

Result<void> compile_cues(const std::string& data_dir, ImageBuilder& image, PhraseBuilder& phrases) {
  Context c{image, phrases, {}};
  for (const auto& part : {compile_verbs, compile_nominal, compile_nouns, compile_markers}) {
    if (auto ok = part(data_dir, c); !ok) return ok.error();
  }
  image.add("cues", c.cues);
  return {};
}

}  // namespace isnad::lexicon
