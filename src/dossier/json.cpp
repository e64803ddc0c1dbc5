#include "isnad/dossier.h"

#include <algorithm>
#include <array>

#include "isnad/names.h"
#include "record/json_writer.h"

namespace isnad {
namespace {

using record::JsonWriter;

class Writer {
 public:
  Writer(const Dossier& d, std::string& out) : d_(d), json_(out) {}

  void write() {
    json_.begin_object();
    json_.text("schema", "isnad.dossier/1");
    for (const DossierPart part : {DossierPart::documents, DossierPart::stories, DossierPart::claims}) write_part(part);
    list("tracks", d_.tracks, [&](const Track& x, std::size_t i) { track(x, i); });
    write_part(DossierPart::framing);
    list("timeline", d_.timeline, [&](const TimelineItem& x, std::size_t i) { timeline(x, i); });
    list("actors", d_.actors, [&](const auto& x, std::size_t) { actor(x.first, x.second); });
    json_.end_object();
  }

  void write(DossierPart part) {
    json_.begin_object();
    json_.text("schema", "isnad.dossier/1");
    write_part(part);
    json_.end_object();
  }

 private:
  void write_part(DossierPart part) {
    switch (part) {
      case DossierPart::documents:
        list("documents", d_.documents, [&](const DossierDocument& x, std::size_t) { document(x); });
        break;
      case DossierPart::stories: list("stories", d_.stories, [&](const Story& x, std::size_t i) { story(x, i); }); break;
      case DossierPart::claims:
        list("claims", claims_in_order(), [&](std::uint32_t i, std::size_t) { claim(d_.claims[i], i); });
        break;
      case DossierPart::framing: all_framing(); break;
    }
  }

  // As the texts have them: by first document and place in it.
  [[nodiscard]] std::vector<std::uint32_t> claims_in_order() const {
    std::vector<std::uint32_t> order(d_.claims.size());
    for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
    const auto place = [&](std::uint32_t i) {
      const Evidence& e = d_.claims[i].carriers.front().evidence;
      return std::pair{e.document, e.span.begin.value};
    };
    std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) { return place(a) < place(b); });
    return order;
  }

  void all_framing() {
    list("framing", d_.framing, [&](const Framing& x, std::size_t) { framing(x); });
    list("framing_months", d_.framing_months, [&](const FramingMonth& x, std::size_t) { framing_month(x); });
    list("framing_distances", d_.framing_distances, [&](const FramingDistance& x, std::size_t) { framing_distance(x); });
  }

  template <class List, class Body>
  void list(std::string_view name, const List& items, Body body) {
    json_.key(name);
    json_.begin_array();
    std::size_t i = 0;
    for (const auto& item : items) {
      json_.begin_object();
      body(item, i++);
      json_.end_object();
    }
    json_.end_array();
  }
  void integer(std::string_view key, std::uint64_t n) {
    json_.key(key);
    json_.integer(n);
  }
  void boolean(std::string_view key, bool b) {
    json_.key(key);
    json_.boolean(b);
  }
  static std::string id_of(char letter, std::size_t i) { return letter + std::to_string(i + 1); }
  void reference(std::string_view key, char letter, std::uint32_t i) {
    i == kNone ? json_.text_or_null(key, "") : json_.text(key, id_of(letter, i));
  }
  void span(CharSpan s) {
    integer("start", s.begin.value);
    integer("end", s.end.value);
  }
  void place(const Evidence& e) {
    json_.text("document", d_.documents[e.document].id);
    span(e.span);
  }
  void evidence(const std::vector<Evidence>& all) {
    list("evidence", all, [&](const Evidence& e, std::size_t) { place(e); });
  }

  void document(const DossierDocument& x) {
    json_.text("id", x.id);
    json_.text_or_null("outlet", x.outlet.empty() ? x.outlet_name : x.outlet);
    json_.text_or_null("outlet_name", x.outlet_name);
    json_.text_or_null("title", x.title);
    json_.text_or_null("published", x.published);
    json_.text_or_null("path", x.path);
    json_.text_or_null("near_duplicate_of", x.near_duplicate_of == kNone ? "" : d_.documents[x.near_duplicate_of].id);
    list("copied_from", x.copied_from, [&](const DossierCopy& c, std::size_t) {
      json_.text("document", d_.documents[c.document].id);
      json_.key("share");
      json_.ratio(static_cast<float>(c.share));
      boolean("attributed", c.is_attributed);
      list("passages", c.passages, [&](CharSpan s, std::size_t) { span(s); });
    });
  }

  void story(const Story& x, std::size_t i) {
    json_.text("id", id_of('s', i));
    json_.text_or_null("headline", x.headline);
    json_.key("documents");
    json_.begin_array();
    for (const std::uint32_t d : x.documents) json_.string(d_.documents[d].id);
    json_.end_array();
    json_.text("first", d_.documents[x.documents.front()].id);
    json_.text_or_null("from", x.from);
    json_.text_or_null("to", x.to);
    json_.texts("actors", x.actors);
    json_.texts("places", x.places);
    std::vector<Evidence> headlines;
    for (const std::uint32_t d : x.documents) headlines.push_back({d, d_.documents[d].headline});
    evidence(headlines);
  }

  void claim(const Claim& x, std::size_t i) {
    json_.text("id", id_of('c', i));
    reference("story", 's', x.story);
    json_.text("text", x.text);
    json_.text("polarity", x.is_denied ? "denied" : "affirmed");
    json_.key("carriers");
    json_.begin_array();
    for (const ClaimCarrier& c : x.carriers) carrier(x, c, "for");
    for (const ClaimCarrier& c : x.against) carrier(x, c, "against");
    json_.end_array();
    integer("outlets", x.outlets);
    integer("independent_roots", x.independent_roots);
    list("roots", x.roots, [&](const ClaimRoot& r, std::size_t) {
      json_.text("id", r.id);
      json_.text("name", r.name);
      json_.text("kind", name_of(r.kind));
      boolean("own_voice", r.is_own_voice);
      std::vector<std::string> words;
      for (const Fold& f : r.folds) words.push_back(words_of(d_, f));
      json_.texts("folds", words);
      list("folded", r.folds, [&](const Fold& f, std::size_t) {
        json_.text("key", f.key);
        std::vector<std::string> ids;
        for (const std::uint32_t d : f.documents) ids.push_back(d_.documents[d].id);
        json_.texts("documents", ids);
      });
    });
    json_.key("circular");
    json_.begin_array();
    for (const auto& c : x.circular) {
      json_.begin_array();
      for (const auto& o : c) json_.string(o);
      json_.end_array();
    }
    json_.end_array();
    list("contradicts", x.contradicts, [&](const Contradiction& c, std::size_t) {
      json_.text("claim", id_of('c', c.claim));
      json_.text("kind", c.kind);
      json_.text_or_null("reason", words_of(c));
      json_.text("because", c.reason);
      json_.text_or_null("who", c.who);
      evidence({c.mine, c.other});
    });
  }

  void carrier(const Claim& claim, const ClaimCarrier& c, std::string_view side) {
    json_.begin_object();
    const DossierDocument& d = d_.documents[c.evidence.document];
    place(c.evidence);
    json_.text_or_null("outlet", d.outlet.empty() ? d.outlet_name : d.outlet);
    json_.text_or_null("date", d.published);
    json_.texts("chain", c.chain);
    json_.text_or_null("root", c.root == kNone || c.chain.empty() ? "" : claim.roots[c.root].id);
    json_.text("stance", name_of(c.stance));
    json_.text("act", name_of(c.act));
    json_.text("side", side);
    std::vector<Evidence> sentences{{c.evidence.document, c.sentence}};
    for (const CharSpan r : c.repeats) sentences.push_back({c.evidence.document, r});
    evidence(sentences);
    json_.end_object();
  }

  void track(const Track& x, std::size_t i) {
    json_.text("id", id_of('t', i));
    std::string name;
    for (std::size_t k = 0; k < x.parties.size() && k < 2; ++k) name += (k > 0 ? " - " : "") + actor_name(x.parties[k]);
    json_.text("name", name);
    list("parties", x.parties, [&](const std::string& p, std::size_t) {
      json_.text("actor", p);
      json_.text("name", actor_name(p));
    });
    list("third_parties", x.third, [&](const TrackThird& t, std::size_t) {
      json_.text("actor", t.actor);
      json_.text("role", name_of(t.role));
      json_.text_or_null("from", t.from);
      json_.text_or_null("to", t.to);
      evidence(t.evidence);
    });
    boolean("rest", x.is_rest);
    integer("documents", x.documents);
    list("rounds", x.rounds, [&](const Round& r, std::size_t) { round(r); });
    list("issues", x.issues, [&](const Issue& s, std::size_t k) {
      json_.text("id", id_of('i', k));
      json_.text("name", s.name);
      json_.texts("terms", s.terms);
    });
    list("positions", x.positions, [&](const Position& p, std::size_t) { position(p); });
    list("linkages", x.linkages, [&](const Linkage& l, std::size_t k) { linkage(l, k); });
    list("agreements", x.agreements, [&](const Dealing& d, std::size_t) { dealing(d); });
    list("dealings", x.dealings, [&](const Dealing& d, std::size_t) { dealing(d); });
    list("obstacles", x.obstacles, [&](const Obstacle& o, std::size_t) {
      json_.text("text", o.text);
      told(o.claim, o.chain);
      marked(o.evidence, o.mark);
    });
    list("changes", x.changes, [&](const Change& c, std::size_t) { change(x, c); });
  }

  void told(std::uint32_t claim, const std::vector<std::string>& chain) {
    reference("claim", 'c', claim);
    json_.texts("chain", chain);
  }
  // The sentence, and which of its words are meant.
  void marked(const Evidence& sentence, CharSpan mark, const std::vector<Evidence>& repeats = {}) {
    std::vector<Evidence> all{sentence};
    all.insert(all.end(), repeats.begin(), repeats.end());
    json_.key("mark");
    json_.begin_object();
    span(mark);
    json_.end_object();
    evidence(all);
  }

  void round(const Round& r) {
    json_.text_or_null("date", r.date);
    json_.text_or_null("date_basis", r.date.empty() ? "" : r.is_date_own ? "event" : "document");
    json_.text_or_null("place", r.place);
    json_.texts("parties", r.parties);
    list("third", r.third, [&](const RecordThird& t, std::size_t) {
      json_.text("actor", t.actor);
      json_.text("role", name_of(t.role));
    });
    json_.text("status", name_of(r.status));
    reference("claim", 'c', r.claim);
    evidence(r.evidence);
  }

  void dealing(const Dealing& d) {
    json_.text("type", name_of(d.type));
    json_.text("status", name_of(d.status));
    json_.texts("actors", d.actors);
    json_.texts("recipients", d.recipients);
    json_.texts("sides", d.sides);
    json_.text_or_null("object", d.object);
    json_.text_or_null("time", d.time);
    told(d.claim, d.chain);
    marked(d.evidence, d.mark, d.repeats);
  }

  static std::string_view kind_name(LinkageKind kind) {
    switch (kind) {
      case LinkageKind::exchange: return "exchange";
      case LinkageKind::denied_link: return "denied_link";
      case LinkageKind::asserted_link: return "asserted_link";
      default: return "conditional";
    }
  }
  void linkage(const Linkage& l, std::size_t k) {
    json_.text("id", id_of('l', k));
    json_.text("kind", kind_name(l.kind));
    json_.text("if", l.condition);
    json_.text_or_null("then", l.consequence);
    json_.texts("actors", l.actors);
    std::vector<std::string> opposed;
    for (const std::uint32_t o : l.opposes) opposed.push_back(id_of('l', o));
    json_.texts("opposes", opposed);
    told(l.claim, l.chain);
    marked(l.evidence, l.mark, l.repeats);
  }

  void position(const Position& p) {
    json_.text("party", p.party);
    json_.text("side", p.side);
    reference("issue", 'i', p.issue);
    json_.text("move", name_of(p.move));
    json_.texts("to", p.to);
    json_.text_or_null("object", p.object);
    json_.text_or_null("time", p.time);
    json_.text("status", name_of(p.status));
    told(p.claim, p.chain);
    boolean("changed", p.is_changed);
    marked(p.evidence, p.mark, p.repeats);
  }

  void change(const Track& t, const Change& c) {
    json_.text("party", t.positions[c.after].side);
    reference("issue", 'i', t.positions[c.after].issue);
    for (const auto& [key, i] : {std::pair{"before", c.before}, std::pair{"after", c.after}}) {
      json_.key(key);
      json_.begin_object();
      position(t.positions[i]);
      json_.end_object();
    }
  }

  void framing(const Framing& x) {
    json_.text_or_null("outlet", x.outlet);
    json_.text_or_null("document", x.document == kNone ? "" : d_.documents[x.document].id);
    json_.text("actor", x.actor);
    json_.text("label", x.label);
    boolean("loaded", x.is_loaded);
    integer("count", x.count);
    json_.key("share");
    json_.ratio(static_cast<float>(x.share));
    integer("in_quotes", x.in_quotes);
    integer("reported", x.reported);
    integer("scare_quotes", x.scare_quotes);
    evidence(x.evidence);
  }

  void framing_month(const FramingMonth& x) {
    json_.text("outlet", x.outlet);
    json_.text("actor", x.actor);
    json_.text("month", x.month);
    integer("count", x.count);
    integer("loaded", x.loaded);
    evidence(x.evidence);
  }

  void framing_distance(const FramingDistance& x) {
    json_.texts("outlets", std::array<std::string_view, 2>{x.a, x.b});
    json_.text_or_null("actor", x.actor);
    json_.key("distance");
    json_.ratio(static_cast<float>(x.distance));
    integer("names", x.names);
  }

  void timeline(const TimelineItem& x, std::size_t i) {
    json_.text("date", x.date);
    json_.text("event", id_of('e', i));
    json_.text("type", name_of(x.type));
    json_.text("status", name_of(x.status));
    json_.texts("actors", x.actors);
    json_.texts("recipients", x.recipients);
    json_.text_or_null("place", "");
    json_.text_or_null("claim", "");
    json_.text("text", x.text);
    evidence(x.evidence);
  }

  void actor(const std::string& id, const DossierActor& a) {
    json_.text("id", id);
    json_.text("name", a.name);
    json_.text("form", a.form);
    integer("mentions", a.mentions);
    integer("documents", a.documents);
  }

  [[nodiscard]] std::string actor_name(const std::string& id) const {
    const auto it = d_.actors.find(id);
    return it == d_.actors.end() || it->second.name.empty() ? id : it->second.name;
  }

  const Dossier& d_;
  JsonWriter json_;
};

}  // namespace

void write_dossier_json(const Dossier& dossier, std::string& out) { Writer(dossier, out).write(); }
void write_dossier_json(const Dossier& dossier, DossierPart part, std::string& out) { Writer(dossier, out).write(part); }

}  // namespace isnad
