// Persons that the lexicon does not know: a run of words that look like a name, with evidence around it.
//
// Evidence adds up: a title before, a verb of saying beside it, a given name first, words seen in names, and the tags of the
// trained tagger (ner/tagger.h), which knows names by their neighbours.
#include <algorithm>

#include "actor/scene.h"

namespace isnad::actor {
namespace {

using lexicon::Layer;

bool is_layer(const PhraseMatch& p, Layer layer) { return p.layer == static_cast<std::uint16_t>(layer); }

constexpr Index kMaxNameWords = 4;    // particles not counted
constexpr Index kMaxTitleWords = 10;  // between a title and the name
constexpr float kTitle = 2.0F;
constexpr float kSaying = 1.0F;
constexpr float kColon = 1.0F;
constexpr float kTitleAfter = 1.2F;  // "X, head of Y"
constexpr float kApposition = 1.0F;  // "the president of Y, X, ..."
constexpr float kGivenFirst = 1.6F;
constexpr float kWeakFirst = 0.5F;
constexpr float kNameWord = 0.9F;
constexpr float kUnknownWord = 0.5F;
constexpr float kNisbaLast = 0.6F;
constexpr float kTagged = 2.4F;        // two words or more
constexpr float kTaggedSingle = 1.5F;  // one
constexpr float kThreshold = 2.4F;
constexpr float kSingleThreshold = 2.9F;

class Persons {
 public:
  explicit Persons(Scene& s) : s_(s) {}

  void run() {
    for (Index i = 0; i < s_.token_count();) i = std::max(read(i), i + 1);
  }

 private:
  // What a word can be in a name.
  struct Word {
    bool is_given = false;
    bool is_weak = false;
    bool is_name = false;
    bool binds_next = false;
    bool binds_previous = false;
    bool is_nisba = false;
    bool is_unknown = false;
    char gender = 0;
    std::uint8_t proclitics = 0;
    ByteOffset begin;
  };

  struct Run {
    Index end = 0;
    Index words = 0;
    float weight = 0;
    Word first;
  };

  [[nodiscard]] Word word_at(Index i) const {
    Word w;
    w.begin = s_.token(i).span.begin;
    bool is_listed = false;
    for (const PhraseMatch& p : s_.phrases(i)) {
      if (!is_layer(p, Layer::given_name) || p.tokens.end != i + 1 || p.enclitic_bytes != 0 || (p.proclitics & kSinClitic) != 0)
        continue;
      if (is_listed && p.proclitics != w.proclitics) continue;  // the reading with fewest letters taken off
      if (!is_listed) {
        w.proclitics = p.proclitics;
        w.begin = p.span.begin;
      }
      is_listed = true;
      w.is_given |= (p.features & (lexicon::kGivenMale | lexicon::kGivenFemale)) != 0;
      w.is_weak |= (p.features & lexicon::kGivenWeak) != 0;
      w.is_name |= (p.features & lexicon::kNameWord) != 0;
      w.binds_next |= (p.features & lexicon::kBindsNext) != 0;
      w.binds_previous |= (p.features & lexicon::kBindsPrevious) != 0;
      if ((p.features & lexicon::kGivenMale) != 0) w.gender = 'm';
      if ((p.features & lexicon::kGivenFemale) != 0 && w.gender == 0) w.gender = 'f';
    }
    const token::WordType& type = s_.type(i);
    const bool ends_in_yeh = type.folded.ends_with("\xD9\x8A") && !type.ends_in_maqsura;
    w.is_nisba = type.has_article && ends_in_yeh;
    w.is_unknown = !is_listed && !type.has_article && is_unknown(i);
    return w;
  }

  // The morphology takes words that no dictionary knows for proper nouns.
  [[nodiscard]] bool is_unknown(Index i) const { return s_.token(i).pos == Pos::PROPN; }

  [[nodiscard]] bool is_open_word(Index i) const {
    return i < s_.token_count() && s_.token(i).kind == TokenKind::word && s_.claim_at(i) == kNone;
  }

  // The next word of a run after i - 1: adjacent, or after a hyphen without spaces.
  [[nodiscard]] Index next_in_run(Index i) const {
    if (i < s_.token_count() && s_.joins_previous(i)) return i;
    if (i + 1 < s_.token_count() && s_.token(i).kind == TokenKind::punctuation && s_.a.text(s_.token(i).span) == "-" &&
        !s_.token(i).space_before && !s_.token(i + 1).space_before) {
      return i + 1;
    }
    return kNone;
  }

  [[nodiscard]] static bool is_content(Pos pos) {
    return pos == Pos::NOUN || pos == Pos::PROPN || pos == Pos::ADJ || pos == Pos::VERB || pos == Pos::X;
  }

  // After a title, what the lexicon has as a name is one, whatever part of speech its form suggests.
  [[nodiscard]] Run run_from(Index i, bool is_titled) const {
    Run run;
    bool is_bound = false;
    for (Index k = i; k != kNone && is_open_word(k) && run.words < kMaxNameWords; k = next_in_run(k + 1)) {
      const Word w = word_at(k);
      const bool is_first = k == i;
      const bool is_listed = w.is_given || w.is_name || w.binds_next || (w.binds_previous && !is_first);
      const bool is_barred = is_titled && is_listed && is_content(s_.token(k).pos) ? s_.is_listed_word(k)
                             : is_first                                            ? s_.is_plain(k)
                                                                                   : s_.is_never_name(k);
      if (!is_bound && is_barred && !(is_listed && !w.is_weak && w.proclitics == 0)) break;
      if (!is_first && ((w.proclitics != 0 && !is_bound) || s_.is_own_saying(k))) break;
      const Pos pos = s_.token(k).pos;
      const bool may_follow = pos == Pos::PROPN || pos == Pos::X || (pos == Pos::NOUN && !run.first.is_weak) ||
                              (is_titled && pos == Pos::ADJ && !run.first.is_weak);
      const bool follows_given = run.words == 1 && run.first.is_given && !s_.type(k).has_article && !is_barred && may_follow;
      if (!is_first && !is_bound && !w.binds_previous && has_proclitic(k)) break;
      const bool is_last_name = run.words == 1 && run.first.is_given && !run.first.is_weak && s_.type(k).has_article &&
                                (is_titled || (i > 0 && is_saying(i - 1))) && !s_.is_listed_word(k) && closes_name(k + 1);
      const bool fits = is_listed || is_bound || (!is_first && w.is_nisba) || w.is_unknown || follows_given || is_last_name;
      if (!fits || (is_first && s_.type(k).has_article)) break;
      if (is_first && !w.is_given && w.is_weak && pos == Pos::NOUN) break;
      if (is_first) run.first = w;
      run.weight += weight(w, is_first);
      run.end = k + 1;
      if (!w.binds_next && !w.binds_previous) ++run.words;
      if (w.binds_next && is_first) run.weight += kWeakFirst;
      is_bound = w.binds_next;
    }
    return run;
  }

  // What is said, or a mark, follows a name that is complete.
  [[nodiscard]] bool closes_name(Index k) const {
    return k >= s_.token_count() || !s_.joins_previous(k) || s_.token(k).has_role(Role::complementiser);
  }

  [[nodiscard]] bool has_proclitic(Index k) const { return (s_.token(k).proclitics & ~kArticle) != 0; }

  [[nodiscard]] static float weight(const Word& w, bool is_first) {
    if (w.is_given && is_first) return w.is_weak ? kWeakFirst : kGivenFirst;
    if (w.is_given || w.is_name) return w.is_weak ? kWeakFirst : kNameWord;
    if (w.is_nisba) return kNisbaLast;
    return w.is_unknown ? kUnknownWord : 0;
  }

  Index read(Index i) {
    if (!is_open_word(i)) return i + 1;
    const PhraseMatch* place = s_.token(i).ner == NerTag::B_PERS ? nullptr : s_.place(i);
    if (place != nullptr) return place->tokens.end;
    if (!may_start(i) || s_.is_in_longer(i, Layer::title)) return i + 1;  // "man of religion": no name begins inside it
    const bool is_titled = has_title(i);
    Run run = run_from(i, is_titled);
    if (const Run other = apposition(i); other.end > run.end) run = other;
    if (const Run other = tagged(i); other.end > run.end || (other.end == run.end && other.weight > run.weight)) run = other;
    if (run.end <= i || run.words == 0) return i + 1;
    if ((s_.opens_no_name(i) && s_.is_famous(i)) || is_place_alone({i, run.end})) return i + 1;
    if (run.words > 1 && s_.is_famous(i) && s_.is_famous(run.end - 1)) return i + 1;  // two leaders side by side
    if (is_short_name({i, run.end})) return run.end;
    const float title = is_titled ? kTitle : 0;
    const float total = run.weight + title + saying(i, run.end);
    const float needed = run.words == 1 ? kSingleThreshold : kThreshold;
    if (total < needed || (run.words == 1 && !may_stand_alone(i, run))) return run.end;
    take(i, run, total);
    return run.end;
  }

  // "Los Angeles": all words are one place's.
  [[nodiscard]] bool is_place_alone(TokenRange run) const {
    const PhraseMatch* place = run.end - run.begin < 2 ? nullptr : s_.place(run.begin);
    return place != nullptr && place->tokens.end >= run.end;
  }

  [[nodiscard]] bool is_barred(Index k) const {
    return (s_.token(k).pos != Pos::PROPN && s_.is_listed_word(k)) || s_.is_own_saying(k);
  }

  // "Omar", spelled like "age", "Ali", spelled like "on".
  [[nodiscard]] bool is_whole_given(Index i) const {
    const Word w = word_at(i);
    return w.is_given && w.proclitics == 0 && !s_.type(i).ends_in_maqsura;
  }

  // The same where the tagger goes on with the word behind it.
  [[nodiscard]] bool is_given_before_name(Index i) const {
    const Index next = next_in_run(i + 1);
    return is_whole_given(i) && next != kNone && is_open_word(next) && s_.token(next).ner == NerTag::I_PERS && !is_barred(next);
  }

  // The words that the tagger takes for one person.
  [[nodiscard]] Run tagged(Index i) const {
    Run run;
    if (s_.token(i).ner != NerTag::B_PERS || (is_barred(i) && !is_given_before_name(i))) return run;
    for (Index k = i; k != kNone && is_open_word(k) && run.words < kMaxNameWords; k = next_in_run(k + 1)) {
      const bool is_no_name = is_barred(k) && !(s_.token(k).pos == Pos::ADP && is_whole_given(k));  // "Muhammad *Ali* Yasin"
      if (k > i && (s_.token(k).ner != NerTag::I_PERS || is_no_name || s_.token(k).enclitic_bytes > 0)) break;
      run.end = k + 1;
      ++run.words;
    }
    run.first = word_at(i);
    if (!run.first.is_given && !run.first.is_name) {
      // What morphology takes for the sign of the future ("will ...") begins the name.
      const bool is_whole = (s_.token(i).proclitics & kSinClitic) != 0;
      run.first.proclitics = is_whole ? std::uint8_t{0} : static_cast<std::uint8_t>(s_.token(i).proclitics & ~kArticle);
      run.first.begin = s_.token(i).span.begin + (is_whole ? 0U : s_.token(i).proclitic_bytes);
    }
    run.weight = run.words > 1 ? kTagged : kTaggedSingle;
    return run;
  }

  // "President X": a last name right after the title.
  [[nodiscard]] bool may_stand_alone(Index i, const Run& run) const {
    return run.first.is_name && !run.first.is_given && !run.first.is_weak && run.first.proclitics == 0 && s_.joins_previous(i) &&
           ends_title(i - 1) && !s_.is_famous(i);
  }

  // The end of a name told before, or the short name of somebody whom the lexicon knows and the document names: aliases.cpp and
  // short.cpp find these.
  [[nodiscard]] bool is_short_name(TokenRange run) const {
    for (const PhraseMatch& p : s_.phrases(run.begin)) {
      if (is_layer(p, Layer::actor) && (p.features & lexicon::kFamilyName) != 0 && p.tokens.end == run.end && is_named(p.entry))
        return true;
    }
    return std::any_of(s_.claims.begin(), s_.claims.end(), [&](const Claim& c) {
      return !s_.is_dropped(c) && s_.a.actors[c.mention.actor].type == ActorType::person && ends_with(c.mention.tokens, run);
    });
  }

  [[nodiscard]] bool is_named(std::uint32_t row) const {
    return std::any_of(s_.claims.begin(), s_.claims.end(), [&](const Claim& c) { return !s_.is_dropped(c) && c.row == row; });
  }

  [[nodiscard]] bool ends_with(TokenRange name, TokenRange end) const {
    const Index n = end.end - end.begin;
    if (name.end - name.begin <= n) return false;
    for (Index k = 0; k < n; ++k) {
      if (s_.type(name.end - n + k).folded != s_.type(end.begin + k).folded) return false;
    }
    return true;
  }

  // "the president of Y, X," with X between commas: whatever its words are, if they can stand in a name.
  [[nodiscard]] Run apposition(Index i) const {
    Run run;
    if (i == 0 || !is_comma(i - 1) || s_.type(i).has_article || !has_title(i)) return run;
    Index k = i;
    bool has_name = false;
    for (; is_open_word(k) && run.words < kMaxNameWords && may_be_in_apposition(k, k == i); ++k) {
      ++run.words;
      has_name |= s_.token(k).pos == Pos::PROPN || word_at(k).is_name || word_at(k).is_given;
    }
    const bool is_closed = k < s_.token_count() && is_comma(k);
    if (!is_closed || run.words < 2 || !has_name) return {};
    run.end = k;
    run.first = word_at(i);
    run.weight = kApposition;
    return run;
  }

  [[nodiscard]] bool may_be_in_apposition(Index k, bool is_first) const {
    if (is_first) return s_.token(k).pos == Pos::VERB ? !s_.is_listed_word(k) : !s_.is_never_name(k);
    const Word w = word_at(k);
    return !s_.is_never_name(k) && !has_proclitic(k) && (!s_.type(k).has_article || w.is_nisba || w.is_given);
  }

  [[nodiscard]] bool is_comma(Index k) const {
    const std::string_view mark = s_.a.text(s_.token(k).span);
    return mark == "," || mark == "\xD8\x8C";
  }

  [[nodiscard]] bool ends_title(Index k) const {
    for (Index back = 0; back < 4 && back <= k; ++back) {
      if (!s_.has(k - back, Layer::title)) continue;
      for (const PhraseMatch& p : s_.phrases(k - back)) {
        if (is_layer(p, Layer::title) && p.tokens.end == k + 1 && p.enclitic_bytes == 0) return true;
      }
    }
    return false;
  }

  // Cheap: most words of a text begin no name.
  [[nodiscard]] bool may_start(Index i) const {
    return s_.token(i).pos == Pos::PROPN || s_.has(i, Layer::given_name) || s_.token(i).ner == NerTag::B_PERS ||
           (i > 0 && is_comma(i - 1));
  }

  // A title before the name, with its complements between ("foreign minister of X,").
  [[nodiscard]] bool has_title(Index i) const {
    Index k = i;
    if (k > 0 && s_.token(k - 1).kind == TokenKind::open_quote) --k;
    if (k > 1 && is_comma(k - 1)) --k;
    for (Index n = 0; n < kMaxTitleWords && k > 0 && !s_.starts_sentence(k) && s_.is_word(k - 1); ++n) {
      --k;
      if (ends_title(k)) return true;
      const bool is_complement = s_.claim_at(k) != kNone || s_.type(k).has_article || s_.has(k, Layer::adjective) ||
                                 s_.has(k, Layer::organ) || s_.has(k, Layer::context) || s_.token(k).pos == Pos::ADP ||
                                 s_.token(k).pos == Pos::ADJ || s_.token(k).pos == Pos::NOUN ||
                                 (s_.token(k).pos == Pos::PROPN && k > 0 && !ends_title(k - 1));  // a place no list has
      if (!is_complement || (s_.has(k, Layer::cue) && s_.claim_at(k) == kNone)) return false;
    }
    return false;
  }

  [[nodiscard]] float saying(Index i, Index end) const {
    float w = 0;
    if (i > 0 && s_.joins_previous(i) && is_saying(i - 1)) w += kSaying;
    if (end < s_.token_count()) {
      if (s_.joins_previous(end) && is_saying(end)) w += kSaying;
      if (s_.a.text(s_.token(end).span) == ":") w += kColon;
      if (is_comma(end) && end + 1 < s_.token_count() && s_.has(end + 1, Layer::title)) w += kTitleAfter;
    }
    return w;
  }

  [[nodiscard]] bool is_saying(Index i) const {
    const PhraseMatch* cue = s_.phrase(i, Layer::cue);
    if (cue == nullptr) return false;
    const unsigned form = cue->features & lexicon::kFormMask;
    return form == lexicon::kPast || form == lexicon::kPresent;
  }

  void take(Index i, const Run& run, float total) {
    Claim c;
    c.mention.tokens = {i, run.end};
    c.mention.span = {run.first.begin, s_.token(run.end - 1).span.end};
    c.proclitics = run.first.proclitics;
    c.mention.basis = MentionBasis::model;
    c.mention.confidence = std::min(0.9F, 0.4F + 0.1F * total);
    c.mention.rule = "person_by_name_words";
    c.mention.actor = actor_of(c, run.first.gender);
    s_.take(c);
  }

  // The person of the lexicon whose name this is in another spelling, or with a word more or less.
  bool is_known_by_likeness(Claim& c) const {
    std::vector<std::string_view> words;
    for (Index i = c.mention.tokens.begin; i < c.mention.tokens.end; ++i) {
      if (s_.is_word(i)) words.push_back(s_.stem(i, i == c.mention.tokens.begin ? c.proclitics : std::uint8_t{0}));
    }
    if (words.size() < 2) return false;
    const std::uint32_t row = s_.lexicon.person_like(words);
    if (row == kNone) return false;
    const lexicon::ActorRow& person = s_.lexicon.actor(row);
    c.row = row;
    c.state = person.country != 0 ? person.country - 1 : kNone;
    c.mention.rule = s_.lexicon.string(person.rule);
    return true;
  }

  Index actor_of(Claim& c, char gender) {
    if (is_known_by_likeness(c)) return s_.actor_of_row(c.row);
    std::string name(s_.a.text(c.mention.span));
    const std::string_view id = s_.unknown_id(c.mention.tokens, "", c.mention.span.begin);
    const Index actor = s_.actor_by_id(id, s_.a.keep(std::move(name)), ActorType::person, {});
    if (s_.a.actors[actor].gender == 0) s_.a.actors[actor].gender = gender;
    return actor;
  }

  Scene& s_;
};

}  // namespace

void claim_persons(Scene& scene) { Persons(scene).run(); }

}  // namespace isnad::actor
