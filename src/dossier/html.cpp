#include <unicode/plurrule.h>

#include <algorithm>
#include <memory>
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

std::string Labels::counted(std::string_view key, std::size_t n) const {
  UErrorCode error = U_ZERO_ERROR;
  const std::unique_ptr<icu::PluralRules> rules(icu::PluralRules::forLocale(icu::Locale("ar"), error));
  std::string category = "other";
  if (U_SUCCESS(error)) {
    category.clear();
    rules->select(static_cast<double>(n)).toUTF8String(category);
  }
  return filled((*this)[fmt::format("{}.{}", key, category)], {std::to_string(n)});
}

namespace {

constexpr char kArrow[] = "<i>\xE2\x86\x90</i>";

}  // namespace

std::string Html::actor(const std::string& id) const {
  const auto it = d.actors.find(id);
  if (it == d.actors.end()) return escaped(id);
  return escaped(it->second.form.empty() ? it->second.name : it->second.form);
}

std::string Html::actors(const std::vector<std::string>& ids) const {
  std::string text;
  for (const auto& id : ids) text += (text.empty() ? "<bdi>" : "\xD8\x8C <bdi>") + actor(id) + "</bdi>";
  return text;
}

std::string Html::outlet(std::uint32_t document) const {
  const DossierDocument& x = d.documents[document];
  if (!x.outlet_name.empty()) return escaped(x.outlet_name);
  // Without an outlet the file tells one article from another.
  const std::string file = x.path.substr(x.path.rfind('/') + 1);
  return std::string(w["no_outlet"]) + (file.empty() ? "" : " <small class=\"status\"><bdi>" + escaped(file) + "</bdi></small>");
}

std::string Html::chain(std::uint32_t document, const std::vector<std::string>& names) const {
  std::string text = "<span class=\"chain\"><b><bdi>" + outlet(document) + "</bdi></b>";
  for (const auto& n : names) text += std::string(kArrow) + "<bdi>" + escaped(n) + "</bdi>";
  return text + "</span>";
}

std::string Html::quote(const Evidence& e, CharSpan mark) const {
  const auto it = records.find(e.document);
  if (it == records.end()) return {};
  const Record& r = it->second;
  const CharSpan inner{std::max(e.span.begin, mark.begin), std::min(e.span.end, mark.end)};
  std::string body;
  if (inner.is_empty()) {
    body = escaped(r.slice(e.span));
  } else {
    body = escaped(r.slice({e.span.begin, inner.begin})) + "<mark>" + escaped(r.slice(inner)) + "</mark>" +
           escaped(r.slice({inner.end, e.span.end}));
  }
  return fmt::format("<blockquote>{} <a href=\"#{}\">\xE2\x86\x97</a></blockquote>", body, anchor(e));
}

std::string Html::date(const std::string& value) const {
  return value.empty() ? std::string(w["no_date"]) : "<bdi>" + escaped(value) + "</bdi>";
}

std::string Html::status(Status s) const {
  return s == Status::actual ? "" : fmt::format(" <span class=\"status\">({})</span>", w[name_of(s)]);
}

void Html::more(std::size_t all, std::size_t shown) {
  if (all > shown) put("<p class=\"status\">{}: {}</p>\n", w["more"], all - shown);
}

namespace {

constexpr std::size_t kMostTracks = 40;
constexpr std::size_t kMostClaims = 300;
constexpr std::size_t kNavTracks = 4;
constexpr std::size_t kMostTimeline = 500;
constexpr std::size_t kMostArticles = 300;
constexpr std::size_t kMostCarriers = 20;

class Page {
 public:
  Page(const Dossier& d, const std::function<Result<Record>(const std::string&)>& load, std::string& out)
      : html_(d, out),
        d_(d),
        load_(load) {}

  void write() {
    collect_texts();
    head();
    html_.out += "<main>\n";
    for (std::size_t i = 0; i < d_.tracks.size() && i < kMostTracks; ++i) write_track(html_, d_.tracks[i], i);
    html_.more(d_.tracks.size(), kMostTracks);
    disputes();
    claims();
    write_framing(html_);
    timeline();
    articles();
    html_.out += "</main>\n<footer>isnad.dossier/1</footer>\n</body>\n</html>\n";
  }

 private:
  // The texts of the documents that are cited, as long as there are not too many.
  void collect_texts() {
    for (std::uint32_t i = 0; i < d_.documents.size() && html_.records.size() < kMostArticles; ++i) {
      if (auto r = load_(d_.documents[i].id)) html_.records.emplace(i, std::move(*r));
    }
    const auto cite = [&](const Evidence& e) { anchors_[e.document].insert(e.span.begin.value); };
    for (const Track& t : d_.tracks) {
      for (const Position& p : t.positions) {
        cite(p.evidence);
        std::for_each(p.repeats.begin(), p.repeats.end(), cite);
      }
      for (const Round& r : t.rounds) std::for_each(r.evidence.begin(), r.evidence.end(), cite);
      for (const TrackThird& x : t.third) std::for_each(x.evidence.begin(), x.evidence.end(), cite);
      for (const Dealing& x : t.agreements) cite(x.evidence);
      for (const Linkage& x : t.linkages) cite(x.evidence);
      for (const Obstacle& x : t.obstacles) cite(x.evidence);
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
    html_.put(
        "<!DOCTYPE html>\n<html lang=\"ar\" dir=\"rtl\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, "
        "initial-scale=1\">\n<title>{}</title>\n<style>\n{}</style>\n</head>\n<body>\n",
        heading(), kReportCss);
    html_.put("<header>\n<h1>{}</h1>\n<p class=\"facts\">{}{}{}", heading(), html_.w.counted("documents", d_.documents.size()),
              kDot, html_.w.counted("outlets", outlets.size()));
    if (!first.empty()) html_.put("{}<bdi>{}</bdi> \xE2\x80\x93 <bdi>{}</bdi>", kDot, first, last);
    html_.out += "</p>\n</header>\n<nav><ul>";
    for (std::size_t i = 0; i < d_.tracks.size() && i < kNavTracks; ++i) {
      if (!d_.tracks[i].is_rest) link("t" + std::to_string(i), parties(d_.tracks[i]));
    }
    if (has_disputes()) link("disputed", html_.w["disputed"]);
    if (!d_.claims.empty()) link("claims", html_.w["claims"]);
    if (!d_.framing.empty()) link("labels", html_.w["labels"]);
    if (!d_.timeline.empty()) link("timeline", html_.w["timeline"]);
    link("articles", html_.w["articles"]);
    html_.out += "</ul></nav>\n";
  }
  void link(std::string_view id, std::string_view text) { html_.put("<li><a href=\"#{}\">{}</a></li>", id, text); }

  [[nodiscard]] std::string parties(const Track& t) const {
    std::string out;
    for (std::size_t i = 0; i < t.parties.size() && i < 2; ++i)
      out += (i == 0 ? "" : " \xE2\x80\x93 ") + html_.actor(t.parties[i]);
    return out;
  }
  [[nodiscard]] std::string heading() const {
    std::string out(html_.w["title"]);
    if (!d_.tracks.empty() && !d_.tracks.front().is_rest) out += ": " + parties(d_.tracks.front());
    return out;
  }

  [[nodiscard]] bool has_disputes() const {
    return std::any_of(d_.claims.begin(), d_.claims.end(), [](const Claim& c) { return !c.contradicts.empty(); });
  }

  void disputes() {
    if (!has_disputes()) return;
    html_.put("<section id=\"disputed\">\n<h2>{}</h2>\n", html_.w["disputed"]);
    for (const Claim& c : d_.claims) {
      for (const Contradiction& x : c.contradicts) {
        if (!x.is_other_negative) continue;
        html_.out += "<div class=\"card versus\"><div>";
        statement(c);
        html_.put("</div><span>\xE2\x87\x84<small>{}</small></span><div>", reason(x.reason, arguments_of(x)));
        statement(d_.claims[x.claim]);
        html_.out += "</div></div>\n";
      }
    }
    html_.out += "</section>\n";
  }

  // The message of `key` with its arguments.
  [[nodiscard]] std::string reason(const std::string& key, const std::vector<std::string>& arguments) const {
    return escaped(filled(html_.w["why." + key], arguments));
  }

  // How carriers were counted as one.
  void folds(const Claim& c) {
    std::set<std::string> said;
    for (const ClaimRoot& r : c.roots) {
      for (const Fold& f : r.folds) said.insert(reason(f.key, arguments_of(d_, f)));
    }
    for (const std::string& s : said) html_.put("<p class=\"status\">{}</p>", s);
  }

  void statement(const Claim& c) {
    const ClaimCarrier& first = c.carriers.front();
    html_.put("<p class=\"claim\">{}{}</p>{}{}", escaped(c.text),
              c.is_denied ? fmt::format(" <span class=\"badge bad\">{}</span>", html_.w["denied"]) : "",
              html_.chain(first.evidence.document, first.chain),
              html_.quote({first.evidence.document, first.sentence}, first.evidence.span));
  }

  void claims() {
    if (d_.claims.empty()) return;
    html_.put("<section id=\"claims\">\n<h2>{}</h2>\n", html_.w["claims"]);
    for (std::size_t i = 0; i < d_.claims.size() && i < kMostClaims; ++i) claim(d_.claims[i], i);
    html_.more(d_.claims.size(), kMostClaims);
    html_.out += "</section>\n";
  }

  void claim(const Claim& c, std::size_t number) {
    html_.put("<div class=\"card\" id=\"c{}\"><p class=\"claim\">{}", number + 1, escaped(c.text));
    if (c.is_denied) html_.put(" <span class=\"badge bad\">{}</span>", html_.w["denied"]);
    if (c.outlets > 1)
      html_.put(" <span class=\"badge\">{}</span> <span class=\"badge\">{}</span>", html_.w.counted("outlets", c.outlets),
                html_.w.counted("independent", c.independent_roots));
    html_.out += "</p>";
    const ClaimCarrier& first = c.carriers.front();
    html_.put("{}<span class=\"status\">{}{}{}{}</span>{}", html_.chain(first.evidence.document, first.chain), kDot,
              html_.w["act." + std::string(name_of(first.act))], kDot,
              html_.date(d_.documents[first.evidence.document].published),
              html_.quote({first.evidence.document, first.sentence}, first.evidence.span));
    write_isnad(html_, c);
    if (c.carriers.size() > 1) {
      html_.put("<details><summary>{}: {}</summary>", html_.w["carriers"], c.carriers.size());
      for (std::size_t i = 1; i < c.carriers.size() && i < kMostCarriers; ++i) {
        const ClaimCarrier& x = c.carriers[i];
        html_.put("<div>{}<span class=\"status\">{}{}</span>{}</div>", html_.chain(x.evidence.document, x.chain), kDot,
                  html_.date(d_.documents[x.evidence.document].published),
                  html_.quote({x.evidence.document, x.sentence}, x.evidence.span));
      }
      folds(c);
      html_.out += "</details>";
    }
    html_.out += "</div>\n";
  }

  void timeline() {
    if (d_.timeline.empty()) return;
    html_.put("<section id=\"timeline\">\n<h2>{}</h2>\n<div class=\"scroll\"><table class=\"list\">\n", html_.w["timeline"]);
    for (std::size_t i = 0; i < d_.timeline.size() && i < kMostTimeline; ++i) {
      const TimelineItem& e = d_.timeline[i];
      html_.put(
          "<tr><td class=\"date\">{}</td><td><bdi>{}</bdi>{}</td><td>{}{}{}</td><td>{} <a "
          "href=\"#{}\">\xE2\x86\x97</a></td></tr>\n",
          html_.date(e.date), name_of(e.type), html_.status(e.status), html_.actors(e.actors),
          e.recipients.empty() ? "" : " \xE2\x86\x90 ", html_.actors(e.recipients), escaped(e.text), anchor(e.evidence.front()));
    }
    html_.out += "</table></div>\n";
    html_.more(d_.timeline.size(), kMostTimeline);
    html_.out += "</section>\n";
  }

  void articles() {
    html_.put(
        "<section id=\"articles\">\n<h2>{}</h2>\n<p class=\"legend\"><span class=\"s\">{}</span><span class=\"c\">{}</span><span "
        "class=\"m\">{}</span>"
        "<span class=\"l\">{}</span><span class=\"e\">{}</span><span class=\"t\">{}</span></p>\n",
        html_.w["articles"], html_.w["legend.claim"], html_.w["legend.cue"], html_.w["legend.mention"], html_.w["legend.loaded"],
        html_.w["legend.event"], html_.w["legend.time"]);
    for (const auto& [i, record] : html_.records) {
      const DossierDocument& d = d_.documents[i];
      html_.put("<details class=\"article\" open><summary><b>{}</b> <span class=\"status\">{}{}{}",
                d.title.empty() ? std::string(html_.w["no_title"]) : escaped(d.title), html_.outlet(i), kDot,
                html_.date(d.published));
      if (d.near_duplicate_of != kNone)
        html_.put("{}{} <bdi>{}</bdi>", kDot, html_.w["duplicate"], html_.outlet(d.near_duplicate_of));
      html_.out += "</span></summary>\n<div class=\"text\">\n";
      const auto& cited = anchors_[i];
      write_article(record, i, {cited.begin(), cited.end()}, html_.out);
      html_.out += "</div></details>\n";
    }
    html_.more(d_.documents.size(), kMostArticles);
    html_.out += "</section>\n";
  }

  Html html_;
  const Dossier& d_;
  const std::function<Result<Record>(const std::string&)>& load_;
  std::map<std::uint32_t, std::set<std::uint32_t>> anchors_;
};

}  // namespace
}  // namespace dossier

void write_dossier_html(const Dossier& d, const std::function<Result<Record>(const std::string& id)>& load, std::string& out) {
  dossier::Page(d, load, out).write();
}

}  // namespace isnad
