#include "dossier/passages.h"

#include <algorithm>

#include "text/letters.h"
#include "text/utf8.h"

namespace isnad::dossier {
namespace {

constexpr std::size_t kNegationReach = 4;   // words from a negation to the link that it denies
constexpr std::size_t kAbsentReach = 2;     // and to the obstacle that is not there
constexpr std::size_t kShortestClause = 2;  // words

// Where clauses end: punctuation that is not inside a word.
bool ends_clause(char32_t c) {
  switch (c) {
    case ',':
    case ';':
    case ':':
    case '.':
    case '!':
    case '?':
    case text::letter::kComma:
    case text::letter::kSemicolon:
    case text::letter::kQuestion: return true;
    default: return false;
  }
}

class Scanner {
 public:
  Scanner(const Record& record, const Markers& markers, std::vector<RawPassage>& out)
      : record_(record),
        markers_(markers),
        out_(out) {}

  void scan(CharSpan sentence) {
    sentence_ = sentence;
    text_ = record_.slice(sentence);
    words_ = marker_words(text_);
    if (!has_marker()) return;
    contents_.clear();
    for (const RecordAttribution& a : record_.attributions) {
      for (const CharSpan& c : a.content) {
        if (sentence.begin <= c.begin && c.begin < sentence.end) contents_.push_back(c.begin);
      }
    }
    find_clauses();
    negation_ = words_.size();
    for (std::size_t i = 0; i < words_.size();) {
      const Markers::Match match = markers_.at(words_, i);
      if (match.words == 0) {
        ++i;
        continue;
      }
      take(match, i);
      i += match.words;
    }
  }

 private:
  [[nodiscard]] bool has_marker() const {
    for (std::size_t i = 0; i < words_.size(); ++i) {
      if (const Marker kind = markers_.at(words_, i).kind;
          kind != Marker::none && kind != Marker::negation && kind != Marker::talks && kind != Marker::apodosis)
        return true;
    }
    return false;
  }
  // clause_[i]: number of the clause of word i.
  void find_clauses() {
    clause_.clear();
    std::size_t number = 0;
    for (std::size_t i = 0; i < words_.size(); ++i) {
      if (i > 0 && (breaks_between(words_[i - 1].end, words_[i].begin) || begins_content(i))) ++number;
      clause_.push_back(number);
    }
  }
  // What somebody is said to say is a clause of its own.
  [[nodiscard]] bool begins_content(std::size_t i) const {
    const CharOffset from = sentence_.begin + chars_before(words_[i - 1].end);
    const CharOffset to = sentence_.begin + chars_before(words_[i].begin);
    return std::any_of(contents_.begin(), contents_.end(), [&](CharOffset c) { return from < c && c <= to; });
  }
  [[nodiscard]] bool breaks_between(std::size_t from, std::size_t to) const {
    while (from < to) {
      const text::Decoded d = text::decode(text_, from);
      if (ends_clause(d.code)) return true;
      from += d.size;
    }
    return false;
  }

  void take(const Markers::Match& match, std::size_t i) {
    switch (match.kind) {
      case Marker::negation: negation_ = i; break;
      case Marker::conditional: conditional(i, match.words); break;
      case Marker::exchange: exchange(i, match.words); break;
      case Marker::link:
      case Marker::tie: link(match.kind, i, match.words); break;
      case Marker::obstacle: obstacle(i); break;
      default: break;
    }
  }

  // Words [from, to) as text.
  [[nodiscard]] std::string words_text(std::size_t from, std::size_t to) const {
    if (from >= to) return {};
    return std::string(text_.substr(words_[from].begin, words_[to - 1].end - words_[from].begin));
  }
  [[nodiscard]] std::size_t clause_begin(std::size_t i) const {
    while (i > 0 && clause_[i - 1] == clause_[i]) --i;
    return i;
  }
  [[nodiscard]] std::size_t clause_end(std::size_t i) const {
    const std::size_t number = clause_[i];
    while (i < words_.size() && clause_[i] == number) ++i;
    return i;
  }

  RawPassage& add(Marker kind, std::size_t from, std::size_t to) {
    RawPassage& p = out_.emplace_back();
    p.kind = kind;
    p.sentence = sentence_;
    p.mark = {sentence_.begin + chars_before(words_[from].begin), sentence_.begin + chars_before(words_[to - 1].end)};
    for (const RecordMention& m : record_.mentions) {
      if (!m.actor.empty() && m.type != ActorType::place && sentence_.contains(m.span) &&
          std::find(p.actors.begin(), p.actors.end(), m.actor) == p.actors.end())
        p.actors.push_back(m.actor);
    }
    return p;
  }
  [[nodiscard]] std::uint32_t chars_before(std::size_t byte) const {
    std::uint32_t n = 0;
    for (std::size_t i = 0; i < byte; i += text::decode(text_, i).size) ++n;
    return n;
  }

  // "A if B": B runs to the end of its clause, or to the particle that begins what follows of it. A stands before it; where the
  // marker opens the sentence, A follows B.
  void conditional(std::size_t i, std::size_t length) {
    const std::size_t end = clause_end(i);
    if (end < i + length + 1 || is_in_name(i) || (length > 1 && begins_person(i + length))) return;
    const std::size_t begin = clause_begin(i);
    const std::size_t then = apodosis(i + length + 1, end);
    RawPassage& p = add(Marker::conditional, i, end);
    p.first = words_text(i, then);
    if (then < end) {
      p.second = words_text(then, end);
    } else if (i - begin >= kShortestClause) {
      p.second = words_text(begin, i);
    } else if (end < words_.size()) {
      p.second = words_text(end, clause_end(end));
    } else if (begin > 0 && !begins_content(begin)) {
      p.second = words_text(clause_begin(begin - 1), begin);
    }
  }

  // "Le Drian", whose first name is spelled like "if".
  [[nodiscard]] bool is_in_name(std::size_t i) const {
    const CharOffset at = sentence_.begin + chars_before(words_[i].begin);
    return std::any_of(record_.mentions.begin(), record_.mentions.end(),
                       [&](const RecordMention& m) { return m.span.begin <= at && at < m.span.end; });
  }
  // "In the case of Bolton".
  [[nodiscard]] bool begins_person(std::size_t i) const {
    const CharOffset at = sentence_.begin + chars_before(words_[i].begin);
    return std::any_of(record_.mentions.begin(), record_.mentions.end(),
                       [&](const RecordMention& m) { return m.span.begin == at && m.type == ActorType::person; });
  }

  [[nodiscard]] std::size_t apodosis(std::size_t from, std::size_t end) const {
    while (from < end && markers_.at(words_, from).kind != Marker::apodosis) ++from;
    return from + kShortestClause <= end ? from : end;
  }

  // "A in exchange for B".
  void exchange(std::size_t i, std::size_t length) {
    const std::size_t begin = clause_begin(i);
    const std::size_t end = clause_end(i);
    if (i - begin < kShortestClause || end < i + length + 1) return;
    RawPassage& p = add(Marker::exchange, begin, end);
    p.first = words_text(i + length, end);
    p.second = words_text(begin, i);
  }

  [[nodiscard]] bool is_negated(std::size_t i, std::size_t reach) const {
    return negation_ < i && i - negation_ <= reach && clause_[negation_] == clause_[i];
  }

  // A noun of linking counts only where it is denied: "no connection with"; a verb or participle also where it is not.
  void link(Marker kind, std::size_t i, std::size_t length) {
    const bool is_denied = is_negated(i, kNegationReach);
    const std::size_t end = clause_end(i);
    if ((kind == Marker::link && !is_denied) || end < i + length + 1) return;
    const std::size_t begin = clause_begin(i);
    RawPassage& p = add(Marker::link, is_denied ? negation_ : begin, end);
    p.is_denied = is_denied;
    p.first = words_text(i + length, end);
    if (const std::size_t told = is_denied ? negation_ : i; told - begin >= kShortestClause) p.second = words_text(begin, told);
    add_states(p, i + length, end);
    for (std::size_t k = begin; k < end; ++k) p.is_of_talks = p.is_of_talks || markers_.at(words_, k).kind == Marker::talks;
  }
  // An adjective names nobody, but what it says of the thing that is linked to does: "the Turkish escalation".
  void add_states(RawPassage& p, std::size_t from, std::size_t to) const {
    for (std::size_t i = from; i < to; ++i) {
      const std::string_view state = markers_.state_of(words_[i].stem);
      if (!state.empty() && std::find(p.actors.begin(), p.actors.end(), state) == p.actors.end()) p.actors.emplace_back(state);
    }
  }

  // "In case of obstruction": what would hinder does not yet.
  [[nodiscard]] bool is_conditional(std::size_t begin, std::size_t end) const {
    for (std::size_t k = begin; k < end; ++k) {
      if (markers_.at(words_, k).kind == Marker::conditional) return true;
    }
    return false;
  }

  void obstacle(std::size_t i) {
    const std::size_t begin = clause_begin(i);
    const std::size_t end = clause_end(i);
    if (end - begin < kShortestClause || is_negated(i, kAbsentReach) || is_conditional(begin, i)) return;
    if (!out_.empty() && out_.back().kind == Marker::obstacle && out_.back().sentence == sentence_ &&
        out_.back().first == words_text(begin, end)) {
      return;  // two markers in one clause
    }
    add(Marker::obstacle, begin, end).first = words_text(begin, end);
  }

  const Record& record_;
  const Markers& markers_;
  std::vector<RawPassage>& out_;
  CharSpan sentence_;
  std::string_view text_;
  std::vector<MarkerWord> words_;
  std::vector<CharOffset> contents_;  // where what somebody says begins
  std::vector<std::size_t> clause_;
  std::size_t negation_ = 0;  // last one; words_.size() for none
};

}  // namespace

std::vector<RawPassage> find_passages(const Record& record, const Markers& markers) {
  std::vector<RawPassage> out;
  Scanner scanner(record, markers, out);
  for (const CharSpan& s : record.sentences) scanner.scan(s);
  return out;
}

}  // namespace isnad::dossier
