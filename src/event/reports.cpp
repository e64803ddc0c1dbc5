#include "event/reports.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "event/roles.h"
#include "lexicon/inflect.h"

namespace isnad::event {
namespace {

/// From which probability on a sentence reports: about the best balance on sentences that the trainer left out.
constexpr float kThreshold = 0.27F;
constexpr Index kLengthStep = 15;
constexpr std::array<std::string_view, 6> kLengths{"<length_0>",  "<length_15>", "<length_30>",
                                                   "<length_45>", "<length_60>", "<length_75>"};

}  // namespace

bool Reports::tells_plainly(const Trigger& t) const {
  const bool is_light = t.governor != kNone && r_.triggers[t.governor].is(lexicon::EventWord::light);
  const bool is_past = t.shape == Shape::verb && !t.is_relative && (t.features & lexicon::kFormMask) == lexicon::kPast;
  return t.status == Status::actual && t.has_own_actor && !t.recipients.empty() && (is_past || is_light);
}

template <typename See>
void Reports::look_at_triggers(EventType type, Index sentence, See see) const {
  const auto first = std::lower_bound(r_.triggers.begin(), r_.triggers.end(), sentence,
                                      [](const Trigger& t, Index s) { return t.sentence < s; });
  for (auto t = first; t != r_.triggers.end() && t->sentence == sentence; ++t) {
    if (!t->is(lexicon::EventWord::trigger) || t->row->type != type) continue;
    see(t->status == Status::actual ? "<actual>" : "<not_actual>");
    const bool is_light = t->governor != kNone && r_.triggers[t->governor].is(lexicon::EventWord::light);
    if (t->shape == Shape::verb) {
      see(t->is_relative ? "<verb_relative>" : (t->features & lexicon::kFormMask) == lexicon::kPast ? "<verb_past>" : "<verb>");
    } else if (t->shape == Shape::noun) {
      see(is_light ? "<noun_light>" : (t->features & lexicon::kDefinite) != 0 ? "<noun_definite>" : "<noun>");
    } else {
      see("<participle>");
    }
    if (tells_plainly(*t)) see("<plain>");
    if (t->has_own_actor) see("<own_actor>");
    if (!t->recipients.empty()) see("<recipient>");
    see(r_.statement_of[t->tokens.begin] != kNone ? "<attributed>" : "<own_voice>");
  }
}

template <typename See>
void Reports::look(EventType type, Index sentence, See see) const {
  const TokenRange range = a_.sentences[sentence].tokens;
  for (Index i = range.begin; i < range.end; ++i) {
    const Token& t = a_.tokens[i];
    if (t.kind == TokenKind::number) see("<number>");
    else if (t.kind == TokenKind::open_quote) see("<quotation>");
    else if (t.kind != TokenKind::word) continue;
    else if (t.ner != NerTag::O || t.pos == Pos::PROPN || r_.words[i].mention != kNone) see("<name>");
    else if (!t.lemma.empty()) see(t.lemma);
  }
  see(kLengths[std::min<std::size_t>(kLengths.size() - 1, (range.end - range.begin) / kLengthStep)]);
  look_at_triggers(type, sentence, see);
}

std::vector<std::string> Reports::features(EventType type, Index sentence) {
  std::vector<std::string> out;
  look(type, sentence, [&](std::string_view s) { out.emplace_back(s); });
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

float Reports::probability(EventType type, Index sentence) {
  rows_.clear();
  look(type, sentence, [&](std::string_view s) {
    if (const std::uint32_t row = events_.report_row(s); row != kNone) rows_.push_back(row);
  });
  std::sort(rows_.begin(), rows_.end());
  rows_.erase(std::unique(rows_.begin(), rows_.end()), rows_.end());
  const auto weight = [&](const lexicon::ReportRow& row) { return type == EventType::ASSAULT ? row.assault : row.protest; };
  const std::uint32_t bias = events_.report_row("<bias>");
  float sum = bias == kNone ? 0.0F : weight(events_.reports()[bias]);
  for (const std::uint32_t row : rows_) sum += weight(events_.reports()[row]);
  return 1.0F / (1.0F + std::exp(-sum));
}

bool Reports::is_report(EventType type, Index sentence) { return probability(type, sentence) >= kThreshold; }

}  // namespace isnad::event
