#include "dossier/markers.h"

#include <array>

#include "dossier/table_view.h"
#include "link/rows.h"
#include "text/fold.h"
#include "text/stem.h"

namespace isnad::dossier {

extern const std::string_view kMarkersTsv;
extern const std::string_view kStatesTsv;

namespace {

constexpr std::array<std::pair<std::string_view, Marker>, 11> kKinds{{{"stop", Marker::stop},
                                                                      {"conditional", Marker::conditional},
                                                                      {"exchange", Marker::exchange},
                                                                      {"link", Marker::link},
                                                                      {"tie", Marker::tie},
                                                                      {"negation", Marker::negation},
                                                                      {"obstacle", Marker::obstacle},
                                                                      {"generic", Marker::generic},
                                                                      {"relative", Marker::relative},
                                                                      {"talks", Marker::talks},
                                                                      {"apodosis", Marker::apodosis}}};

Marker kind_of(std::string_view name) {
  for (const auto& [n, kind] : kKinds) {
    if (n == name) return kind;
  }
  return Marker::none;
}

}  // namespace

std::vector<MarkerWord> marker_words(std::string_view text) {
  std::vector<MarkerWord> out;
  text::each_word(text, [&](const text::Word& w) {
    out.push_back({w.begin, w.end, w.folded, std::string(text::light_stem(w.folded))});
  });
  return out;
}

Markers::Markers() {
  each_row(kMarkersTsv, 3, [&](const auto& c) {
    const Marker kind = kind_of(c[1]);
    const std::vector<MarkerWord> words = marker_words(c[0]);
    if (words.empty()) return;
    if (kind == Marker::generic) {
      generic_.insert(words[0].stem);
    } else if (c[2] == "stem" && words.size() == 1) {
      stems_.emplace(words[0].stem, kind);
    } else if (c[2] == "prefix") {
      prefixes_.emplace_back(words[0].folded, kind);
    } else {
      Phrase& phrase = phrases_[words[0].folded].emplace_back();
      phrase.kind = kind;
      for (std::size_t i = 1; i < words.size(); ++i) phrase.rest.push_back(words[i].folded);
    }
  });
  const std::size_t adjectives = link::column_of(kStatesTsv, "adj_ar");
  each_row(kStatesTsv, adjectives + 1, [&](const auto& c) {
    for (std::string_view rest = c[adjectives]; !rest.empty();) {
      const std::string_view adjective = link::next(rest, '|');
      if (const auto words = marker_words(adjective); words.size() == 1) adjectives_.emplace(words[0].stem, c[0]);
    }
  });
}

Markers::Match Markers::at(const std::vector<MarkerWord>& words, std::size_t i) const {
  Match best;
  const auto find = [&](const std::string& first) {
    const auto it = phrases_.find(first);
    if (it == phrases_.end()) return;
    for (const Phrase& p : it->second) {
      if (p.rest.size() + 1 <= best.words || i + p.rest.size() >= words.size()) continue;
      bool is_match = true;
      for (std::size_t k = 0; k < p.rest.size() && is_match; ++k) is_match = words[i + 1 + k].folded == p.rest[k];
      if (is_match) best = {p.kind, p.rest.size() + 1};
    }
  };
  find(words[i].folded);
  if (const std::string bare = text::without_conjunction(words[i].folded); bare != words[i].folded) find(bare);
  if (best.words == 0) {
    for (const auto& [prefix, kind] : prefixes_) {
      if (words[i].folded.starts_with(prefix)) return {kind, 1};
    }
    if (const auto it = stems_.find(words[i].stem); it != stems_.end()) best = {it->second, 1};
  }
  return best;
}

}  // namespace isnad::dossier
