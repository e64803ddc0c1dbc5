// Parts of the HTML report (isnad/dossier.h: write_dossier_html). Private to src/dossier.
#pragma once

#include <fmt/format.h>

#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "isnad/dossier.h"

namespace isnad::dossier {

/// `s` with the characters that HTML gives a meaning to as entities; control characters are dropped.
std::string escaped(std::string_view s);

/// Arabic words of the page (resources/labels.tsv) by key; a key without a word gives itself.
class Labels {
 public:
  Labels();
  [[nodiscard]] std::string_view operator[](std::string_view key) const;
  /// `n` things in the form that Arabic has for that number: the word "key.CATEGORY", with {0} in place of the number. The
  /// categories are those of CLDR.
  [[nodiscard]] std::string counted(std::string_view key, std::size_t n) const;

 private:
  std::map<std::string_view, std::string_view> words_;
};

/// Anchor of the place in the document's text.
std::string anchor(const Evidence& e);

inline constexpr char kDot[] = " \xC2\xB7 ";

/// What the parts of the page share: the dossier, the texts that were loaded, and how things are written.
class Html {
 public:
  Html(const Dossier& dossier, std::string& page) : d(dossier), out(page) {}

  template <class... Args>
  void put(fmt::format_string<Args...> format, Args&&... args) {
    fmt::format_to(std::back_inserter(out), format, std::forward<Args>(args)...);
  }
  [[nodiscard]] std::string actor(const std::string& id) const;
  [[nodiscard]] std::string actors(const std::vector<std::string>& ids) const;
  [[nodiscard]] std::string outlet(std::uint32_t document) const;
  [[nodiscard]] std::string chain(std::uint32_t document, const std::vector<std::string>& names) const;
  /// A sentence with `mark` in it marked, linked to its place in the article; empty where the text was not loaded.
  [[nodiscard]] std::string quote(const Evidence& e, CharSpan mark) const;
  [[nodiscard]] std::string date(const std::string& value) const;
  [[nodiscard]] std::string status(Status s) const;
  void more(std::size_t all, std::size_t shown);

  const Dossier& d;
  std::string& out;
  Labels w;
  std::map<std::uint32_t, Record> records;  // texts, by document
};

void write_track(Html& html, const Track& track, std::size_t number);
/// The way of a claim from its roots to the outlets, drawn. Nothing for a single carrier without a chain.
void write_isnad(Html& html, const Claim& claim);
void write_framing(Html& html);

/// The text of `record`, document `number` of the dossier, as paragraphs with its layers marked and an anchor at every
/// place of `cited` (code points).
void write_article(const Record& record, std::uint32_t number, const std::vector<std::uint32_t>& cited, std::string& out);

}  // namespace isnad::dossier
