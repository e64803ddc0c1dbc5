#include "event/quantities.h"

#include <algorithm>

#include "lexicon/inflect.h"
#include "text/fold.h"
#include "text/utf8.h"

namespace isnad::event {
namespace {

using lexicon::EventRow;
using lexicon::EventWord;
using lexicon::Layer;

constexpr Index kNounReach = 3;  // tokens from a number to what it counts
constexpr Index kHeadReach = 9;  // from a count back to the word that says what befell them
constexpr Index kAfterReach = 4;

struct Count {
  double value = 0;
  Index begin = kNone;
  Index end = 0;
  const EventRow* unit = nullptr;
  explicit operator bool() const { return unit != nullptr; }
};

class Counter {
 public:
  Counter(Analysis& a, const Reading& r, const lexicon::Events& events, const lexicon::TimeWords& numbers)
      : a_(a),
        r_(r),
        events_(events),
        numbers_(numbers) {}

  void run() {
    for (std::size_t e = 0; e < a_.events.size();) {
      const Index s = r_.sentence_of[a_.events[e].token];
      std::size_t end = e;
      while (end < a_.events.size() && r_.sentence_of[a_.events[end].token] == s) ++end;
      count_in(a_.sentences[s].tokens, std::span(a_.events).subspan(e, end - e));
      e = end;
    }
  }

 private:
  void count_in(TokenRange range, std::span<Event> events) {
    for (Index i = range.begin; i < range.end;) {
      const Count c = count_at(i, range.end);
      if (c) attach(c, range, events);
      i = c ? c.end : i + 1;
    }
  }

  [[nodiscard]] const EventRow* row_at(Index i, EventWord word) const {
    for (const PhraseMatch& p : r_.phrases_at(i)) {
      if (p.layer != static_cast<std::uint16_t>(Layer::event) || p.tokens.end != i + 1) continue;
      if (events_.row(p.entry).word == word) return &events_.row(p.entry);
    }
    return nullptr;
  }
  [[nodiscard]] bool is_dual_unit(Index i) const {
    if (!a_.text(a_.tokens[i].span).ends_with("\xD9\x86")) return false;
    const auto here = r_.phrases_at(i);
    return std::any_of(here.begin(), here.end(), [&](const PhraseMatch& p) {
      return p.layer == static_cast<std::uint16_t>(Layer::event) && events_.row(p.entry).word == EventWord::unit &&
             (p.features & lexicon::kNumberMask) == lexicon::kDual;
    });
  }

  // A number and, at most two words on, what it counts; or a noun in the dual.
  [[nodiscard]] Count count_at(Index i, Index end) const {
    Count c;
    c.begin = i;
    const bool is_dual = is_dual_unit(i) && r_.words[i].mention == kNone;
    Index j = is_dual ? i + 1 : number(i, end, c.value);
    if (j == i || is_time(i)) return c;
    if (is_dual) {
      c.value = 2;
      c.end = j;
      c.unit = row_at(i, EventWord::unit);
      return c;
    }
    for (const Index stop = std::min<Index>(end, j + kNounReach); j < stop; ++j) {
      if ((r_.words[j].marks & (kHardStop | kComma | kVerb)) != 0 || is_time(j)) return c;
      if (const EventRow* unit = row_at(j, EventWord::unit)) {
        c.unit = unit;
        c.end = j + 1;
        return c;
      }
    }
    // "and 40 others"
    return c;
  }

  [[nodiscard]] bool is_time(Index i) const {
    return std::any_of(a_.times.begin(), a_.times.end(), [&](const TimeExpression& t) { return t.tokens.contains(i); });
  }

  // Reads the number that begins at `i`; its end, or `i`.
  Index number(Index i, Index end, double& value) const {
    double total = 0;
    double group = 0;
    Index j = i;
    for (; j < end; ++j) {
      double v = 0;
      if (!word_value(j, v)) break;
      if (j == i && a_.tokens[j].kind != TokenKind::number && v >= 1000) return i;  // "thousands" alone is no number
      if (v >= 1000 && group > 0) {
        total += group * v;
        group = 0;
      } else {
        group += v;
      }
    }
    value = total + group;
    return j;
  }

  [[nodiscard]] bool word_value(Index i, double& value) const {
    if (a_.tokens[i].kind == TokenKind::number) {
      value = digits(a_.text(a_.tokens[i].span));
      return true;
    }
    for (const PhraseMatch& p : r_.phrases_at(i)) {
      if (p.layer != static_cast<std::uint16_t>(Layer::time) || p.tokens.end != i + 1) continue;
      const lexicon::TimeWord& w = numbers_.row(p.entry);
      if (w.kind != lexicon::TimeKind::cardinal) continue;
      value = w.value;
      return true;
    }
    return false;
  }

  // "1,200", "12.5", Eastern digits.
  static double digits(std::string_view s) {
    double value = 0;
    double scale = 0;
    int after = 0;
    for (std::size_t k = 0; k < s.size();) {
      const text::Decoded d = text::decode(s, k);
      const char32_t c = text::fold(d.code);
      k += d.size;
      if (c < U'0' || c > U'9') {
        scale = 1;
        after = 0;
        continue;
      }
      value = value * 10 + (c - U'0');
      scale *= 10;
      ++after;
    }
    return scale > 1 && after != 3 ? value / scale : value;
  }

  // The event whose word stands next before the count, else close after it; a word of killing without an event of its own
  // gives its unit to the attack of the sentence.
  void attach(const Count& c, TokenRange range, std::span<Event> events) {
    const EventRow* casualty = nullptr;
    Event* event = nullptr;
    const Index stop = c.begin > range.begin + kHeadReach ? c.begin - kHeadReach : range.begin;
    for (Index i = c.begin; i > stop && event == nullptr;) {
      --i;
      if ((r_.words[i].marks & kHardStop) != 0) break;
      if (casualty == nullptr && c.unit->value == 1) casualty = row_at(i, EventWord::casualty);
      event = event_at(i, events);
      if (casualty != nullptr) break;
    }
    for (Index i = c.end; event == nullptr && casualty == nullptr && i < std::min<Index>(range.end, c.end + kAfterReach); ++i) {
      if (c.unit->value == 1) casualty = row_at(i, EventWord::casualty);
      event = event_at(i, events);
    }
    if (event == nullptr && (casualty != nullptr || is_casualty_unit(c))) event = attack(events);
    if (event == nullptr) return;
    const std::string_view unit = events_.string(casualty != nullptr ? casualty->lemma : c.unit->lemma);
    event->quantities.push_back({c.value, unit, {a_.tokens[c.begin].span.begin, a_.tokens[c.end - 1].span.end}});
  }

  [[nodiscard]] bool is_casualty_unit(const Count& c) const {
    const std::string_view unit = events_.string(c.unit->lemma);
    return unit == "killed" || unit == "wounded";
  }

  static Event* event_at(Index token, std::span<Event> events) {
    for (Event& e : events)
      if (e.token == token) return &e;
    return nullptr;
  }
  static Event* attack(std::span<Event> events) {
    for (const EventType type : {EventType::ASSAULT, EventType::COERCE, EventType::PROTEST}) {
      for (Event& e : events)
        if (e.type == type) return &e;
    }
    return nullptr;
  }

  Analysis& a_;
  const Reading& r_;
  const lexicon::Events& events_;
  const lexicon::TimeWords& numbers_;
};

}  // namespace

void attach_quantities(Analysis& a, const Reading& r, const lexicon::Events& events, const lexicon::TimeWords& numbers) {
  Counter(a, r, events, numbers).run();
}

}  // namespace isnad::event
