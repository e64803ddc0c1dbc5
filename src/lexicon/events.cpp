#include "lexicon/events.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <optional>
#include <tuple>

#include "isnad/names.h"
#include "lexicon/casting.h"
#include "lexicon/inflect.h"
#include "lexicon/table.h"
#include "text/letters.h"
#include "text/utf8.h"

namespace isnad::lexicon {
namespace {

constexpr std::array<std::string_view, kSlotCount> kSlotNames{"",     "s",     "o",    "g",     "li",   "ila", "ala",
                                                              "min",  "an",    "bi",   "maa",   "bayn", "did", "fi",
                                                              "hawl", "tijah", "amam", "agent", "other"};
constexpr std::string_view kPartNames = " arxyAtvsTH";  // in the order of Part

struct NamedWord {
  std::string_view name;
  EventWord word;
};
constexpr NamedWord kMarkerKinds[] = {
    {"prep", EventWord::preposition},
    {"comp", EventWord::complementizer},
    {"rel", EventWord::relative},
    {"sub", EventWord::subordinator},
    {"neg", EventWord::negation},
    {"cond", EventWord::condition},
    {"possible", EventWord::possible},
    {"possible_after", EventWord::possible_after},
    {"possible_verb", EventWord::possible_verb},
    {"any", EventWord::any},
    {"plan", EventWord::plan},
    {"plan_verb", EventWord::plan_verb},
    {"purpose", EventWord::purpose},
    {"aux", EventWord::aux_verb},
    {"modal", EventWord::modal},
    {"third", EventWord::third},
    {"both", EventWord::both},
    {"latter", EventWord::latter},
    {"counterpart", EventWord::counterpart},
    {"intent", EventWord::intent},
    {"masculine", EventWord::masculine},
    {"mutual", EventWord::mutual},
    {"stop", EventWord::stop},
    {"unsaid", EventWord::unsaid},
    {"behalf", EventWord::behalf},
    {"belonging", EventWord::belonging},
    {"answer", EventWord::answer},
    {"nisba", EventWord::nisba},
    {"adv", EventWord::adverb},
    {"stopverb", EventWord::stop_verb},
};

constexpr std::array<std::string_view, 5> kBothNames{"", "persons", "states", "bodies", "countries"};

struct NamedFlag {
  std::string_view name;
  std::uint32_t flag;
};
// Flags that name forms (masdar_only...) are read where the forms are made.
constexpr NamedFlag kFlags[] = {
    {"recip", kReciprocal},
    {"strong", kStrongTrigger},
    {"weak", kWeakTrigger},
    {"absorb", kAbsorbs},
    {"control", kControls},
    {"pass", kOftenPassive},
    {"needs_prep", kNeedsPreposition},
    {"needs_with", kNeedsPartner},
    {"forces", kNeedsForces},
    {"people", kNeedsPeople},
    {"person", kNeedsPerson},
    {"one_word", kMultiword},
    {"noun_agree", kAgreementNoun},
    {"noun_req", kRequestNoun},
    {"absorb_type", kAbsorbsType},
    {"announce", kAnnounces},
    {"passive", kPassiveLight},
    {"masdar_weak", kMasdarWeak},
    {"state", kStative},
    {"result", kResult},
    {"hosts", kHosts},
    {"own", kNeedsOwn},
    {"masdar_only", 0},
    {"past_only", 0},
    {"present_only", 0},
};

constexpr std::string_view kFeatureNames[] = {"verb",
                                              "participle",
                                              "noun_definite",
                                              "noun_pronoun",
                                              "noun_bare",
                                              "masdar",
                                              "passive",
                                              "weak",
                                              "weak_noun",
                                              "strong",
                                              "reciprocal",
                                              "agreement_noun",
                                              "needs_class",
                                              "wants_preposition",
                                              "past",
                                              "own_actor",
                                              "borrowed",
                                              "no_actor",
                                              "two_actors",
                                              "one_party",
                                              "recipient",
                                              "third",
                                              "object",
                                              "weak_without_own",
                                              "borrowed_bare",
                                              "own_definite",
                                              "first_of_type",
                                              "often",
                                              "same_word",
                                              "adds_to_word",
                                              "adds_nothing",
                                              "same_status",
                                              "same_sentence",
                                              "plain_repeat",
                                              "repeat_verb",
                                              "repeat_definite",
                                              "known_agreement",
                                              "headline",
                                              "lead",
                                              "late",
                                              "attributed",
                                              "relative",
                                              "after_lam",
                                              "after_ba",
                                              "coordinated",
                                              "sentence_start",
                                              "after_in",
                                              "after_other",
                                              "after_to",
                                              "after_from",
                                              "after_noun",
                                              "purpose",
                                              "under_light",
                                              "under_aux",
                                              "under_event",
                                              "under_same_type",
                                              "in_content",
                                              "under_noun",
                                              "under_request",
                                              "planned",
                                              "possible",
                                              "conditional",
                                              "denied",
                                              "move"};

// Builds the section: one method for each table.
class Compiler {
 public:
  Compiler(const std::string& data_dir, ImageBuilder& image, PhraseBuilder& phrases)
      : dir_(data_dir + "/events/"),
        image_(image),
        phrases_(phrases) {}

  Result<void> run() {
    for (const auto step :
         {&Compiler::frames, &Compiler::classes, &Compiler::verbs, &Compiler::nouns, &Compiler::light_verbs, &Compiler::markers,
          &Compiler::units, &Compiler::acceptance, &Compiler::words, &Compiler::casting, &Compiler::modes, &Compiler::reports}) {
      if (auto ok = (this->*step)(); !ok) return ok.error();
    }
    image_.add("events", rows_);
    image_.add("event.classes", class_names_);
    return {};
  }

 private:
  using Frame = std::array<Part, kSlotCount>;

  [[nodiscard]] Error bad(const Table& table, const Table::Row& row, std::string_view what) const {
    return Error{ErrorCode::bad_format, std::string(what), table.path(), row.line};
  }

  // "s:a o:r bi:x"
  static std::optional<Frame> read_frame(std::string_view text) {
    Frame frame{};
    for (const std::string& item : split(text, ' ')) {
      const std::size_t colon = item.find(':');
      if (colon == std::string::npos || item.size() != colon + 2) return std::nullopt;
      const auto slot = std::find(kSlotNames.begin(), kSlotNames.end(), std::string_view(item).substr(0, colon));
      const std::size_t part = kPartNames.find(item.back());
      if (slot == kSlotNames.end() || part == std::string_view::npos) return std::nullopt;
      frame[static_cast<std::size_t>(slot - kSlotNames.begin())] = static_cast<Part>(part);
    }
    return frame;
  }

  Result<void> frames() {
    auto table = Table::read(dir_ + "frames.tsv", {"frame", "slots"});
    if (!table) return table.error();
    for (const Table::Row& row : table->rows()) {
      const auto frame = read_frame(table->cell(row, "slots"));
      if (!frame) return bad(*table, row, "bad frame: slots are written name:part, parted by blanks");
      frames_[std::string(table->cell(row, "frame"))] = *frame;
    }
    return {};
  }

  void add_forms(const std::vector<Form>& forms, std::uint32_t entry) {
    for (const Form& f : forms) phrases_.add(f.text, {static_cast<std::uint16_t>(Layer::event), f.features, entry});
  }

  EventRow& new_row(EventWord word, std::string_view lemma, std::string_view file, const Table::Row& row) {
    EventRow& r = rows_.emplace_back();
    r.word = word;
    r.lemma = image_.intern(lemma);
    r.rule = image_.intern(fmt::format("events/{}:{}", file, row.line));
    return r;
  }
  [[nodiscard]] std::uint32_t last_entry() const { return static_cast<std::uint32_t>(rows_.size() - 1); }

  Result<void> classes() {
    auto table = Table::read(dir_ + "classes.tsv", {"noun", "plurals", "class"});
    if (!table) return table.error();
    for (const Table::Row& row : table->rows()) {
      const std::string name(table->cell(row, "class"));
      const auto [it, is_new] = class_of_.try_emplace(name, static_cast<std::uint8_t>(class_of_.size()));
      if (is_new) class_names_.push_back(image_.intern(name));
      if (class_of_.size() > 64) return bad(*table, row, "more than 64 noun classes");
      new_row(EventWord::noun_class, table->cell(row, "noun"), "classes.tsv", row).value = it->second;
      add_forms(decline_noun(table->cell(row, "noun"), table->values(row, "plurals"), kNoun), last_entry());
    }
    return {};
  }

  // The columns that verbs.tsv and nouns.tsv share.
  Result<void> trigger(const Table& table, const Table::Row& row, EventRow& r) {
    const auto type = from_name<EventType>(table.cell(row, "type"));
    const std::string_view move = table.cell(row, "move");
    const auto m = move.empty() ? std::optional(Move::none) : from_name<Move>(move);
    const auto frame = frames_.find(std::string(table.cell(row, "frame")));
    if (!type || !m) return bad(table, row, "unknown type or move");
    if (frame == frames_.end()) return bad(table, row, "unknown frame");
    r.type = *type;
    r.move = *m;
    r.frame = frame->second;
    r.mode = image_.intern(table.cell(row, "mode"));
    for (const std::string& name : table.values(row, "needs")) {
      const auto it = class_of_.find(name);
      if (it == class_of_.end()) return bad(table, row, "unknown noun class " + name);
      r.needs |= 1ULL << it->second;
    }
    return flags(table, row, r);
  }

  Result<void> flags(const Table& table, const Table::Row& row, EventRow& r) {
    for (const std::string& name : table.values(row, "flags")) {
      const auto it = std::find_if(std::begin(kFlags), std::end(kFlags), [&](const NamedFlag& f) { return f.name == name; });
      if (it == std::end(kFlags)) return bad(table, row, "unknown flag " + name);
      r.flags |= it->flag;
    }
    return {};
  }

  // Past of form III and VI in the passive: the alef of the stem becomes waw.
  static std::string passive_past(std::string_view past) {
    using namespace text::letter;
    std::u32string w = text::code_points(past);
    const std::size_t at = w.size() == 4 && w[1] == kAlef ? 1 : w.size() == 5 && w[0] == kTeh && w[2] == kAlef ? 2 : 0;
    if (at == 0) return {};
    w[at] = kWaw;
    return text::to_utf8(w);
  }

  void add_verb(const Table& table, const Table::Row& row) {
    const auto has = [&](std::string_view flag) {
      const auto flags = table.values(row, "flags");
      return std::find(flags.begin(), flags.end(), flag) != flags.end();
    };
    const std::uint32_t entry = last_entry();
    const std::string past(table.cell(row, "past"));
    const std::string present(table.cell(row, "present"));
    if (!has("masdar_only")) {
      std::vector<Form> forms = conjugate(past, present);
      // Forms that news does not use and that other words are spelled like.
      std::erase_if(forms, [](const Form& f) {
        return (f.features & kPersonMask) == kSecond || ((f.features & kFeminine) != 0 && (f.features & kNumberMask) == kPlural);
      });
      if (has("present_only"))
        std::erase_if(forms, [&](const Form& f) { return (f.features & kFormMask) == kPast && f.text == past; });
      add_forms(forms, entry);
      if (const std::string passive = passive_past(past); !passive.empty() && !present.empty()) {
        forms = conjugate(passive, {});
        for (Form& f : forms) f.features |= kPassive;
        add_forms(forms, entry);
      }
      for (const std::string& p : table.values(row, "participle")) add_forms(decline_participle(p, kParticiple), entry);
      for (const std::string& p : table.values(row, "passive")) add_forms(decline_participle(p, kPassiveParticiple), entry);
    }
    for (const std::string& m : table.values(row, "masdar")) add_forms(decline_noun(m, {}, kMasdar), entry);
  }

  Result<void> verbs() {
    auto table = Table::read(dir_ + "verbs.tsv", {"past", "present", "participle", "passive", "masdar", "type", "move", "frame",
                                                  "needs", "flags", "mode"});
    if (!table) return table.error();
    for (const Table::Row& row : table->rows()) {
      if (auto ok = trigger(*table, row, new_row(EventWord::trigger, table->cell(row, "past"), "verbs.tsv", row)); !ok) return ok;
      add_verb(*table, row);
    }
    return {};
  }

  Result<void> nouns() {
    auto table = Table::read(dir_ + "nouns.tsv", {"noun", "plurals", "type", "move", "frame", "needs", "flags", "mode"});
    if (!table) return table.error();
    for (const Table::Row& row : table->rows()) {
      const std::string_view noun = table->cell(row, "noun");
      if (auto ok = trigger(*table, row, new_row(EventWord::trigger, noun, "nouns.tsv", row)); !ok) return ok;
      if (noun.find(' ') == std::string_view::npos) {
        add_forms(decline_noun(noun, table->values(row, "plurals"), kNoun), last_entry());
      } else {
        add_phrases(noun, table->values(row, "plurals"));
      }
    }
    return {};
  }

  // Fixed phrases: with and without the article on the first word, or on both of an attribute pair.
  void add_phrases(std::string_view phrase, std::vector<std::string> forms) {
    forms.emplace_back(phrase);
    const std::string article = std::string(text::letter::kAlefUtf8) + text::letter::kLamUtf8;
    for (const std::string& f : forms) {
      std::string definite;
      for (const std::string& w : split(f, ' '))
        definite += (definite.empty() ? "" : " ") + (w.starts_with(article) ? w : article + w);
      add_forms({{f, kNoun}, {definite, kNoun | kDefinite}}, last_entry());
    }
  }

  Result<void> light_verbs() {
    auto table = Table::read(dir_ + "light_verbs.tsv",
                             {"past", "present", "participle", "passive", "masdar", "kind", "status", "frame", "flags"});
    if (!table) return table.error();
    for (const Table::Row& row : table->rows()) {
      const std::string_view kind = table->cell(row, "kind");
      if (kind != "light" && kind != "aux") return bad(*table, row, "kind is light or aux");
      EventRow& r =
          new_row(kind == "light" ? EventWord::light : EventWord::aux, table->cell(row, "past"), "light_verbs.tsv", row);
      const auto frame = read_frame(table->cell(row, "frame"));
      if (!frame) return bad(*table, row, "bad frame");
      r.frame = *frame;
      if (const std::string_view s = table->cell(row, "status"); !s.empty()) {
        const auto status = from_name<Status>(s);
        if (!status) return bad(*table, row, "unknown status");
        r.status = static_cast<std::uint8_t>(static_cast<int>(*status) + 1);
      }
      if (auto ok = flags(*table, row, r); !ok) return ok;
      add_verb(*table, row);
    }
    return {};
  }

  Result<void> markers() {
    auto table = Table::read(dir_ + "markers.tsv", {"phrase", "kind", "value"});
    if (!table) return table.error();
    for (const Table::Row& row : table->rows()) {
      const std::string_view kind = table->cell(row, "kind");
      const std::string_view value = table->cell(row, "value");
      const auto it =
          std::find_if(std::begin(kMarkerKinds), std::end(kMarkerKinds), [&](const NamedWord& k) { return k.name == kind; });
      if (it == std::end(kMarkerKinds)) return bad(*table, row, "unknown kind of marker");
      const bool is_nisba = it->word == EventWord::nisba;
      EventRow& r = new_row(it->word, is_nisba ? value : table->cell(row, "phrase"), "markers.tsv", row);
      if (it->word == EventWord::preposition) {
        const auto slot = std::find(kSlotNames.begin(), kSlotNames.end(), value);
        if (value.empty() || slot == kSlotNames.end()) return bad(*table, row, "unknown preposition");
        r.value = static_cast<std::uint8_t>(slot - kSlotNames.begin());
      } else if (it->word == EventWord::third) {
        const auto role = from_name<ThirdRole>(value);
        if (!role) return bad(*table, row, "unknown role");
        r.value = static_cast<std::uint8_t>(*role);
      } else if (it->word == EventWord::both) {
        const auto both = std::find(kBothNames.begin(), kBothNames.end(), value);
        if (both == kBothNames.end()) return bad(*table, row, "unknown sort of two");
        r.value = static_cast<std::uint8_t>(both - kBothNames.begin());
      } else if (const auto status = from_name<Status>(value)) {
        r.status = static_cast<std::uint8_t>(static_cast<int>(*status) + 1);
      } else if (!value.empty() && it->word != EventWord::modal && !is_nisba) {
        return bad(*table, row, "unknown value");
      }
      phrases_.add(table->cell(row, "phrase"), {static_cast<std::uint16_t>(Layer::event), kParticle, last_entry()});
    }
    return {};
  }

  // What is counted, and the words before a number of persons that say what befell them.
  Result<void> units() {
    auto table = Table::read(dir_ + "units.tsv", {"word", "forms", "unit", "kind"});
    if (!table) return table.error();
    for (const Table::Row& row : table->rows()) {
      const std::string_view kind = table->cell(row, "kind");
      if (kind != "persons" && kind != "things" && kind != "casualty")
        return bad(*table, row, "kind is persons, things or casualty");
      EventRow& r =
          new_row(kind == "casualty" ? EventWord::casualty : EventWord::unit, table->cell(row, "unit"), "units.tsv", row);
      r.value = kind == "persons" ? 1 : 0;
      const std::string word(table->cell(row, "word"));
      if (kind == "casualty" && !table->values(row, "forms").empty()) {  // a verb: past and present
        add_forms(conjugate(word, table->values(row, "forms").front()), last_entry());
      } else {
        add_forms(decline_noun(word, table->values(row, "forms"), kNoun), last_entry());
      }
    }
    return {};
  }

  // Modes that a word near the trigger gives, or the event that it asks for.
  Result<void> modes() {
    auto table = Table::read(dir_ + "modes.tsv", {"type", "word", "forms", "asks", "mode"});
    if (!table) return table.error();
    std::vector<StringRef> by_content(kEventTypes * kEventTypes);
    for (const Table::Row& row : table->rows()) {
      const auto type = from_name<EventType>(table->cell(row, "type"));
      const auto content = from_name<EventType>(table->cell(row, "asks"));
      const std::string word(table->cell(row, "word"));
      if (!type || word.empty() != content.has_value())
        return bad(*table, row, "a type, and either a word or the type it asks for");
      const StringRef mode = image_.intern(table->cell(row, "mode"));
      if (content) {
        by_content[static_cast<std::size_t>(*type) * kEventTypes + static_cast<std::size_t>(*content)] = mode;
        continue;
      }
      EventRow& r = new_row(EventWord::mode, word, "modes.tsv", row);
      r.type = *type;
      r.mode = mode;
      add_forms(decline_noun(word, table->values(row, "forms"), kNoun), last_entry());
    }
    image_.add("events.modes", by_content);
    return {};
  }

  static std::optional<float> number(std::string_view cell) {
    const std::string text(cell);
    char* end = nullptr;
    const float value = std::strtof(text.c_str(), &end);
    return text.empty() || *end != 0 ? std::nullopt : std::optional(value);
  }

  // The weights of the model of reports; the rows are found by their word.
  Result<void> reports() {
    auto table = Table::read(dir_ + "reports.tsv", {"word", "assault", "protest"});
    if (!table) return table.error();
    std::map<std::string, ReportRow> by_word;  // in the order of bytes
    for (const Table::Row& row : table->rows()) {
      const auto assault = number(table->cell(row, "assault"));
      const auto protest = number(table->cell(row, "protest"));
      if (!assault || !protest) return bad(*table, row, "the weight is no number");
      const std::string_view word = table->cell(row, "word");
      by_word[std::string(word)] = {image_.intern(word), *assault, *protest};
    }
    std::vector<ReportRow> rows;
    rows.reserve(by_word.size());
    std::vector<ReportSlot> slots;
    for (const auto& [word, row] : by_word) {
      slots.push_back({hash_word(word), static_cast<std::uint32_t>(rows.size())});
      rows.push_back(row);
    }
    std::sort(slots.begin(), slots.end(),
              [](const ReportSlot& a, const ReportSlot& b) { return std::tie(a.hash, a.row) < std::tie(b.hash, b.row); });
    image_.add("events.reports", rows);
    image_.add("events.report_slots", slots);
    return {};
  }

  // The weights of the acceptance model; what has no line weighs nothing.
  Result<void> acceptance() {
    auto table = Table::read(dir_ + "acceptance.tsv", {"feature", "weight"});
    if (!table) return table.error();
    std::vector<float> weights(kAcceptanceFeatures + 1, 0.0F);
    for (const Table::Row& row : table->rows()) {
      const std::string_view name = table->cell(row, "feature");
      std::size_t i = 0;
      while (i < kAcceptanceFeatures && acceptance_feature(i) != name) ++i;
      if (i == kAcceptanceFeatures && name != "bias") return bad(*table, row, "unknown feature");
      const std::string weight(table->cell(row, "weight"));
      char* end = nullptr;
      weights[i] = std::strtof(weight.c_str(), &end);
      if (weight.empty() || *end != 0) return bad(*table, row, "the weight is no number");
    }
    image_.add("events.acceptance", weights);
    return {};
  }

  // What words weigh in it.
  Result<void> words() {
    auto table = Table::read(dir_ + "words.tsv", {"word", "weight"});
    if (!table) return table.error();
    std::map<std::pair<std::uint32_t, std::string>, WordRow> by_hash;
    for (const Table::Row& row : table->rows()) {
      const auto weight = number(table->cell(row, "weight"));
      if (!weight) return bad(*table, row, "the weight is no number");
      const std::string_view word = table->cell(row, "word");
      const std::uint32_t hash = hash_word(word);
      by_hash[{hash, std::string(word)}] = {image_.intern(word), hash, *weight};
    }
    std::vector<WordRow> rows;
    rows.reserve(by_hash.size());
    for (const auto& entry : by_hash) rows.push_back(entry.second);
    image_.add("events.words", rows);
    return {};
  }

  // The weights of the casting model, likewise.
  Result<void> casting() {
    auto table = Table::read(dir_ + "casting.tsv", {"set", "feature", "weight"});
    if (!table) return table.error();
    std::vector<float> weights(kCastSets * kCastFeatures, 0.0F);
    for (const Table::Row& row : table->rows()) {
      std::size_t set = 0;
      while (set < kCastSets && cast_set_name(set) != table->cell(row, "set")) ++set;
      std::size_t i = 0;
      while (i < kCastFeatures && cast_feature(i) != table->cell(row, "feature")) ++i;
      if (set == kCastSets || i == kCastFeatures) return bad(*table, row, "unknown set or feature");
      const std::string weight(table->cell(row, "weight"));
      char* end = nullptr;
      weights[set * kCastFeatures + i] = std::strtof(weight.c_str(), &end);
      if (weight.empty() || *end != 0) return bad(*table, row, "the weight is no number");
    }
    image_.add("events.casting", weights);
    return {};
  }

  std::string dir_;
  ImageBuilder& image_;
  PhraseBuilder& phrases_;
  std::vector<EventRow> rows_;
  std::vector<StringRef> class_names_;
  std::map<std::string, std::uint8_t> class_of_;
  std::map<std::string, Frame> frames_;
};

}  // namespace

std::string_view acceptance_feature(std::size_t index) {
  constexpr std::size_t kTypes = 16;
  static_assert(kTypes + std::size(kFeatureNames) == kAcceptanceFeatures);
  if (index < kTypes) return name_of(static_cast<EventType>(index));
  return index < kAcceptanceFeatures ? kFeatureNames[index - kTypes] : std::string_view();
}

float Events::acceptance(std::string_view word) const {
  const std::uint32_t hash = hash_word(word);
  auto at =
      std::lower_bound(words_.begin(), words_.end(), hash, [](const WordRow& row, std::uint32_t h) { return row.hash < h; });
  while (at != words_.end() && at->hash == hash && image_.string(at->word) != word) ++at;
  return at != words_.end() && at->hash == hash ? at->weight : 0.0F;
}

std::uint32_t Events::report_row(std::string_view word) const {
  const std::uint32_t hash = hash_word(word);
  auto at = std::lower_bound(report_slots_.begin(), report_slots_.end(), hash,
                             [](const ReportSlot& slot, std::uint32_t h) { return slot.hash < h; });
  while (at != report_slots_.end() && at->hash == hash && image_.string(reports_[at->row].word) != word) ++at;
  return at != report_slots_.end() && at->hash == hash ? at->row : kNone;
}

std::uint64_t Events::noun_class(std::string_view name) const {
  for (std::size_t i = 0; i < classes_.size(); ++i) {
    if (image_.string(classes_[i]) == name) return 1ULL << i;
  }
  return 0;
}

Result<void> compile_events(const std::string& data_dir, ImageBuilder& image, PhraseBuilder& phrases) {
  return Compiler(data_dir, image, phrases).run();
}

}  // namespace isnad::lexicon
