// What a record says in columns that queries need: actors, mentions, attributions, events.
#include <map>
#include <set>

#include "isnad/names.h"
#include "store/sql_store.h"
#include "text/fold.h"

namespace isnad::store {
namespace {

constexpr Table kDocumentActors{"document_actors", "document, actor, type, name, forms, mentions"};
constexpr Table kMentions{"mentions", R"(document, number, actor, label, start, "end", text, confidence)"};
constexpr Table kAttributions{
    "attributions",
    R"(document, number, cue, act, stance, quote, chain, root_kind, root_actor, root_name, start, "end", confidence)"};
constexpr Table kEvents{"events",
                        R"(document, number, type, status, move, "trigger", start, "end", date, place, attribution, confidence)"};
constexpr Table kEventActors{"event_actors", "document, event, actor, role"};

}  // namespace

void SqlStore::write_known(std::int64_t number, const Record& record) {
  write_actors(number, record);
  write_attributions(number, record);
  write_events(number, record);
}

void SqlStore::write_actors(std::int64_t number, const Record& record) {
  struct Actor {
    const RecordMention* first = nullptr;
    std::set<std::string> forms;
    std::int64_t mentions = 0;
  };
  std::map<std::string_view, Actor> actors;
  for (std::size_t i = 0; i < record.mentions.size(); ++i) {
    const RecordMention& m = record.mentions[i];
    db_.row(kMentions)
        .bind(1, number)
        .bind(2, static_cast<std::int64_t>(i))
        .bind_or_null(3, m.actor)
        .bind(4, name_of(m.label))
        .bind(5, std::int64_t{m.span.begin.value})
        .bind(6, std::int64_t{m.span.end.value})
        .bind(7, m.text)
        .bind(8, static_cast<double>(m.confidence))
        .run();
    if (m.actor.empty()) continue;
    Actor& actor = actors[m.actor];
    if (actor.first == nullptr) actor.first = &m;
    actor.forms.insert(text::folded(m.text));
    ++actor.mentions;
  }
  for (const auto& [id, actor] : actors) {
    std::string forms = "|";
    for (const std::string& f : actor.forms) forms += f + "|";
    db_.row(kDocumentActors)
        .bind(1, number)
        .bind(2, id)
        .bind_or_null(3, actor.first->type ? name_of(*actor.first->type) : std::string_view())
        .bind_or_null(4, actor.first->name)
        .bind(5, forms)
        .bind(6, actor.mentions)
        .run();
    add_to_totals(std::string(id), 1, actor.mentions);
  }
}

void SqlStore::write_attributions(std::int64_t number, const Record& record) {
  for (std::size_t i = 0; i < record.attributions.size(); ++i) {
    const RecordAttribution& a = record.attributions[i];
    const RecordSource* root = a.chain.empty() ? nullptr : &record.sources[a.chain.back()];
    std::string chain;
    for (const Index s : a.chain) chain += (chain.empty() ? "" : " < ") + record.sources[s].name;
    const CharSpan content = a.content.empty() ? a.cue : CharSpan{a.content.front().begin, a.content.back().end};
    db_.row(kAttributions)
        .bind(1, number)
        .bind(2, static_cast<std::int64_t>(i))
        .bind_or_null(3, a.cue_lemma)
        .bind(4, name_of(a.act))
        .bind(5, name_of(a.stance))
        .bind(6, name_of(a.quote))
        .bind(7, chain)
        .bind_or_null(8, root ? name_of(root->kind) : std::string_view())
        .bind_or_null(9, root ? std::string_view(root->actor) : "")
        .bind_or_null(10, root ? std::string_view(root->name) : "")
        .bind(11, std::int64_t{content.begin.value})
        .bind(12, std::int64_t{content.end.value})
        .bind(13, static_cast<double>(a.confidence))
        .run();
  }
}

void SqlStore::write_events(std::int64_t number, const Record& record) {
  for (std::size_t i = 0; i < record.events.size(); ++i) {
    const RecordEvent& e = record.events[i];
    auto& insert = db_.row(kEvents);
    insert.bind(1, number)
        .bind(2, static_cast<std::int64_t>(i))
        .bind(3, name_of(e.type))
        .bind(4, name_of(e.status))
        .bind_or_null(5, e.move == Move::none ? std::string_view() : name_of(e.move))
        .bind_or_null(6, e.trigger_lemma)
        .bind(7, std::int64_t{e.trigger.begin.value})
        .bind(8, std::int64_t{e.trigger.end.value})
        .bind_or_null(9, e.time == kNone ? std::string_view() : std::string_view(record.times[e.time].value))
        .bind_or_null(10, e.place)
        .bind(12, static_cast<double>(e.confidence));
    if (e.attribution != kNone) insert.bind(11, std::int64_t{e.attribution});
    insert.run();
    std::set<std::pair<std::string_view, std::string_view>> roles;
    const auto add = [&](std::string_view actor, std::string_view role) {
      if (actor.empty() || !roles.emplace(actor, role).second) return;
      db_.row(kEventActors).bind(1, number).bind(2, static_cast<std::int64_t>(i)).bind(3, actor).bind(4, role).run();
    };
    for (const std::string& a : e.actors) add(a, "actor");
    for (const std::string& a : e.recipients) add(a, "recipient");
    for (const RecordThird& t : e.third) add(t.actor, name_of(t.role));
  }
}

// Of one actor; `documents` is 1 or -1.
void SqlStore::add_to_totals(const std::string& actor, std::int64_t documents, std::int64_t mentions) {
  Total& total = totals_[actor];
  total.documents += documents;
  total.mentions += mentions;
}

// Always in the same order, so that two that write at the same time do not wait for each other.
void SqlStore::write_totals() {
  bool has_fewer = false;
  for (const auto& [actor, total] : totals_) {
    if (total.documents == 0 && total.mentions == 0) continue;
    prepared(
        "INSERT INTO actor_totals (actor, documents, mentions) VALUES (?1, ?2, ?3) ON CONFLICT (actor) DO UPDATE SET "
        "documents = actor_totals.documents + excluded.documents, mentions = actor_totals.mentions + excluded.mentions")
        .bind(1, actor)
        .bind(2, total.documents)
        .bind(3, total.mentions)
        .run();
    has_fewer = has_fewer || total.documents < 0;
  }
  if (has_fewer) prepared("DELETE FROM actor_totals WHERE documents = 0").run();
  totals_.clear();
}

void SqlStore::remove_layers(std::int64_t number) {
  std::vector<std::pair<std::string, std::int64_t>> actors;
  auto& query = prepared("SELECT actor, mentions FROM document_actors WHERE document = ?1");
  query.bind(1, number);
  while (query.step()) actors.emplace_back(query.text(0), query.integer(1));
  query.reset();
  for (const auto& [actor, mentions] : actors) add_to_totals(actor, -1, -mentions);
  for (const char* sql : {"DELETE FROM document_actors WHERE document = ?1", "DELETE FROM mentions WHERE document = ?1",
                          "DELETE FROM attributions WHERE document = ?1", "DELETE FROM event_actors WHERE document = ?1",
                          "DELETE FROM events WHERE document = ?1"}) {
    prepared(sql).bind(1, number).run();
  }
}

}  // namespace isnad::store
