#include "link/sketch.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstring>
#include <limits>
#include <span>
#include <type_traits>

#include "link/overlap.h"
#include "link/paragraphs.h"
#include "link/vocabulary.h"
#include "text/stem.h"
#include "text/words.h"

namespace isnad::link {
namespace {

static_assert(std::endian::native == std::endian::little, "sketches are kept as they lie in memory");

constexpr double kTitleWeight = 4, kLeadWeight = 2, kBodyWeight = 1;
constexpr std::size_t kParagraphs = 4;  // later ones hold background
constexpr std::uint64_t kMultiplier = 0x9E3779B97F4A7C15ULL;
constexpr std::int64_t kMinutesOfDay = 24 * 60;
constexpr std::int64_t kNever = std::numeric_limits<std::int32_t>::max();

int digits(std::string_view s) {
  int n = 0;
  for (const char c : s) {
    if (c < '0' || c > '9') return -1;
    n = n * 10 + (c - '0');
  }
  return s.empty() ? -1 : n;
}

// Minutes of "+03:00" at the end of a time; 0 for Z or none.
std::int64_t zone_minutes(std::string_view time) {
  const std::size_t sign = time.find_last_of("+-");
  if (sign == time.npos || time.size() < sign + 6) return 0;
  const int hours = digits(time.substr(sign + 1, 2));
  const int minutes = digits(time.substr(sign + 4, 2));
  if (hours < 0 || minutes < 0) return 0;
  return (time[sign] == '-' ? -1 : 1) * (hours * 60 + minutes);
}

std::int64_t minute_number(std::string_view published) {
  const std::int32_t day = day_number(published);
  if (day == kUndated) return kNever;
  std::int64_t minutes = day * kMinutesOfDay;
  if (published.size() >= 16 && published[13] == ':') {
    const int hour = digits(published.substr(11, 2));
    const int minute = digits(published.substr(14, 2));
    if (hour >= 0 && minute >= 0) minutes += hour * 60 + minute - zone_minutes(published.substr(16));
  }
  return minutes;
}

std::uint64_t mixed(std::uint64_t h) {
  h ^= h >> 31U;
  h *= kMultiplier;
  return h ^ (h >> 29U);
}

std::uint64_t run_hash(const std::vector<std::uint64_t>& terms, std::size_t at, std::size_t length) {
  std::uint64_t h = length;
  for (std::size_t k = 0; k < length; ++k) h = (h ^ terms[at + k]) * kMultiplier + k;
  return mixed(h);
}

// The kFewest smallest of hashes, each once.
class Smallest {
 public:
  void add(std::uint64_t hash) {
    if (count_ == Sketch::kFewest && hash >= hashes_[count_ - 1]) return;
    const auto end = hashes_.begin() + static_cast<std::ptrdiff_t>(count_);
    const auto at = std::lower_bound(hashes_.begin(), end, hash);
    if (at != end && *at == hash) return;
    if (count_ < Sketch::kFewest) ++count_;
    std::move_backward(at, hashes_.begin() + static_cast<std::ptrdiff_t>(count_) - 1,
                       hashes_.begin() + static_cast<std::ptrdiff_t>(count_));
    *at = hash;
  }
  [[nodiscard]] std::span<const std::uint64_t> all() const { return std::span(hashes_).first(count_); }

 private:
  std::array<std::uint64_t, Sketch::kFewest> hashes_{};  // sorted
  std::size_t count_ = 0;
};

std::vector<std::int64_t> sampled(const std::vector<std::uint64_t>& terms) {
  Smallest smallest;
  std::vector<std::int64_t> out;
  for (std::size_t i = 0; i + Sketch::kShingle <= terms.size(); ++i) {
    const std::uint64_t hash = run_hash(terms, i, Sketch::kShingle);
    smallest.add(hash);
    if (hash % Sketch::kEvery == 0) out.push_back(static_cast<std::int64_t>(hash));
  }
  for (const std::uint64_t hash : smallest.all()) out.push_back(static_cast<std::int64_t>(hash));
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

template <class T>
void put(std::string& out, const T& value) {
  static_assert(std::is_trivially_copyable_v<T>);
  out.append(reinterpret_cast<const char*>(&value), sizeof value);
}

template <class T>
void put(std::string& out, const std::vector<T>& values) {
  put(out, static_cast<std::uint32_t>(values.size()));
  out.append(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T));
}

template <class T>
bool take(std::string_view& bytes, T& value) {
  if (bytes.size() < sizeof value) return false;
  std::memcpy(&value, bytes.data(), sizeof value);
  bytes.remove_prefix(sizeof value);
  return true;
}

template <class T>
bool take(std::string_view& bytes, std::vector<T>& values) {
  std::uint32_t n = 0;
  if (!take(bytes, n) || bytes.size() / sizeof(T) < n) return false;
  values.resize(n);
  if (n > 0) std::memcpy(values.data(), bytes.data(), n * sizeof(T));
  bytes.remove_prefix(n * sizeof(T));
  return true;
}

}  // namespace

// Howard Hinnant, "chrono-compatible low-level date algorithms", days_from_civil.
std::int32_t day_number(std::string_view date) {
  if (date.size() < 10 || date[4] != '-' || date[7] != '-') return kUndated;
  const int year = digits(date.substr(0, 4));
  const int month = digits(date.substr(5, 2));
  const int day = digits(date.substr(8, 2));
  if (year < 1 || month < 1 || month > 12 || day < 1) return kUndated;
  const int y = month <= 2 ? year - 1 : year;
  const int m = (month + 9) % 12;
  return 365 * y + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + day - 1;
}

Sketcher::Known Sketcher::known(std::string_view word) {
  const Vocabulary& vocabulary = Vocabulary::standard();
  text::fold_word(word, folded_);
  Known out;
  if (folded_.empty()) return out;
  const std::string_view stem = text::light_stem(folded_);
  out.stem = term_hash(stem);
  if (const auto term = vocabulary.stem_of_term(folded_, stem)) {
    out.term = static_cast<std::uint32_t>(*term);
    out.rarity = static_cast<float>(vocabulary.rarity_of_stem(*term));
  }
  return out;
}

void Sketcher::read(std::string_view text, std::vector<Word>& out) {
  out.clear();
  written_.clear();
  text::each_word_span(text, [&](std::size_t begin, std::size_t end) {
    written_.push_back({text.substr(begin, end - begin), known_.hash_of(text.substr(begin, end - begin))});
    known_.expect(written_.back().hash);
  });
  for (const Written& w : written_) {
    const Known& k = known_.of(w.word, w.hash, [&](std::string_view word) { return known(word); });
    if (k.stem != 0) out.push_back({static_cast<std::uint32_t>(w.word.data() - text.data()), k});
  }
}

// The words of the headline count most, then those of the first paragraph and of the next few.
std::vector<Weighted> Sketcher::weighted_terms(std::string_view title, std::string_view text) {
  counted_.clear();
  const auto count = [&](auto begin, auto end, double weight) {
    for (auto w = begin; w != end; ++w) {
      if (w->known.rarity > 0) counted_.push_back({w->known.term, w->known.rarity, weight});
    }
  };
  const auto at = [&](std::size_t byte) {
    return std::lower_bound(words_.begin(), words_.end(), byte, [](const Word& w, std::size_t b) { return w.begin < b; });
  };
  const bool has_title = text.starts_with(title);
  if (has_title) {
    count(words_.begin(), at(title.size()), kTitleWeight);
  } else {
    read(title, title_words_);
    count(title_words_.begin(), title_words_.end(), kTitleWeight);
  }
  std::size_t n = 0;
  for (const std::string_view p : paragraphs_of(text.substr(has_title ? title.size() : 0))) {
    if (n == kParagraphs) break;
    const auto begin = static_cast<std::size_t>(p.data() - text.data());
    count(at(begin), at(begin + p.size()), n++ == 0 ? kLeadWeight : kBodyWeight);
  }
  // Weights are whole numbers: their sum is the same in any order.
  std::sort(counted_.begin(), counted_.end(), [](const Counted& a, const Counted& b) { return a.term < b.term; });
  std::vector<Weighted> out;
  double norm = 0;
  for (std::size_t i = 0; i < counted_.size();) {
    double weight = 0;
    std::size_t end = i;
    for (; end < counted_.size() && counted_[end].term == counted_[i].term; ++end) weight += counted_[end].weight;
    weight = std::log1p(weight) * counted_[i].rarity;
    norm += weight * weight;
    out.push_back({counted_[i].term, static_cast<float>(weight)});
    i = end;
  }
  for (Weighted& w : out) w.weight = static_cast<float>(w.weight / std::sqrt(norm));
  return out;
}

Sketch Sketcher::operator()(std::string_view id, std::string_view published, std::string_view title, std::string_view text) {
  Sketch out;
  const std::int64_t minute = minute_number(published);
  out.order = (minute << 32U) | static_cast<std::uint32_t>(mixed(term_hash(id)));
  out.day = minute == kNever ? kUndated : static_cast<std::int32_t>(minute / kMinutesOfDay);
  read(text, words_);
  out.terms = weighted_terms(title, text);
  out.words = static_cast<std::uint32_t>(words_.size());
  stems_.clear();
  for (const Word& w : words_) stems_.push_back(w.known.stem);
  out.runs.reserve(stems_.size());
  for (std::size_t i = 0; i + Sketch::kRun <= stems_.size(); ++i) {
    out.runs.push_back(static_cast<std::uint32_t>(run_hash(stems_, i, Sketch::kRun)));
  }
  out.shingles = sampled(stems_);
  return out;
}

std::string encode_terms(const Sketch& sketch) {
  std::string out;
  put(out, sketch.terms);
  return out;
}

std::string encode_runs(const Sketch& sketch) {
  std::string out;
  put(out, sketch.words);
  put(out, sketch.runs);
  put(out, sketch.shingles);
  return out;
}

bool decode_terms(std::string_view bytes, Sketch& sketch) { return take(bytes, sketch.terms) && bytes.empty(); }

bool decode_runs(std::string_view bytes, Sketch& sketch) {
  return take(bytes, sketch.words) && take(bytes, sketch.runs) && take(bytes, sketch.shingles) && bytes.empty();
}

}  // namespace isnad::link
