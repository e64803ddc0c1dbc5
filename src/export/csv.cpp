#include <fmt/format.h>

#include <initializer_list>

#include "isnad/export.h"
#include "isnad/names.h"

namespace isnad {
namespace {

constexpr char kArrow[] = " < ";

// RFC 4180: a cell with a separator, a quote or a line end stands in quotes, quotes doubled.
std::string cell(std::string_view s) {
  if (s.find_first_of(",;\"\r\n") == std::string_view::npos) return std::string(s);
  std::string out = "\"";
  for (const char c : s) out += c == '"' ? "\"\"" : std::string(1, c);
  return out + '"';
}

void row(std::string& out, std::initializer_list<std::string_view> cells, char separator) {
  bool is_first = true;
  for (const auto& c : cells) {
    if (!is_first) out += separator;
    is_first = false;
    out += cell(c);
  }
  out += "\r\n";
}

std::string joined(const std::vector<std::string>& items, std::string_view between) {
  std::string out;
  for (const auto& i : items) out += (out.empty() ? "" : std::string(between)) + i;
  return out;
}

// Texts of a dossier's documents; the one in use is kept.
class Texts {
 public:
  Texts(const Dossier& dossier, const RecordLoader& load) : d_(dossier), load_(load) {}
  Result<std::string> at(const Evidence& e) {
    if (document_ != e.document) {
      auto record = load_(d_.documents[e.document].id);
      if (!record) return record.error();
      record_ = std::move(*record);
      document_ = e.document;
    }
    return std::string(record_.slice(e.span));
  }

 private:
  const Dossier& d_;
  const RecordLoader& load_;
  std::uint32_t document_ = kNone;
  Record record_;
};

std::string outlet_of(const DossierDocument& d) { return d.outlet_name.empty() ? d.outlet : d.outlet_name; }

std::string actor_name(const Dossier& d, const std::string& id) {
  const auto it = d.actors.find(id);
  return it == d.actors.end() || it->second.name.empty() ? id : it->second.name;
}

// DNA's `agreement`: whether the actor is for the concept.
bool is_for(Move move) {
  return move != Move::reject && move != Move::reserve && move != Move::withdraw && move != Move::threaten;
}

// DNA reads times as "yyyy-MM-dd HH:mm:ss"; a month or a year begins with its first day, a week is not one.
std::string dna_time(const std::string& date) {
  constexpr std::size_t kYear = 4, kMonth = 7, kDay = 10;
  if (date.find('W') != std::string::npos || date.size() < kYear) return {};
  if (date.size() < kMonth) return date.substr(0, kYear) + "-01-01 00:00:00";
  if (date.size() < kDay) return date.substr(0, kMonth) + "-01 00:00:00";
  return date.substr(0, kDay) + " 00:00:00";
}

}  // namespace

Result<void> write_csv(const Dossier& d, const RecordLoader& load, std::string& out) {
  Texts texts(d, load);
  row(out,
      {"kind", "date", "party", "side", "act", "status", "to", "object", "issue", "outlet", "chain", "claim", "document", "start",
       "end", "sentence"},
      ',');
  for (const Track& t : d.tracks) {
    for (const Position& p : t.positions) {
      const DossierDocument& doc = d.documents[p.evidence.document];
      auto text = texts.at(p.evidence);
      if (!text) return text.error();
      row(out,
          {"move", p.time, p.party, p.side, name_of(p.move), name_of(p.status), joined(p.to, "|"), p.object,
           p.issue == kNone ? "" : t.issues[p.issue].name, outlet_of(doc), joined(p.chain, kArrow),
           p.claim == kNone ? "" : "c" + std::to_string(p.claim + 1), doc.id, std::to_string(p.evidence.span.begin.value),
           std::to_string(p.evidence.span.end.value), *text},
          ',');
    }
  }
  for (std::size_t i = 0; i < d.claims.size(); ++i) {
    for (const ClaimCarrier& c : d.claims[i].carriers) {
      const DossierDocument& doc = d.documents[c.evidence.document];
      const Evidence sentence{c.evidence.document, c.sentence};
      auto content = texts.at(c.evidence);
      if (!content) return content.error();
      auto text = texts.at(sentence);
      if (!text) return text.error();
      row(out,
          {"statement", doc.published, c.root == kNone ? "" : d.claims[i].roots[c.root].name, "", name_of(c.act),
           name_of(c.stance), "", *content, "", outlet_of(doc), joined(c.chain, kArrow), "c" + std::to_string(i + 1), doc.id,
           std::to_string(c.sentence.begin.value), std::to_string(c.sentence.end.value), *text},
          ',');
    }
  }
  return {};
}

Result<void> write_dna(const Dossier& d, const RecordLoader& load, std::string& out) {
  Texts texts(d, load);
  row(out,
      {"statement_id", "time", "document_id", "document_title", "document_author", "document_source", "document_section",
       "document_type", "selection", "person", "organization", "concept", "agreement"},
      ';');
  std::size_t id = 0;
  for (const Track& t : d.tracks) {
    for (const Position& p : t.positions) {
      if (p.issue == kNone || p.status == Status::denied) continue;  // no concept to agree with; not said to have happened
      auto text = texts.at(p.evidence);
      if (!text) return text.error();
      const DossierDocument& doc = d.documents[p.evidence.document];
      const std::string source = p.chain.empty() ? outlet_of(doc) : outlet_of(doc) + kArrow + joined(p.chain, kArrow);
      row(out,
          {std::to_string(++id), dna_time(p.time), std::to_string(p.evidence.document + 1), doc.title, "", source, "",
           name_of(p.move), *text, p.party == p.side ? "" : actor_name(d, p.party), actor_name(d, p.side), t.issues[p.issue].name,
           is_for(p.move) ? "1" : "0"},
          ';');
    }
  }
  return {};
}

}  // namespace isnad
