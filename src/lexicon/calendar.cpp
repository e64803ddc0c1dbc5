#include "lexicon/calendar.h"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <optional>
#include <vector>

#include "lexicon/inflect.h"
#include "lexicon/table.h"

namespace isnad::lexicon {
namespace {

using Names = std::vector<std::string_view>;

// Spelling in the data of each enumeration, in its order.
const Names kRoles{"after",
                   "age",
                   "ago",
                   "adjective",
                   "approx",
                   "article",
                   "before",
                   "between",
                   "and",
                   "corresponding",
                   "during",
                   "edge",
                   "every",
                   "except",
                   "few",
                   "fraction",
                   "fraction_quarter",
                   "fraction_third",
                   "three_quarters",
                   "from",
                   "from_now",
                   "future",
                   "gregorian_mark",
                   "hijri_mark",
                   "in",
                   "last_of",
                   "not_time",
                   "of",
                   "rest",
                   "since",
                   "that",
                   "this",
                   "timezone",
                   "until",
                   "whole_of",
                   "appointment",
                   "dated",
                   "onto",
                   "lasting"};
const Names kCalendars{"gregorian", "hijri", "easter", "nth"};
const Names kUnits{"second", "minute", "hour", "day", "weekend", "week", "month", "year", "decade", "century"};
const Names kModifiers{"last", "last_but_one", "this", "next", "next_but_one", "following", "recent", "same", "few", "whole"};
const Names kPhrases{"present", "null", "anaphor", "day", "night"};
const Names kPeriods{"decade", "season"};
const Names kNumbers{"cardinal", "ordinal"};

std::optional<std::uint8_t> index_of(const Names& names, std::string_view name) {
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (names[i] == name) return static_cast<std::uint8_t>(i);
  }
  return std::nullopt;
}

std::optional<std::int32_t> to_number(std::string_view s) {
  if (!s.empty() && s.front() == '+') s.remove_prefix(1);
  std::int32_t value = 0;
  const auto [end, error] = std::from_chars(s.data(), s.data() + s.size(), value);
  return error == std::errc() && end == s.data() + s.size() ? std::optional(value) : std::nullopt;
}

// Reads the tables one after the other into the rows of one section.
class Compiler {
 public:
  Compiler(const std::string& dir, ImageBuilder& image, PhraseBuilder& phrases)
      : dir_(dir + "/time/"),
        image_(image),
        phrases_(phrases) {}

  Result<void> run() {
    for (const auto read :
         {&Compiler::months, &Compiler::weekdays, &Compiler::units, &Compiler::numbers, &Compiler::modifiers, &Compiler::parts,
          &Compiler::fixed, &Compiler::periods, &Compiler::holidays, &Compiler::roles, &Compiler::appointments}) {
      if (auto ok = (this->*read)(); !ok) return ok;
    }
    image_.add("time.words", rows_);
    return {};
  }

 private:
  using Fill = bool (*)(const Table&, const Table::Row&, TimeWord&);

  Result<Table> open(const std::string& name, const std::vector<std::string>& columns) {
    file_ = name;
    return Table::read(dir_ + name, columns);
  }

  static Error bad(const Table& table, const Table::Row& row) {
    return {ErrorCode::bad_format, "a cell has an unknown word or no number", table.path(), row.line};
  }

  // The row of the section that `word` makes; rows of strong and weak names are kept apart.
  std::uint32_t add_row(TimeWord word, const Table::Row& row) {
    word.rule = image_.intern(fmt::format("time/{}:{}", file_, row.line));
    rows_.push_back(word);
    return static_cast<std::uint32_t>(rows_.size() - 1);
  }

  void add_phrase(std::string_view name, std::uint16_t features, std::uint32_t entry) {
    phrases_.add(name, {static_cast<std::uint16_t>(Layer::time), features, entry});
  }

  void add_names(const Table& table, const Table::Row& row, const TimeWord& word) {
    const auto add = [&](std::string_view column, std::uint8_t is_weak) {
      const auto names = table.values(row, column);
      if (names.empty()) return;
      TimeWord w = word;
      w.is_weak = is_weak;
      const std::uint32_t entry = add_row(w, row);
      for (const auto& name : names) add_phrase(name, 0, entry);
    };
    add("names", word.is_weak);
    add("weak_names", 1);
  }

  // A table whose forms are written out.
  Result<void> plain(const std::string& name, const std::vector<std::string>& columns, Fill fill) {
    auto table = open(name, columns);
    if (!table) return table.error();
    for (const Table::Row& row : table->rows()) {
      TimeWord word;
      if (!fill(*table, row, word)) return bad(*table, row);
      add_names(*table, row, word);
    }
    return {};
  }

  static bool set_detail(const Names& names, std::string_view cell, TimeWord& word) {
    const auto detail = index_of(names, cell);
    if (detail) word.detail = *detail;
    return detail.has_value();
  }

  static bool set_value(std::string_view cell, TimeWord& word) {
    const auto value = to_number(cell);
    if (value) word.value = *value;
    return value.has_value();
  }

  Result<void> months() {
    return plain("months.tsv", {"month", "calendar", "names", "weak_names"},
                 [](const Table& t, const Table::Row& r, TimeWord& w) {
                   w.kind = TimeKind::month;
                   std::string_view number = t.cell(r, "month");
                   if (number.starts_with('h')) number.remove_prefix(1);
                   return set_detail(kCalendars, t.cell(r, "calendar"), w) && set_value(number, w);
                 });
  }

  Result<void> weekdays() {
    return plain("weekdays.tsv", {"day", "names", "weak_names"}, [](const Table& t, const Table::Row& r, TimeWord& w) {
      w.kind = TimeKind::weekday;
      return set_value(t.cell(r, "day"), w);
    });
  }

  Result<void> modifiers() {
    return plain("modifiers.tsv", {"meaning", "names", "weak_names"}, [](const Table& t, const Table::Row& r, TimeWord& w) {
      w.kind = TimeKind::modifier;
      return set_detail(kModifiers, t.cell(r, "meaning"), w);
    });
  }

  Result<void> parts() {
    return plain("parts.tsv", {"part", "add_hours", "names", "weak_names", "hour"},
                 [](const Table& t, const Table::Row& r, TimeWord& w) {
                   w.kind = TimeKind::part;
                   const auto hour = to_number(t.cell(r, "hour"));
                   w.extra = hour ? static_cast<std::int8_t>(*hour) : static_cast<std::int8_t>(-1);
                   return set_value(t.cell(r, "add_hours"), w);
                 });
  }

  Result<void> fixed() {
    return plain("phrases.tsv", {"value", "names", "weak_names"}, [](const Table& t, const Table::Row& r, TimeWord& w) {
      w.kind = TimeKind::phrase;
      const std::string_view cell = t.cell(r, "value");
      const std::size_t sign = cell.find_first_of("+-");
      if (sign != std::string_view::npos && !set_value(cell.substr(sign), w)) return false;
      return set_detail(kPhrases, cell.substr(0, sign), w);
    });
  }

  Result<void> periods() {
    return plain("periods.tsv", {"kind", "value", "names"}, [](const Table& t, const Table::Row& r, TimeWord& w) {
      const auto kind = index_of(kPeriods, t.cell(r, "kind"));
      w.kind = kind == 0 ? TimeKind::decade : TimeKind::season;
      w.is_weak = 1;
      return kind && set_value(t.cell(r, "value"), w);
    });
  }

  Result<void> holidays() {
    return plain("holidays.tsv", {"holiday", "calendar", "month", "day", "names"},
                 [](const Table& t, const Table::Row& r, TimeWord& w) {
                   w.kind = TimeKind::holiday;
                   const auto day = to_number(t.cell(r, "day"));
                   w.extra = static_cast<std::int8_t>(day.value_or(0));
                   return day && set_detail(kCalendars, t.cell(r, "calendar"), w) && set_value(t.cell(r, "month"), w);
                 });
  }

  Result<void> roles() {
    return plain("markers.tsv", {"role", "names"},
                 [](const Table& t, const Table::Row& r, TimeWord& w) { return set_detail(kRoles, t.cell(r, "role"), w); });
  }

  // Units are inflected: number and article tell a point ("the past week") from a duration ("two weeks").
  Result<void> units() {
    auto table = open("units.tsv", {"unit", "singular", "plurals", "flags"});
    if (!table) return table.error();
    for (const Table::Row& row : table->rows()) {
      TimeWord word;
      word.kind = TimeKind::unit;
      word.is_weak = table->cell(row, "flags") == "weak";
      if (!set_detail(kUnits, table->cell(row, "unit"), word)) return bad(*table, row);
      const std::uint32_t entry = add_row(word, row);
      for (const auto& singular : table->values(row, "singular")) {
        if (singular.find(' ') != std::string::npos) {
          add_phrase(singular, kSingular | kDefinite, entry);
          continue;
        }
        for (const Form& f : decline_noun(singular, table->values(row, "plurals"), kNoun)) add_phrase(f.text, f.features, entry);
      }
    }
    return {};
  }

  Result<void> numbers() {
    auto table = open("numbers.tsv", {"kind", "value", "names", "weak_names"});
    if (!table) return table.error();
    for (const Table::Row& row : table->rows()) {
      TimeWord word;
      const auto kind = index_of(kNumbers, table->cell(row, "kind"));
      if (!kind || !set_value(table->cell(row, "value"), word)) return bad(*table, row);
      word.kind = *kind == 0 ? TimeKind::cardinal : TimeKind::ordinal;
      for (const char* column : {"names", "weak_names"}) {
        word.is_weak = std::string_view(column) == "weak_names";
        const std::uint32_t entry = add_row(word, row);
        for (const auto& name : table->values(row, column)) {
          add_phrase(name, 0, entry);
          add_phrase("\xD8\xA7\xD9\x84" + name, kDefinite, entry);  // with the article
        }
      }
    }
    return {};
  }

  // Verbs of coming, going and meeting; in the first person they make an appointment.
  Result<void> appointments() {
    auto table = open("appointments.tsv", {"past", "present"});
    if (!table) return table.error();
    TimeWord word;
    word.detail = static_cast<std::uint8_t>(TimeRole::appointment);
    for (const Table::Row& row : table->rows()) {
      const std::uint32_t entry = add_row(word, row);
      for (const Form& f : conjugate(table->cell(row, "past"), table->cell(row, "present"))) {
        if ((f.features & kPersonMask) == kFirst) add_phrase(f.text, f.features, entry);
      }
    }
    return {};
  }

  std::string dir_;
  std::string file_;
  ImageBuilder& image_;
  PhraseBuilder& phrases_;
  std::vector<TimeWord> rows_;
};

}  // namespace

Result<void> compile_time(const std::string& data_dir, ImageBuilder& image, PhraseBuilder& phrases) {
  return Compiler(data_dir, image, phrases).run();
}

}  // namespace isnad::lexicon
