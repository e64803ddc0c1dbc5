#include "store/search_query.h"

#include "store/terms.h"
#include "text/fold.h"
#include "text/utf8.h"
#include "text/words.h"

namespace isnad::store {
namespace {

struct Part {
  std::string text;
  bool is_excluded = false;
  bool is_prefix = false;
};

bool is_space(char32_t c) { return text::class_of(c) == text::CharClass::space || text::class_of(c) == text::CharClass::newline; }

// Words and quoted phrases of `s`, in order.
std::vector<Part> parts_of(std::string_view s) {
  std::vector<Part> out;
  Part part;
  bool is_quoted = false;
  const auto flush = [&] {
    if (!is_quoted && part.text.ends_with('*')) part.is_prefix = true;
    bool has_word = false;
    text::each_word(part.text, [&](const text::Word&) { has_word = true; });
    if (has_word) out.push_back(part);
    part = {};
  };
  for (std::size_t i = 0; i < s.size();) {
    const text::Decoded d = text::decode(s, i);
    if (text::class_of(d.code) == text::CharClass::quote && d.code != 0x2019 && d.code != '\'') {
      if (is_quoted || part.text.empty()) {
        const bool is_excluded = part.is_excluded;
        flush();
        part.is_excluded = is_excluded && !is_quoted;
        is_quoted = !is_quoted;
      }
    } else if (is_space(d.code) && !is_quoted) {
      flush();
    } else if (d.code == '-' && part.text.empty() && !is_quoted) {
      part.is_excluded = true;
    } else {
      part.text += s.substr(i, d.size);
    }
    i += d.size;
  }
  flush();
  return out;
}

std::string quoted(const Part& part) {
  std::string out = "\"";
  for (const char c : part.text) {
    if (c != '"' && c != '\0') out += c;
  }
  out += '"';
  if (part.is_prefix) out += " *";
  return out;
}

QueryPhrase phrase_of(const Part& part, bool is_exact) {
  QueryPhrase out{{}, part.is_prefix, part.is_excluded};
  text::each_word(part.text, [&](const text::Word& w) {
    if (!w.folded.empty()) out.terms.push_back(part.is_prefix || is_exact ? w.folded : stem_term(w.folded));
  });
  return out;
}

}  // namespace

ParsedQuery parse_query(std::string_view words, bool is_exact) {
  ParsedQuery query;
  query.is_exact = is_exact;
  std::string excluded;
  for (const Part& part : parts_of(words)) {
    query.phrases.push_back(phrase_of(part, is_exact));
    if (part.is_excluded) {
      excluded += " NOT " + quoted(part);
      continue;
    }
    if (!query.match.empty()) query.match += " AND ";
    query.match += quoted(part);
    text::each_word(part.text, [&](const text::Word& w) {
      query.terms.push_back(part.is_prefix ? w.folded + "*" : is_exact ? w.folded : stem_term(w.folded));
    });
  }
  query.has_only_exclusions = query.match.empty() && !excluded.empty();
  if (!query.match.empty() && !excluded.empty()) query.match = "(" + query.match + ")" + excluded;
  return query;
}

std::vector<TermMatch> find_terms(std::string_view text, const std::vector<std::string>& terms) {
  std::vector<TermMatch> out;
  if (terms.empty()) return out;
  text::each_word(text, [&](const text::Word& w) {
    const std::string stem = stem_term(w.folded);
    const std::string bare = bare_term(w.folded);
    for (std::size_t i = 0; i < terms.size(); ++i) {
      const std::string& t = terms[i];
      const bool is_prefix = t.ends_with('*') && w.folded.starts_with(std::string_view(t).substr(0, t.size() - 1));
      if (!is_prefix && t != w.folded && t != stem && t != bare) continue;
      out.push_back({{ByteOffset(w.begin), ByteOffset(w.end)}, i});
      return;
    }
  });
  return out;
}

}  // namespace isnad::store
