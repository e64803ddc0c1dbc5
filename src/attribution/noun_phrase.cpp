#include "attribution/noun_phrase.h"

#include "lexicon/inflect.h"
#include "text/letters.h"

namespace isnad::attribution {
namespace {

using lexicon::MarkerClass;
using lexicon::NounClass;

constexpr Index kMaxTokens = 24;
constexpr Index kMaxLooseWords = 4;  // nouns and adjectives of the phrase that no lexicon knows

class Parser {
 public:
  Parser(const View& view, Index begin, Index limit, Expect expect)
      : v_(view),
        a_(view.analysis()),
        i_(begin),
        limit_(std::min(limit, begin + kMaxTokens)),
        expect_(expect) {}

  SourcePhrase parse() {
    const Index begin = i_;
    skip_before_head();
    if (!read_head()) return {};
    while (!phrase_.is_last_named && i_ < limit_ && !v_.opens_what(i_) && extend()) {
    }
    if (takes_name()) extend_to_late_name();
    finish(begin);
    return phrase_;
  }

 private:
  [[nodiscard]] bool is_quote(Index i) const {
    return i < limit_ && (v_.token(i).kind == TokenKind::open_quote || v_.token(i).kind == TokenKind::close_quote ||
                          v_.token(i).kind == TokenKind::symbol);
  }

  // "the same source", "those sources", "one of the officials", "two of them", an opening quotation mark.
  void skip_before_head() {
    while (i_ < limit_ &&
           (is_quote(i_) || v_.is(i_, MarkerClass::same) || v_.is_quantifier(i_) || v_.token(i_).kind == TokenKind::number)) {
      if (v_.is(i_, MarkerClass::same)) phrase_.points_back = true;
      // "each of X and Y": the phrase is theirs.
      const bool is_bare = v_.token(i_).proclitics == 0;
      is_one_ = is_one_ || (is_bare && v_.is(i_, MarkerClass::one));
      is_her_ =
          is_her_ || (v_.is(i_, MarkerClass::one) && v_.type(i_).folded.ends_with(text::letter::kYehUtf8));  // "one (f.) of"
      is_each_ = is_each_ || (is_bare && v_.is(i_, MarkerClass::each));
      const bool is_count = v_.is_quantifier(i_) || v_.token(i_).kind == TokenKind::number;
      ++i_;
      const auto is_of = [&](Index i) {
        return i < limit_ && v_.is(i, MarkerClass::inner_preposition) && v_.token(i).has_role(Role::source);
      };
      const bool is_described = i_ < limit_ && v_.token(i_).pos == Pos::ADJ && is_of(i_ + 1);  // "a *small* number of"
      if (is_count && (is_of(i_) || is_described)) i_ += is_described ? 2 : 1;
    }
  }

  // "the" of "the 42", written to its number.
  [[nodiscard]] bool is_of_number(Index i) const {
    return i + 1 < limit_ && v_.token(i + 1).kind == TokenKind::number && v_.token(i).span.end == v_.token(i + 1).span.begin;
  }

  bool read_head() {
    if (i_ >= limit_ || is_of_number(i_)) return false;
    head_ = i_;
    const TokenView& t = v_[i_];
    if (t.title != kNone && is_owned(i_)) return false;
    if (t.marker == MarkerClass::last_named) {
      phrase_.is_last_named = true;
      phrase_.is_feminine = v_.type(i_).ends_in_marbuta;
      i_ = t.marker_end;
      return true;
    }
    if (v_.starts_mention(i_)) return take_mention(), true;
    if (is_one_ && expect_.generic && v_.is(i_, MarkerClass::relative)) return take_described(), true;
    if (t.title != kNone && !is_kind_noun(t.noun) && !is_in_front(i_) &&
        (t.noun == kNone || v_.phrase(t.title).tokens.end >= v_.phrase(t.noun).tokens.end)) {
      phrase_.has_title = true;
      take_phrase(t.title);
      // "The spokesman for the port police": nobody known, so what stands behind is read as behind "a spokesman for".
      if (i_ > head_ + 1 && i_ < limit_ && v_.is_word(i_) && !v_.starts_mention(i_) &&
          v_.is(i_ - 1, MarkerClass::inner_preposition))
        head_end_ = --i_;
      if (i_ + 1 < limit_ && v_.is_mark(i_, '.') && !v_.token(i_).space_before && v_.starts_mention(i_ + 1)) ++i_;  // "Dr."
      return true;
    }
    if (t.noun != kNone) {
      phrase_.noun = v_.phrase(t.noun).entry;
      phrase_.is_plural = !is_one_ && (v_.phrase(t.noun).features & lexicon::kNumberMask) == lexicon::kPlural;
      take_phrase(t.noun);
      return true;
    }
    if (t.own_noun != kNone && is_person_or_body(t.own_noun)) {  // "his brother", "their lawyer"
      phrase_.noun = v_.phrase(t.own_noun).entry;
      take_phrase(t.own_noun);
      return true;
    }
    if (expect_.generic && is_generic_noun(i_)) {
      phrase_.is_generic = true;
      i_ += 1;
      return true;
    }
    return false;
  }

  // "one of *those who closed the road*": up to the comma.
  void take_described() {
    phrase_.is_generic = true;
    ++i_;
    while (i_ < limit_ && !v_.is_comma(i_) && !v_.is_finite_cue(i_) && v_.token(i_).kind != TokenKind::open_quote) ++i_;
  }

  // "head of *this* commission": a construct goes on to a pointed noun.
  [[nodiscard]] bool is_of_pointed() const {
    return v_.token(i_).has_role(Role::demonstrative) && v_.proclitics(i_) == 0 && i_ == head_end_ &&
           !v_.type(i_ - 1).has_article && i_ + 1 < limit_ && v_.type(i_ + 1).has_article && !head_is_mention_;
  }

  // "before (the press)", written like "imam" but for the hamza.
  [[nodiscard]] bool is_in_front(Index i) const {
    const std::string_view word = v_.type(i).light;
    const bool is_joined = (v_.proclitics(i) & (kWawClitic | kFaClitic)) != 0;
    return v_.is_preposition(i) &&
           word.substr(is_joined ? std::string_view(text::letter::kWawUtf8).size() : 0).starts_with(text::letter::kAlefHamzaUtf8);
  }

  // "*a property* of theirs", written like "king": an indefinite title with a pronoun behind it.
  [[nodiscard]] bool is_owned(Index i) const {
    const Index end = v_.phrase(v_[i].title).tokens.end;
    return !v_.type(i).has_article && end == i + 1 && end < limit_ && v_.token(end).pos == Pos::ADP &&
           v_.token(end).enclitic_bytes != 0 && v_.type(end).folded.starts_with(text::letter::kLamUtf8);
  }

  // Nouns that say what kind of source speaks, though titles name some of them too: observers, activists, correspondents.
  [[nodiscard]] bool is_kind_noun(Index phrase) const {
    if (phrase == kNone) return false;
    switch (v_.cues().noun(v_.phrase(phrase).entry).noun_class) {
      case NounClass::source:
      case NounClass::witness:
      case NounClass::expert:
      case NounClass::rumour:
      case NounClass::media: return true;
      default: return false;
    }
  }

  [[nodiscard]] bool is_written(std::uint32_t noun) const {
    const NounClass c = v_.cues().noun(noun).noun_class;
    return c == NounClass::statement || c == NounClass::document;
  }

  [[nodiscard]] bool is_person_or_body(Index phrase) const {
    switch (v_.cues().noun(v_.phrase(phrase).entry).noun_class) {
      case NounClass::source:
      case NounClass::witness:
      case NounClass::expert:
      case NounClass::official:
      case NounClass::functionary:
      case NounClass::spokesperson:
      case NounClass::body: return true;
      default: return false;
    }
  }

  [[nodiscard]] bool is_generic_noun(Index i) const {
    const Token& t = v_.token(i);
    if (t.kind != TokenKind::word || v_[i].marker != MarkerClass::none || v_[i].is_time) return false;
    if ((t.proclitics & (kBaClitic | kLamClitic | kKafClitic)) != 0 && !expect_.dative) return false;
    // "the prosecution", written like "the claim": with the article a verbal noun may be a body's name.
    const bool is_verb = v_[i].cue != kNone && !v_.type(i).has_article;
    if (is_verb || t.enclitic_bytes != 0 || is_said(i)) return false;
    // "(he wrote) *a book*": an accusative is nobody.
    constexpr std::size_t kFourLetters = 8;  // shorter ones that are no nouns are names
    const std::string_view word = v_.type(i).folded;
    const bool is_accusative = word.ends_with(text::letter::kAlefUtf8) && !v_.type(i).has_article && !v_[i].is_given_name &&
                               (t.pos == Pos::NOUN || (t.pos != Pos::PROPN && word.size() > kFourLetters));
    if (is_accusative || opens_speech(i)) return false;
    return t.pos == Pos::NOUN || t.pos == Pos::PROPN || t.pos == Pos::ADJ || t.pos == Pos::X;
  }

  // "(went on) "*The strike* is a message"": the first word of a long quotation.
  [[nodiscard]] bool opens_speech(Index i) const {
    constexpr Index kMaxName = 5;
    if (i == 0 || v_.token(i - 1).kind != TokenKind::open_quote || v_[i - 1].quotation == kNone) return false;
    const TokenRange inner = a_.quotations[v_[i - 1].quotation].tokens;
    return inner.end - inner.begin > kMaxName;
  }

  void take_phrase(Index p) {
    const PhraseMatch& m = v_.phrase(p);
    constexpr std::string_view kLamLam = "\xD9\x84\xD9\x84";  // "to the"
    const bool is_elided = (m.proclitics & kLamClitic) != 0 && v_.type(m.tokens.begin).folded.starts_with(kLamLam);
    phrase_.is_definite = is_elided || (m.features & lexicon::kDefinite) != 0 || v_.type(m.tokens.begin).has_article;
    phrase_.is_feminine = v_.type(m.tokens.begin).ends_in_marbuta;
    last_word_has_article_ = v_.type(m.tokens.end - 1).has_article;
    i_ = m.tokens.end;
    head_end_ = i_;
  }

  void take_mention() {
    const Index index = v_[i_].mention;
    const Mention& m = a_.mentions[index];
    const Actor& actor = a_.actors[m.actor];
    const bool is_head = i_ == head_;
    if (actor.type == ActorType::person) {
      person_ = m.actor;
    } else if (body_ == kNone || is_head) {
      body_ = m.actor;
    }
    if (is_head) {
      head_is_mention_ = true;
      phrase_.is_feminine = actor.gender == 'f' ||
                            (actor.gender == 0 && (v_.type(m.tokens.begin).ends_in_marbuta || actor.type == ActorType::state));
    }
    i_ = m.tokens.end;
  }

  // Takes one more piece; false at the end of the phrase.
  bool extend() {
    if (is_quote(i_)) return extend_quote();
    if (v_.is_comma(i_)) return extend_apposition();
    const TokenView& t = v_[i_];
    if (v_.asks_for_anonymity(i_)) return false;
    if (t.marker == MarkerClass::naming) return extend_naming(i_ + 1);
    if (t.marker == MarkerClass::complementiser || t.marker == MarkerClass::relative || t.marker == MarkerClass::conjunction ||
        t.marker == MarkerClass::contrast || t.marker == MarkerClass::particle || t.marker == MarkerClass::impersonal ||
        t.marker == MarkerClass::adverb || t.is_time) {
      return false;
    }
    if (t.marker == MarkerClass::same) {
      if (is_of_pointed()) return ++i_, true;
      if (v_.token(i_).has_role(Role::demonstrative)) return false;  // "the ministry (regarded) *that* as"
      return phrase_.points_back = true, ++i_, true;
    }
    if (v_.is_mark(i_, '(')) return (i_ == 0 || !v_.is_lone_lam(i_ - 1)) && extend_parenthesis();
    if (v_.is_mark(i_, '-') && !v_.token(i_).space_before) return ++i_, true;
    if (extend_author()) return true;
    if (!v_.is_word(i_) || v_.is_lone_lam(i_) || is_said(i_)) return false;
    const std::uint8_t clitics = v_.proclitics(i_);
    if (takes_name() && closes_title(i_ - 1)) {
      if (const Index end = name_end(i_); end > i_ + 1) return is_named_ = true, i_ = end, true;
    }
    if ((clitics & (kWawClitic | kFaClitic)) != 0) return extend_joint(clitics);
    const bool is_preposition = v_.is_preposition(i_) && !v_.starts_mention(i_);  // not "Ali", written like "on"
    if (is_preposition || (clitics & (kBaClitic | kLamClitic)) != 0) return extend_complement();
    if (is_of_another(i_)) return ++complements_, i_ = a_.mentions[t.mention].tokens.end, true;
    if (v_.starts_mention(i_)) return extend_mention();
    if (is_title_of_head()) return extend_title_behind();
    if (person_ != kNone || v_.is_finite_cue(i_) || t.nominal != kNone) return false;
    if (t.title != kNone && !is_rank(i_) && is_object(i_)) return false;
    if (t.title != kNone && t.marker == MarkerClass::office) has_office_ = true;
    if (t.title != kNone) return i_ = v_.phrase(t.title).tokens.end, last_word_has_article_ = v_.type(i_ - 1).has_article, true;
    if (t.marker == MarkerClass::office) return has_office_ = true, ++i_, true;
    return extend_loose();
  }

  // "the commander *General* X": a title right before a name, where the verb has no person for its object.
  [[nodiscard]] bool is_rank(Index i) const {
    return !expect_.person && phrase_.has_title && !phrase_.is_plural && names_person(v_.phrase(v_[i].title).tokens.end);
  }

  bool extend_quote() {
    if (v_.token(i_).kind == TokenKind::symbol && takes_name() && closes_title(i_ - 1)) {
      if (const Index end = hashtag_end(i_ + 1); end > i_ + 2) return is_named_ = true, i_ = end, true;  // "the member #X_Y"
    }
    constexpr Index kMaxOffice = 8;
    const Index q = v_[i_].quotation;
    if (q != kNone && v_.token(i_).kind == TokenKind::open_quote) {
      const TokenRange inner = a_.quotations[q].tokens;
      const bool is_office = phrase_.has_title && i_ == head_end_ && person_ == kNone && a_.quotations[q].is_closed &&
                             inner.end - inner.begin <= kMaxOffice &&
                             v_.is(i_ - 1, MarkerClass::inner_preposition);  // "the spokesman *for* "X""
      if (is_office) return ++complements_, i_ = std::min(limit_, inner.end + 1), true;
      if (inner.end - inner.begin > 5) return false;  // a passage, not a name
      if (person_ != kNone) return false;
    }
    return ++i_, true;
  }

  bool extend_parenthesis() {
    constexpr Index kMaxInside = 4;  // stops between letters do not count: "(N.T.V)"
    Index inside = 0;
    for (Index k = i_ + 1; k < limit_ && inside <= kMaxInside; ++k) {
      if (v_.is_mark(k, ')')) return i_ = k + 1, true;
      inside += v_.is_mark(k, '.') && !v_.token(k).space_before ? 0 : 1;
    }
    return false;
  }

  // --- names that no layer knows: words without article, mark or other meaning, the last a proper noun, up to a boundary

  [[nodiscard]] bool takes_name() const {
    if (person_ != kNone || is_named_ || head_is_mention_) return false;
    if (phrase_.has_title) return true;
    if (phrase_.is_generic) return v_.type(head_).has_article && i_ == head_ + 1;  // "the user X Y"
    if (phrase_.noun == kNone || phrase_.is_plural) return false;
    const NounClass c = v_.cues().noun(phrase_.noun).noun_class;
    return is_role(phrase_.noun) || c == NounClass::expert || c == NounClass::witness;
  }

  // Words joined by underscores, nobody known among them.
  [[nodiscard]] Index hashtag_end(Index begin) const {
    Index i = begin;
    while (i < limit_ && v_.is_word(i) && v_[i].mention == kNone) {
      const bool goes_on = i + 2 < limit_ && v_.is_mark(i + 1, '_') && v_.is_word(i + 2);
      if (!goes_on) return i + 1;
      i += 2;
    }
    return begin;
  }

  // A name can follow here: the title is complete.
  [[nodiscard]] bool closes_title(Index last) const {
    return v_.type(last).has_article || v_[last].mention != kNone || v_.token(last).pos == Pos::ADJ ||
           v_.token(last).kind == TokenKind::close_quote;
  }

  [[nodiscard]] Index name_end(Index begin) const {
    constexpr Index kMaxName = 5;
    if (v_.starts_mention(begin)) return begin;
    Index i = begin;
    while (i < limit_ && i < begin + kMaxName && is_name_word(i)) ++i;
    if (i == begin || (v_.token(i - 1).pos != Pos::PROPN && !opens_name(begin))) return begin;
    const bool is_boundary = i == limit_ || v_.is_comma(i) || v_.is(i, MarkerClass::complementiser) || !v_.is_word(i) ||
                             v_.is_preposition(i) || (v_.proclitics(i) & (kLamClitic | kBaClitic)) != 0 || v_[i].is_time ||
                             v_[i].title != kNone || v_.token(i).has_role(Role::personal);  // "X Y, *and he* is"
    return is_boundary ? i : begin;
  }

  // A given name behind a complete title: what follows up to a boundary is his, though it be written like a noun.
  [[nodiscard]] bool opens_name(Index begin) const {
    return v_[begin].is_given_name && begin > head_ &&
           (v_.type(begin - 1).has_article || v_[begin - 1].mention != kNone || v_.is_comma(begin - 1));
  }

  // A given name that is written like a preposition once yeh and alef maqsura are folded: Ali, "on".
  [[nodiscard]] bool is_name_like_preposition(Index i) const {
    return v_[i].is_given_name && v_[i].mention == kNone && v_.is_preposition(i) && !v_.type(i).ends_in_maqsura;
  }

  // A mention may name nobody known.
  [[nodiscard]] bool is_place(const Mention& m) const { return m.actor != kNone && a_.actors[m.actor].type == ActorType::place; }

  [[nodiscard]] bool is_name_word(Index i) const {
    const Token& t = v_.token(i);
    const TokenView& view = v_[i];
    const bool is_letter = v_.type(i).folded.size() == 2;  // "of" with a tatweel
    if (t.kind != TokenKind::word || view.is_time || is_letter) return false;
    if (is_name_like_preposition(i)) return true;
    // "Abd Allah" is a town as well: behind another name it is one.
    if (view.mention != kNone && (i == i_ || !is_place(a_.mentions[view.mention]))) return false;
    const bool is_van = view.marker == MarkerClass::complementiser && t.pos == Pos::PROPN;  // written like fa-inna
    const bool is_wish = view.marker == MarkerClass::attitude && view.is_given_name;        // "Amani", written like "wishes"
    if (view.marker != MarkerClass::none && !is_van && !is_wish) return false;
    if (is_wish) return true;
    const bool has_meaning = view.noun != kNone || view.title != kNone || view.cue != kNone || view.nominal != kNone;
    if (has_meaning && t.pos != Pos::PROPN) return false;
    const bool is_tagged =
        view.is_given_name && (t.ner == NerTag::B_PERS || t.ner == NerTag::I_PERS);  // whatever its part of speech
    return (t.pos == Pos::PROPN || t.pos == Pos::NOUN || t.pos == Pos::X || is_tagged) && (t.proclitics & ~kArticle) == 0;
  }

  // "an official called X"
  bool extend_naming(Index k) {
    if (person_ != kNone || k >= limit_) return false;
    if (names_person(k)) {
      i_ = k;
      return take_mention(), true;
    }
    const Index end = name_end(k);
    if (end == k) return false;
    return is_named_ = true, i_ = end, true;
  }

  // --- a name behind what describes its title
  void extend_to_late_name() {
    Index name = name_behind_domain();
    if (name == kNone) name = name_behind_epithet();
    if (name == kNone) return;
    i_ = name;
    take_mention();
  }

  [[nodiscard]] bool names_person(Index i) const {
    if (i >= limit_ || !v_.starts_mention(i)) return false;
    const Index actor = a_.mentions[v_[i].mention].actor;
    return actor != kNone && a_.actors[actor].type == ActorType::person;
  }

  // A word of what a title is for: "(coordinator) *for relations across the Atlantic*".
  [[nodiscard]] bool is_domain(Index k) const {
    if (v_.token(k).kind == TokenKind::number) return true;
    return v_.is_word(k) && v_.token(k).pos != Pos::VERB && !v_[k].is_time && (!v_.is_finite_cue(k) || v_.is_preposition(k)) &&
           v_[k].nominal == kNone && !v_.names_outlet(k) && !lexicon::is_outer_preposition(v_[k].marker) &&
           !v_.is_media_noun(k) && !is_circumstance(k) && (v_[k].marker == MarkerClass::none || v_.is_preposition(k));
  }

  // "the party's leader, *close to business*, X,", "the coordinator in the coalition, *which Y leads*, X,", and no more than
  // the domain before the comma.
  [[nodiscard]] Index name_behind_epithet() const {
    Index k = end_of_domain();
    if (k + 1 >= limit_ || !v_.is_comma(k)) return kNone;
    ++k;
    if (k > i_ + 1 && named_before(k, true)) return k;
    const bool is_relative = v_.is(k, MarkerClass::relative);
    const bool is_epithet =
        v_.type(k).has_article && v_[k].title == kNone && v_[k].mention == kNone && (v_.proclitics(k) & ~kArticle) == 0;
    if (!is_relative && !is_epithet) return kNone;
    for (++k; k < limit_ && !v_.is_comma(k); ++k) {
      const bool is_clause = v_.is(k, MarkerClass::complementiser) || (!is_relative && v_.token(k).pos == Pos::VERB);
      if (is_clause || (!v_.is_word(k) && v_.token(k).kind != TokenKind::symbol)) return kNone;
    }
    return named_before(k + 1, true) ? k + 1 : kNone;
  }

  [[nodiscard]] Index end_of_domain() const {
    constexpr Index kMaxDomain = 8;
    Index k = i_;
    while (k < limit_ && k < i_ + kMaxDomain && !names_person(k) && v_[k].title == kNone && is_domain(k)) ++k;
    return k;
  }

  // "the coordinator charged *with the affairs of Syria* X (said) that"
  [[nodiscard]] Index name_behind_domain() const {
    Index k = end_of_domain();
    const bool has_rank = k < limit_ && v_[k].title != kNone && k > i_;
    if (has_rank) k = v_.phrase(v_[k].title).tokens.end;
    const bool is_closed = has_rank || (k >= i_ + 2 && (v_[k - 1].mention != kNone || v_.type(k - 1).has_article));
    return is_closed && named_before(k, has_rank) ? k : kNone;
  }

  // A person is named at token k, and the clause follows, or a comma.
  [[nodiscard]] bool named_before(Index k, bool allows_comma) const {
    if (!names_person(k)) return false;
    const Index end = a_.mentions[v_[k].mention].tokens.end;
    return end < a_.tokens.size() && (v_.is(end, MarkerClass::complementiser) || (allows_comma && v_.is_comma(end)));
  }

  // A comma goes on to a name after its title, or to a title after its name.
  bool extend_apposition() {
    Index k = i_ + 1;
    while (is_quote(k)) ++k;
    if (k < limit_ && v_.is(k, MarkerClass::naming)) return extend_naming(k + 1);
    if (takes_name() && k < limit_) {
      if (const Index end = name_end(k); end > k + 1) return is_named_ = true, i_ = end, true;
    }
    if (k >= limit_ || (v_.proclitics(k) & ~kArticle) != 0) return false;
    const bool next_is_person = names_person(k);
    const bool next_is_role = v_[k].title != kNone || (v_[k].noun != kNone && is_role(v_.phrase(v_[k].noun).entry));
    if (person_ == kNone && !head_is_mention_ && (next_is_person || next_is_role)) return i_ = k, true;
    const bool is_new_name = phrase_.is_generic && v_.token(head_).pos == Pos::PROPN;
    if ((person_ != kNone || is_new_name) && next_is_role) {
      for (Index end = k + 1; end < limit_; ++end) {
        if (v_.is_comma(end)) return i_ = end, end_after_ = end, true;
        const bool is_name = v_.token(end).kind == TokenKind::open_quote && is_short_quotation(end);
        if (is_name) {
          end = a_.quotations[v_[end].quotation].tokens.end;
          continue;
        }
        if (v_.is(end, MarkerClass::complementiser) || v_.is_mark(end, ':') || v_.is_finite_cue(end) ||
            v_.token(end).kind == TokenKind::open_quote)
          return false;
      }
    }
    return false;
  }

  [[nodiscard]] bool is_short_quotation(Index open) const {
    constexpr Index kMaxName = 5;
    const Index q = v_[open].quotation;
    return q != kNone && a_.quotations[q].is_closed && a_.quotations[q].tokens.end - a_.quotations[q].tokens.begin <= kMaxName;
  }

  [[nodiscard]] bool is_role(std::uint32_t noun) const {
    const NounClass c = v_.cues().noun(noun).noun_class;
    return c == NounClass::official || c == NounClass::functionary || c == NounClass::spokesperson;
  }

  // "(went on) *saying*": a participle of saying in the accusative.
  [[nodiscard]] bool is_circumstance(Index i) const {
    if (v_[i].cue == kNone || v_.type(i).has_article) return false;
    const std::uint16_t features = v_.phrase(v_[i].cue).features;
    return (features & lexicon::kFormMask) == lexicon::kParticiple && (features & lexicon::kAccusative) != 0;
  }

  // "the saying", "by saying": a verbal noun of speech that opens what is said.
  [[nodiscard]] bool is_said(Index i) const {
    if (v_[i].cue == kNone || (v_.phrase(v_[i].cue).features & lexicon::kFormMask) != lexicon::kMasdar) return false;
    if (!v_.type(i).has_article && (v_.phrase(v_[i].cue).features & lexicon::kDefinite) == 0) return false;
    const lexicon::CueRow& row = v_.cue_row(v_[i].cue);
    if ((row.act != Act::state && row.act != Act::confirm) || (row.frames & lexicon::kThat) == 0) return false;
    return i + 1 < a_.tokens.size() &&
           (v_.is(i + 1, MarkerClass::complementiser) || v_.is_mark(i + 1, ':') || v_.token(i + 1).kind == TokenKind::open_quote);
  }

  // "a source told Reuters": an unnamed voice has no outlet as its genitive; an outlet that follows is told.
  [[nodiscard]] bool is_told(Index i) const {
    if (v_[head_].noun == kNone || head_is_mention_ || body_ != kNone || is_named_ || complements_ > 0) return false;
    const NounClass c = v_.cues().noun(v_.phrase(v_[head_].noun).entry).noun_class;
    if (c != NounClass::source && c != NounClass::witness && c != NounClass::official && c != NounClass::functionary)
      return false;
    // "head of the office of *information*": a title of two nouns goes on to a third.
    if (i == head_end_ && phrase_.has_title && head_end_ > head_ + 1 && !v_.type(i - 1).has_article) return v_.names_outlet(i);
    if (v_[i].noun != kNone) return !v_.type(i).has_article && v_.is_media_noun(i);
    if (v_[i].is_outlet_head) return !v_.type(i).has_article;
    return v_.names_outlet(i);
  }

  // A definite noun behind a definite or counted head is no genitive; where the verb takes an object, it is that.
  [[nodiscard]] bool is_object(Index i) const {
    if (is_behind_adjective(i)) return true;
    if (!v_.type(i).has_article && !v_.starts_mention(i)) return false;
    const bool is_next = i == head_end_ || (head_is_mention_ && i == a_.mentions[v_[head_].mention].tokens.end);
    if (phrase_.is_plural && !phrase_.is_definite && is_sound_plural(i - 1) && !v_.type(i - 1).has_article) return true;
    if (!expect_.object || !v_.is_word(i - 1)) return false;
    if (v_.starts_mention(i)) {
      const Index actor = a_.mentions[v_[i].mention].actor;
      const bool is_body = actor != body_ && a_.actors[actor].type != ActorType::person;
      const bool is_closed = v_.type(head_).has_article && v_.type(i - 1).has_article;  // "the Palestinian president", complete
      return is_body && ((head_is_mention_ && is_next) || (!head_is_mention_ && is_closed));
    }
    if (!v_.type(i - 1).has_article && !head_is_mention_) return false;
    if (v_.token(i).pos != Pos::NOUN || is_nisba(i)) return false;
    const bool is_singular = !is_sound_plural(i - 1) && !ends_in_ta(i - 1);
    const bool disagrees = v_.type(i).ends_in_marbuta != v_.type(i - 1).ends_in_marbuta || is_sound_plural(i) || ends_in_ta(i);
    return is_next || v_[i].title != kNone || v_[i].noun != kNone || (is_singular && disagrees);
  }

  // "a Turkish diplomatic source (refused) *the accusations*", "state media (confirmed the) *exit* of": no genitive follows an
  // adjective.
  [[nodiscard]] bool is_behind_adjective(Index i) const {
    const bool is_adjective = i > head_ + 1 && (v_.token(i - 1).pos == Pos::ADJ || v_[i - 1].adjective != kNone) &&
                              is_nisba(i - 1) && !v_.type(i - 1).has_article;
    // Not "minister (f.) of *foreign affairs*", a noun of a title.
    const bool is_domain = !v_.type(i - 1).folded.ends_with(text::letter::kYehUtf8);
    const bool is_office = phrase_.noun != kNone || (phrase_.has_title && !is_domain);
    if (is_adjective && is_office && expect_.object && v_.starts_mention(i)) {  // "a security source (accused) *X*"
      const ActorType type = a_.actors[a_.mentions[v_[i].mention].actor].type;
      return !head_is_mention_ && !v_.type(head_).has_article && type != ActorType::person && v_[i].adjective == kNone;
    }
    return is_adjective && is_office && v_.token(i).pos == Pos::NOUN && !v_.starts_mention(i) && v_[i].title == kNone &&
           v_[i].noun == kNone && !is_nisba(i) && (v_.type(i).has_article || expect_.object);
  }

  [[nodiscard]] bool is_nisba(Index i) const {
    const std::string_view folded = v_.type(i).folded;
    return folded.ends_with("\xD9\x8A") || folded.ends_with("\xD9\x8A\xD9\x87");  // -i, -iyya as folded
  }

  [[nodiscard]] bool ends_in_ta(Index i) const { return v_.type(i).folded.ends_with("\xD8\xA7\xD8\xAA"); }  // -at

  // The nun of a sound plural or dual falls off before a genitive.
  [[nodiscard]] bool is_sound_plural(Index i) const {
    const std::string_view folded = v_.type(i).folded;
    return folded.ends_with("\xD9\x88\xD9\x86") || folded.ends_with("\xD9\x8A\xD9\x86");  // -un, -in
  }

  // "the lawyer *of X*", "the spokesman for (the prime minister) *X*", "the foundation *of X*": a person who does not speak here.
  [[nodiscard]] bool is_of_another(Index i) const {
    if (!v_.starts_mention(i) || person_ != kNone || head_is_mention_) return false;
    const Mention& m = a_.mentions[v_[i].mention];
    if (a_.actors[m.actor].type != ActorType::person) return false;
    const bool is_body = phrase_.noun != kNone && v_.cues().noun(phrase_.noun).noun_class == NounClass::body;
    const bool is_next = i == head_end_ || (i == head_end_ + 1 && v_.token(head_end_).kind == TokenKind::symbol);  // "#"
    if (is_body) return is_next;
    if (!phrase_.has_title) return false;
    const bool is_for = v_.is(head_end_ - 1, MarkerClass::inner_preposition) || v_.is(head_end_, MarkerClass::inner_preposition);
    if (is_for && !phrase_.is_feminine && v_.known_sex(m.actor) == 'f') return true;
    return is_next && (is_for || is_construct(head_end_ - 1));
  }

  // A bare noun, which takes a genitive: "lawyer of", not "the lawyer", "security adviser", "minister of X".
  [[nodiscard]] bool is_construct(Index last) const {
    return !v_.type(last).has_article && v_[last].mention == kNone && v_.token(last).pos == Pos::NOUN && !is_nisba(last) &&
           !is_sound_plural(last) && v_.token(last).enclitic_bytes == 0 && !v_[last].is_given_name;
  }

  // "(accused) Hamas *X*": two who have to do with each other, where an organisation's name may be an office of X.
  [[nodiscard]] static bool keeps_apart(ActorType body) {
    return body == ActorType::state || body == ActorType::armed_group || body == ActorType::party;
  }

  bool extend_mention() {
    const Actor& actor = a_.actors[a_.mentions[v_[i_].mention].actor];
    if (person_ != kNone) return false;
    if (phrase_.has_title && v_.names_outlet(i_) && extend_over_outlet(i_)) return true;
    if (is_told(i_) || is_object(i_)) return false;
    if (head_is_mention_ && actor.type == ActorType::person && body_ != kNone && keeps_apart(a_.actors[body_].type)) return false;
    take_mention();
    return true;
  }

  // "X and Y" speak together: both must be named.
  bool extend_joint(std::uint8_t clitics) {
    if ((clitics & kFaClitic) != 0 || (clitics & (kBaClitic | kLamClitic)) != 0) return false;
    if (phrase_.has_title && v_[i_].title != kNone && person_ == kNone && !is_named_) return extend_second_title();
    if (phrase_.noun != kNone && !v_.starts_mention(i_) && v_[i_].noun != kNone) return extend_second_noun();
    if (is_second_domain()) return ++i_, true;
    if (!v_.starts_mention(i_)) return false;
    const Index first = person_ != kNone ? person_ : body_;
    if (first == kNone && phrase_.noun != kNone) return i_ = a_.mentions[v_[i_].mention].tokens.end, true;
    if (first == kNone) return false;
    const Actor& second = a_.actors[a_.mentions[v_[i_].mention].actor];
    if ((second.type == ActorType::person) != (person_ != kNone)) return false;
    if (phrase_.second_actor == kNone) phrase_.second_actor = a_.mentions[v_[i_].mention].actor;
    i_ = a_.mentions[v_[i_].mention].tokens.end;
    return true;
  }

  // "minister of defence *and supply*", "head of the committee for prisoners *and detainees*"
  [[nodiscard]] bool is_second_domain() const {
    const TokenView& t = v_[i_];
    if (!phrase_.has_title || person_ != kNone || is_named_ || t.mention != kNone || t.title != kNone || t.noun != kNone ||
        t.marker != MarkerClass::none || v_.is_finite_cue(i_) || t.is_time)
      return false;
    const Token& second = v_.token(i_);
    const bool has_domain = i_ > head_end_ || head_end_ > head_ + 1;
    return v_.type(i_).has_article && v_.type(i_ - 1).has_article && has_domain && second.enclitic_bytes == 0 &&
           (second.pos == Pos::NOUN || second.pos == Pos::ADJ);
  }

  // "a statement *that the media office issued*", "issued by": who wrote it speaks.
  bool extend_author() {
    if (body_ != kNone || person_ != kNone || author_.is_found() || phrase_.noun == kNone || !is_written(phrase_.noun))
      return false;
    if (v_.token(i_).pos != Pos::VERB || v_.token(i_).enclitic_bytes == 0 || v_.type(head_).has_article) return false;
    Index k = i_ + 1;
    while (k < limit_ && v_[k].is_time) ++k;
    author_ = parse_source(v_, k, limit_);
    const bool is_news =  // "news *that a channel broadcast*"; a statement that one carried is another's
        author_.kind == SourceKind::outlet && v_.cues().noun(phrase_.noun).noun_class == NounClass::document;
    const bool speaks = author_.is_found() && (author_.kind == SourceKind::organisation || is_news ||
                                               author_.kind == SourceKind::person || author_.kind == SourceKind::official);
    if (!speaks) return author_ = {}, false;
    return i_ = author_.tokens.end, true;
  }

  // "security sources and sources in the commission": two of one kind.
  bool extend_second_noun() {
    const SourcePhrase second = parse_source(v_, i_, limit_);
    if (!second.is_found() || second.noun == kNone ||
        v_.cues().noun(second.noun).noun_class != v_.cues().noun(phrase_.noun).noun_class)
      return false;
    phrase_.is_plural = true;
    return i_ = second.tokens.end, true;
  }

  // "X *minister of water*": right behind the name of a person.
  [[nodiscard]] bool is_title_of_head() const {
    return person_ != kNone && head_is_mention_ && !phrase_.has_title && v_[i_].title != kNone && v_[i_].mention == kNone &&
           i_ == a_.mentions[v_[head_].mention].tokens.end;
  }

  // The title belongs to the name where a mark, a preposition or the clause follows it.
  bool extend_title_behind() {
    const SourcePhrase title = parse_source(v_, i_, limit_);
    const Index end = title.tokens.end;
    if (!title.is_found() || title.kind != SourceKind::official) return false;
    const bool is_closed = end >= limit_ || !v_.is_word(end) || v_.is(end, MarkerClass::complementiser) || v_.is_preposition(end);
    if (is_closed) i_ = end;
    return is_closed;
  }

  // "adviser to the president and former minister X": two titles of one person.
  bool extend_second_title() {
    const SourcePhrase second = parse_source(v_, i_, limit_);
    if (second.kind != SourceKind::person) return false;
    person_ = second.actor;
    is_named_ = second.actor == kNone;
    return i_ = second.tokens.end, true;
  }

  // "sources in the ministry", "envoy to Yemen", "adviser for security to the president".
  bool extend_complement() {
    if (person_ != kNone || head_is_mention_) return false;
    if (complements_ == 3 || is_said(i_)) return false;
    const bool is_envoy = phrase_.has_title && v_.token(i_).has_role(Role::goal);  // envoy *to* a country
    // "a statement *issued by* X": a body's writing names who issued it behind a participle.
    const bool is_issuer = v_[i_].is_from && loose_ > 0 && phrase_.noun != kNone && is_written(phrase_.noun);
    if (lexicon::is_outer_preposition(v_[i_].marker) && !is_envoy && !is_issuer) return false;
    Index k = v_.is_preposition(i_) ? v_[i_].marker_end : i_;
    if (k > i_ && k + 1 < limit_ && v_.token(k).kind == TokenKind::symbol && v_.starts_mention(k + 1)) ++k;  // "in the #army"
    if (is_envoy && k > i_ && k < limit_ && is_quote(k)) return false;  // "the president (turned) to "X""
    if (k > i_ && k < limit_ && v_.token(k).kind == TokenKind::open_quote && is_short_quotation(k)) {  // "office of "X Y""
      ++complements_;
      return i_ = std::min(limit_, a_.quotations[v_[k].quotation].tokens.end + 1), true;
    }
    if (k >= limit_ || v_.is(k, MarkerClass::complementiser) || v_.is_preposition(k)) return false;
    if (is_envoy && k > i_ && v_[k].mention == kNone && !v_.starts_mention(k)) return false;  // "(called) for calm"
    if (is_report_of(k)) {
      if (!v_.starts_mention(k)) ++k;
      while (k < limit_ && is_quote(k)) ++k;
      if (k >= limit_ || !v_.starts_mention(k)) return false;
      return i_ = k, take_mention(), true;
    }
    if (is_occasion(k) || is_quantified_addressee(k)) return false;
    // "the ministers (affirmed) in *drafts* of": nobody known, so no place of work.
    const bool is_of_some = k > i_ && phrase_.has_title && v_.type(head_).has_article && v_.is_word(k) &&
                            !v_.type(k).has_article && v_[k].mention == kNone && v_[k].noun == kNone && v_[k].title == kNone &&
                            v_.token(k).pos == Pos::NOUN && k + 1 < limit_ && !v_.type(k + 1).has_article &&
                            v_.token(k + 1).pos != Pos::PROPN && v_[k + 1].mention == kNone;
    if (is_of_some) return false;
    // A common noun takes only "of" with it: "negotiators of the delegation", not "X in recent weeks".
    if (phrase_.is_generic && !(v_.is_preposition(i_) && v_.token(i_).has_role(Role::source))) return false;
    if (v_[k].is_outlet_head || v_.names_outlet(k)) return extend_over_outlet(k);
    // "demanded (by) the holding of": the object of the verb, not a place of work.
    const bool is_attached_ba = k == i_ && (clitics_at(k) & kBaClitic) != 0;
    const bool is_known = v_.starts_mention(k) || v_[k].noun != kNone || v_[k].title != kNone || v_[k].mention != kNone;
    if (is_attached_ba && phrase_.has_title && !is_known && v_.token(k).enclitic_bytes == 0)
      return false;  // "the army's leader (praised) *the firmness* of"
    if (is_attached_ba && phrase_.has_title && v_.type(head_).has_article && i_ > head_ + 1 && v_[i_ - 1].adjective != kNone &&
        !v_.starts_mention(k))
      return false;  // "the French president (met) *with the groups*"
    const bool is_body = phrase_.noun != kNone && v_.cues().noun(phrase_.noun).noun_class == NounClass::body;
    if (expect_.object && is_attached_ba && !is_body && !v_.starts_mention(k) && v_[k].noun == kNone && v_[k].title == kNone)
      return false;
    ++complements_;
    if (v_.starts_mention(k) && is_body && a_.actors[a_.mentions[v_[k].mention].actor].type == ActorType::person) {
      i_ = a_.mentions[v_[k].mention].tokens.end;  // "the forces loyal *to X*" are not he
    } else if (v_.starts_mention(k)) {
      if (body_ == kNone && k > i_ && v_.is_preposition(i_) && !is_issuer) is_placed_ = true;
      i_ = k;
      take_mention();
    } else if (v_[k].title != kNone) {
      i_ = v_.phrase(v_[k].title).tokens.end;
    } else {
      if (!v_.is_word(k)) return false;
      i_ = k + 1;
    }
    return true;
  }

  // "The analyst *of the paper X*, Y", "the editor *of X* Y": the outlet stands between a title and its name.
  bool extend_over_outlet(Index k) {
    if (!takes_name() || phrase_.is_plural || !phrase_.outlet.is_empty()) return false;
    Index end = k;
    while (end < limit_ && (v_[end].is_outlet_head || v_.is_media_noun(end)) && !v_.starts_mention(end)) ++end;
    if (end > k && end < limit_ && v_.token(end).kind == TokenKind::open_quote && is_short_quotation(end)) {
      end = a_.quotations[v_[end].quotation].tokens.end;
    } else {
      if (end >= limit_ || !v_.names_outlet(end)) return false;
      end = a_.mentions[v_[end].mention].tokens.end;
    }
    const auto is_adjective = [&](Index i) {
      return v_[i].adjective != kNone || (v_.token(i).pos == Pos::ADJ && v_.type(i).has_article);
    };
    while (end < limit_ && (is_quote(end) || is_adjective(end))) ++end;
    const Index name = end < limit_ && v_.is_comma(end) ? end + 1 : end;
    const bool is_person = names_person(name) && v_.proclitics(name) == 0;
    const Index last = is_person || name >= limit_ ? name : name_end(name);
    if (!is_person && last <= name + 1) return false;  // of a name that nobody knows two words
    phrase_.outlet = {k, end};
    if (is_person) {
      i_ = name;
      take_mention();
    } else {
      is_named_ = true;
      i_ = last;
    }
    return true;
  }

  // "a report *of the paper X*": a written report is not told to an outlet.
  [[nodiscard]] bool is_report_of(Index k) const {
    if (phrase_.noun == kNone || phrase_.is_plural || phrase_.is_definite || k != i_ || (clitics_at(k) & kLamClitic) == 0 ||
        v_.cues().noun(phrase_.noun).noun_class != NounClass::document)
      return false;
    return v_.starts_mention(k) ? v_.names_outlet(k) : v_.is_media_noun(k);
  }

  // "(ascribed) to one of": a counted person is addressed or quoted, no part of the title.
  [[nodiscard]] bool is_quantified_addressee(Index k) const {
    return k == i_ && v_.is_quantifier(k) && (v_.token(k).proclitics & kLamClitic) != 0;
  }

  // "said in a statement", "to the agency", "to the journalists": where it was said and to whom is no part of the source.
  [[nodiscard]] bool is_occasion(Index k) const {
    if (v_.is(k, MarkerClass::audience)) return true;
    const Index noun = v_[k].noun != kNone ? v_[k].noun : v_[k].own_noun;
    if (noun == kNone || v_.starts_mention(k)) return false;
    const NounClass c = v_.cues().noun(v_.phrase(noun).entry).noun_class;
    return c == NounClass::statement || c == NounClass::interview || c == NounClass::speech || c == NounClass::media;
  }

  [[nodiscard]] std::uint8_t clitics_at(Index k) const { return v_.is_preposition(k) ? std::uint8_t{0} : v_.proclitics(k); }

  bool extend_loose() {
    if (phrase_.has_title && v_[i_].is_outlet_head && extend_over_outlet(i_)) return true;
    if (is_told(i_) || is_object(i_)) return false;
    if (!head_is_mention_ && v_.is_media_noun(i_)) return ++i_, true;
    if (!head_is_mention_ && v_.is_media_noun(head_) && !v_.type(i_).has_article && is_occasion(i_) &&
        v_.token(i_ - 1).pos == Pos::ADJ)
      return false;  // "a local paper (published) *remarks*"
    if (v_.token(i_).pos == Pos::VERB || loose_ == kMaxLooseWords || is_circumstance(i_)) return false;
    if (v_[i_].cue != kNone && v_.phrase(v_[i_].cue).enclitic_bytes != 0) return false;      // "sources, *their saying* that"
    if (v_.is(i_, MarkerClass::attitude) && v_.token(i_).enclitic_bytes != 0) return false;  // "an official (voiced) *his worry*"
    const bool is_definite = v_.type(head_).has_article;
    if (is_definite && !v_.type(i_).has_article) return false;  // adjectives agree
    const bool is_closed = v_.type(i_ - 1).has_article || (complements_ > 0 && v_[i_ - 1].mention != kNone);
    const bool is_quoted_name = v_.token(i_ - 1).kind == TokenKind::close_quote;  // "the group "X" (announced the) killing of"
    const bool is_object_noun =
        expect_.object && (is_closed || is_quoted_name) && v_.token(i_).pos == Pos::NOUN && !v_.type(i_).has_article;
    if (is_object_noun) return false;  // "the minister of defence (refused the) confirming of"
    if (head_is_mention_ && !v_.type(i_).has_article) return false;
    // "activists (published) *clips*": the nun of the plural tells that no genitive follows.
    if (i_ == head_end_ && is_sound_plural(i_ - 1) && phrase_.is_plural && v_.token(i_).pos == Pos::NOUN &&
        !v_.type(i_).has_article)
      return false;
    ++loose_;
    ++i_;
    return true;
  }

  void finish(Index begin) {
    const auto is_open = [&](Index i) {  // a closing mark whose opening one stands before the phrase
      const Index q = v_[i].quotation;
      return v_.token(i).kind == TokenKind::close_quote && q != kNone && a_.quotations[q].tokens.begin <= head_;
    };
    while (i_ > head_ + 1 && (v_.is_comma(i_ - 1) || v_.token(i_ - 1).kind == TokenKind::open_quote || is_open(i_ - 1))) --i_;
    phrase_.tokens = {begin, i_};
    const std::uint32_t skipped = first_skip(head_);
    const Index last = i_ - 1;
    while (begin < head_ && (is_quote(begin) || is_each_)) ++begin;
    phrase_.span = {v_.token(begin).span.begin + (begin == head_ ? skipped : 0), v_.token(last).span.end};
    phrase_.is_definite = phrase_.is_definite && person_ == kNone && body_ == kNone && !is_named_ && !is_one_;
    phrase_.points_back = phrase_.points_back && !is_one_;  // "one of these diplomats": no voice that spoke before
    phrase_.is_feminine = phrase_.is_feminine || is_her_;
    decide_kind();
    if (!author_.is_found()) return;
    phrase_.kind = author_.kind;
    phrase_.actor = author_.actor;
    phrase_.is_definite = phrase_.is_definite && author_.actor == kNone;
  }

  // Bytes of proclitics before the head.
  [[nodiscard]] std::uint32_t first_skip(Index i) const {
    const TokenView& t = v_[i];
    ByteOffset begin = v_.token(i).span.begin;
    if (v_.starts_mention(i)) begin = a_.mentions[t.mention].span.begin;
    else if (phrase_.noun != kNone && t.noun != kNone) begin = v_.phrase(t.noun).span.begin;
    else if (phrase_.has_title && t.title != kNone) begin = v_.phrase(t.title).span.begin;
    return begin > v_.token(i).span.begin ? begin - v_.token(i).span.begin : 0;
  }

  void decide_kind() {
    SourcePhrase& p = phrase_;
    const bool is_name =
        p.is_generic && !v_.type(head_).has_article && (v_.token(head_).pos == Pos::PROPN || name_end(head_) > head_ + 1);
    if (p.is_generic && person_ == kNone && is_quoted_outlet(head_ + 1)) {  // "the *sit* "X"", misspelt or new
      p.kind = SourceKind::outlet;
      p.actor = body_;
      return;
    }
    if (is_named_ || is_name) {
      p.kind = SourceKind::person;
      p.is_generic = true;
      return;
    }
    if (person_ != kNone) {
      p.kind = SourceKind::person;
      p.actor = person_;
      return;
    }
    p.actor = body_;
    if (head_is_mention_) {
      p.kind = a_.actors[body_].type == ActorType::outlet ? SourceKind::outlet : SourceKind::organisation;
    } else if (p.has_title) {
      p.kind = SourceKind::official;
    } else if (p.noun != kNone) {
      decide_by_noun();
    } else {
      p.kind = SourceKind::anonymous;
    }
  }

  // A quotation that begins with the outlet of the phrase.
  [[nodiscard]] bool is_quoted_outlet(Index open) const {
    return open + 1 < i_ && v_.token(open).kind == TokenKind::open_quote && v_.starts_mention(open + 1) && body_ != kNone &&
           a_.mentions[v_[open + 1].mention].actor == body_ && a_.actors[body_].type == ActorType::outlet;
  }

  void decide_by_noun() {
    SourcePhrase& p = phrase_;
    const lexicon::SourceNounRow& noun = v_.cues().noun(p.noun);
    p.kind = noun.kind;
    const bool has_outlet = body_ != kNone && a_.actors[body_].type == ActorType::outlet;
    switch (noun.noun_class) {
      case NounClass::source:
        // annotation.md, rulings: with a stated side or office an unnamed person is an official
        // ("a Palestinian security source"); sources in the plural stay unnamed voices unless they lead.
        if (!p.is_plural && (has_office_ || (body_ != kNone && !has_outlet))) p.kind = SourceKind::official;
        if (p.is_plural && has_office_ && body_ != kNone && complements_ > 0 && a_.actors[body_].type != ActorType::state)
          p.kind = SourceKind::official;
        break;
      case NounClass::document:
        if (body_ != kNone && !is_placed_) p.kind = has_outlet ? SourceKind::outlet : SourceKind::organisation;
        break;
      case NounClass::media:
        if (!has_outlet && body_ != kNone) p.actor = kNone;  // "state media in North Korea": not the state
        break;
      case NounClass::statement:
      case NounClass::interview:
      case NounClass::speech:
      case NounClass::body:
        if (has_outlet) p.kind = SourceKind::outlet;
        break;
      default: break;
    }
  }

  const View& v_;
  const Analysis& a_;
  Index i_;
  Index limit_;
  Expect expect_;
  SourcePhrase phrase_;
  SourcePhrase author_;  // of a writing
  Index head_ = 0;
  Index head_end_ = 0;
  Index person_ = kNone;
  Index body_ = kNone;
  Index end_after_ = 0;
  Index loose_ = 0;
  Index complements_ = 0;
  bool head_is_mention_ = false;
  bool last_word_has_article_ = false;
  bool has_office_ = false;
  bool is_each_ = false;    // "each of"
  bool is_one_ = false;     // "one of" several: a single voice
  bool is_her_ = false;     // one woman of several
  bool is_named_ = false;   // by a name that no layer knows
  bool is_placed_ = false;  // the body came behind a preposition of place
};

}  // namespace

SourcePhrase parse_source(const View& view, Index i, Index limit, Expect expect) {
  if (i >= limit) return {};
  return Parser(view, i, limit, expect).parse();
}

}  // namespace isnad::attribution
