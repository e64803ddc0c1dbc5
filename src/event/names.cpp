#include "event/names.h"

#include <algorithm>

#include "event/roles.h"
#include "lexicon/phrases.h"
#include "text/letters.h"

namespace isnad::event {
namespace {

constexpr Index kTitleReach = 9;         // tokens from a title to its name
constexpr Index kAppositionReach = 14;   // from a name to the end of the title after it
constexpr Index kHomeReach = 40;         // from a person to "his country"
constexpr Index kCounterpartReach = 60;  // from a title to "his counterpart"
constexpr Index kNisbaReach = 5;         // from a title that stands alone to its adjective of a state

class Joiner {
 public:
  explicit Joiner(Reading& r) : r_(r), a_(*r.a) {}

  void run() {
    for (const PhraseMatch& p : a_.phrases) {
      if (is_title(p) && is_free(p.tokens.begin)) join_before(p);
    }
    for (Index n = 0, count = static_cast<Index>(r_.names.size()); n < count; ++n) join_after(n);
    for (Index i = 0; i < r_.words.size(); ++i)
      if (is_counterpart(i)) name_counterpart(i);
    std::stable_sort(r_.titles.begin(), r_.titles.end(),
                     [](const Reading::Title& a, const Reading::Title& b) { return a.token < b.token; });
    for (const PhraseMatch& p : a_.phrases) {
      if (is_title(p) && is_free(p.tokens.begin)) resolve(p);
    }
    for (const Source& s : a_.sources) name_source(s);
    for (Index i = 0; i < r_.words.size(); ++i)
      if (is_counterpart(i) && is_free(i)) resolve_counterpart(i);
    for (Index i = 0; i < r_.words.size(); ++i)
      if ((r_.words[i].classes & r_.home_class) != 0 && a_.tokens[i].enclitic_bytes > 0 && is_free(i)) resolve_home(i);
    for (Index i = 0; i < r_.words.size(); ++i)
      if (stands_for_last(i)) resolve_latter(i);
  }

 private:
  static bool is_title(const PhraseMatch& p) { return p.layer == static_cast<std::uint16_t>(lexicon::Layer::title); }
  [[nodiscard]] bool is_free(Index i) const { return r_.words[i].mention == kNone && (r_.words[i].marks & kPlace) == 0; }
  [[nodiscard]] bool is_person(Index i) const {
    return r_.words[i].mention != kNone && r_.actor(r_.actor_at(i)).type == ActorType::person;
  }
  [[nodiscard]] bool is_state(Index i) const {
    return r_.words[i].mention != kNone && r_.actor(r_.actor_at(i)).type == ActorType::state;
  }
  [[nodiscard]] bool is_separator(Index i) const { return (r_.words[i].marks & (kComma | kOpenQuote | kCloseQuote)) != 0; }

  [[nodiscard]] std::string_view head_of(Index i) const {
    std::string_view s = (*r_.types)[a_.tokens[i].type].folded;
    const std::uint8_t c = a_.tokens[i].proclitics;
    if ((c & (kWawClitic | kFaClitic | kBaClitic | kLamClitic | kKafClitic)) != 0 && a_.tokens[i].proclitic_bytes < s.size())
      s.remove_prefix(a_.tokens[i].proclitic_bytes);
    using namespace text::letter;
    if (s.size() > 8 && s.starts_with(kAlefUtf8) && s.substr(2).starts_with(kLamUtf8)) s.remove_prefix(4);
    return s;
  }

  // A word that can stand inside a title: a noun or adjective of it, an organ, a place, "to", "for".
  [[nodiscard]] bool is_inside(Index i) const {
    const Word& w = r_.words[i];
    if (w.mention != kNone) return r_.actor(r_.actor_at(i)).type != ActorType::person;
    if ((w.marks & kPlace) != 0 || w.state != kNone) return true;
    if ((w.marks & (kAnyBoundary | kVerb | kComma | kNegation | kBoth)) != 0) return false;
    if (w.marker != nullptr && w.marker->word == lexicon::EventWord::behalf) return true;
    if (w.slot != lexicon::Slot::none) {
      const bool is_where = w.slot == lexicon::Slot::fi && i + 1 < r_.words.size() &&
                            ((r_.words[i + 1].marks & kPlace) != 0 || r_.words[i + 1].place != kNone || is_state(i + 1));
      return w.slot == lexicon::Slot::ila || w.slot == lexicon::Slot::li || is_where;  // "ambassador in Beirut"
    }
    const Pos pos = a_.tokens[i].pos;
    return pos == Pos::NOUN || pos == Pos::ADJ || pos == Pos::PROPN || pos == Pos::X;
  }

  void join_before(const PhraseMatch& p) {
    const Index end = std::min<Index>(a_.sentences[r_.sentence_of[p.tokens.begin]].tokens.end, p.tokens.end + kTitleReach);
    Index state = kNone;
    Index i = p.tokens.end;
    while (i < end) {
      if (is_person(i)) break;
      if (is_separator(i)) {  // only right before the name
        while (i < end && is_separator(i)) ++i;
        if (i < end && is_person(i)) break;
        return;
      }
      if ((a_.tokens[i].proclitics & kWawClitic) != 0 || !is_inside(i)) return;
      if (state == kNone) state = state_at(i);
      i = r_.end_at(i);
    }
    if (i >= end || (r_.words[i].clitics & ~kArticle) != 0) return;
    const Index name = r_.words[i].mention;
    r_.titles.push_back({head_of(p.tokens.begin), state, r_.names[name].actor, p.tokens.begin});
    set_home(name, state, is_spokesman(p.tokens.begin, i));
    extend(name, p.tokens.begin, r_.names[name].tokens.end);
  }

  // The state of an adjective, or of an organ that the title names.
  [[nodiscard]] Index body_at(Index i) const {
    const Index actor = r_.words[i].mention != kNone ? r_.actor_at(i) : kNone;
    if (actor == kNone) return kNone;
    const ActorType type = r_.actor(actor).type;
    const bool is_body = type == ActorType::armed_group || type == ActorType::party || type == ActorType::organisation;
    return is_body ? actor : kNone;
  }
  [[nodiscard]] Index state_at(Index i) const {
    if (const Index body = body_at(i); body != kNone) return body;
    const Word& w = r_.words[i];
    if (w.state != kNone) return w.state;
    if (w.mention == kNone) return kNone;
    const Actor& actor = r_.actor(r_.actor_at(i));
    if (actor.type != ActorType::person && actor.type != ActorType::outlet && actor.country.empty()) return r_.actor_at(i);
    for (Index k = 0; k < a_.actors.size() && !actor.country.empty(); ++k)
      if (a_.actors[k].id == actor.country) return k;
    return kNone;
  }

  // "X, head of Y, said": the title is no argument.
  void join_after(Index n) {
    const Reading::Name name = r_.names[n];
    if (r_.actor(name.actor).type != ActorType::person || name.tokens.end + 1 >= a_.tokens.size()) return;
    Index i = name.tokens.end;
    if ((r_.words[i].marks & kComma) == 0) return;
    ++i;
    const Sentence& s = a_.sentences[r_.sentence_of[name.tokens.begin]];
    if (i >= s.tokens.end || !starts_title(i)) return;
    const Index end = std::min<Index>(s.tokens.end, i + kAppositionReach);
    const Index head = i;
    Index state = kNone;
    while (i < end && (r_.words[i].marks & (kVerb | kHardStop | kColon | kComma)) == 0) {
      if (is_person(i)) return;
      if (state == kNone) state = state_at(i);
      i = r_.end_at(i);
    }
    if (i >= end && i < s.tokens.end) return;
    r_.titles.push_back({head_of(head), state, name.actor, head});
    set_home(n, state, is_spokesman(head, i));
    extend(n, name.tokens.begin, i);
  }

  [[nodiscard]] bool starts_title(Index i) const {
    if ((a_.tokens[i].proclitics & ~kArticle) != 0) return false;
    for (const PhraseMatch& p : r_.phrases_at(i))
      if (is_title(p)) return true;
    return false;
  }

  void resolve(const PhraseMatch& p) {
    const Index begin = p.tokens.begin;
    const Index end = std::min<Index>(a_.sentences[r_.sentence_of[begin]].tokens.end, p.tokens.end + kNisbaReach);
    bool is_definite = (*r_.types)[a_.tokens[begin].type].has_article;
    Index state = kNone;
    Index last = p.tokens.end;
    for (Index i = begin + 1; i < end; ++i) {
      if (is_separator(i) || !is_inside(i) || (a_.tokens[i].proclitics & ~kArticle) != 0) break;
      if (state_at(i) == kNone) continue;
      state = state_at(i);
      last = r_.end_at(i);
      is_definite = true;
      break;
    }
    if (!is_definite) return;
    const std::string_view head = head_of(begin);
    const Reading::Title* found = nullptr;
    for (const Reading::Title& t : r_.titles) {
      if (t.head != head || (state != kNone && t.state != state)) continue;
      if (found != nullptr && found->person != t.person) {
        if (state == kNone) return;  // more than one bears it
        if (t.token > begin) break;  // the last one named before
      }
      found = &t;
    }
    if (found == nullptr) return;
    r_.names.push_back({{begin, last}, found->person});
    extend(static_cast<Index>(r_.names.size() - 1), begin, last);
  }

  // "The French minister said": where attribution knows which person speaks, his title names him.
  void name_source(const Source& s) {
    const bool is_spokesman = s.actor < r_.speaks_for.size() && r_.speaks_for[s.actor] != kNone;
    if (s.actor == kNone || is_spokesman || r_.actor(s.actor).type != ActorType::person) return;
    for (const ByteSpan& m : s.mentions) {
      const auto first =
          std::partition_point(a_.tokens.begin(), a_.tokens.end(), [&](const Token& t) { return t.span.end <= m.begin; });
      const auto begin = static_cast<Index>(first - a_.tokens.begin());
      Index end = begin;
      bool is_title_only = true;
      for (; end < a_.tokens.size() && a_.tokens[end].span.begin < m.end; ++end) is_title_only = is_title_only && is_inside(end);
      if (end == begin || !is_title_only || !is_free(begin) || !(*r_.types)[a_.tokens[begin].type].has_article) continue;
      r_.names.push_back({{begin, end}, s.actor});
      extend(static_cast<Index>(r_.names.size() - 1), begin, end);
    }
  }

  [[nodiscard]] bool is_counterpart(Index i) const {
    const lexicon::EventRow* marker = r_.words[i].marker;
    return marker != nullptr && marker->word == lexicon::EventWord::counterpart;
  }

  // The title told last in the sentence before `i`: whose counterpart it is bears the same.
  [[nodiscard]] std::string_view title_before(Index i) const {
    const Index begin = std::max(a_.sentences[r_.sentence_of[i]].tokens.begin, i > kCounterpartReach ? i - kCounterpartReach : 0);
    for (Index j = i; j > begin;) {
      --j;
      for (const PhraseMatch& p : r_.phrases_at(j))
        if (is_title(p)) return head_of(j);
    }
    return {};
  }

  // "His Russian counterpart, X": a title of X.
  void name_counterpart(Index i) {
    const Index end = std::min<Index>(a_.sentences[r_.sentence_of[i]].tokens.end, i + kNisbaReach);
    Index state = kNone;
    Index j = i + 1;
    for (; j < end && !is_person(j); j = r_.end_at(j)) {
      if (is_separator(j)) continue;
      if (!is_inside(j) || (a_.tokens[j].proclitics & kWawClitic) != 0) return;
      if (state == kNone) state = state_at(j);
    }
    if (j >= end || (r_.words[j].clitics & ~kArticle) != 0) return;
    const Index name = r_.words[j].mention;
    r_.titles.push_back({title_before(i), state, r_.names[name].actor, i});
    set_home(name, state, false);
    extend(name, i, r_.names[name].tokens.end);
  }

  // "His Russian counterpart": who bears the title there.
  void resolve_counterpart(Index i) {
    const Index next = i + 1;
    if (next >= r_.words.size() || !is_inside(next)) return;
    const Index state = state_at(next);
    const std::string_view head = title_before(i);
    if (state == kNone || head.empty()) return;
    const Reading::Title* found = nullptr;
    for (const Reading::Title& t : r_.titles)
      if (t.head == head && t.state == state && (found == nullptr || t.token < i)) found = &t;
    if (found == nullptr) return;
    r_.names.push_back({{i, r_.end_at(next)}, found->person});
    extend(static_cast<Index>(r_.names.size() - 1), i, r_.end_at(next));
  }

  // "His country", "her movement": the state or body of the person named last.
  void resolve_home(Index i) {
    const Index stop = i > kHomeReach ? i - kHomeReach : 0;
    Index person = kNone;
    for (Index j = i; j > stop && person == kNone;) {
      --j;
      if (is_person(j)) person = r_.actor_at(j);
    }
    if (person == kNone) person = speaker_of(r_, r_.statement_of[i]);
    if (person == kNone) return;
    if (r_.actor(person).type == ActorType::state) {  // "an American official said that his country"
      r_.names.push_back({{i, i + 1}, person});
      extend(static_cast<Index>(r_.names.size() - 1), i, i + 1);
      return;
    }
    if (r_.actor(person).type != ActorType::person) return;
    Index home = person < r_.home.size() ? r_.home[person] : kNone;
    for (Index k = 0; home == kNone && k < a_.actors.size() && !r_.actor(person).country.empty(); ++k)
      if (a_.actors[k].id == r_.actor(person).country) home = k;
    if (home == kNone) return;
    r_.names.push_back({{i, i + 1}, home});
    extend(static_cast<Index>(r_.names.size() - 1), i, i + 1);
  }

  // "The latter" as a noun, not "the latter meeting".
  [[nodiscard]] bool stands_for_last(Index i) const {
    const lexicon::EventRow* marker = r_.words[i].marker;
    if (marker == nullptr || marker->word != lexicon::EventWord::latter || !is_free(i)) return false;
    if (i == a_.sentences[r_.sentence_of[i]].tokens.begin) return false;
    const Pos before = a_.tokens[i - 1].pos;
    return is_free(i - 1) && before != Pos::NOUN && before != Pos::ADJ && before != Pos::PROPN && before != Pos::X &&
           before != Pos::NUM;
  }

  void resolve_latter(Index i) {
    const bool is_feminine = a_.text(a_.tokens[i].span).ends_with("\xD8\xA9");
    const Index begin = a_.sentences[r_.sentence_of[i]].tokens.begin;
    for (Index j = i; j > begin;) {
      --j;
      if (r_.words[j].mention == kNone) continue;
      const Actor& actor = r_.actor(r_.actor_at(j));
      if (actor.type == ActorType::outlet || actor.gender == (is_feminine ? 'm' : 'f')) continue;
      r_.names.push_back({{i, i + 1}, r_.actor_at(j)});
      extend(static_cast<Index>(r_.names.size() - 1), i, i + 1);
      return;
    }
  }

  [[nodiscard]] bool is_spokesman(Index begin, Index end) const {
    for (Index i = begin; i < end; ++i) {
      const lexicon::EventRow* marker = r_.words[i].marker;
      if (marker != nullptr && marker->word == lexicon::EventWord::behalf) return true;
    }
    return false;
  }

  void set_home(Index name, Index state, bool is_spokesman) {
    if (state == kNone) return;
    if (is_spokesman) {
      r_.speaks_for.resize(a_.actors.size(), kNone);
      r_.speaks_for[r_.names[name].actor] = state;
    }
    r_.home.resize(a_.actors.size(), kNone);
    Index& home = r_.home[r_.names[name].actor];
    if (home == kNone) home = state;
  }

  void extend(Index name, Index begin, Index end) {
    r_.names[name].tokens = {begin, end};
    const std::uint8_t clitics = a_.tokens[begin].proclitics | (r_.words[begin].mention != kNone ? r_.words[begin].clitics : 0);
    for (Index i = begin; i < end; ++i) {
      Word& w = r_.words[i];
      w = Word{};
      w.mention = name;
    }
    r_.words[begin].clitics = clitics & ~kArticle;
  }

  Reading& r_;
  Analysis& a_;
};

}  // namespace

void join_titles(Reading& r) { Joiner(r).run(); }

}  // namespace isnad::event
