#include <map>
#include <set>

#include "isnad/export.h"
#include "isnad/names.h"
#include "record/json_writer.h"

namespace isnad {
namespace {

using record::JsonWriter;

// Documents and claims are entities, sources and outlets agents. A claim's carrier is an entity of its own: quoted from its
// document, attributed to each source of its chain, a specialisation of the claim. Copies are derived from their originals.
class Provenance {
 public:
  Provenance(const Dossier& d, std::string& out) : d_(d), json_(out) {}

  void write() {
    collect();
    json_.begin_object();
    json_.key("prefix");
    json_.begin_object();
    member("isnad", "urn:isnad:");
    json_.end_object();
    section("entity", entities_);
    section("agent", agents_);
    section("wasAttributedTo", attributed_);
    section("wasDerivedFrom", derived_);
    section("specializationOf", special_);
    section("actedOnBehalfOf", delegated_);
    json_.end_object();
  }

 private:
  using Attributes = std::vector<std::pair<std::string, std::string>>;
  using Section = std::map<std::string, Attributes>;

  void member(std::string_view key, std::string_view value) {
    json_.key(key);
    json_.string(value);
  }
  void section(std::string_view name, const Section& items) {
    if (items.empty()) return;
    json_.key(name);
    json_.begin_object();
    for (const auto& [id, attributes] : items) {
      json_.key(id);
      json_.begin_object();
      for (const auto& [key, value] : attributes) {
        if (!value.empty()) member(key, value);
      }
      json_.end_object();
    }
    json_.end_object();
  }

  static std::string id_of(const char* kind, std::size_t i) { return std::string("isnad:") + kind + std::to_string(i + 1); }
  static std::string blank(const char* kind, const Section& of) {
    return std::string("_:") + kind + std::to_string(of.size() + 1);
  }

  std::string agent(const std::string& name, const std::string& kind) {
    const auto [it, is_new] = agent_ids_.try_emplace(name, id_of("agent-", agent_ids_.size()));
    if (is_new) agents_[it->second] = {{"prov:label", name}, {"isnad:kind", kind}};
    return it->second;
  }

  void collect() {
    for (std::size_t i = 0; i < d_.documents.size(); ++i) document(i);
    for (std::size_t i = 0; i < d_.claims.size(); ++i) {
      const Claim& claim = d_.claims[i];
      entities_[id_of("claim-", i)] = {{"prov:label", claim.text}, {"isnad:polarity", claim.is_denied ? "denied" : "affirmed"}};
      for (std::size_t k = 0; k < claim.carriers.size(); ++k) carrier(i, k);
    }
  }
  void document(std::size_t i) {
    const DossierDocument& d = d_.documents[i];
    const std::string id = id_of("document-", i);
    entities_[id] = {{"prov:label", d.title}, {"isnad:id", d.id}, {"isnad:published", d.published}};
    const std::string& outlet = d.outlet_name.empty() ? d.outlet : d.outlet_name;
    if (!outlet.empty())
      attributed_[blank("published", attributed_)] = {{"prov:entity", id}, {"prov:agent", agent(outlet, "outlet")}};
    for (const DossierCopy& c : d.copied_from)
      derived_[blank("copied", derived_)] = {{"prov:generatedEntity", id}, {"prov:usedEntity", id_of("document-", c.document)}};
  }
  void carrier(std::size_t claim, std::size_t k) {
    const ClaimCarrier& c = d_.claims[claim].carriers[k];
    const std::string id = id_of("claim-", claim) + "-" + std::to_string(k + 1);
    entities_[id] = {{"isnad:start", std::to_string(c.evidence.span.begin.value)},
                     {"isnad:end", std::to_string(c.evidence.span.end.value)},
                     {"isnad:act", std::string(name_of(c.act))},
                     {"isnad:stance", std::string(name_of(c.stance))}};
    special_[blank("carries", special_)] = {{"prov:specificEntity", id}, {"prov:generalEntity", id_of("claim-", claim)}};
    derived_[blank("from", derived_)] = {{"prov:generatedEntity", id},
                                         {"prov:usedEntity", id_of("document-", c.evidence.document)},
                                         {"prov:type", "prov:Quotation"}};
    std::string nearer;
    for (std::size_t step = 0; step < c.chain.size(); ++step) {
      const bool is_root = step + 1 == c.chain.size() && c.root != kNone;
      const std::string who =
          agent(c.chain[step], is_root ? std::string(name_of(d_.claims[claim].roots[c.root].kind)) : "conduit");
      attributed_[blank("told", attributed_)] = {
          {"prov:entity", id}, {"prov:agent", who}, {"isnad:step", std::to_string(step + 1)}};
      if (!nearer.empty() && nearer != who && passed_on_.insert({nearer, who}).second)
        delegated_[blank("through", delegated_)] = {{"prov:delegate", nearer}, {"prov:responsible", who}};
      nearer = who;
    }
  }

  const Dossier& d_;
  JsonWriter json_;
  Section entities_, agents_, attributed_, derived_, special_, delegated_;
  std::map<std::string, std::string> agent_ids_;
  std::set<std::pair<std::string, std::string>> passed_on_;
};

}  // namespace

void write_prov(const Dossier& dossier, std::string& out) { Provenance(dossier, out).write(); }

}  // namespace isnad
