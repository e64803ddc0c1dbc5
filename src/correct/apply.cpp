#include <algorithm>
#include <map>
#include <set>

#include "isnad/corrections.h"
#include "text/fold.h"
#include "text/letters.h"
#include "text/utf8.h"

namespace isnad {
namespace {

constexpr float kCertain = 1.0F;

std::uint32_t shared(CharSpan a, CharSpan b) {
  const std::uint32_t begin = std::max(a.begin.value, b.begin.value);
  const std::uint32_t end = std::min(a.end.value, b.end.value);
  return end > begin ? end - begin : 0;
}

// The item at `span`: the very one, else the one that shares most with it, at least half of what both cover.
template <class List, class SpanOf>
auto find_item(List& items, CharSpan span, SpanOf span_of) {
  auto best = items.end();
  std::uint32_t most = 0;
  for (auto it = items.begin(); it != items.end(); ++it) {
    const CharSpan s = span_of(*it);
    if (s == span) return it;
    const std::uint32_t n = shared(s, span);
    if (2 * n < s.size() + span.size() - n || n <= most) continue;
    most = n;
    best = it;
  }
  return best;
}

constexpr auto kMentionSpan = [](const RecordMention& m) { return m.span; };
constexpr auto kCue = [](const RecordAttribution& a) { return a.cue; };
constexpr auto kTrigger = [](const RecordEvent& e) { return e.trigger; };

// `to` in the place of `from`, once; taken out where `to` is empty.
void replace(std::vector<std::string>& ids, const std::string& from, const std::string& to) {
  if (to.empty() || std::find(ids.begin(), ids.end(), to) != ids.end()) {
    std::erase(ids, from);
  } else {
    std::replace(ids.begin(), ids.end(), from, to);
  }
}

void replace(RecordEvent& e, const std::string& from, const std::string& to) {
  replace(e.actors, from, to);
  replace(e.recipients, from, to);
  for (RecordThird& t : e.third) {
    if (t.actor == from) t.actor = to;
  }
  std::erase_if(e.third, [](const RecordThird& t) { return t.actor.empty(); });
}

std::uint32_t code_points(std::string_view s) {
  return static_cast<std::uint32_t>(
      std::count_if(s.begin(), s.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

SourceKind kind_of(std::optional<ActorType> type) {
  if (!type) return SourceKind::anonymous;
  switch (*type) {
    case ActorType::person: return SourceKind::person;
    case ActorType::outlet: return SourceKind::outlet;
    default: return SourceKind::organisation;
  }
}

class Corrector {
 public:
  explicit Corrector(Record& record) : r_(record) {}

  bool apply(const Correction& c) {
    switch (c.kind) {
      case CorrectionKind::mention: return mention(c);
      case CorrectionKind::link: return link(c);
      case CorrectionKind::attribution: return attribution(c);
      case CorrectionKind::event: return event(c);
      case CorrectionKind::split: return split(c);
      case CorrectionKind::alias: return alias(c);
      default: return true;  // claims are joined in the dossier; merges: merge(); cues: the next analysis
    }
  }

  // All at once, so that one merge may lead on to another.
  void merge(const std::map<std::string, const Correction*>& merges) {
    const auto last = [&](const std::string& id) {
      const Correction* found = nullptr;
      std::set<std::string> seen{id};
      for (auto it = merges.find(id); it != merges.end(); it = merges.find(*it->second->value.actor)) {
        if (!seen.insert(*it->second->value.actor).second) break;
        found = it->second;
      }
      return found;
    };
    for (RecordMention& m : r_.mentions) {
      if (const Correction* c = last(m.actor)) name(m, c->value);
    }
    for (RecordSource& s : r_.sources) {
      if (const Correction* c = last(s.actor)) s.actor = *c->value.actor;
    }
    for (RecordEvent& e : r_.events) {
      std::set<std::string> ids(e.actors.begin(), e.actors.end());
      ids.insert(e.recipients.begin(), e.recipients.end());
      for (const RecordThird& t : e.third) ids.insert(t.actor);
      for (const std::string& id : ids) {
        if (const Correction* c = last(id)) replace(e, id, *c->value.actor);
      }
    }
  }

 private:
  static void name(RecordMention& m, const CorrectionValue& v) {
    if (v.actor) m.actor = *v.actor;
    if (v.name) m.name = *v.name;
    if (v.type) m.type = v.type;
    if (v.label) m.label = *v.label;
  }

  [[nodiscard]] bool is_named(const std::string& actor, CharSpan within) const {
    return std::any_of(r_.mentions.begin(), r_.mentions.end(),
                       [&](const RecordMention& m) { return m.actor == actor && within.contains(m.span); });
  }

  // A mention at `span` does not name `from` any more, but `to`, or nobody.
  void follow(CharSpan span, const std::string& from, const std::string& to) {
    if (from.empty() || from == to) return;
    const bool is_left = is_named(from, {CharOffset(0), CharOffset(r_.index.size())});
    for (RecordSource& s : r_.sources) {
      const bool is_here =
          std::any_of(s.mentions.begin(), s.mentions.end(), [&](CharSpan m) { return m.overlaps(span) || !is_left; });
      if (s.actor == from && is_here) s.actor = to;
    }
    const CharSpan sentence = r_.sentence_at(span.begin);
    const bool is_left_here = is_named(from, sentence);
    for (RecordEvent& e : r_.events) {
      if (!is_left || (sentence.contains(e.trigger) && !is_left_here)) replace(e, from, to);
    }
  }

  bool mention(const Correction& c) {
    const auto m = find_item(r_.mentions, c.span, kMentionSpan);
    if (m == r_.mentions.end()) return c.verdict == Verdict::edit && add_mention(c);
    const RecordMention before = *m;
    if (c.verdict == Verdict::reject) {
      r_.mentions.erase(m);
      follow(before.span, before.actor, "");
      return true;
    }
    m->confidence = kCertain;
    if (c.verdict == Verdict::accept) return true;
    name(*m, c.value);
    if (c.value.span) {
      m->span = *c.value.span;
      m->text = std::string(r_.slice(m->span));
    }
    const std::string now = m->actor;
    in_order();
    follow(before.span, before.actor, now);
    return true;
  }

  bool add_mention(const Correction& c) {
    if (!c.value.actor) return false;
    RecordMention m;
    m.span = c.value.span.value_or(c.span);
    m.text = std::string(r_.slice(m.span));
    m.basis = MentionBasis::alias;
    name(m, c.value);
    complete(m);
    r_.mentions.push_back(std::move(m));
    in_order();
    return true;
  }
  // Name and type as another mention of the actor has them.
  void complete(RecordMention& m) const {
    const auto known = std::find_if(r_.mentions.begin(), r_.mentions.end(),
                                    [&](const RecordMention& o) { return &o != &m && o.actor == m.actor && !o.name.empty(); });
    if (known == r_.mentions.end()) return;
    if (m.name.empty()) m.name = known->name;
    if (!m.type) m.type = known->type;
  }
  void in_order() {
    std::stable_sort(r_.mentions.begin(), r_.mentions.end(),
                     [](const RecordMention& a, const RecordMention& b) { return a.span.begin < b.span.begin; });
  }

  bool link(const Correction& c) {
    const auto m = find_item(r_.mentions, c.span, kMentionSpan);
    if (m == r_.mentions.end()) return false;
    const std::string before = m->actor;
    if (c.verdict == Verdict::reject) {
      if (!c.value.was.empty() && c.value.was != before) return false;  // another actor is named now
      m->actor.clear();
      m->name.clear();
    } else if (c.verdict == Verdict::edit) {
      m->name.clear();
      m->type.reset();
      name(*m, c.value);
      complete(*m);
    }
    m->confidence = kCertain;
    follow(m->span, before, m->actor);
    return true;
  }

  // The source that is mentioned at `span`, made where there is none.
  Index source_at(CharSpan span) {
    for (Index i = 0; i < r_.sources.size(); ++i) {
      const auto& mentions = r_.sources[i].mentions;
      if (std::any_of(mentions.begin(), mentions.end(), [&](CharSpan m) { return m.overlaps(span); })) return i;
    }
    RecordSource s;
    s.name = std::string(r_.slice(span));
    s.mentions.push_back(span);
    const auto m = std::find_if(r_.mentions.begin(), r_.mentions.end(), [&](const RecordMention& x) { return x.span == span; });
    if (m != r_.mentions.end()) {
      s.actor = m->actor;
      s.kind = kind_of(m->type);
    }
    r_.sources.push_back(std::move(s));
    return static_cast<Index>(r_.sources.size() - 1);
  }

  bool attribution(const Correction& c) {
    const auto a = find_item(r_.attributions, c.span, kCue);
    if (a == r_.attributions.end()) return false;
    if (c.verdict == Verdict::reject) {
      const auto gone = static_cast<Index>(a - r_.attributions.begin());
      r_.attributions.erase(a);
      for (RecordEvent& e : r_.events) {
        if (e.attribution == kNone || e.attribution < gone) continue;
        e.attribution = e.attribution == gone ? kNone : e.attribution - 1;
      }
      return true;
    }
    a->confidence = kCertain;
    if (c.verdict == Verdict::accept) return true;
    const CorrectionValue& v = c.value;
    a->act = v.act.value_or(a->act);
    a->stance = v.stance.value_or(a->stance);
    a->quote = v.quote.value_or(a->quote);
    if (v.content) a->content = *v.content;
    if (v.chain) {
      a->chain.clear();
      for (const CharSpan s : *v.chain) a->chain.push_back(source_at(s));
    }
    return true;
  }

  bool event(const Correction& c) {
    const auto e = find_item(r_.events, c.span, kTrigger);
    if (e == r_.events.end()) return false;
    if (c.verdict == Verdict::reject) return r_.events.erase(e), true;
    e->confidence = kCertain;
    if (c.verdict == Verdict::accept) return true;
    const CorrectionValue& v = c.value;
    if (v.event && *v.event != e->type) {
      e->type = *v.event;
      e->mode.clear();
    }
    e->status = v.status.value_or(e->status);
    e->move = v.move.value_or(e->move);
    if (v.actors) e->actors = *v.actors;
    if (v.recipients) e->recipients = *v.recipients;
    if (v.object) e->object = *v.object;
    return true;
  }

  bool split(const Correction& c) {
    const std::string folded = text::folded(c.value.text);
    bool is_found = false;
    for (RecordMention& m : r_.mentions) {
      if (m.actor != c.value.was || text::folded(m.text) != folded) continue;
      is_found = true;
      name(m, c.value);
      const CharSpan span = m.span;
      follow(span, c.value.was, *c.value.actor);
    }
    return is_found;
  }

  // Each whole word or row of words with this spelling that nothing names yet, and each such mention of nobody.
  bool alias(const Correction& c) {
    const std::string& words = c.value.text;
    const std::string& text = r_.document.text;
    bool is_found = false;
    std::uint32_t at = 0;  // code points before `counted`
    std::size_t counted = 0;
    for (std::size_t p = text.find(words); p != std::string::npos; p = text.find(words, p + words.size())) {
      if (!is_word(p, p + words.size())) continue;
      at += code_points(std::string_view(text).substr(counted, p - counted));
      counted = p;
      const CharSpan span{CharOffset(at), CharOffset(at + code_points(words))};
      const auto taken = std::find_if(r_.mentions.begin(), r_.mentions.end(),
                                      [&](const RecordMention& m) { return m.span.overlaps(span) && !m.actor.empty(); });
      if (taken != r_.mentions.end()) {
        is_found = is_found || taken->actor == *c.value.actor;
        continue;
      }
      std::erase_if(r_.mentions, [&](const RecordMention& m) { return m.span.overlaps(span); });
      Correction added = c;
      added.span = span;
      is_found = add_mention(added) || is_found;
    }
    return is_found;
  }
  [[nodiscard]] bool is_letter(std::size_t i) const {
    const auto kind = text::class_of(text::decode(r_.document.text, i).code);
    return kind == text::CharClass::arabic || kind == text::CharClass::latin || kind == text::CharClass::mark ||
           kind == text::CharClass::digit;
  }
  // Proclitics may stand before a name.
  [[nodiscard]] bool is_word(std::size_t begin, std::size_t end) const {
    constexpr int kMostProclitics = 2;
    const std::string& text = r_.document.text;
    if (end < text.size() && is_letter(end)) return false;
    for (int n = 0; begin > 0; ++n) {
      do --begin;
      while (begin > 0 && (static_cast<unsigned char>(text[begin]) & 0xC0U) == 0x80U);
      if (!is_letter(begin)) return true;
      const char32_t code = text::decode(text, begin).code;
      const bool is_proclitic =
          code == text::letter::kWaw || code == text::letter::kFeh ||
          (n == 0 && (code == text::letter::kBeh || code == text::letter::kLam || code == text::letter::kKaf));
      if (!is_proclitic || n == kMostProclitics) return false;
    }
    return true;
  }

  Record& r_;
};

bool is_of_item(CorrectionKind kind) { return kind <= CorrectionKind::event; }

// Aliases come before what is said of single items, so that the latter have the last word; then names that change hands.
int rank(CorrectionKind kind) {
  if (kind == CorrectionKind::alias) return 0;
  if (kind == CorrectionKind::split) return 1;
  return 2;
}

bool is_same_item(const Correction& a, const Correction& b) {
  return is_of_item(a.kind) && a.kind == b.kind && a.document == b.document && a.text_hash == b.text_hash && a.span == b.span;
}

}  // namespace

std::vector<CorrectionState> apply_corrections(std::span<const Correction> corrections, Record& record) {
  std::vector<CorrectionState> states(corrections.size(), CorrectionState::moot);
  std::vector<std::size_t> order;
  std::map<std::string, const Correction*> merges;
  for (std::size_t i = 0; i < corrections.size(); ++i) {
    const Correction& c = corrections[i];
    const bool is_replaced = std::any_of(corrections.begin() + static_cast<std::ptrdiff_t>(i) + 1, corrections.end(),
                                         [&](const Correction& later) { return !later.is_undone && is_same_item(c, later); });
    if (c.is_undone) {
      states[i] = CorrectionState::undone;
    } else if (!c.document.empty() && (c.document != record.document.id || c.text_hash != record.document.content_hash)) {
      states[i] = CorrectionState::orphaned;
    } else if (is_replaced) {
      states[i] = CorrectionState::replaced;
    } else if (c.kind == CorrectionKind::merge) {
      merges[c.value.was] = &c;
      states[i] = CorrectionState::applied;
    } else {
      order.push_back(i);
    }
  }
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return rank(corrections[a].kind) < rank(corrections[b].kind); });
  Corrector corrector(record);
  for (const std::size_t i : order) {
    if (corrector.apply(corrections[i])) states[i] = CorrectionState::applied;
  }
  if (!merges.empty()) corrector.merge(merges);
  return states;
}

std::optional<ItemView> view_item(const Record& record, CorrectionKind kind, CharSpan span) {
  ItemView out;
  CharSpan at;
  if (kind == CorrectionKind::mention || kind == CorrectionKind::link) {
    const auto m = find_item(record.mentions, span, kMentionSpan);
    if (m == record.mentions.end()) return {};
    at = m->span;
    out.what = m->actor.empty() ? "names nobody known" : m->actor + (m->name.empty() ? "" : " (" + m->name + ")");
  } else if (kind == CorrectionKind::attribution) {
    const auto a = find_item(record.attributions, span, kCue);
    if (a == record.attributions.end()) return {};
    at = a->cue;
    out.what = name_of(a->act);
    for (const Index s : a->chain) out.what += (s == a->chain.front() ? ": " : " < ") + record.sources[s].name;
  } else if (kind == CorrectionKind::event) {
    const auto e = find_item(record.events, span, kTrigger);
    if (e == record.events.end()) return {};
    at = e->trigger;
    out.what = std::string(name_of(e->type)) + " " + std::string(name_of(e->status));
    for (const std::string& a : e->actors) out.what += (a == e->actors.front() ? ": " : ", ") + a;
    for (const std::string& a : e->recipients) out.what += (a == e->recipients.front() ? " > " : ", ") + a;
  } else {
    at = span;
  }
  out.text = std::string(record.slice(at));
  out.sentence = record.sentence_at(at.begin);
  return out;
}

}  // namespace isnad
