#include <algorithm>
#include <cmath>

#include "dossier/html_writer.h"

namespace isnad::dossier {
namespace {

constexpr std::size_t kMostActors = 25;
constexpr std::size_t kMostDistances = 20;

// One table for each actor: an outlet a row, its names with their counts, each linked to a place.
void actor_table(Html& h, std::vector<Framing>::const_iterator from, std::vector<Framing>::const_iterator to) {
  h.put("<h3>{}</h3>\n<div class=\"scroll\"><table class=\"labels\">\n<tr><th>{}</th><th>{}</th><th>{}</th></tr>\n",
        h.actor(from->actor), h.w["outlet"], h.w["loaded_share"], h.w["label"]);
  while (from != to) {
    const auto is_other = [&](const Framing& f) { return f.outlet != from->outlet || f.document != from->document; };
    const auto end = std::find_if(from, to, is_other);
    double loaded = 0;
    std::string names;
    for (auto f = from; f != end; ++f) {
      if (f->is_loaded) loaded += f->share;
      std::string told;
      if (f->in_quotes > 0) told += fmt::format(" {} {}", f->in_quotes, h.w["in_quotes"]);
      if (f->scare_quotes > 0) told += fmt::format(" {} {}", f->scare_quotes, h.w["scare_quotes"]);
      names += fmt::format("<a class=\"name{}\" href=\"#{}\"><bdi>{}</bdi> <b>{}</b>{}</a> ", f->is_loaded ? " loaded" : "",
                           anchor(f->evidence.front()), escaped(f->label), f->count,
                           told.empty() ? "" : "<small>" + told + "</small>");
    }
    const std::string who = from->document == kNone ? escaped(from->outlet) : h.outlet(from->document);
    const int percent = static_cast<int>(std::lround(100 * loaded));
    h.put("<tr><td>{}</td><td class=\"date\"><meter max=\"100\" value=\"{}\"></meter> <bdi>{}%</bdi></td><td>{}</td></tr>\n", who,
          percent, percent, names);
    from = end;
  }
  h.out += "</table></div>\n";
}

void distances(Html& h) {
  if (h.d.framing_distances.empty()) return;
  h.put("<h3>{}</h3>\n<div class=\"scroll\"><table>\n<tr><th>{}</th><th>{}</th><th>{}</th></tr>\n", h.w["distances"],
        h.w["outlets"], h.w["party"], h.w["distance"]);
  for (std::size_t i = 0; i < h.d.framing_distances.size() && i < kMostDistances; ++i) {
    const FramingDistance& x = h.d.framing_distances[i];
    h.put(
        "<tr><td><bdi>{}</bdi> \xE2\x86\x94 <bdi>{}</bdi></td><td>{}</td><td class=\"date\"><meter max=\"1\" "
        "value=\"{:.2f}\"></meter> {:.2f}</td></tr>\n",
        escaped(x.a), escaped(x.b), x.actor.empty() ? std::string(h.w["all"]) : h.actor(x.actor), x.distance, x.distance);
  }
  h.out += "</table></div>\n";
  h.more(h.d.framing_distances.size(), kMostDistances);
}

}  // namespace

void write_framing(Html& h) {
  if (h.d.framing.empty()) return;
  h.put("<section id=\"labels\">\n<h2>{}</h2>\n", h.w["labels"]);
  using Range = std::pair<std::vector<Framing>::const_iterator, std::vector<Framing>::const_iterator>;
  std::vector<std::pair<std::uint64_t, Range>> actors;
  for (auto from = h.d.framing.begin(); from != h.d.framing.end();) {
    const auto end = std::find_if(from, h.d.framing.end(), [&](const Framing& f) { return f.actor != from->actor; });
    std::uint64_t names = 0;
    for (auto f = from; f != end; ++f) names += f->is_loaded ? f->count : 0;
    actors.push_back({names, {from, end}});
    from = end;
  }
  std::stable_sort(actors.begin(), actors.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  for (std::size_t i = 0; i < actors.size() && i < kMostActors; ++i)
    actor_table(h, actors[i].second.first, actors[i].second.second);
  h.more(actors.size(), kMostActors);
  distances(h);
  h.out += "</section>\n";
}

}  // namespace isnad::dossier
