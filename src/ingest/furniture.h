// Lines that an outlet puts into its articles again and again: notices, teasers of other stories.
//
// They are learned from many articles at once (link/furniture.h) and kept in a table that a person can read and mend. A run
// is given that table, rather than learning as it goes, so that a record stays a function of its document and of what it is
// read with, whatever else is read before or after it.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "isnad/document.h"
#include "isnad/result.h"

namespace isnad::ingest {

struct FurnitureLine {
  std::string outlet;  ///< as furniture_outlet() gives it
  std::string text;
  std::string why;    ///< which rule of the learner took it: notice, teaser, headline
  long articles = 0;  ///< differently titled ones in which it stood
  long days = 0;
};

/// What stands for the outlet of `document` in the table: its lexicon id, else its name; empty when neither is known.
std::string_view furniture_outlet(const Document& document);
/// The form in which lines are compared: folded words parted by single spaces.
std::string furniture_key(std::string_view line);
/// The lines as a table, sorted.
std::string write_furniture(const std::vector<FurnitureLine>& lines);

class Furniture {
 public:
  /// Reads a table that write_furniture() wrote. Errors name the file and line.
  static Result<Furniture> read(const std::string& path);

  /// Takes the lines that are furniture of the document's outlet out of its text, which gets a new hash (and id, where that
  /// came from it). The headline stays, and so does a text that would be nothing else. Returns what was taken out, in order.
  std::vector<const FurnitureLine*> take_out(Document& document) const;

  /// Tells tables apart.
  [[nodiscard]] const std::string& hash() const { return hash_; }

 private:
  using Lines = std::unordered_map<std::string, FurnitureLine>;  // by key
  std::unordered_map<std::string, Lines> outlets_;
  std::string hash_;
};

}  // namespace isnad::ingest
