#include "dossier/framing.h"

#include <algorithm>
#include <cmath>

#include "text/fold.h"
#include "text/utf8.h"

namespace isnad::dossier {
namespace {

constexpr std::size_t kEvidence = 100;    // places that a cell lists
constexpr std::size_t kMonth = 7;         // characters of a date
constexpr std::uint64_t kLeastNames = 5;  // of an outlet for an actor, to compare it with another's

// Quotations of a text as spans of code points without their marks. Marks that open and close alike are paired in order;
// a quotation ends with its line.
class Quotations {
 public:
  explicit Quotations(std::string_view text) {
    std::uint32_t at = 0;
    for (std::size_t i = 0; i < text.size();) {
      const text::Decoded d = text::decode(text, i);
      if (d.code == '\n') open_ = kNone;
      if (text::class_of(d.code) == text::CharClass::quote) take(d.code, at);
      i += d.size;
      ++at;
    }
  }
  // Whether `span` lies within a quotation, and whether it fills it: scare quotes.
  [[nodiscard]] bool holds(CharSpan span, bool& is_whole) const {
    auto it =
        std::upper_bound(spans_.begin(), spans_.end(), span.begin, [](CharOffset o, const CharSpan& s) { return o < s.begin; });
    if (it == spans_.begin() || !(--it)->contains(span)) return false;
    is_whole = it->size() <= span.size() + kSlack;
    return true;
  }

 private:
  static constexpr std::uint32_t kSlack = 3;  // an article or blanks beside the name

  void take(char32_t mark, std::uint32_t at) {
    const bool is_opener = mark == 0xAB || mark == 0x201C || mark == 0x2018 || mark == 0x201E;
    const bool is_closer = mark == 0xBB || mark == 0x201D || mark == 0x2019;
    if (open_ != kNone && !is_opener) {
      if (at > open_) spans_.push_back({CharOffset(open_), CharOffset(at)});
      open_ = kNone;
    } else if (!is_closer) {
      open_ = at + 1;
    }
  }

  std::vector<CharSpan> spans_;
  std::uint32_t open_ = kNone;
};

using Distribution = std::map<std::string, double>;

double total(const Distribution& d) {
  double sum = 0;
  for (const auto& [_, n] : d) sum += n;
  return sum;
}

// Jensen-Shannon divergence in bits: 0 for the same shares, 1 where nothing is shared.
double divergence(const Distribution& a, const Distribution& b) {
  const double all_a = total(a);
  const double all_b = total(b);
  double sum = 0;
  const auto add = [&](double p, double q) {
    if (p > 0) sum += p * std::log2(2 * p / (p + q)) / 2;
  };
  for (const auto& [label, n] : a) {
    const auto it = b.find(label);
    const double p = n / all_a;
    const double q = it == b.end() ? 0 : it->second / all_b;
    add(p, q);
    add(q, p);
  }
  for (const auto& [label, n] : b) {
    if (!a.contains(label)) add(n / all_b, 0);
  }
  return sum;
}

}  // namespace

FramingCounter::Voice FramingCounter::voice_of(const Record& record, std::uint32_t document) {
  const std::string& name = record.document.outlet_name;
  return {name, name.empty() ? document : kNone};
}

void FramingCounter::add(const Record& record, std::uint32_t document) {
  const Voice voice = voice_of(record, document);
  const Quotations quotations(record.document.text);
  const std::string month = record.document.published.value.substr(0, kMonth);
  for (const RecordMention& m : record.mentions) {
    if (m.actor.empty() || m.type == ActorType::place) continue;
    const bool is_loaded = m.label != Label::neutral;
    if (is_loaded) loaded_actors_.insert(m.actor);
    Framing& cell = cells_[{m.actor, voice, m.text, is_loaded}];
    ++cell.count;
    bool is_whole = false;
    const bool is_quoted = quotations.holds(m.span, is_whole);
    if (is_quoted) ++(is_whole ? cell.scare_quotes : cell.in_quotes);
    const bool is_told = std::any_of(record.attributions.begin(), record.attributions.end(), [&](const RecordAttribution& a) {
      return std::any_of(a.content.begin(), a.content.end(), [&](const CharSpan& c) { return c.contains(m.span); });
    });
    if (is_told && (!is_quoted || is_whole)) ++cell.reported;
    if (cell.evidence.size() < kEvidence) cell.evidence.push_back({document, m.span});
    if (month.size() < kMonth) continue;
    FramingMonth& there = months_[{m.actor, voice, month}];
    ++there.count;
    if (is_loaded) ++there.loaded;
    if (there.evidence.size() < kEvidence) there.evidence.push_back({document, m.span});
  }
}

std::vector<Framing> FramingCounter::cells() const {
  std::map<std::pair<std::string, Voice>, std::uint64_t> totals;
  for (const auto& [key, cell] : cells_) totals[{std::get<0>(key), std::get<1>(key)}] += cell.count;
  std::vector<Framing> out;
  for (const auto& [key, cell] : cells_) {
    const auto& [actor, voice, label, is_loaded] = key;
    if (!loaded_actors_.contains(actor)) continue;  // names of an actor that nobody labels tell nothing
    Framing& f = out.emplace_back(cell);
    f.actor = actor;
    f.outlet = voice.first;
    f.document = voice.second;
    f.label = label;
    f.is_loaded = is_loaded;
    f.share = static_cast<double>(f.count) / static_cast<double>(totals[{actor, voice}]);
  }
  std::stable_sort(out.begin(), out.end(), [](const Framing& a, const Framing& b) {
    if (a.actor != b.actor) return a.actor < b.actor;
    if (a.outlet != b.outlet || a.document != b.document) return std::tie(a.outlet, a.document) < std::tie(b.outlet, b.document);
    return a.count > b.count;
  });
  return out;
}

std::vector<FramingMonth> FramingCounter::months() const {
  std::vector<FramingMonth> out;
  for (const auto& [key, month] : months_) {
    const auto& [actor, voice, date] = key;
    if (!loaded_actors_.contains(actor) || voice.first.empty()) continue;
    FramingMonth& m = out.emplace_back(month);
    m.actor = actor;
    m.outlet = voice.first;
    m.month = date;
  }
  return out;
}

// Only what an outlet says itself is compared: neither quoted nor reported names.
std::vector<FramingDistance> FramingCounter::distances() const {
  std::map<std::string, std::map<std::string, Distribution>> own;  // actor, outlet
  for (const auto& [key, cell] : cells_) {
    const auto& [actor, voice, label, _] = key;
    const std::uint64_t told = cell.in_quotes + cell.reported;
    if (voice.first.empty() || told >= cell.count || !loaded_actors_.contains(actor)) continue;
    own[actor][voice.first][text::folded(label)] += static_cast<double>(cell.count - told);
  }
  std::vector<FramingDistance> out;
  std::map<std::pair<std::string, std::string>, FramingDistance> sums;
  for (const auto& [actor, outlets] : own) {
    for (auto a = outlets.begin(); a != outlets.end(); ++a) {
      for (auto b = std::next(a); b != outlets.end(); ++b) {
        const auto names = static_cast<std::uint64_t>(std::min(total(a->second), total(b->second)));
        if (names < kLeastNames) continue;
        const double d = divergence(a->second, b->second);
        out.push_back({a->first, b->first, actor, d, names});
        FramingDistance& sum = sums[{a->first, b->first}];
        sum.distance += d * static_cast<double>(names);
        sum.names += names;
      }
    }
  }
  for (auto& [pair, sum] : sums) {
    out.push_back({pair.first, pair.second, "", sum.distance / static_cast<double>(sum.names), sum.names});
  }
  std::stable_sort(out.begin(), out.end(), [](const auto& a, const auto& b) {
    return a.actor.empty() != b.actor.empty() ? a.actor.empty() : a.distance > b.distance;
  });
  return out;
}

}  // namespace isnad::dossier
