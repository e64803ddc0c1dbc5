#include "store/word_places.h"

#include <algorithm>
#include <cmath>
#include <utility>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "text/words.h"

namespace isnad::store {
namespace {

// Numbers of seven bits to the byte, the lowest first; the last byte has no high bit.
void append(std::string& out, std::uint32_t n) {
  for (; n >= 0x80; n >>= 7U) out.push_back(static_cast<char>(n | 0x80U));
  out.push_back(static_cast<char>(n));
}

// Reads what append() wrote; zeros past the end.
class Reader {
 public:
  explicit Reader(std::string_view bytes) : bytes_(bytes) {}
  std::uint32_t number() {
    std::uint32_t n = 0;
    for (unsigned shift = 0; at_ < bytes_.size() && shift < 32; shift += 7) {
      const auto byte = static_cast<unsigned char>(bytes_[at_++]);
      n |= (byte & 0x7FU) << shift;
      if (byte < 0x80) break;
    }
    return n;
  }
  std::int64_t term() {
    std::uint64_t n = 0;
    for (unsigned i = 0; i < 8 && at_ < bytes_.size(); ++i)
      n |= std::uint64_t{static_cast<unsigned char>(bytes_[at_++])} << (8 * i);
    return static_cast<std::int64_t>(n);
  }
  std::string_view take(std::size_t n) {
    const std::string_view out = at_ < bytes_.size() ? bytes_.substr(at_, n) : std::string_view();
    at_ += n;
    return out;
  }
  [[nodiscard]] bool is_at_end() const { return at_ >= bytes_.size(); }

 private:
  std::string_view bytes_;
  std::size_t at_ = 0;
};

// The places of each of `sets`, any term of a set, sorted.
std::vector<std::vector<std::uint32_t>> places_of(const TermPhrase& sets, Reader reader) {
  std::vector<std::vector<std::uint32_t>> out(sets.size());
  while (!reader.is_at_end()) {
    const std::int64_t term = reader.term();
    const std::string_view bytes = reader.take(reader.number());
    for (std::size_t i = 0; i < sets.size(); ++i) {
      if (!std::binary_search(sets[i].begin(), sets[i].end(), term)) continue;
      Reader places(bytes);
      for (std::uint32_t place = 0; !places.is_at_end();) out[i].push_back(place += places.number());
    }
  }
  for (std::size_t i = 0; i < sets.size(); ++i) {
    if (sets[i].size() < 2) continue;
    std::sort(out[i].begin(), out[i].end());
    out[i].erase(std::unique(out[i].begin(), out[i].end()), out[i].end());
  }
  return out;
}

constexpr double kHeadlineWeight = 4;

}  // namespace

std::int64_t term_number(std::string_view term) { return static_cast<std::int64_t>(XXH3_64bits(term.data(), term.size())); }

// The places of a term are kept as the distance from one to the next. A place is the number of the word in its text; those of
// the body begin one after the headline's, so that no phrase runs from one into the other.
IndexedWords WordReader::read(std::string_view headline, std::string_view body,
                              const std::function<void(std::string_view)>& use) {
  std::vector<std::pair<std::int64_t, std::uint32_t>> found;
  std::uint32_t place = 1;
  const auto add = [&](std::string_view text) {
    text::each_word_span(text, [&](std::size_t begin, std::size_t end) {
      const Terms terms = known_.of(text.substr(begin, end - begin));
      if (terms.folded.empty()) return;
      for (const std::string_view t : {terms.folded, terms.stem, terms.bare}) {
        if (!t.empty()) found.emplace_back(term_number(t), place);
      }
      use(terms.folded);
      ++place;
    });
  };
  add(headline);
  const std::uint32_t words_of_headline = place - 1;
  ++place;
  add(body);
  std::sort(found.begin(), found.end());
  IndexedWords out;
  out.words = std::int64_t{place} - 2;
  append(out.places, words_of_headline);
  std::string places;
  for (std::size_t i = 0; i < found.size();) {
    const std::int64_t term = found[i].first;
    places.clear();
    for (std::uint32_t last = 0; i < found.size() && found[i].first == term; last = found[i++].second)
      append(places, found[i].second - last);
    out.terms.push_back(term);
    for (unsigned shift = 0; shift < 64; shift += 8)
      out.places.push_back(static_cast<char>(static_cast<std::uint64_t>(term) >> shift));
    append(out.places, static_cast<std::uint32_t>(places.size()));
    out.places += places;
  }
  return out;
}

PhraseCount count_phrase(const TermPhrase& phrase, std::string_view bytes) {
  Reader reader(bytes);
  const std::uint32_t words_of_headline = reader.number();
  const auto places = places_of(phrase, reader);
  PhraseCount out;
  if (places.empty()) return out;
  for (const std::uint32_t first : places.front()) {
    bool is_whole = true;
    for (std::uint32_t i = 1; is_whole && i < places.size(); ++i)
      is_whole = std::binary_search(places[i].begin(), places[i].end(), first + i);
    if (is_whole) ++(first <= words_of_headline ? out.headline : out.body);
  }
  return out;
}

Bm25::Bm25(std::int64_t documents, std::int64_t words, const std::vector<std::int64_t>& holders)
    : average_(static_cast<double>(words) / static_cast<double>(documents)) {
  constexpr double kLeast = 1e-6;  // of a term that more than half of the documents have
  for (const std::int64_t n : holders) {
    const double rarity = std::log((static_cast<double>(documents - n) + 0.5) / (static_cast<double>(n) + 0.5));
    rarity_.push_back(rarity <= 0 ? kLeast : rarity);
  }
}

double Bm25::operator()(const std::vector<PhraseCount>& counts, std::int64_t words) const {
  constexpr double kSaturation = 1.2;
  constexpr double kLength = 0.75;
  double score = 0;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    const double frequency = kHeadlineWeight * counts[i].headline + counts[i].body;
    score += rarity_[i] * ((frequency * (kSaturation + 1.0)) /
                           (frequency + kSaturation * (1 - kLength + kLength * static_cast<double>(words) / average_)));
  }
  return score;
}

}  // namespace isnad::store
