// Stage: time expressions, resolved against the date of publication (annotation.md 4).
#pragma once

#include "isnad/analysis.h"
#include "lexicon/calendar.h"
#include "time/atoms.h"
#include "time/hijri.h"
#include "token/types.h"

namespace isnad::time {

/// Belongs to one worker: keeps its memory and the Islamic calendar between documents. What it finds depends on the
/// document and the lexicon alone.
class TimeFinder {
 public:
  /// `words` must outlive the finder.
  explicit TimeFinder(const lexicon::TimeWords& words) : words_(words) {}

  /// Reads: document (date of publication), tokens, sentences, phrases. Writes: times.
  void find(Analysis& analysis, const token::TypeTable& types);

 private:
  const lexicon::TimeWords& words_;
  Atoms atoms_;
  HijriCalendar hijri_;
};

/// The date of publication as a point: to the day, month or year; unknown where it is not given or no date.
Point parse_published(std::string_view value);

}  // namespace isnad::time
