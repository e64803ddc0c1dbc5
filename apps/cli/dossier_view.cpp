#include "dossier_view.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <set>

#include "isnad/names.h"
#include "joined.h"

namespace isnad::cli {
namespace {

constexpr std::size_t kLabelWidth = 11;
constexpr std::size_t kParties = 8;
constexpr std::size_t kDateWidth = 10;
constexpr std::size_t kMostAgainst = 3;  // claims shown against one
constexpr char kDash[] = "\xE2\x80\x93", kBothArrow[] = "\xE2\x86\x94";

struct Limits {
  std::size_t tracks, positions, claims, disputes, framing, rounds, timeline, links;
};
constexpr Limits kBrief{2, 6, 5, 3, 3, 3, 0, 0};
constexpr Limits kFull{50, 200, 40, 40, 30, 40, 60, 15};

class View {
 public:
  View(const Dossier& d, const Terminal& t, DossierDetail detail)
      : d_(d),
        t_(t),
        limits_(detail == DossierDetail::brief ? kBrief : kFull) {}

  std::string render() {
    for (std::size_t i = 0; i < d_.tracks.size() && i < limits_.tracks; ++i) {
      if (!d_.tracks[i].is_rest) track(d_.tracks[i]);
    }
    more(d_.tracks.size(), limits_.tracks, "negotiations");
    claims();
    disputes();
    framing();
    timeline();
    return std::move(out_);
  }

 private:
  // A line under `label`, which is written once.
  void line(std::string_view label, const std::string& text) {
    const bool is_new = label != last_label_;
    last_label_ = label;
    out_ += t_.paint(Style::bold, padded(is_new ? label : "", kLabelWidth)) + " " + text + "\n";
  }
  void more(std::size_t all, std::size_t shown, std::string_view what) {
    if (all > shown) line(last_label_, t_.paint(Style::dim, fmt::format("and {} more {}", grouped(all - shown), what)));
  }
  [[nodiscard]] std::size_t room() const { return t_.width() > kLabelWidth + 1 ? t_.width() - kLabelWidth - 1 : 40; }

  [[nodiscard]] std::string actor(const std::string& id) const {
    const auto it = d_.actors.find(id);
    if (it == d_.actors.end()) return id;
    return it->second.name.empty() ? id : it->second.name;
  }
  [[nodiscard]] std::string actors(const std::vector<std::string>& ids) const {
    std::string out;
    for (const auto& id : ids) out += (out.empty() ? "" : ", ") + t_.foreign(actor(id));
    return out;
  }
  [[nodiscard]] const DossierDocument& document(const Evidence& e) const { return d_.documents[e.document]; }
  [[nodiscard]] std::string outlet(const Evidence& e) const {
    const DossierDocument& d = document(e);
    if (!d.outlet_name.empty()) return t_.foreign(d.outlet_name);
    return t_.foreign(d.path.empty() ? d.id : d.path.substr(d.path.rfind('/') + 1));
  }
  // "outlet <- Anadolu <- local sources"
  [[nodiscard]] std::string chain(const Evidence& e, const std::vector<std::string>& names) const {
    std::string out = outlet(e);
    for (const auto& n : names) out += fmt::format(" {} {}", kLeftArrow, t_.foreign(n));
    return out;
  }

  void track(const Track& track) {
    std::string parties;
    for (std::size_t i = 0; i < track.parties.size() && i < kParties; ++i) {
      parties += (parties.empty() ? "" : fmt::format(" {} ", kDot)) + t_.paint(Style::cyan, t_.foreign(actor(track.parties[i])));
    }
    if (track.parties.size() > kParties) parties += fmt::format(" and {} more", track.parties.size() - kParties);
    line("Parties", parties);
    if (!track.third.empty()) line("Third", third(track));
    last_label_.clear();
    for (std::size_t i = 0; i < track.rounds.size() && i < limits_.rounds; ++i) {
      const Round& r = track.rounds[i];
      line("Rounds", fmt::format("{}  {}{}{}", padded(r.date.empty() ? "no date" : r.date, kDateWidth), actors(r.parties),
                                 r.status == Status::actual ? "" : fmt::format(" ({})", name_of(r.status)),
                                 r.third.empty() ? "" : fmt::format(" {} {}", kDot, third_of(r.third))));
    }
    more(track.rounds.size(), limits_.rounds, "rounds");
    last_label_.clear();
    positions(track);
    if (limits_.links > 0) notes(track);
  }

  // Who moved how on each issue, what the talks hang on, what was agreed, what stands in the way.
  void notes(const Track& track) {
    for (std::uint32_t i = 0; i < track.issues.size() && i < limits_.links; ++i) issue(track, i);
    more(track.issues.size(), limits_.links, "issues");
    last_label_.clear();
    for (std::size_t i = 0; i < track.linkages.size() && i < limits_.links; ++i) {
      const Linkage& l = track.linkages[i];
      note("Links", link_name(l), l.condition, l.evidence, l.chain, l.consequence, told_by(l.evidence, l.repeats));
    }
    more(track.linkages.size(), limits_.links, "links");
    last_label_.clear();
    agreements(track);
    for (std::size_t i = 0; i < track.obstacles.size() && i < limits_.links; ++i)
      note("Obstacles", "", track.obstacles[i].text, track.obstacles[i].evidence, track.obstacles[i].chain);
    more(track.obstacles.size(), limits_.links, "obstacles");
    last_label_.clear();
  }
  // Those reached; how many were but planned, conditional, possible or denied is told in a number.
  void agreements(const Track& track) {
    std::size_t reached = 0;
    for (const Dealing& a : track.agreements) {
      if (a.status != Status::actual || ++reached > limits_.links) continue;
      note("Agreed", fmt::format("{}  {}", padded(a.time.empty() ? "no date" : a.time, kDateWidth), actors(a.sides)), a.object,
           a.evidence, a.chain, {}, told_by(a.evidence, a.repeats));
    }
    more(reached, limits_.links, "agreements");
    if (const std::size_t others = track.agreements.size() - reached; others > 0)
      line("Agreed", t_.paint(Style::dim, fmt::format("{} planned, conditional, possible or denied", others)));
    last_label_.clear();
  }
  void issue(const Track& track, std::uint32_t number) {
    std::map<std::string, std::string> moves;
    for (const Position& p : track.positions) {
      if (p.issue != number) continue;
      std::string& list = moves[p.side];
      list += fmt::format("{}{}{}", list.empty() ? "" : ", ", name_of(p.move), p.time.empty() ? "" : " " + p.time);
    }
    line("Issues", t_.foreign(printable(track.issues[number].name)));
    for (const auto& [side, list] : moves)
      line("Issues", fmt::format("  {}: {}", t_.foreign(actor(side)), fit(list, room() - 4)));
  }
  static std::string link_name(const Linkage& l) {
    switch (l.kind) {
      case LinkageKind::exchange: return "in exchange for";
      case LinkageKind::denied_link: return l.opposes.empty() ? "no link" : "no link (disputed)";
      case LinkageKind::asserted_link: return l.opposes.empty() ? "linked to" : "linked to (disputed)";
      default: return "condition";
    }
  }
  void note(std::string_view label, const std::string& what, const std::string& text, const Evidence& e,
            const std::vector<std::string>& names, const std::string& then = {}, const std::string& told = {}) {
    const std::string shown = t_.foreign(fit(printable(text), room() - 2));
    if (!what.empty()) line(label, text.empty() ? what : what + ":");
    if (!text.empty()) line(label, (what.empty() ? "" : "  ") + shown);
    if (!then.empty()) line(label, fmt::format("  {} {}", kRightArrow, t_.foreign(fit(printable(then), room() - 4))));
    line(label, "  " + t_.paint(Style::dim, chain(e, names) + told));
  }

  [[nodiscard]] std::string third(const Track& track) const {
    std::string out;
    for (const TrackThird& t : track.third) {
      std::string when;
      if (!t.from.empty()) when = t.from == t.to ? " " + t.from : fmt::format(" {}{}{}", t.from, kDash, t.to);
      out += fmt::format("{}{} ({}{})", out.empty() ? "" : ", ", t_.foreign(actor(t.actor)), name_of(t.role), when);
    }
    return out;
  }
  [[nodiscard]] std::string third_of(const std::vector<RecordThird>& third) const {
    std::string out;
    for (const RecordThird& t : third)
      out += fmt::format("{}{} ({})", out.empty() ? "" : ", ", t_.foreign(actor(t.actor)), name_of(t.role));
    return out;
  }

  // Moves in order of time; the latest first ones when not all can be shown, since they tell where things stand.
  void positions(const Track& track) {
    const std::size_t n = track.positions.size();
    std::vector<std::size_t> shown;
    for (std::size_t i = 0; i < n; ++i) shown.push_back(i);
    if (n > limits_.positions) {
      std::stable_sort(shown.begin(), shown.end(),
                       [&](std::size_t a, std::size_t b) { return weight(track.positions[a]) > weight(track.positions[b]); });
      shown.resize(limits_.positions);
      std::sort(shown.begin(), shown.end());
    }
    for (const std::size_t i : shown) position(track.positions[i]);
    more(n, limits_.positions, "moves");
    last_label_.clear();
  }
  // What is worth a line: spelled-out, actual, changed moves.
  static int weight(const Position& p) {
    return (p.is_changed ? 4 : 0) + (p.object.empty() ? 0 : 2) + (p.status == Status::actual ? 1 : 0);
  }

  // " . 5 articles, 2 outlets"; nothing where one article tells it.
  [[nodiscard]] std::string told_by(const Evidence& first, const std::vector<Evidence>& repeats) const {
    std::set<std::uint32_t> documents{first.document};
    for (const Evidence& e : repeats) documents.insert(e.document);
    if (documents.size() == 1) return {};
    const std::vector<std::uint32_t> numbers(documents.begin(), documents.end());
    return fmt::format(" {} {}, {}", kDot, counted(numbers.size(), "article", "articles"), counted_outlets(d_, numbers));
  }

  void position(const Position& p) {
    std::string move(name_of(p.move));
    if (p.status != Status::actual) move += fmt::format(" ({})", name_of(p.status));
    const std::string party = actor(p.party);
    const std::size_t used = kDateWidth + columns(party) + columns(move) + 16;
    std::string what = t_.paint(p.is_changed ? Style::yellow : Style::plain, move);
    const std::size_t left = used < room() ? std::max<std::size_t>(room() - used, 24) : 24;
    if (!p.object.empty()) what += ": " + t_.foreign(fit(printable(p.object), left));
    if (p.object.empty()) what += ": " + t_.paint(Style::dim, t_.foreign(fit(printable(p.words), left)));
    if (p.is_changed) what += t_.paint(Style::yellow, " changed");
    line("Positions",
         fmt::format("{}  {}  {}", padded(p.time.empty() ? "no date" : p.time, kDateWidth), t_.foreign(party), what));
    const std::string told = chain(p.evidence, p.chain) + told_by(p.evidence, p.repeats);
    line("Positions", std::string(kDateWidth + 2, ' ') + t_.paint(Style::dim, told));
  }

  void claims() {
    last_label_.clear();
    if (d_.claims.empty()) return;
    std::size_t named = 0;
    std::size_t confirmed = 0;
    std::size_t carriers = 0;
    std::size_t unsourced = 0;
    for (const Claim& c : d_.claims) {
      carriers += c.carriers.size();
      const bool has_named = std::any_of(c.roots.begin(), c.roots.end(), [](const ClaimRoot& r) {
        return r.kind == SourceKind::person || r.kind == SourceKind::organisation || r.kind == SourceKind::outlet;
      });
      named += has_named ? 1 : 0;
      unsourced += c.roots.empty() ? 1 : 0;
      confirmed += c.independent_roots > 1 ? 1 : 0;
    }
    line("Claims",
         fmt::format("{} in {}: {} with a named root, {} with unnamed ones only{}; {} confirmed by a second independent root",
                     counted(carriers, "statement", "statements"), counted(d_.claims.size(), "claim", "claims"), grouped(named),
                     grouped(d_.claims.size() - named - unsourced),
                     unsourced > 0 ? fmt::format(", {} with none", grouped(unsourced)) : "", grouped(confirmed)));
    std::size_t shown = 0;
    std::size_t disputed = 0;
    for (const Claim& c : d_.claims) {
      if (!c.contradicts.empty()) {
        ++disputed;  // shown below, with what stands against it
      } else if (shown < limits_.claims) {
        claim(c);
        ++shown;
      }
    }
    more(d_.claims.size() - disputed, limits_.claims, "claims");
  }

  void claim(const Claim& c) {
    line("Claims", t_.foreign(fit(printable(c.text), room() - 2)));
    const ClaimCarrier& first = c.carriers.front();
    std::string where = chain(first.evidence, first.chain);
    if (!document(first.evidence).published.empty()) where += fmt::format(" {} {}", kDot, document(first.evidence).published);
    if (c.outlets > 1) where += fmt::format(" {} {}", kDot, counted(c.outlets, "outlet", "outlets"));
    if (c.outlets > 1) where += fmt::format(", {}", counted(c.independent_roots, "independent root", "independent roots"));
    line("Claims", "  " + t_.paint(Style::dim, where));
  }

  // Each claim once, with those that say otherwise below it.
  void disputes() {
    last_label_.clear();
    std::size_t disputed = 0;
    for (const Claim& c : d_.claims) {
      std::vector<Contradiction> against;
      std::copy_if(c.contradicts.begin(), c.contradicts.end(), std::back_inserter(against),
                   [](const Contradiction& x) { return x.is_other_negative; });
      if (against.empty() || ++disputed > limits_.disputes) continue;
      said("", c);
      for (std::size_t i = 0; i < std::min(against.size(), kMostAgainst); ++i) {
        const std::string_view how = against[i].kind == "denial" ? "denied" : "negated";
        said(fmt::format("{} {}: ", kBothArrow, t_.paint(Style::red, how)), d_.claims[against[i].claim]);
      }
      more(against.size(), kMostAgainst, "against it");
    }
    more(disputed, limits_.disputes, "disputed claims");
  }
  void said(const std::string& how, const Claim& c) {
    constexpr std::size_t kHow = 12;  // columns
    line("Disputed", how + t_.foreign(fit(printable(c.text), room() - (how.empty() ? 2 : kHow))));
    line("Disputed", "  " + t_.paint(Style::dim, chain(c.carriers.front().evidence, c.carriers.front().chain)));
  }

  // One line for each actor that is named with judgement: its names by outlet.
  void framing() {
    last_label_.clear();
    std::vector<std::pair<std::string, std::uint64_t>> order;
    for (const Framing& f : d_.framing) {
      if (!f.is_loaded) continue;
      if (order.empty() || order.back().first != f.actor) order.emplace_back(f.actor, 0);
      order.back().second += f.count;
    }
    std::stable_sort(order.begin(), order.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
    for (std::size_t i = 0; i < order.size() && i < limits_.framing; ++i) {
      std::string names;
      for (const Framing& f : d_.framing) {
        if (f.actor != order[i].first || !f.is_loaded) continue;
        if (columns(names) > room()) break;
        names += fmt::format("{}{} ({}, {})", names.empty() ? "" : fmt::format(" {} ", kDot), t_.foreign(f.label),
                             f.outlet.empty() ? "unknown outlet" : t_.foreign(f.outlet), grouped(f.count));
      }
      line("Labels", fmt::format("{}: {}", t_.foreign(actor(order[i].first)), names));
    }
    more(order.size(), limits_.framing, "actors with loaded names");
  }

  void timeline() {
    last_label_.clear();
    if (limits_.timeline == 0) return;
    for (std::size_t i = 0; i < d_.timeline.size() && i < limits_.timeline; ++i) {
      const TimelineItem& e = d_.timeline[i];
      line("Timeline", fmt::format("{}  {} {}{}", padded(e.date, kDateWidth), padded(name_of(e.type), 9), actors(e.actors),
                                   e.recipients.empty() ? "" : fmt::format(" {} {}", kRightArrow, actors(e.recipients))));
    }
    more(d_.timeline.size(), limits_.timeline, "dated events");
  }

  const Dossier& d_;
  const Terminal& t_;
  Limits limits_;
  std::string out_;
  std::string last_label_;
};

}  // namespace

std::string dossier_text(const Dossier& dossier, const Terminal& terminal, DossierDetail detail) {
  return View(dossier, terminal, detail).render();
}

}  // namespace isnad::cli
