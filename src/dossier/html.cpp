#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "dossier/html_writer.h"
#include "isnad/names.h"
#include "text/utf8.h"

namespace isnad {
namespace dossier {

// Made from src/dossier/resources by cmake/embed.cmake.
extern const std::string_view kReportCss;
extern const std::string_view kLabelsTsv;

std::string escaped(std::string_view s) {
  std::string out;
  out.reserve(s.size());
  for (const char c : s) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      case '\'': out += "&#39;"; break;
      default:
        if (static_cast<unsigned char>(c) >= 0x20 || c == '\t') out += c;
    }
  }
  return out;
}

Labels::Labels() {
  std::string_view rest = kLabelsTsv;
  while (!rest.empty()) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(rest.size(), line.size() + 1));
    const std::size_t a = line.find('\t');
    const std::size_t b = line.find('\t', a + 1);
    if (a != std::string_view::npos && b != std::string_view::npos)
      words_.emplace(line.substr(0, a), line.substr(a + 1, b - a - 1));
  }
}

std::string_view Labels::operator[](std::string_view key) const {
  const auto it = words_.find(key);
  return it == words_.end() ? key : it->second;
}

namespace {

constexpr std::size_t kMostClaims = 300;
constexpr std::size_t kMostTimeline = 500;
constexpr std::size_t kMostArticles = 300;
constexpr std::size_t kMostCarriers = 20;
constexpr char kArrow[] = "<i>\xE2\x86\x90</i>";
constexpr char kDot[] = " \xC2\xB7 ";

class Page {
 public:
  Page(const Dossier& d, const std::function<Result<Record>(const std::string&)>& load, std::string& out)
      : d_(d),
        load_(load),
        out_(out) {}

  void write() {
    collect_texts();
    head();
    out_ += "<main>\n";
    for (std::size_t i = 0; i < d_.tracks.size(); ++i) track(d_.tracks[i], i);
    disputes();
    claims();
    framing();
    timeline();
    articles();
    out_ += "</main>\n<footer>isnad.dossier/1</footer>\n</body>\n</html>\n";
  }

 private:
  template <class... Args>
  void put(fmt::format_string<Args...> format, Args&&... args) {
    fmt::format_to(std::back_inserter(out_), format, std::forward<Args>(args)...);
  }

  // The texts of the documents that are cited, as long as there are not too many.
  void collect_texts() {
    for (std::uint32_t i = 0; i < d_.documents.size() && records_.size() < kMostArticles; ++i) {
      if (auto r = load_(d_.documents[i].id)) records_.emplace(i, std::move(*r));
    }
    const auto cite = [&](const Evidence& e) { anchors_[e.document].insert(e.span.begin.value); };
    for (const Track& t : d_.tracks) {
      for (const Position& p : t.positions) cite(p.evidence);
      for (const Round& r : t.rounds) std::for_each(r.evidence.begin(), r.evidence.end(), cite);
      for (const TrackThird& x : t.third) std::for_each(x.evidence.begin(), x.evidence.end(), cite);
    }
    for (const Claim& c : d_.claims) {
      for (const ClaimCarrier& x : c.carriers) cite({x.evidence.document, x.sentence});
    }
    for (const Framing& f : d_.framing) std::for_each(f.evidence.begin(), f.evidence.end(), cite);
    for (const TimelineItem& t : d_.timeline) std::for_each(t.evidence.begin(), t.evidence.end(), cite);
  }

  void head() {
    std::set<std::string> outlets;
    std::string first;
    std::string last;
    for (const DossierDocument& d : d_.documents) {
      if (!d.outlet_name.empty()) outlets.insert(d.outlet_name);
      if (d.published.empty()) continue;
      if (first.empty() || d.published < first) first = d.published;
      if (d.published > last) last = d.published;
    }
    put("<!DOCTYPE html>\n<html lang=\"ar\" dir=\"rtl\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, "
        "initial-scale=1\">\n<title>{}</title>\n<style>\n{}</style>\n</head>\n<body>\n",
        heading(), dossier::kReportCss);
    put("<header>\n<h1>{}</h1>\n<p class=\"facts\">{} {}{}{} {}", heading(), d_.documents.size(), w_["documents"], kDot,
        outlets.size(), w_["outlets"]);
    if (!first.empty()) put("{}<bdi>{}</bdi> \xE2\x80\x93 <bdi>{}</bdi>", kDot, first, last);
    out_ += "</p>\n</header>\n<nav><ul>";
    if (!d_.tracks.empty()) link("t0", w_["positions"]);
    if (has_disputes()) link("disputed", w_["disputed"]);
    if (!d_.claims.empty()) link("claims", w_["claims"]);
    if (!d_.framing.empty()) link("labels", w_["labels"]);
    if (!d_.timeline.empty()) link("timeline", w_["timeline"]);
    link("articles", w_["articles"]);
    out_ += "</ul></nav>\n";
  }
  void link(std::string_view id, std::string_view text) { put("<li><a href=\"#{}\">{}</a></li>", id, text); }

  [[nodiscard]] std::string heading() const {
    std::string out(w_["title"]);
    if (d_.tracks.empty()) return out;
    const auto& parties = d_.tracks.front().parties;
    for (std::size_t i = 0; i < parties.size() && i < 2; ++i) out += (i == 0 ? ": " : " \xE2\x80\x93 ") + actor(parties[i]);
    return out;
  }

  [[nodiscard]] std::string actor(const std::string& id) const {
    const auto it = d_.actors.find(id);
    if (it == d_.actors.end()) return dossier::escaped(id);
    return dossier::escaped(it->second.form.empty() ? it->second.name : it->second.form);
  }
  [[nodiscard]] std::string actors(const std::vector<std::string>& ids) const {
    std::string out;
    for (const auto& id : ids) out += (out.empty() ? "<bdi>" : "\xD8\x8C <bdi>") + actor(id) + "</bdi>";
    return out;
  }
  [[nodiscard]] std::string outlet(std::uint32_t document) const {
    const DossierDocument& d = d_.documents[document];
    return d.outlet_name.empty() ? std::string(w_["no_outlet"]) : dossier::escaped(d.outlet_name);
  }
  [[nodiscard]] std::string chain(std::uint32_t document, const std::vector<std::string>& names) const {
    std::string out = "<span class=\"chain\"><b><bdi>" + outlet(document) + "</bdi></b>";
    for (const auto& n : names) out += std::string(kArrow) + "<bdi>" + dossier::escaped(n) + "</bdi>";
    return out + "</span>";
  }
  // A sentence with `mark` in it marked, linked to its place in the article.
  [[nodiscard]] std::string quote(const Evidence& e, CharSpan mark) const {
    const auto it = records_.find(e.document);
    if (it == records_.end()) return {};
    const Record& r = it->second;
    const CharSpan inner{std::max(e.span.begin, mark.begin), std::min(e.span.end, mark.end)};
    std::string body;
    if (inner.is_empty()) {
      body = dossier::escaped(r.slice(e.span));
    } else {
      body = dossier::escaped(r.slice({e.span.begin, inner.begin})) + "<mark>" + dossier::escaped(r.slice(inner)) + "</mark>" +
             dossier::escaped(r.slice({inner.end, e.span.end}));
    }
    return fmt::format("<blockquote>{} <a href=\"#{}\">\xE2\x86\x97</a></blockquote>", body, dossier::anchor(e));
  }

  static const char* move_class(Move m) {
    switch (m) {
      case Move::offer:
      case Move::accept:
      case Move::commit:
      case Move::guarantee: return "toward";
      case Move::reject:
      case Move::reserve:
      case Move::withdraw:
      case Move::threaten: return "away";
      default: return "ask";
    }
  }
  [[nodiscard]] std::string date(const std::string& d) const {
    return d.empty() ? std::string(w_["no_date"]) : "<bdi>" + dossier::escaped(d) + "</bdi>";
  }
  [[nodiscard]] std::string status(Status s) const {
    return s == Status::actual ? "" : fmt::format(" <span class=\"status\">({})</span>", w_[name_of(s)]);
  }

  void track(const Track& t, std::size_t number) {
    std::string parties;
    for (std::size_t i = 0; i < t.parties.size() && i < 6; ++i) parties += (i == 0 ? "" : kDot) + actor(t.parties[i]);
    put("<section id=\"t{}\">\n<h2>{}</h2>\n", number, parties);
    if (!t.third.empty()) {
      put("<h3>{}</h3>\n<div class=\"card\">", w_["third"]);
      for (const TrackThird& x : t.third) {
        put("<div><b>{}</b>{}{} <span class=\"date status\">{}</span>{}</div>", actor(x.actor), kDot, w_[name_of(x.role)],
            x.from.empty() ? "" : date(x.from), x.evidence.empty() ? "" : quote(x.evidence.front(), {}));
      }
      out_ += "</div>\n";
    }
    if (!t.rounds.empty()) rounds(t);
    put("<h3>{}</h3>\n<div class=\"scroll\"><table>\n<tr><th>{}</th><th>{}</th><th>{}</th><th>{}</th></tr>\n", w_["positions"],
        w_["date"], w_["party"], w_["move"], w_["evidence"]);
    for (const Position& p : t.positions) {
      put("<tr><td class=\"date\">{}</td><td><b>{}</b></td><td><span class=\"move {}\">{}</span>{}{}</td><td>{}{}</td></tr>\n",
          date(p.time), actor(p.party), move_class(p.move), w_[name_of(p.move)], status(p.status),
          p.is_changed ? fmt::format(" <span class=\"changed\">{}</span>", w_["changed"]) : "",
          chain(p.evidence.document, p.chain), quote(p.evidence, p.mark));
    }
    out_ += "</table></div>\n</section>\n";
  }

  void rounds(const Track& t) {
    put("<h3>{}</h3>\n<div class=\"scroll\"><table>\n", w_["rounds"]);
    for (const Round& r : t.rounds) {
      std::string third;
      for (const RecordThird& x : r.third) third += fmt::format("{}{} ({})", kDot, actor(x.actor), w_[name_of(x.role)]);
      put("<tr><td class=\"date\">{}</td><td>{}{}{}{}</td></tr>\n", date(r.date), actors(r.parties), third, status(r.status),
          r.evidence.empty() ? "" : quote(r.evidence.front(), {}));
    }
    out_ += "</table></div>\n";
  }

  [[nodiscard]] bool has_disputes() const {
    return std::any_of(d_.claims.begin(), d_.claims.end(), [](const Claim& c) { return !c.contradicts.empty(); });
  }

  void disputes() {
    if (!has_disputes()) return;
    put("<section id=\"disputed\">\n<h2>{}</h2>\n", w_["disputed"]);
    for (const Claim& c : d_.claims) {
      for (const Contradiction& x : c.contradicts) {
        if (!x.is_other_negative) continue;
        out_ += "<div class=\"card versus\"><div>";
        statement(c);
        out_ += "</div><span>\xE2\x87\x84</span><div>";
        statement(d_.claims[x.claim]);
        out_ += "</div></div>\n";
      }
    }
    out_ += "</section>\n";
  }

  void statement(const Claim& c) {
    const ClaimCarrier& first = c.carriers.front();
    put("<p class=\"claim\">{}{}</p>{}{}", dossier::escaped(c.text),
        c.is_denied ? fmt::format(" <span class=\"badge bad\">{}</span>", w_["denied"]) : "",
        chain(first.evidence.document, first.chain), quote({first.evidence.document, first.sentence}, first.evidence.span));
  }

  void claims() {
    if (d_.claims.empty()) return;
    put("<section id=\"claims\">\n<h2>{}</h2>\n", w_["claims"]);
    for (std::size_t i = 0; i < d_.claims.size() && i < kMostClaims; ++i) claim(d_.claims[i], i);
    more(d_.claims.size(), kMostClaims);
    out_ += "</section>\n";
  }

  void claim(const Claim& c, std::size_t number) {
    put("<div class=\"card\" id=\"c{}\"><p class=\"claim\">{}", number + 1, dossier::escaped(c.text));
    if (c.is_denied) put(" <span class=\"badge bad\">{}</span>", w_["denied"]);
    if (c.outlets > 1)
      put(" <span class=\"badge\">{} {}</span> <span class=\"badge\">{}: {}</span>", c.outlets, w_["outlets"], w_["independent"],
          c.independent_roots);
    out_ += "</p>";
    const ClaimCarrier& first = c.carriers.front();
    put("{}<span class=\"status\">{}{}{}{}</span>{}", chain(first.evidence.document, first.chain), kDot,
        w_["act." + std::string(name_of(first.act))], kDot, date(d_.documents[first.evidence.document].published),
        quote({first.evidence.document, first.sentence}, first.evidence.span));
    if (c.carriers.size() > 1) {
      put("<details><summary>{}: {}</summary>", w_["carriers"], c.carriers.size());
      for (std::size_t i = 1; i < c.carriers.size() && i < kMostCarriers; ++i) {
        const ClaimCarrier& x = c.carriers[i];
        put("<div>{}<span class=\"status\">{}{}</span>{}</div>", chain(x.evidence.document, x.chain), kDot,
            date(d_.documents[x.evidence.document].published), quote({x.evidence.document, x.sentence}, x.evidence.span));
      }
      out_ += "</details>";
    }
    out_ += "</div>\n";
  }

  void more(std::size_t all, std::size_t shown) {
    if (all > shown) put("<p class=\"status\">{}: {}</p>\n", w_["more"], all - shown);
  }

  void framing() {
    if (d_.framing.empty()) return;
    put("<section id=\"labels\">\n<h2>{}</h2>\n<div "
        "class=\"scroll\"><table>\n<tr><th>{}</th><th>{}</th><th>{}</th><th>{}</th><th>{}</th></tr>\n",
        w_["labels"], w_["party"], w_["label"], w_["outlet"], w_["count"], w_["in_quotes"]);
    for (const Framing& f : d_.framing) {
      put("<tr><td>{}</td><td{}><a href=\"#{}\">{}</a></td><td>{}</td><td>{}</td><td>{}</td></tr>\n", actor(f.actor),
          f.is_loaded ? " class=\"loaded\"" : "", dossier::anchor(f.evidence.front()), dossier::escaped(f.label),
          f.outlet.empty() ? std::string(w_["no_outlet"]) : dossier::escaped(f.outlet), f.count, f.in_quotes);
    }
    out_ += "</table></div>\n</section>\n";
  }

  void timeline() {
    if (d_.timeline.empty()) return;
    put("<section id=\"timeline\">\n<h2>{}</h2>\n<div class=\"scroll\"><table>\n", w_["timeline"]);
    for (std::size_t i = 0; i < d_.timeline.size() && i < kMostTimeline; ++i) {
      const TimelineItem& e = d_.timeline[i];
      put("<tr><td class=\"date\">{}</td><td><bdi>{}</bdi>{}</td><td>{}{}{}</td><td>{} <a "
          "href=\"#{}\">\xE2\x86\x97</a></td></tr>\n",
          date(e.date), name_of(e.type), status(e.status), actors(e.actors), e.recipients.empty() ? "" : " \xE2\x86\x90 ",
          actors(e.recipients), dossier::escaped(e.text), dossier::anchor(e.evidence.front()));
    }
    out_ += "</table></div>\n";
    more(d_.timeline.size(), kMostTimeline);
    out_ += "</section>\n";
  }

  void articles() {
    put("<section id=\"articles\">\n<h2>{}</h2>\n<p class=\"legend\"><span class=\"s\">{}</span><span class=\"c\">{}</span><span "
        "class=\"m\">{}</span>"
        "<span class=\"l\">{}</span><span class=\"e\">{}</span><span class=\"t\">{}</span></p>\n",
        w_["articles"], w_["legend.claim"], w_["legend.cue"], w_["legend.mention"], w_["legend.loaded"], w_["legend.event"],
        w_["legend.time"]);
    for (const auto& [i, record] : records_) {
      const DossierDocument& d = d_.documents[i];
      put("<details class=\"article\" open><summary><b>{}</b> <span class=\"status\">{}{}{}",
          d.title.empty() ? std::string(w_["no_title"]) : dossier::escaped(d.title), outlet(i), kDot, date(d.published));
      if (d.near_duplicate_of != kNone) put("{}{} <bdi>{}</bdi>", kDot, w_["duplicate"], outlet(d.near_duplicate_of));
      out_ += "</span></summary>\n<div class=\"text\">\n";
      const auto& cited = anchors_[i];
      dossier::write_article(record, i, {cited.begin(), cited.end()}, out_);
      out_ += "</div></details>\n";
    }
    more(d_.documents.size(), kMostArticles);
    out_ += "</section>\n";
  }

  const Dossier& d_;
  const std::function<Result<Record>(const std::string&)>& load_;
  std::string& out_;
  dossier::Labels w_;
  std::map<std::uint32_t, Record> records_;
  std::map<std::uint32_t, std::set<std::uint32_t>> anchors_;
};

}  // namespace
}  // namespace dossier

void write_dossier_html(const Dossier& d, const std::function<Result<Record>(const std::string& id)>& load, std::string& out) {
  dossier::Page(d, load, out).write();
}

}  // namespace isnad
