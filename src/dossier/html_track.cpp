#include <algorithm>

#include "dossier/html_writer.h"
#include "isnad/names.h"

namespace isnad::dossier {
namespace {

constexpr std::size_t kMatrixIssues = 12;
constexpr std::size_t kMatrixParties = 6;
constexpr std::size_t kCellMoves = 8;
constexpr std::size_t kShownPositions = 40;
constexpr std::size_t kMostPositions = 400;
constexpr std::size_t kMostRounds = 60;
constexpr std::size_t kMostNotes = 40;  // linkages, obstacles, agreements
constexpr std::size_t kHeadParties = 5;

const char* move_class(Move m) {
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

std::string_view kind_name(LinkageKind kind) {
  switch (kind) {
    case LinkageKind::exchange: return "link.exchange";
    case LinkageKind::denied_link: return "link.denied";
    case LinkageKind::asserted_link: return "link.asserted";
    default: return "link.conditional";
  }
}

class TrackPart {
 public:
  TrackPart(Html& html, const Track& track, std::size_t number) : h_(html), t_(track), number_(number) {}

  void write() {
    std::string parties;
    for (std::size_t i = 0; i < t_.parties.size() && i < kHeadParties; ++i)
      parties += (i == 0 ? "" : kDot) + h_.actor(t_.parties[i]);
    h_.put("<section id=\"t{}\">\n<h2>{}</h2>\n", number_, t_.is_rest ? std::string(h_.w["rest"]) : parties);
    if (!t_.is_rest) facts();
    third();
    if (!t_.is_rest) matrix();
    changes();
    rounds();
    positions();
    linkages();
    agreements();
    obstacles();
    h_.out += "</section>\n";
  }

 private:
  void title(std::string_view key) { h_.put("<h3>{}</h3>\n", h_.w[key]); }

  void facts() {
    h_.put("<p class=\"facts\">{}{}{}{}{}</p>\n", h_.w.counted("documents", t_.documents), kDot,
           h_.w.counted("moves", t_.positions.size()), kDot, h_.w.counted("meetings", t_.rounds.size()));
  }

  void third() {
    if (t_.third.empty()) return;
    title("third");
    h_.out += "<div class=\"third\">";
    for (const TrackThird& x : t_.third) {
      std::string when;
      if (!x.from.empty()) when = h_.date(x.from);
      if (x.to != x.from && !x.to.empty()) when += " \xE2\x80\x93 " + h_.date(x.to);
      h_.put("<div class=\"card\"><b>{}</b>{}{} <span class=\"status\">{}</span>", h_.actor(x.actor), kDot, h_.w[name_of(x.role)],
             when);
      for (std::size_t i = 0; i < x.evidence.size() && i < 3; ++i)
        h_.put("<div>{}{}</div>", h_.chain(x.evidence[i].document, {}), h_.quote(x.evidence[i], {}));
      h_.out += "</div>";
    }
    h_.out += "</div>\n";
  }

  // Who moved how on what: rows are issues, columns parties, each move a link to its sentence.
  void matrix() {
    std::vector<std::string> sides;
    for (const std::string& p : t_.parties) {
      const bool has_moves = std::any_of(t_.positions.begin(), t_.positions.end(),
                                         [&](const Position& x) { return x.side == p && x.issue < kMatrixIssues; });
      if (has_moves && sides.size() < kMatrixParties) sides.push_back(p);
    }
    if (sides.empty() || t_.issues.empty()) return;
    title("matrix");
    h_.put("<div class=\"scroll\"><table class=\"matrix\">\n<tr><th>{}</th>", h_.w["issue"]);
    for (const std::string& s : sides) h_.put("<th>{}</th>", h_.actor(s));
    h_.out += "</tr>\n";
    for (std::uint32_t issue = 0; issue < t_.issues.size() && issue < kMatrixIssues; ++issue) {
      std::string row;
      for (const std::string& s : sides) row += "<td>" + cell(s, issue) + "</td>";
      if (row.find("<a") == std::string::npos) continue;  // moves of minor parties only
      h_.put("<tr><th scope=\"row\">{}</th>{}</tr>\n", escaped(t_.issues[issue].name), row);
    }
    h_.out += "</table></div>\n";
    h_.more(t_.issues.size(), kMatrixIssues);
  }
  [[nodiscard]] std::string cell(const std::string& side, std::uint32_t issue) const {
    std::string out;
    std::size_t n = 0;
    for (std::size_t i = 0; i < t_.positions.size(); ++i) {
      const Position& p = t_.positions[i];
      if (p.side != side || p.issue != issue || ++n > kCellMoves) continue;
      out += fmt::format("<a class=\"move {}{}\" href=\"#{}\" title=\"{}\">{}{}</a> ", move_class(p.move),
                         p.status == Status::actual ? "" : " unsure", place(i), escaped(p.object), h_.w[name_of(p.move)],
                         p.time.empty() ? "" : " <small><bdi>" + escaped(p.time) + "</bdi></small>");
    }
    if (n > kCellMoves) out += fmt::format("<span class=\"status\">+{}</span>", n - kCellMoves);
    return out;
  }
  [[nodiscard]] std::string place(std::size_t position) const { return fmt::format("p{}-{}", number_, position); }

  void changes() {
    if (t_.changes.empty()) return;
    title("changes");
    for (std::size_t i = 0; i < t_.changes.size() && i < kMostNotes; ++i) {
      h_.put("<div class=\"card versus\"><div>");
      half(t_.positions[t_.changes[i].before]);
      h_.out += "</div><span>\xE2\x86\x90</span><div>";
      half(t_.positions[t_.changes[i].after]);
      h_.out += "</div></div>\n";
    }
    h_.more(t_.changes.size(), kMostNotes);
  }
  void half(const Position& p) {
    h_.put("<b>{}</b> {} <span class=\"status\">{}</span><div>{}</div>{}", h_.actor(p.side), chip(p), h_.date(p.time),
           h_.chain(p.evidence.document, p.chain), h_.quote(p.evidence, p.mark));
  }
  [[nodiscard]] std::string chip(const Position& p) const {
    return fmt::format("<span class=\"move {}\">{}</span>{}", move_class(p.move), h_.w[name_of(p.move)], h_.status(p.status));
  }

  void rounds() {
    if (t_.rounds.empty()) return;
    title("rounds");
    h_.out += "<div class=\"scroll\"><table class=\"list\">\n";
    for (std::size_t i = 0; i < t_.rounds.size() && i < kMostRounds; ++i) {
      const Round& r = t_.rounds[i];
      std::string third;
      for (const RecordThird& x : r.third) third += fmt::format("{}{} ({})", kDot, h_.actor(x.actor), h_.w[name_of(x.role)]);
      h_.put("<tr><td class=\"date\">{}</td><td>{}{}{}{}</td></tr>\n", h_.date(r.date), h_.actors(r.parties), third,
             h_.status(r.status), r.evidence.empty() ? "" : h_.quote(r.evidence.front(), {}));
    }
    h_.out += "</table></div>\n";
    h_.more(t_.rounds.size(), kMostRounds);
  }

  void positions() {
    if (t_.positions.empty()) return;
    title("positions");
    if (t_.positions.size() > kShownPositions) h_.put("<details><summary>{}: {}</summary>\n", h_.w["moves"], t_.positions.size());
    h_.put("<div class=\"scroll\"><table class=\"moves list\">\n<tr><th>{}</th><th>{}</th><th>{}</th><th>{}</th></tr>\n",
           h_.w["date"], h_.w["party"], h_.w["move"], h_.w["evidence"]);
    for (std::size_t i = 0; i < t_.positions.size() && i < kMostPositions; ++i) position(t_.positions[i], i);
    h_.out += "</table></div>\n";
    h_.more(t_.positions.size(), kMostPositions);
    if (t_.positions.size() > kShownPositions) h_.out += "</details>\n";
  }

  void position(const Position& p, std::size_t i) {
    const std::string speaker = p.party == p.side ? "" : "<div class=\"status\">" + h_.actor(p.party) + "</div>";
    const std::string to = p.to.empty() ? "" : fmt::format("<div class=\"status\">{} {}</div>", h_.w["to"], h_.actors(p.to));
    std::string again;
    for (std::size_t k = 0; k < p.repeats.size() && k < kCellMoves; ++k)
      again += fmt::format(" <a href=\"#{}\"><bdi>{}</bdi></a>", anchor(p.repeats[k]), h_.outlet(p.repeats[k].document));
    if (!again.empty()) again = fmt::format("<div class=\"status\">{}:{}</div>", h_.w["also"], again);
    h_.put("<tr id=\"{}\"><td class=\"date\">{}</td><td><b>{}</b>{}</td><td>{}{}{}</td><td>{}{}{}</td></tr>\n", place(i),
           h_.date(p.time), h_.actor(p.side), speaker, chip(p),
           p.is_changed ? fmt::format(" <span class=\"changed\">{}</span>", h_.w["changed"]) : "", to,
           h_.chain(p.evidence.document, p.chain), h_.quote(p.evidence, p.mark), again);
  }

  void linkages() {
    if (t_.linkages.empty()) return;
    title("linkages");
    std::size_t shown = 0;
    // What is asserted and denied stands side by side, first.
    for (const Linkage& l : t_.linkages) {
      if (l.kind != LinkageKind::denied_link || l.opposes.empty() || shown++ >= kMostNotes) continue;
      h_.out += "<div class=\"card versus\"><div>";
      linkage(l);
      h_.out += "</div><span>\xE2\x87\x84</span><div>";
      linkage(t_.linkages[l.opposes.front()]);
      h_.out += "</div></div>\n";
    }
    for (const Linkage& l : t_.linkages) {
      if (!l.opposes.empty() || shown++ >= kMostNotes) continue;
      h_.out += "<div class=\"card\">";
      linkage(l);
      h_.out += "</div>\n";
    }
    h_.more(t_.linkages.size(), kMostNotes);
  }
  void linkage(const Linkage& l) {
    h_.put("<span class=\"badge{}\">{}</span> {}{}", l.kind == LinkageKind::denied_link ? " bad" : "", h_.w[kind_name(l.kind)],
           h_.chain(l.evidence.document, l.chain), h_.quote(l.evidence, l.mark));
  }

  void agreements() {
    if (t_.agreements.empty()) return;
    title("agreements");
    h_.out += "<div class=\"scroll\"><table class=\"list\">\n";
    for (std::size_t i = 0; i < t_.agreements.size() && i < kMostNotes; ++i) {
      const Dealing& a = t_.agreements[i];
      h_.put("<tr><td class=\"date\">{}</td><td>{}{}</td><td>{}{}</td></tr>\n", h_.date(a.time), h_.actors(a.sides),
             h_.status(a.status), h_.chain(a.evidence.document, a.chain), h_.quote(a.evidence, a.mark));
    }
    h_.out += "</table></div>\n";
    h_.more(t_.agreements.size(), kMostNotes);
  }

  void obstacles() {
    if (t_.obstacles.empty()) return;
    title("obstacles");
    for (std::size_t i = 0; i < t_.obstacles.size() && i < kMostNotes; ++i) {
      const Obstacle& o = t_.obstacles[i];
      h_.put("<div class=\"card\">{}{}</div>\n", h_.chain(o.evidence.document, o.chain), h_.quote(o.evidence, o.mark));
    }
    h_.more(t_.obstacles.size(), kMostNotes);
  }

  Html& h_;
  const Track& t_;
  std::size_t number_;
};

}  // namespace

void write_track(Html& html, const Track& track, std::size_t number) { TrackPart(html, track, number).write(); }

}  // namespace isnad::dossier
