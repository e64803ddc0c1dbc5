#include "lexicon/actors.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <map>
#include <set>
#include <unordered_set>

#include "isnad/names.h"
#include "lexicon/famous.h"
#include "lexicon/nisba.h"
#include "lexicon/spelling.h"
#include "lexicon/table.h"
#include "text/fold.h"
#include "text/letters.h"
#include "text/utf8.h"

namespace isnad::lexicon {
namespace {

const std::vector<std::string> kActorColumns{"id", "type", "name_en", "names_ar", "source"};
const std::vector<std::string> kStateColumns{"id", "type", "name_en", "adj_en", "names_ar", "source"};

// Collects the rows of all tables and their phrases. One use.
class Compiler {
 public:
  Compiler(std::string data_dir, ImageBuilder& image, PhraseBuilder& phrases)
      : dir_(std::move(data_dir)),
        image_(image),
        phrases_(phrases) {}

  Result<void> run() {
    if (auto ok = spelling_.read(dir_ + "/names/spelling.tsv"); !ok) return ok;
    if (auto ok = letters(); !ok) return ok;
    if (auto ok = organs(); !ok) return ok;
    if (auto ok = states(); !ok) return ok;
    for (const char* name : {"peoples", "groups", "bodies", "organisations", "outlets"}) {
      if (auto ok = actors(name); !ok) return ok;
    }
    if (auto ok = famous_names(); !ok) return ok;
    for (const std::string& name : files("persons")) {
      if (auto ok = actors(name); !ok) return ok;
    }
    for (auto step : {&Compiler::heads, &Compiler::outlet_heads, &Compiler::contexts, &Compiler::titles, &Compiler::given_names,
                      &Compiler::name_words, &Compiler::places}) {
      if (auto ok = (this->*step)(); !ok) return ok;
    }
    link_countries();
    write();
    return {};
  }

 private:
  void add(Layer layer, std::string_view phrase, unsigned features, std::size_t entry) {
    phrases_.add(phrase,
                 {static_cast<std::uint16_t>(layer), static_cast<std::uint16_t>(features), static_cast<std::uint32_t>(entry)});
  }
  [[nodiscard]] bool has(const std::string& file) const { return std::filesystem::exists(dir_ + "/" + file); }
  // The tables of data/actors that begin with `prefix`, in order of name.
  [[nodiscard]] std::vector<std::string> files(const std::string& prefix) const {
    std::vector<std::string> out;
    std::error_code error;
    for (const auto& f : std::filesystem::directory_iterator(dir_ + "/actors", error)) {
      if (f.path().extension() == ".tsv" && f.path().stem().string().starts_with(prefix)) out.push_back(f.path().stem().string());
    }
    std::sort(out.begin(), out.end());
    return out;
  }
  StringRef rule(const std::string& file, const Table::Row& row) { return image_.intern(fmt::format("{}:{}", file, row.line)); }

  // --- organs ---
  Result<void> organs() {
    const std::string file = "actors/organs.tsv";
    auto table = Table::read(dir_ + "/" + file, {"organ", "type", "name_en", "heads_def", "heads_construct", "gender", "loaded"});
    if (!table) return table.error();
    std::map<std::string, unsigned> bare;
    if (auto ok = bare_heads(bare); !ok) return ok;
    if (auto ok = ideas(); !ok) return ok;
    for (const Table::Row& row : table->rows()) {
      const auto type = from_name<ActorType>(table->cell(row, "type"));
      if (!type) return Error{ErrorCode::bad_format, "unknown actor type", table->path(), row.line};
      const std::vector<std::string> genders = table->values(row, "gender");
      const std::vector<std::string> loaded = table->values(row, "loaded");
      const std::vector<std::string> definite = table->values(row, "heads_def");
      if (genders.size() != 1 && genders.size() != definite.size()) {
        return Error{ErrorCode::bad_format, "`gender` needs one value, or one for each of heads_def", table->path(), row.line};
      }
      const auto loaded_bit = [&](const std::string& head) {
        return std::find(loaded.begin(), loaded.end(), head) == loaded.end() ? 0U : static_cast<unsigned>(kHeadLoaded);
      };
      for (std::size_t i = 0; i < definite.size(); ++i) {
        const char g = genders[genders.size() == 1 ? 0 : i].front();
        const unsigned gender = g == 'm' ? kHeadMasculine : g == 'f' ? kHeadFeminine : kHeadPlural;
        const auto it = bare.find(definite[i]);
        for (const std::string& form : cases(definite[i], text::letter::kNoonUtf8)) {
          add(Layer::organ, form, gender | loaded_bit(definite[i]) | (it == bare.end() ? 0U : it->second), organs_.size());
        }
        if (table->cell(row, "organ") == "-") government_heads_.insert(fold_words(definite[i]).front());
      }
      for (const std::string& head : table->values(row, "heads_construct")) {
        for (const std::string& form : cases(head, "")) {
          add(Layer::organ, form, kHeadConstruct | loaded_bit(head), organs_.size());
        }
      }
      organs_.push_back(
          {image_.intern(table->cell(row, "organ")), image_.intern(table->cell(row, "name_en")), rule(file, row), *type});
    }
    return {};
  }

  // "the rebels" as subject and as anything else: a head whose last word is a sound plural has two forms. `nun` is what follows
  // their vowel: nothing in the construct state.
  static std::vector<std::string> cases(const std::string& head, std::string_view nun) {
    const std::string subject = std::string(text::letter::kWawUtf8).append(nun);
    std::vector<std::string> out{head};
    if (head.ends_with(subject))
      out.push_back(head.substr(0, head.size() - subject.size()).append(text::letter::kYehUtf8).append(nun));
    return out;
  }

  Result<void> ideas() {
    if (!has("actors/ideas.tsv")) return {};
    auto table = Table::read(dir_ + "/actors/ideas.tsv", {"phrase", "source"});
    if (!table) return table.error();
    for (const Table::Row& row : table->rows()) add(Layer::idea, table->cell(row, "phrase"), 0, 0);
    return {};
  }

  Result<void> bare_heads(std::map<std::string, unsigned>& out) {
    auto table = Table::read(dir_ + "/actors/bare_heads.tsv", {"head", "source"});
    if (!table) return table.error();
    for (const Table::Row& row : table->rows()) out.emplace(table->cell(row, "head"), kHeadBare);
    return {};
  }

  // --- actors ---
  Result<std::size_t> actor_row(const Table& table, const Table::Row& row, const std::string& file) {
    const auto type = from_name<ActorType>(table.cell(row, "type"));
    if (!type) return Error{ErrorCode::bad_format, "unknown actor type", table.path(), row.line};
    const std::string id(table.cell(row, "id"));
    if (id.empty()) return Error{ErrorCode::bad_format, "an actor needs an id", table.path(), row.line};
    const auto [it, is_new] = ids_.try_emplace(id, actors_.size());
    if (!is_new) return it->second;  // a second line adds names to the first
    ActorRow& actor = actors_.emplace_back();
    actor.id = image_.intern(id);
    actor.name = image_.intern(table.cell(row, "name_en"));
    actor.rule = rule(file, row);
    actor.type = *type;
    const std::vector<std::string> countries = table.values(row, "country");
    countries_.push_back(countries.size() == 1 ? countries.front() : std::string());
    return it->second;
  }

  Result<void> states() {
    const std::string file = "actors/states.tsv";
    auto table = Table::read(dir_ + "/" + file, kStateColumns);
    if (!table) return table.error();
    for (const Table::Row& row : table->rows()) {
      auto entry = actor_row(*table, row, file);
      if (!entry) return entry.error();
      actors_[*entry].is_state = 1;
      if (const std::string_view gender = table->cell(row, "gender"); !gender.empty()) actors_[*entry].gender = gender.front();
      actors_[*entry].adjective = image_.intern(table->cell(row, "adj_en"));
      countries_[*entry] = table->cell(row, "id");
      for (const auto& n : table->values(row, "names_ar")) {
        const std::vector<std::string> words = fold_words(n);
        const bool is_government = !words.empty() && government_heads_.contains(words.front());
        add(Layer::state, n, is_government ? kFullName : kCountryName, *entry);
      }
      for (const auto& n : table->values(row, "short_ar")) add(Layer::state, n, kShortName, *entry);
      for (const auto& n : table->values(row, "loaded_ar")) add(Layer::state, n, kLoadedName, *entry);
      for (const auto& n : table->values(row, "capital_ar")) add(Layer::state, n, kCapitalName, *entry);
      for (const auto& n : table->values(row, "people_ar")) {
        add(Layer::state, n, kPeopleName, *entry);
        add(Layer::adjective, n, kMasculine | kPlural | kDefinite, *entry);
        indefinite_people(n, *entry);
      }
      for (const auto& n : table->values(row, "adj_ar")) {
        // A state whose own bare name needs others beside it has an adjective that does too.
        const auto shorts = table->values(row, "short_ar");
        const unsigned common = std::find(shorts.begin(), shorts.end(), n) != shorts.end() ? kCommonAdjective : 0U;
        for (const Form& f : decline_nisba(n)) add(Layer::adjective, f.text, f.features | common, *entry);
        // The accusative, where it is not spelled like the state.
        const std::string accusative = std::string(n) + text::letter::kAlefUtf8;
        const auto names = table->values(row, "names_ar");
        if (n.find(' ') == std::string::npos && std::find(names.begin(), names.end(), accusative) == names.end())
          add(Layer::adjective, accusative, kMasculine | kSingular | common, *entry);
      }
    }
    return {};
  }

  // "Turks" from "the Turks": one word, and long enough to be no other ("Russians" and "left" are spelled with three letters).
  void indefinite_people(const std::string& definite, std::uint32_t entry) {
    constexpr std::string_view kArticle = "\xD8\xA7\xD9\x84";
    constexpr std::size_t kFourLetters = 8;
    if (!definite.starts_with(kArticle) || definite.find(' ') != std::string::npos) return;
    const std::string bare = definite.substr(kArticle.size());
    if (bare.size() < kFourLetters) return;
    add(Layer::adjective, bare, kMasculine | kPlural, entry);
  }

  Result<void> actors(const std::string& name) {
    const std::string file = "actors/" + name + ".tsv";
    if (!has(file)) return {};
    auto table = Table::read(dir_ + "/" + file, kActorColumns);
    if (!table) return table.error();
    const bool is_persons = name.starts_with("persons");
    for (const Table::Row& row : table->rows()) {
      auto entry = actor_row(*table, row, file);
      if (!entry) return entry.error();
      if (const auto fame = fame_.find(std::string(table->cell(row, "id"))); fame != fame_.end())
        actors_[*entry].fame = fame->second;
      if (const std::string_view sex = table->cell(row, "sex"); is_persons && !sex.empty()) actors_[*entry].gender = sex.front();
      names(*table, row, *entry, is_persons, file);
    }
    return {};
  }

  // Letters spelt out ("B B C") and sites ("X net") are written with stops too: the tokenizer reads that as one word.
  static std::string spelt_with_stops(const std::string& name) {
    constexpr std::size_t kThreeLetters = 6;
    constexpr std::size_t kTwoLetters = 4;
    constexpr std::size_t kFiveLetters = 10;
    std::string joined;
    std::size_t words = 0;
    std::size_t short_words = 0;
    std::size_t last = 0;
    for (std::size_t begin = 0; begin < name.size(); begin += last + 1) {
      last = std::min(name.find(' ', begin), name.size()) - begin;
      joined.append(name, begin, last);
      ++words;
      if (last <= kThreeLetters) ++short_words;
    }
    const bool is_spelt = words > 1 && (short_words == words || (words == 2 && last == kTwoLetters));
    return is_spelt && joined.size() >= kFiveLetters ? joined : std::string{};  // shorter ones are words: "August"
  }

  void names(const Table& table, const Table::Row& row, std::size_t entry, bool is_person, const std::string& file) {
    const std::string id(table.cell(row, "id"));
    const bool is_outlet = file.starts_with("actors/outlets");
    const auto each = [&](const char* column, unsigned kind) {
      for (const auto& n : table.values(row, column)) {
        const auto famous = famous_.find(text::folded(n));
        const bool is_famous = kind == kFamilyName && is_person && famous != famous_.end() && famous->second == id;
        const unsigned fame = former_.contains(id) ? kFormerName : kFamousName;
        const unsigned features = is_famous ? kind | fame : kind;
        add(Layer::actor, n, features, entry);
        if (const std::string v = is_outlet ? spelt_with_stops(n) : std::string{}; !v.empty())
          add(Layer::actor, v, features, entry);
        if (!is_person) continue;
        for (const auto& v : spelling_.variants(n)) add(Layer::actor, v, features, entry);
      }
    };
    if (is_person) {
      const std::span<const LetterRow> letters =
          file.starts_with("actors/persons_world") ? letters_ : std::span<const LetterRow>{};
      for (const auto& n : table.values(row, "names_ar")) likeness_.add(n, static_cast<std::uint32_t>(entry), letters);
    }
    each("names_ar", kFullName);
    each("short_ar", kShortName);
    each("loaded_ar", kLoadedName);
    each("family_ar", kFamilyName);
  }

  void hold(const std::string& person, std::string_view from, std::string_view to) {
    const Fame term{month_number(from), to.empty() ? Fame{}.to : month_number(to, true)};
    const auto [it, is_first] = fame_.try_emplace(person, term);
    if (!is_first) it->second = {std::min(it->second.from, term.from), std::max(it->second.to, term.to)};
  }

  // Last names that only one holder of a high office has, or one person at all who heads or speaks for a body of states, and that
  // are no given names, cities, adjectives of states ("the Sudanese"), words or names of many: by folded name, the person.
  Result<void> famous_names() {
    static const std::set<std::string_view> kHighOffices{"president", "prime-minister", "leader", "king", "emir", "crown-prince"};
    static const std::set<std::string_view> kKnownOffices{"secretary-general", "envoy", "foreign-minister", "defence-minister",
                                                          "negotiator"};
    static const std::set<std::string_view> kLesserOffices{"commander", "deputy-leader"};  // in which a leader was known before
    // Who speaks for or heads a body is known by a foreign last name in news of his state.
    static const std::set<std::string_view> kHomeOffices{"spokesperson",
                                                         "speaker",
                                                         "head",
                                                         "director",
                                                         "opposition-leader",
                                                         "intelligence-chief",
                                                         "national-security-adviser",
                                                         "chief-of-staff",
                                                         "un-ambassador",
                                                         "interior-minister",
                                                         "deputy-foreign-minister",
                                                         "vice-president",
                                                         "adviser"};
    constexpr std::string_view kFirstYear = "2012";
    std::set<std::string> at_home;
    std::set<std::string> holders;
    std::set<std::string> known;
    std::map<std::string, std::string> bearers;  // of any last name: the person, empty where there are several
    std::map<std::string, std::string> of_former;
    const auto bear = [](std::map<std::string, std::string>& names, const std::string& family, const std::string& id) {
      const auto [it, is_new] = names.try_emplace(text::folded(family), id);
      if (it->second != id) it->second.clear();  // two of them
    };
    for (const std::string& name : files("offices")) {
      auto table = Table::read(dir_ + "/actors/" + name + ".tsv", {"person", "office"});
      if (!table) return table.error();
      for (const Table::Row& row : table->rows()) {
        const std::string_view to = table->cell(row, "to");
        const bool is_former = !to.empty() && to < kFirstYear;  // who came after is meant, but in news of his state
        const bool is_high = kHighOffices.contains(table->cell(row, "office"));
        const bool is_known = !is_former && kKnownOffices.contains(table->cell(row, "office"));
        if (is_high) (is_former ? former_ : holders).emplace(table->cell(row, "person"));
        if (is_known) known.emplace(table->cell(row, "person"));
        const bool is_at_home = !is_former && kHomeOffices.contains(table->cell(row, "office"));
        if (is_at_home) at_home.emplace(table->cell(row, "person"));
        if (is_high || is_known || is_at_home || kLesserOffices.contains(table->cell(row, "office")))
          hold(std::string(table->cell(row, "person")), table->cell(row, "from"), to);
      }
    }
    for (const std::string& name : files("persons")) {
      auto table = Table::read(dir_ + "/actors/" + name + ".tsv", {"id", "family_ar"});
      if (!table) return table.error();
      for (const Table::Row& row : table->rows()) {
        const std::string id(table->cell(row, "id"));
        for (const std::string& family : table->values(row, "family_ar")) {
          bear(bearers, family, id);
          if (holders.contains(id)) bear(famous_, family, id);
          else if (former_.contains(id)) bear(of_former, family, id);
        }
      }
    }
    constexpr std::size_t kFiveLetters = 10;  // shorter ones are too often something else
    for (const auto& [name, id] : bearers) {
      if (id.empty() || name.size() < kFiveLetters) continue;
      if (known.contains(id)) famous_.try_emplace(name, id);
      const bool is_foreign = !name.starts_with("\xD8\xA7\xD9\x84");  // without the article
      if (!known.contains(id) && !holders.contains(id) && at_home.contains(id) && is_foreign &&
          of_former.try_emplace(name, id).second)
        former_.insert(id);
    }
    famous_.merge(of_former);
    for (const std::string& id : holders) former_.erase(id);
    auto given = Table::read(dir_ + "/names/given.tsv", {"name", "source"});
    if (!given) return given.error();
    for (const Table::Row& row : given->rows()) {
      const std::string name = text::folded(given->cell(row, "name"));
      if (!given->cell(row, "source").starts_with("arabic-names")) continue;
      famous_.erase(name);
      likeness_.add_given(name);
    }
    if (has("names/common_last.tsv")) {
      auto common = Table::read(dir_ + "/names/common_last.tsv", {"name", "source"});
      if (!common) return common.error();
      for (const Table::Row& row : common->rows()) famous_.erase(text::folded(common->cell(row, "name")));
    }
    auto states = Table::read(dir_ + "/actors/states.tsv", {"adj_ar"});
    if (!states) return states.error();
    for (const Table::Row& row : states->rows()) {
      for (const auto& adjective : states->values(row, "adj_ar")) {
        for (const Form& f : decline_nisba(adjective)) famous_.erase(text::folded(f.text));
      }
    }
    auto cities = Table::read(dir_ + "/places/cities.tsv", {"name_ar"});
    if (!cities) return cities.error();
    for (const Table::Row& row : cities->rows()) famous_.erase(text::folded(cities->cell(row, "name_ar")));
    return {};
  }

  // --- words around names ---
  Result<void> heads() {
    const std::string file = "actors/heads.tsv";
    auto table = Table::read(dir_ + "/" + file, {"head", "slug", "role", "type", "complement", "source"});
    if (!table) return table.error();
    const std::map<std::string_view, HeadRole> roles{{"group", HeadRole::group},     {"organisation", HeadRole::organisation},
                                                     {"outlet", HeadRole::outlet},   {"loaded", HeadRole::loaded},
                                                     {"epithet", HeadRole::epithet}, {"sided", HeadRole::sided}};
    for (const Table::Row& row : table->rows()) {
      const auto type = from_name<ActorType>(table->cell(row, "type"));
      const auto role = roles.find(table->cell(row, "role"));
      if (!type || role == roles.end()) return Error{ErrorCode::bad_format, "unknown type or role", table->path(), row.line};
      add(Layer::head, table->cell(row, "head"), 0, heads_.size());
      heads_.push_back({rule(file, row), image_.intern(table->cell(row, "slug")), role->second, *type,
                        static_cast<std::uint8_t>(table->cell(row, "complement") == "yes")});
    }
    return {};
  }

  // Nouns before the names of outlets; only kinds that publish, and only where a name can follow (no article).
  Result<void> outlet_heads() {
    const std::string file = "actors/outlet_heads.tsv";
    auto table = Table::read(dir_ + "/" + file, {"head", "kind", "source"});
    if (!table) return table.error();
    static const std::set<std::string_view> kKinds{"newspaper", "magazine", "tv", "radio", "agency", "site", "network"};
    for (const Table::Row& row : table->rows()) {
      const std::string_view head = table->cell(row, "head");
      const auto kind = kKinds.find(table->cell(row, "kind"));
      if (kind == kKinds.end() || head.starts_with("\xD8\xA7\xD9\x84")) continue;
      add(Layer::head, head, 0, heads_.size());
      heads_.push_back({rule(file, row), image_.intern(*kind), HeadRole::outlet, ActorType::outlet, 0});
    }
    return {};
  }

  Result<void> contexts() {
    const std::string file = "actors/context.tsv";
    auto table = Table::read(dir_ + "/" + file, {"words", "side", "weight", "through", "source"});
    if (!table) return table.error();
    for (const Table::Row& row : table->rows()) {
      ContextRow c;
      const std::string weight(table->cell(row, "weight"));
      char* end = nullptr;
      c.weight = std::strtof(weight.c_str(), &end);
      const std::string_view side = table->cell(row, "side");
      if (weight.empty() || *end != '\0' || (side != "before" && side != "after")) {
        return Error{ErrorCode::bad_format, "`weight` must be a number and `side` before or after", table->path(), row.line};
      }
      c.side = side == "after" ? ContextSide::after : ContextSide::before;
      c.is_transparent = static_cast<std::uint8_t>(table->cell(row, "through") == "yes");
      c.is_side = static_cast<std::uint8_t>(table->cell(row, "through") == "side");
      c.is_address = static_cast<std::uint8_t>(table->cell(row, "through") == "object");
      c.is_place_noun = static_cast<std::uint8_t>(table->cell(row, "through") == "noun");
      for (const auto& w : table->values(row, "words")) add(Layer::context, w, 0, contexts_.size());
      contexts_.push_back(c);
    }
    return {};
  }

  Result<void> titles() {
    const std::string file = "actors/titles.tsv";
    if (!has(file)) return {};
    auto table = Table::read(dir_ + "/" + file, {"title", "kind", "organ", "gender", "source"});
    if (!table) return table.error();
    for (const Table::Row& row : table->rows()) {
      add(Layer::title, table->cell(row, "title"), table->cell(row, "gender") == "f" ? kGivenFemale : kGivenMale, 0);
    }
    return {};
  }

  Result<void> given_names() {
    const std::string file = "names/given.tsv";
    if (!has(file)) return {};
    auto table = Table::read(dir_ + "/" + file, {"name", "sex", "ambiguous", "source"});
    if (!table) return table.error();
    for (const Table::Row& row : table->rows()) {
      const std::string_view sex = table->cell(row, "sex");
      unsigned bits = sex == "m" ? kGivenMale : sex == "f" ? kGivenFemale : kGivenMale | kGivenFemale;
      if (!table->cell(row, "ambiguous").empty()) bits |= kGivenWeak;
      add(Layer::given_name, table->cell(row, "name"), bits, 0);
    }
    return {};
  }

  Result<void> name_words() {
    auto words = Table::read(dir_ + "/names/words.tsv", {"word", "class", "source"});
    if (!words) return words.error();
    for (const Table::Row& row : words->rows()) {
      add(Layer::given_name, words->cell(row, "word"),
          kNameWord | (words->cell(row, "class") == "both" ? static_cast<unsigned>(kGivenWeak) : 0U), 0);
    }
    auto particles = Table::read(dir_ + "/names/particles.tsv", {"word", "binds", "source"});
    if (!particles) return particles.error();
    for (const Table::Row& row : particles->rows()) {
      add(Layer::given_name, particles->cell(row, "word"), particles->cell(row, "binds") == "next" ? kBindsNext : kBindsPrevious,
          0);
    }
    return {};
  }

  Result<void> letters() {
    auto table = Table::read(dir_ + "/names/transliteration.tsv", {"letter", "latin", "sound", "source"});
    if (!table) return table.error();
    for (const Table::Row& row : table->rows()) {
      const std::string_view letter = table->cell(row, "letter");
      const std::string_view sound = table->cell(row, "sound");
      letters_.push_back({static_cast<std::uint32_t>(text::decode(letter, 0).code), image_.intern(table->cell(row, "latin")),
                          sound.empty() ? '\0' : sound.front()});
    }
    std::sort(letters_.begin(), letters_.end(), [](const LetterRow& a, const LetterRow& b) { return a.code < b.code; });
    return {};
  }

  Result<void> places() {
    const std::string file = "places/places.tsv";
    auto table = Table::read(
        dir_ + "/" + file, {"id", "name_en", "names_ar", "lat", "lon", "country", "placetype", "population", "common", "source"});
    if (!table) return table.error();
    for (const Table::Row& row : table->rows()) {
      ActorRow& actor = actors_.emplace_back();
      actor.id = image_.intern(table->cell(row, "id"));
      actor.name = image_.intern(table->cell(row, "name_en"));
      actor.rule = rule(file, row);
      actor.type = ActorType::place;
      countries_.emplace_back(table->cell(row, "country"));
      constexpr float kKnownSize = 100'000.0F;  // inhabitants
      const auto number = [&](const char* column) { return std::strtof(std::string(table->cell(row, column)).c_str(), nullptr); };
      const std::string_view sort = table->cell(row, "placetype");
      const bool is_small =
          (sort == "locality" || sort == "neighbourhood" || sort == "county") && number("population") < kKnownSize;
      const unsigned features = (table->cell(row, "common").empty() ? 0U : static_cast<unsigned>(kCommonWord)) |
                                (is_small ? static_cast<unsigned>(kSmallPlace) : 0U);
      for (const auto& n : table->values(row, "names_ar")) add(Layer::place, n, features, actors_.size() - 1);
      places_.push_back({static_cast<std::uint32_t>(actors_.size() - 1), number("lat"), number("lon"),
                         static_cast<std::uint32_t>(number("population"))});
    }
    return {};
  }

  void link_countries() {
    for (std::size_t i = 0; i < actors_.size(); ++i) {
      if (countries_[i].empty()) continue;
      actors_[i].country_id = image_.intern(countries_[i]);
      if (const auto it = ids_.find(countries_[i]); it != ids_.end())
        actors_[i].country = static_cast<std::uint32_t>(it->second + 1);
    }
  }

  void write() {
    std::vector<IdRow> ids;
    constexpr std::string_view kPeople = "-people";
    for (const auto& [id, row] : ids_) {
      if (!id.ends_with(kPeople)) continue;
      const auto state = ids_.find(id.substr(0, id.size() - kPeople.size()));
      if (state != ids_.end() && actors_[state->second].is_state != 0)
        actors_[state->second].people = static_cast<std::uint32_t>(row + 1);
    }
    for (const auto& [id, row] : ids_) ids.push_back({image_.intern(id), static_cast<std::uint32_t>(row)});
    image_.add("actors", actors_);
    image_.add("organs", organs_);
    image_.add("heads", heads_);
    image_.add("contexts", contexts_);
    image_.add("letters", letters_);
    image_.add("actor.ids", ids);
    image_.add("places", places_);
    likeness_.write(image_);
  }

  std::string dir_;
  ImageBuilder& image_;
  PhraseBuilder& phrases_;
  Spelling spelling_;
  std::vector<ActorRow> actors_;
  std::vector<std::string> countries_;         // by row of actors_
  std::map<std::string, std::string> famous_;  // by folded last name: the person, empty where there are several
  std::map<std::string, Fame> fame_;           // by person
  std::set<std::string> former_;               // persons who held a high office before the years that the lexicon covers
  LikenessBuilder likeness_;
  std::map<std::string, std::size_t> ids_;  // in order, as actor.ids is searched
  std::vector<OrganRow> organs_;
  std::unordered_set<std::string> government_heads_;
  std::vector<HeadRow> heads_;
  std::vector<ContextRow> contexts_;
  std::vector<LetterRow> letters_;
  std::vector<PlaceRow> places_;
};

}  // namespace

Result<void> compile_actors(const std::string& data_dir, ImageBuilder& image, PhraseBuilder& phrases) {
  return Compiler(data_dir, image, phrases).run();
}

Actors::Actors(const Image& image)
    : image_(image),
      actors_(image.section<ActorRow>("actors")),
      organs_(image.section<OrganRow>("organs")),
      heads_(image.section<HeadRow>("heads")),
      contexts_(image.section<ContextRow>("contexts")),
      letters_(image.section<LetterRow>("letters")),
      ids_(image.section<IdRow>("actor.ids")),
      likeness_(image) {}

std::string Actors::name_of_organ(std::uint32_t state, std::uint32_t organ) const {
  const std::string_view name = string(organs_[organ].name);
  const std::string_view country = string(actors_[state].name);
  if (const std::size_t slot = name.find("{}"); slot != std::string_view::npos) {
    return fmt::format("{}{}{}", name.substr(0, slot), country, name.substr(slot + 2));
  }
  const std::string_view adjective = string(actors_[state].adjective);
  return fmt::format("{} {}", adjective.empty() ? country : adjective, name);
}

std::uint32_t Actors::find(std::string_view id) const {
  const auto it =
      std::lower_bound(ids_.begin(), ids_.end(), id, [&](const IdRow& r, std::string_view s) { return string(r.id) < s; });
  return it != ids_.end() && string(it->id) == id ? it->row : kNone;
}

std::string Actors::transliterate(std::string_view folded) const {
  std::string out;
  for (std::size_t i = 0; i < folded.size();) {
    const text::Decoded d = text::decode(folded, i);
    i += d.size;
    const bool is_ascii_word = (d.code >= 'a' && d.code <= 'z') || (d.code >= '0' && d.code <= '9');
    const auto it =
        std::lower_bound(letters_.begin(), letters_.end(), d.code, [](const LetterRow& r, char32_t c) { return r.code < c; });
    if (is_ascii_word) {
      out.push_back(static_cast<char>(d.code));
    } else if (it != letters_.end() && it->code == d.code) {
      out.append(string(it->latin));
    } else if (!out.empty() && out.back() != '-') {
      out.push_back('-');
    }
  }
  while (!out.empty() && out.back() == '-') out.pop_back();
  return out;
}

}  // namespace isnad::lexicon
