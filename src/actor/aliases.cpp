// Other names that the document gives its actors.
//
// "Syrian Democratic Forces (SDF)" teaches the alias; a person named in full is meant by the last name later on. Aliases
// are taught by what stands in the text and then found everywhere in it.
#include <algorithm>
#include <bitset>

#include "actor/scene.h"
#include "text/fold.h"

namespace isnad::actor {
namespace {

using lexicon::Layer;

constexpr Index kMaxAliasWords = 3;
constexpr std::size_t kMinLastName = 6;      // bytes: three letters
constexpr std::size_t kLongestParticle = 4;  // bytes: two letters

class Aliases {
 public:
  explicit Aliases(Scene& s) : s_(s) {}

  void run() {
    const std::size_t known = s_.claims.size();
    for (std::size_t i = 0; i < known; ++i) {
      if (s_.is_dropped(s_.claims[i])) continue;
      learn_bracketed(s_.claims[i]);
      learn_last_name(s_.claims[i]);
    }
    if (!aliases_.empty()) mark();
  }

 private:
  struct Alias {
    std::vector<std::string_view> words;  // folded
    Index actor;
    MentionBasis basis;
    std::string_view rule;
    bool is_ambiguous = false;
  };

  void learn(std::vector<std::string_view> words, const Claim& c, MentionBasis basis, std::string_view rule) {
    for (Alias& other : aliases_) {
      if (other.words != words) continue;
      other.is_ambiguous |= other.actor != c.mention.actor;
      return;
    }
    aliases_.push_back({std::move(words), c.mention.actor, basis, rule});
  }

  // NAME "X", NAME (X)
  void learn_bracketed(const Claim& c) {
    if (c.reading != Reading::settled) return;
    const Index open = c.mention.tokens.end;
    if (open + 2 >= s_.token_count()) return;
    const bool is_quote = s_.token(open).kind == TokenKind::open_quote;
    const bool is_bracket = s_.a.text(s_.token(open).span) == "(";
    if (!is_quote && !is_bracket) return;
    if (is_quote && s_.a.actors[c.mention.actor].type == ActorType::person) return;
    std::vector<std::string_view> words;
    Index i = open + 1;
    if (s_.token(i).kind == TokenKind::word && s_.has(i, Layer::given_name) && s_.is_word(i + 1))
      return;  // a person: "the leader of X (NAME)"
    for (; i < s_.token_count() && s_.is_word(i) && words.size() <= kMaxAliasWords; ++i) {
      if (s_.claim_at(i) != kNone || s_.is_plain(i) || s_.has(i, Layer::place)) return;
      words.push_back(s_.type(i).folded);
    }
    if (words.empty() || words.size() > kMaxAliasWords || i >= s_.token_count()) return;
    const bool is_closed = is_quote ? s_.token(i).kind == TokenKind::close_quote : s_.a.text(s_.token(i).span) == ")";
    if (is_closed) learn(std::move(words), c, MentionBasis::alias, "alias_in_brackets");
  }

  // The last name, with the particles that belong to it.
  void learn_last_name(const Claim& c) {
    if (s_.a.actors[c.mention.actor].type != ActorType::person) return;
    const TokenRange r = c.mention.tokens;
    if (r.end - r.begin < 2) return;
    Index i = r.end - 1;
    while (i > r.begin && (s_.binds(i, lexicon::kBindsPrevious) || s_.binds(i - 1, lexicon::kBindsNext))) --i;
    if (i > r.begin + 2 && s_.token(i - 1).kind == TokenKind::punctuation) i -= 2;  // "Diaz-Canel"
    if (i == r.begin) return;
    std::vector<std::string_view> words;
    for (Index k = i; k < r.end; ++k) {
      if (s_.is_word(k)) words.push_back(s_.type(k).folded);
    }
    if (words.empty() || words.front().size() < kMinLastName) return;
    // "Le Drian", "De Mistura": a short word of a foreign name before the last goes with it
    if (i - r.begin >= 2 && s_.is_word(i - 1) && s_.type(i - 1).folded.size() <= kLongestParticle) {
      std::vector<std::string_view> longer{s_.type(i - 1).folded};
      longer.insert(longer.end(), words.begin(), words.end());
      learn(std::move(longer), c, MentionBasis::coreference, "last_name");
    }
    learn(std::move(words), c, MentionBasis::coreference, "last_name");
  }

  void mark() {
    std::bitset<256> last_bytes;  // of the first words: most words of a text end otherwise
    for (const Alias& alias : aliases_) last_bytes.set(static_cast<unsigned char>(alias.words.front().back()));
    for (Index i = 0; i < s_.token_count(); ++i) {
      if (!s_.is_word(i) || s_.claim_at(i) != kNone) continue;
      if (!last_bytes[static_cast<unsigned char>(s_.type(i).last_byte)]) continue;
      for (const Alias& alias : aliases_) {
        if (!alias.is_ambiguous && take(i, alias)) break;
      }
    }
  }

  // Bytes of proclitics that stand before `word` in the folded form, or -1 where it is another word.
  [[nodiscard]] int proclitic_bytes(Index i, std::string_view word) const {
    const std::string_view folded = s_.type(i).folded;
    if (!folded.ends_with(word)) return -1;
    std::string_view before = folded.substr(0, folded.size() - word.size());
    if (before.empty()) return 0;
    if (before.size() > 4) return -1;
    constexpr std::string_view kConjunctions = "\xD9\x88\xD9\x81";
    constexpr std::string_view kPrepositions = "\xD8\xA8\xD9\x84\xD9\x83";
    const auto is_in = [](std::string_view letter, std::string_view set) { return set.find(letter) % 2 == 0; };
    const int size = static_cast<int>(before.size());
    if (before.size() == 4 && !is_in(before.substr(0, 2), kConjunctions)) return -1;
    const std::string_view last = before.substr(before.size() - 2);
    const bool is_proclitic = is_in(last, kPrepositions) || (before.size() == 2 && is_in(last, kConjunctions));
    return is_proclitic ? size : -1;
  }

  // The preposition "ala" is spelled like the name "Ali" once folded.
  [[nodiscard]] bool is_function_word(Index i) const {
    const Pos pos = s_.token(i).pos;
    return pos == Pos::ADP || pos == Pos::SCONJ || pos == Pos::CCONJ || pos == Pos::PRON || pos == Pos::PART || pos == Pos::DET;
  }

  // "Sultan bin Ahmed al-Jaber", "Khan Yunis": that Ahmed and that Yunis are words of another name.
  [[nodiscard]] bool is_inside_name(Index i, bool has_proclitic) const {
    const bool is_open_next =
        i + 1 < s_.token_count() && s_.joins_previous(i + 1) && s_.claim_at(i + 1) == kNone && !s_.is_own_saying(i + 1);
    if (is_open_next && s_.token(i + 1).ner == NerTag::I_PERS && s_.token(i).ner != NerTag::O) return true;
    if (has_proclitic || !s_.joins_previous(i)) return false;
    return s_.is_in_longer(i, Layer::place) || (s_.claim_at(i - 1) == kNone && s_.binds(i - 1, lexicon::kBindsNext));
  }

  bool take(Index i, const Alias& alias) {
    const int before = proclitic_bytes(i, alias.words.front());
    if (before < 0) return false;
    Index end = i + 1;
    for (std::size_t k = 1; k < alias.words.size(); ++k, ++end) {
      if (end + 1 < s_.token_count() && s_.a.text(s_.token(end).span) == "-") ++end;
      const bool goes_on = end < s_.token_count() && s_.is_word(end) && !s_.starts_sentence(end);
      if (!goes_on || s_.claim_at(end) != kNone || s_.type(end).folded != alias.words[k]) return false;
    }
    if (alias.words.size() == 1 && (is_function_word(i) || (s_.is_plain(i) && !s_.has(i, Layer::given_name)))) return false;
    if (alias.words.size() == 1 && alias.basis == MentionBasis::coreference && is_inside_name(i, before > 0)) return false;
    Claim c;
    c.mention.tokens = {i, end};
    c.mention.span = {s_.token(i).span.begin + static_cast<std::uint32_t>(before), s_.token(end - 1).span.end};
    c.mention.actor = alias.actor;
    c.mention.basis = alias.basis;
    c.mention.confidence = 0.85F;
    c.mention.rule = alias.rule;
    s_.take(c);
    return true;
  }

  Scene& s_;
  std::vector<Alias> aliases_;
};

}  // namespace

void claim_aliases(Scene& scene) { Aliases(scene).run(); }

}  // namespace isnad::actor
