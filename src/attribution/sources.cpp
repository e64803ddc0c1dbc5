#include "attribution/sources.h"

#include <algorithm>

#include "lexicon/inflect.h"
#include "text/letters.h"

namespace isnad::attribution {

using lexicon::NounClass;

namespace {

// Without article and the preposition li- before it: "the minister", "to a minister".
std::string_view bare(std::string_view folded) {
  constexpr std::size_t kLetter = 2;
  constexpr std::string_view kArticle = "\xD8\xA7\xD9\x84";
  constexpr std::size_t kShortest = 3 * kLetter;
  if (folded.size() >= kArticle.size() + kShortest && folded.starts_with(kArticle)) return folded.substr(kArticle.size());
  if (folded.size() >= kLetter + kShortest && folded.starts_with(text::letter::kLamUtf8)) return folded.substr(kLetter);
  return folded;
}

}  // namespace

template <class Test>
Index Sources::latest_in(const std::vector<Index>& order, Test test) {
  for (auto it = order.rbegin(); it != order.rend(); ++it) {
    if (test(*it)) return *it;
  }
  return kNone;
}

template <class Test>
Index Sources::latest(Test test) const {
  return latest_in(recent_, test);
}

std::vector<std::string_view> Sources::words_of(TokenRange range) const {
  std::vector<std::string_view> words;
  for (Index i = range.begin; i < range.end; ++i) {
    if (v_.is_word(i)) words.push_back(v_.type(i).folded);
  }
  return words;
}

// "Taha, lawyer of X": the words before the comma name him, X's name does not.
std::size_t Sources::words_of_name(const SourcePhrase& phrase) const {
  const Index begin = phrase.tokens.begin;
  if (phrase.kind != SourceKind::person || phrase.has_title || phrase.noun != kNone || begin >= phrase.tokens.end) return 0;
  Index end = begin;
  while (end < phrase.tokens.end && !v_.is_comma(end)) ++end;
  return end == phrase.tokens.end ? 0 : words_of({begin, end}).size();
}

bool Sources::is_named(Index source, std::string_view word) const {
  const Info& info = info_[source];
  const auto end = info.name_words == 0 ? info.words.end() : info.words.begin() + static_cast<std::ptrdiff_t>(info.name_words);
  return std::find(info.words.begin(), end, word) != end;
}

Index Sources::find_actor(Index actor, Index second) const {
  for (Index s = 0; s < a_.sources.size(); ++s) {
    if (a_.sources[s].actor == actor && info_[s].second_actor == second && a_.sources[s].kind != SourceKind::official &&
        a_.sources[s].kind != SourceKind::anonymous) {
      return s;
    }
  }
  return kNone;
}

Index Sources::add(const SourcePhrase& phrase, SourceKind kind, Index actor) {
  const auto index = static_cast<Index>(a_.sources.size());
  Source& s = a_.sources.emplace_back();
  s.kind = kind;
  s.actor = phrase.second_actor == kNone ? actor : kNone;
  Info& info = info_.emplace_back();
  info.words = words_of(phrase.tokens);
  if (kind == SourceKind::person || kind == SourceKind::official) note_heads(index, phrase.tokens);
  info.name_words = words_of_name(phrase);
  info.noun = phrase.noun;
  info.second_actor = phrase.second_actor;
  info.is_feminine = phrase.is_feminine;
  info.is_plural = phrase.is_plural || phrase.second_actor != kNone;
  if (phrase.second_actor != kNone) s.actor = actor;  // annotation.md: the root of a joint source is the first named
  return index;
}

// A title heads a phrase where it opens it or stands behind a name, a mark or words that close what is before it.
void Sources::note_heads(Index source, TokenRange range) {
  auto& heads = info_[source].heads;
  for (Index i = range.begin; i < range.end; ++i) {
    if (!v_.is_word(i)) continue;
    const bool is_title = i > range.begin && (v_[i].title != kNone || v_[i].noun != kNone);
    const bool is_free = is_title && (!v_.is_word(i - 1) || v_[i - 1].mention != kNone || v_.type(i - 1).has_article) &&
                         (v_.proclitics(i) & ~(kArticle | kWawClitic)) == 0;
    if (!heads.empty() && i != range.begin && !is_free) continue;
    const std::string_view head = bare(v_.type(i).folded);
    if (std::find(heads.begin(), heads.end(), head) == heads.end()) heads.push_back(head);
  }
}

void Sources::add_mention(Index source, ByteSpan span) {
  constexpr std::ptrdiff_t kReach = 400;  // mentions before it that it may repeat
  auto& mentions = a_.sources[source].mentions;
  const auto first = std::ssize(mentions) > kReach ? mentions.end() - kReach : mentions.begin();
  if (std::find(first, mentions.end(), span) == mentions.end()) mentions.push_back(span);
}

// A title that stands alone means the person whom the article gave that title, before or after.
Index Sources::person_with_title(const SourcePhrase& phrase) const {
  const std::vector<std::string_view> words = words_of(phrase.tokens);
  if (words.empty()) return kNone;
  const auto may_start = [&](Index i) { return words[0].empty() || v_.type(i).last_byte == words[0].back(); };  // most do not
  const auto starts_at = [&](Index i) {
    for (std::size_t k = 0; k < words.size(); ++k, ++i) {
      if (i >= a_.tokens.size() || !v_.is_word(i)) return kNone;
      std::string_view folded = v_.type(i).folded;
      if (k == 0 && folded != words[0] && folded.ends_with(words[0]) && folded.size() - words[0].size() <= 2) folded = words[0];
      if (folded != words[k]) return kNone;
    }
    return i;
  };
  for (Index i = 0; i < a_.tokens.size(); ++i) {
    if (i == phrase.tokens.begin || !may_start(i)) continue;
    Index end = starts_at(i);
    if (end == kNone) continue;
    const bool is_genitive = i > 0 && v_.is_word(i - 1) && v_[i - 1].title != kNone && !v_.type(i - 1).has_article;
    if (is_genitive) continue;  // "lawyer of *the president* X"
    while (end < a_.tokens.size() &&
           (v_.is_comma(end) || v_.token(end).kind == TokenKind::symbol || v_.token(end).kind == TokenKind::open_quote))
      ++end;
    if (v_.starts_mention(end) && v_.proclitics(end) == 0) {
      const Index actor = a_.mentions[v_[end].mention].actor;
      if (a_.actors[actor].type == ActorType::person) return actor;
    }
    if (v_[i].title != kNone || v_[i].noun != kNone) {
      const SourcePhrase full = parse_source(v_, i, static_cast<Index>(a_.tokens.size()));
      if (full.kind == SourceKind::person && full.actor != kNone) return full.actor;
    }
  }
  return kNone;
}

// A title of a dated office means its holder where the article names him too.
Index Sources::holder_of(const SourcePhrase& phrase) const {
  auto it = std::lower_bound(a_.phrases.begin(), a_.phrases.end(), phrase.tokens.begin,
                             [](const PhraseMatch& m, Index token) { return m.tokens.begin < token; });
  for (; it != a_.phrases.end() && it->tokens.begin < phrase.tokens.end; ++it) {
    if (it->layer != static_cast<std::uint16_t>(lexicon::Layer::office) || it->tokens.end > phrase.tokens.end) continue;
    const std::string_view id = v_.offices().holder(it->entry, a_.document->published.value);
    if (id.empty()) continue;
    for (Index actor = 0; actor < a_.actors.size(); ++actor) {
      if (a_.actors[actor].id == id) return actor;
    }
  }
  return kNone;
}

Index Sources::find_title(const SourcePhrase& phrase) const {
  const std::vector<std::string_view> words = words_of(phrase.tokens);
  if (words.empty()) return kNone;
  return latest([&](Index s) {
    const auto& known = info_[s].words;
    if (a_.sources[s].kind != SourceKind::person && a_.sources[s].kind != SourceKind::official) return false;
    if (phrase.actor != kNone && a_.sources[s].kind == SourceKind::official && a_.sources[s].actor != phrase.actor) return false;
    const auto& heads = info_[s].heads;
    const bool is_of_other = words.size() > 1 && std::find(heads.begin(), heads.end(), bare(words[0])) == heads.end();
    if (is_of_other) return false;  // not "lawyer of *the American president*"
    return std::all_of(words.begin(), words.end(), [&](std::string_view w) {
      return std::any_of(known.begin(), known.end(), [&](std::string_view k) { return k == w || bare(k) == bare(w); });
    });
  });
}

// "the Korean deputy minister" behind "the first deputy of the minister of foreign affairs, X": the office of a person whose
// country was not said.
Index Sources::office_of_named(const SourcePhrase& phrase) const {
  const auto is_nisba = [](std::string_view word) {
    constexpr std::size_t kShortest = 10;  // bytes: article, two letters, yeh
    return word.size() >= kShortest && bare(word).size() < word.size() && word.ends_with(text::letter::kYehUtf8);
  };
  std::vector<std::string_view> words = words_of(phrase.tokens);
  words.erase(std::remove_if(words.begin(), words.end(), is_nisba), words.end());
  if (words.size() < 2) return kNone;
  return latest([&](Index s) {
    const std::vector<std::string_view>& known = info_[s].words;
    if (a_.sources[s].kind != SourceKind::person || std::any_of(known.begin(), known.end(), is_nisba)) return false;
    return std::all_of(words.begin(), words.end(), [&](std::string_view w) {
      return std::any_of(known.begin(), known.end(), [&](std::string_view k) { return bare(k) == bare(w); });
    });
  });
}

// "the ministry": the body named last whose name begins with that noun.
Index Sources::headed_by(const SourcePhrase& phrase) const {
  const std::vector<std::string_view> words = words_of(phrase.tokens);
  if (words.size() != 1 || words[0].size() <= 4) return kNone;
  const std::string_view bare = words[0].substr(4);  // without the article
  return latest_in(named_, [&](Index s) {
    const auto& known = info_[s].words;
    return known.size() > 1 &&
           (known[0] == words[0] || known[0] == bare || (known[0].size() == bare.size() + 2 && known[0].ends_with(bare)));
  });
}

// "the source", "the same source" is one voice: behind several sources whoever spoke last that is one.
Index Sources::single_source(const SourcePhrase& phrase) const {
  const auto is_one = [&](Index s) { return !info_[s].is_plural; };
  const Index named = latest_in(named_, [&](Index s) { return info_[s].noun == phrase.noun && is_one(s); });
  // "an official said … the source added": an unnamed voice that came in since and spoke last.
  if (const Index voice = last(); voice != kNone && named != kNone && voice > named && !phrase.points_back && is_one(voice) &&
                                  a_.sources[voice].kind == SourceKind::official && info_[voice].noun != kNone &&
                                  a_.sources[named].mentions.back().begin < a_.sources[voice].mentions.front().begin)
    return voice;
  if (named != kNone && !phrase.points_back) return named;
  return phrase.points_back ? latest(is_one) : kNone;
}

// "the sources", "the agency", "the same source", "the statement": the latest of that sort.
Index Sources::point_back(const SourcePhrase& phrase) {
  const auto kind_is = [&](Index s, SourceKind k) { return a_.sources[s].kind == k; };
  if (phrase.is_last_named) return kNone;
  if (phrase.noun == kNone) return kNone;
  const NounClass noun_class = v_.cues().noun(phrase.noun).noun_class;
  const Index same_noun = latest_in(named_, [&](Index s) { return info_[s].noun == phrase.noun; });
  switch (noun_class) {
    case NounClass::source:
      if (const Index single = phrase.is_plural ? kNone : single_source(phrase); single != kNone) return single;
      if (same_noun != kNone && !(phrase.points_back && !phrase.is_plural)) return same_noun;
      if (phrase.is_plural) {
        const Index voices = latest_in(named_, [&](Index s) {
          return info_[s].noun != kNone && v_.cues().noun(info_[s].noun).noun_class == NounClass::source;
        });
        if (voices != kNone) return voices;
      } else if (!phrase.points_back) {
        const Index unnamed =
            latest([&](Index s) { return kind_is(s, SourceKind::official) || kind_is(s, SourceKind::anonymous); });
        if (unnamed != kNone) return unnamed;
      }
      return last();
    case NounClass::media:
      if (const Index named = outlet_named_since(phrase, same_noun); named != kNone) return named;
      if (same_noun != kNone) return same_noun;
      if (const Index voice = latest([&](Index s) { return kind_is(s, SourceKind::outlet); }); voice != kNone) return voice;
      if (phrase.is_plural || words_of(phrase.tokens).size() > 1) return kNone;
      return latest_in(named_, [&](Index s) { return kind_is(s, SourceKind::outlet); });  // that passed on what others said
    case NounClass::statement:
    case NounClass::interview:
    case NounClass::speech:
      return latest(
          [&](Index s) { return kind_is(s, SourceKind::organisation) || kind_is(s, SourceKind::person) || s == issuer_; });
    case NounClass::document: return same_noun;
    case NounClass::witness:
    case NounClass::expert:
      if (same_noun != kNone || words_of(phrase.tokens).size() > 1) return same_noun;
      return latest([&](Index s) { return info_[s].noun != kNone && v_.cues().noun(info_[s].noun).noun_class == noun_class; });
    default: return same_noun != kNone ? same_noun : headed_by(phrase);
  }
}

// "the paper" means the paper named last, though it did not speak yet: "X writes of it. The paper says".
Index Sources::outlet_named_since(const SourcePhrase& phrase, Index known) {
  const ByteOffset here = phrase.span.begin;
  ByteOffset since{0};
  if (known != kNone) {
    for (const ByteSpan& m : a_.sources[known].mentions) {
      if (m.begin < here) since = std::max(since, m.begin);
    }
  }
  for (auto m = a_.mentions.rbegin(); m != a_.mentions.rend(); ++m) {
    if (m->span.begin >= here || m->actor == kNone) continue;
    if (m->span.begin <= since) return kNone;
    if (a_.actors[m->actor].type != ActorType::outlet) continue;
    Index head = m->tokens.begin;  // the noun stands in the name or right before it, a mark between
    if (v_[head].noun == kNone && head > 0 && v_.token(head - 1).kind == TokenKind::open_quote) --head;
    if (v_[head].noun == kNone && head > 0) --head;
    if (v_[head].noun == kNone || v_.phrase(v_[head].noun).entry != phrase.noun) continue;
    const bool is_quoted = m->tokens.end < a_.tokens.size() && v_.token(m->tokens.end).kind == TokenKind::close_quote;
    const SourcePhrase full = parse_source(v_, head, m->tokens.end + (is_quoted ? 1U : 0U));
    if (full.actor != m->actor) continue;
    const Index found = find_actor(m->actor, kNone);
    if (found != kNone) return found;
    const Index added = add(full, SourceKind::outlet, m->actor);
    add_mention(added, full.span);
    return added;
  }
  return kNone;
}

// "the American official": the one of that state who spoke last.
Index Sources::official_of(const SourcePhrase& phrase) const {
  const Index head = v_[phrase.tokens.begin].noun;
  const bool is_official = head != kNone && v_.type(phrase.tokens.begin).has_article &&
                           (v_.phrase(head).features & lexicon::kNumberMask) != lexicon::kPlural &&
                           v_.cues().noun(v_.phrase(head).entry).noun_class == NounClass::functionary;
  const std::string_view state = is_official ? v_.state_meant(phrase.tokens) : std::string_view{};
  if (state.empty()) return kNone;
  return latest([&](Index s) {
    const Index actor = a_.sources[s].actor;
    const SourceKind kind = a_.sources[s].kind;
    return (kind == SourceKind::person || kind == SourceKind::official) && !info_[s].is_plural && actor != kNone &&
           info_[s].is_feminine == phrase.is_feminine && (a_.actors[actor].id == state || a_.actors[actor].country == state);
  });
}

Index Sources::known_person(const SourcePhrase& phrase) const {
  const std::vector<std::string_view> words = words_of(phrase.tokens);
  return latest_in(named_, [&](Index s) {
    return a_.sources[s].kind == SourceKind::person &&
           std::all_of(words.begin(), words.end(), [&](std::string_view w) { return is_named(s, w); });
  });
}

// "al-Rubaie" behind "X, Muhammad al-Rubaie": one word with the article that closes a person's name.
Index Sources::last_name_of(const SourcePhrase& phrase) const {
  const std::vector<std::string_view> words = words_of(phrase.tokens);
  if (words.size() != 1) return kNone;
  return latest_in(named_, [&](Index s) {
    const auto& known = info_[s].words;
    const SourceKind kind = a_.sources[s].kind;
    return (kind == SourceKind::person || kind == SourceKind::official) && known.size() > 2 && info_[s].name_words == 0 &&
           known.back() == words[0];
  });
}

// "al-Dirdiri" behind "the minister al-Dirdiri Muhammad": one word of a person's name that is none of his title.
Index Sources::name_of_titled(const SourcePhrase& phrase) const {
  const std::vector<std::string_view> words = words_of(phrase.tokens);
  if (words.size() != 1 || v_.token(phrase.tokens.begin).pos != Pos::PROPN) return kNone;
  return latest_in(named_, [&](Index s) { return a_.sources[s].kind == SourceKind::person && is_named(s, words[0]); });
}

// "the latter": the actor named last before it that agrees in gender.
Index Sources::last_named(const SourcePhrase& phrase) {
  for (auto m = a_.mentions.rbegin(); m != a_.mentions.rend(); ++m) {
    if (m->tokens.end > phrase.tokens.begin || m->actor == kNone) continue;
    const Actor& actor = a_.actors[m->actor];
    if (actor.type == ActorType::place) continue;
    const bool is_feminine = actor.gender == 'f' ||
                             (actor.gender == 0 && (v_.type(m->tokens.begin).ends_in_marbuta || actor.type == ActorType::state));
    if (is_feminine != phrase.is_feminine) continue;
    if (const Index known = find_actor(m->actor, kNone); known != kNone) return known;
    SourceKind kind = SourceKind::organisation;
    if (actor.type == ActorType::person) kind = SourceKind::person;
    if (actor.type == ActorType::outlet) kind = SourceKind::outlet;
    return add(phrase, kind, m->actor);
  }
  return latest([&](Index s) { return a_.sources[s].actor != kNone; });
}

Index Sources::resolve(const SourcePhrase& phrase) {
  Index found = kNone;
  const bool has_speaker =
      phrase.kind == SourceKind::person || phrase.kind == SourceKind::outlet || phrase.kind == SourceKind::organisation;
  if (phrase.actor != kNone && has_speaker) {
    found = find_actor(phrase.actor, phrase.second_actor);
  } else if (phrase.is_last_named ||
             (phrase.noun != kNone && phrase.actor == kNone && (phrase.is_definite || phrase.points_back))) {
    found = point_back(phrase);
  }
  if (found == kNone && phrase.kind == SourceKind::official) {
    found = find_title(phrase);
    if (found == kNone) found = official_of(phrase);
    if (found == kNone) {
      Index person = person_with_title(phrase);
      if (person == kNone) person = holder_of(phrase);
      if (person != kNone) {
        found = find_actor(person, kNone);
        if (found == kNone) found = add(phrase, SourceKind::person, person);
      } else {
        found = office_of_named(phrase);
      }
    }
  }
  if (found == kNone && phrase.is_last_named) found = last_named(phrase);
  if (found == kNone && phrase.is_generic && phrase.actor == kNone && phrase.is_definite) found = headed_by(phrase);
  if (found == kNone && phrase.is_generic && phrase.kind == SourceKind::person) found = known_person(phrase);
  if (found == kNone && phrase.is_generic) found = last_name_of(phrase);
  if (found == kNone && phrase.is_generic) found = name_of_titled(phrase);
  if (found == kNone && phrase.actor == kNone) {
    const std::vector<std::string_view> words = words_of(phrase.tokens);
    found = latest([&](Index s) { return a_.sources[s].kind == phrase.kind && info_[s].words == words; });
  }
  if (found == kNone) found = add(phrase, phrase.kind, phrase.actor);
  if (info_[found].noun == kNone) info_[found].noun = phrase.noun;
  for (const std::string_view w : words_of(phrase.tokens)) {
    auto& words = info_[found].words;
    if (a_.sources[found].kind == SourceKind::person && std::find(words.begin(), words.end(), w) == words.end())
      words.push_back(w);
  }
  if (a_.sources[found].kind == SourceKind::person) note_heads(found, phrase.tokens);
  if (phrase.is_feminine && phrase.kind == SourceKind::person && phrase.has_title) info_[found].is_feminine = true;
  add_mention(found, phrase.span);
  named_.push_back(found);
  return found;
}

void Sources::learn_gender(Index source, std::uint16_t features) {
  const char gender = lexicon::singular_gender(features);
  const SourceKind kind = a_.sources[source].kind;
  // A city that stands for its government takes the verb of a woman.
  const Index actor = a_.sources[source].actor;
  const bool is_body = kind == SourceKind::organisation && actor != kNone && a_.actors[actor].type != ActorType::armed_group &&
                       a_.actors[actor].type != ActorType::people;
  const bool is_one = kind == SourceKind::person || (kind == SourceKind::official && !info_[source].is_plural) || is_body;
  if (gender == 0 || !is_one) return;
  info_[source].is_feminine = gender == 'f';
  info_[source].is_gender_told = true;
}

bool Sources::contradicts(Index source, std::uint16_t features) const {
  const char gender = lexicon::singular_gender(features);
  const SourceKind kind = a_.sources[source].kind;
  const Index actor = a_.sources[source].actor;
  const bool is_one = (kind == SourceKind::person || kind == SourceKind::official) && !info_[source].is_plural;
  if (!is_one || gender == 0) return false;
  const bool is_person = kind == SourceKind::person && actor != kNone;
  if (is_person && v_.known_sex(actor) != 0) return v_.known_sex(actor) != gender;
  if (info_[source].is_gender_told) return info_[source].is_feminine != (gender == 'f');
  return is_person && a_.actors[actor].gender != 0 && a_.actors[actor].gender != gender;  // by the given name
}

bool Sources::agrees(Index source, std::uint16_t features) const {
  const Info& info = info_[source];
  const unsigned number = features & lexicon::kNumberMask;
  const SourceKind kind = a_.sources[source].kind;
  const bool is_human_plural = info.is_plural && kind != SourceKind::outlet && kind != SourceKind::document;
  if (number == lexicon::kPlural) return is_human_plural;
  if (number == lexicon::kDual) return info.second_actor != kNone;
  if ((features & lexicon::kFeminine) != 0)  // a site or channel goes on as the agency or the paper
    return info.is_feminine || (info.is_plural && info.second_actor == kNone) || kind == SourceKind::outlet;
  if ((features & lexicon::kMasculine) != 0) return !info.is_feminine && !is_human_plural;
  return true;
}

Index Sources::latest_agreeing(std::uint16_t features, Index preferred) const {
  if (preferred != kNone && agrees(preferred, features)) return preferred;
  const Index found = latest([&](Index s) { return agrees(s, features); });
  return found != kNone ? found : (preferred != kNone ? preferred : last());
}

Index Sources::latest_voice(std::uint16_t features, Index but) const {
  return latest([&](Index s) { return s != but && a_.sources[s].kind != SourceKind::outlet && agrees(s, features); });
}

Index Sources::outlet_meant(const SourcePhrase& phrase) {
  if (phrase.noun == kNone || v_.cues().noun(phrase.noun).noun_class != NounClass::media) return kNone;
  const Index found = point_back(phrase);
  return found != kNone && a_.sources[found].kind == SourceKind::outlet && a_.sources[found].actor != kNone ? found : kNone;
}

void Sources::issued(Index source) {
  issuer_ = source;
  spoke(source, {});
}

void Sources::spoke(Index source, const std::vector<Index>& conduits) {
  info_[source].conduits = conduits;
  recent_.erase(std::remove(recent_.begin(), recent_.end(), source), recent_.end());
  recent_.push_back(source);
}

}  // namespace isnad::attribution
