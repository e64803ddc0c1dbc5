#include "dossier/sides.h"

#include <algorithm>

#include "dossier/table_view.h"
#include "isnad/names.h"
#include "link/rows.h"

namespace isnad::dossier {

extern const std::string_view kBodiesTsv;
extern const std::string_view kGroupsTsv;
extern const std::string_view kOfficesArabTsv;
extern const std::string_view kOfficesWorldTsv;
extern const std::string_view kOrganisationsTsv;
extern const std::string_view kOrgansTsv;
extern const std::string_view kStatesTsv;

namespace {

constexpr std::uint32_t kApposition = 4;  // code points between a body and the person named with it: blanks, marks
constexpr double kAgreed = 0.6;           // of the bodies that a person is named with

bool covers(std::string_view from, std::string_view to, std::string_view date) {
  // Dates are compared as far as both say: 2018-03 lies within a term that began in 2018.
  const auto before = [](std::string_view a, std::string_view b) {
    const std::size_t n = std::min(a.size(), b.size());
    return a.substr(0, n) < b.substr(0, n);
  };
  return (from.empty() || !before(date, from)) && (to.empty() || !before(to, date));
}

}  // namespace

Sides::Sides() {
  for (const std::string_view table : {kOfficesArabTsv, kOfficesWorldTsv}) {
    each_row(table, 6, [&](const auto& c) { offices_[c[0]].push_back({c[3], c[4], c[5]}); });
  }
  each_row(kOrgansTsv, 2, [&](const auto& c) {
    if (c[1] == name_of(ActorType::organisation)) free_organs_.push_back(c[0]);
  });
  each_row(kStatesTsv, 2, [&](const auto& c) { states_.insert(c[0]); });
}

void Sides::add(const Record& record) {
  const RecordMention* last = nullptr;
  for (const RecordMention& m : record.mentions) {
    if (m.actor.empty()) continue;
    if (m.type) types_.emplace(m.actor, *m.type);
    const bool is_person = m.type == ActorType::person;
    const bool follows = last != nullptr && last->span.end <= m.span.begin && m.span.begin - last->span.end <= kApposition;
    if (is_person && follows) ++named_with_[m.actor][last->actor];
    const bool is_body = !is_person && m.type && *m.type != ActorType::outlet && *m.type != ActorType::place;
    last = is_body ? &m : nullptr;
  }
}

bool Sides::is_outlet(const std::string& actor) const {
  const auto it = types_.find(actor);
  return it != types_.end() && it->second == ActorType::outlet;
}

bool Sides::is_faction(const std::string& side) const {
  const auto it = types_.find(side);
  return it != types_.end() && (it->second == ActorType::armed_group || it->second == ActorType::party);
}

Sides::Names Sides::names_of(const std::string& side) {
  for (const std::string_view table : {kStatesTsv, kBodiesTsv, kGroupsTsv, kOrganisationsTsv}) {
    const std::size_t at = table.find("\n" + side + "\t");
    if (at == std::string_view::npos) continue;
    std::string_view row = table.substr(at + 1, table.find('\n', at + 1) - at - 1);
    std::vector<std::string_view> cells;
    while (!row.empty()) cells.push_back(link::next(row, '\t'));
    const std::size_t english = link::column_of(table, "name_en");
    const std::size_t arabic = link::column_of(table, "names_ar");
    if (cells.size() > std::max(english, arabic)) return {cells[english], cells[arabic].substr(0, cells[arabic].find('|'))};
  }
  return {};
}

// Whose id begins with its state's, but who does not stand for it: its armed opposition, its parties, its unions.
bool Sides::is_of_its_own(const std::string& id) const {
  return is_faction(id) || std::any_of(free_organs_.begin(), free_organs_.end(), [&](std::string_view organ) {
           return id.ends_with(organ) && id.size() > organ.size() && id[id.size() - organ.size() - 1] == '-';
         });
}

std::string Sides::whole(std::string id) const {
  if (states_.contains(id) || id.starts_with("x-") || is_of_its_own(id)) return id;
  for (std::size_t at = id.rfind('-'); at != std::string::npos && at > 0; at = id.rfind('-', at - 1)) {
    std::string head = id.substr(0, at);
    if (states_.contains(head) || types_.contains(head)) return head;
  }
  return id;
}

std::string Sides::body_of_person(const std::string& person, std::string_view date) const {
  const auto held = offices_.find(person);
  if (held != offices_.end() && !date.empty()) {
    for (const Office& o : held->second) {
      if (covers(o.from, o.to, date)) return std::string(o.body);
    }
  }
  if (const auto known = named_with_.find(person); known != named_with_.end()) {
    int all = 0;
    auto best = known->second.begin();
    for (auto it = known->second.begin(); it != known->second.end(); ++it) {
      all += it->second;
      if (it->second > best->second) best = it;
    }
    if (best->second >= kAgreed * all) return best->first;
  }
  // Without a date only an office that leaves no doubt counts: all of one body.
  if (held == offices_.end()) return person;
  const auto& offices = held->second;
  const bool is_one = std::all_of(offices.begin(), offices.end(), [&](const Office& o) {
    return whole(std::string(o.body)) == whole(std::string(offices[0].body));
  });
  return is_one ? std::string(offices[0].body) : person;
}

std::string Sides::of(const std::string& actor, std::string_view date) const {
  const auto type = types_.find(actor);
  const bool is_person = (type != types_.end() && type->second == ActorType::person) || offices_.contains(actor);
  return whole(is_person ? body_of_person(actor, date) : actor);
}

}  // namespace isnad::dossier
