// The tables of links in a store.
#pragma once

#include "isnad/links.h"
#include "isnad/records.h"
#include "store/database.h"
#include "store/linking.h"

namespace isnad::store {

class SqlLinks : public LinkTables {
 public:
  explicit SqlLinks(Database& database) : db_(database) {}

  /// Keeps the sketch of a document, which is fresh from then on, in place of what it had; nothing where it is kept already and the same.
  void put_sketch(std::int64_t document, const link::Sketch& sketch);
  /// Keeps the sketch of a document that has none.
  void add_sketch(std::int64_t document, const link::Sketch& sketch);
  /// Removes all that is known of a document.
  void remove(std::int64_t document);
  /// To be called before a commit: orders what was put, where that is worth while.
  virtual void settle() {}
  /// Documents without a sketch (of a store of an earlier version) get one. Looked for once: what is put since has its own.
  void sketch_all();
  /// Without a story where it is one of its own.
  DocumentLinks links(std::int64_t document);

  std::vector<std::int64_t> in_state(LinkState state, std::size_t limit) override;
  std::uint64_t count_in_state(LinkState state) override;
  std::int64_t last_order() override;
  LinkState state_of(std::int64_t document) override;
  void set_state(std::int64_t document, LinkState state) override;
  link::Sketch sketch(std::int64_t document) override;
  link::Sketch terms(std::int64_t document) override;
  void each_of_days(std::int32_t first, std::int32_t last,
                    const std::function<void(std::int64_t document, const link::Sketch&)>& use) override;
  void expect(const link::Sketch& /*sketch*/, std::size_t /*limit*/) override {}
  void holders_before(std::int64_t shingle, std::int64_t order, std::size_t limit, std::vector<link::Holder>& out) override;
  void holders_after(std::int64_t shingle, std::int64_t order, std::size_t limit, std::vector<link::Holder>& out) override;
  std::vector<std::int64_t> copied_by(std::int64_t document) override;
  void replace_copies(std::int64_t document, const std::vector<link::Copy>& copies) override;
  std::int64_t component(std::int64_t document) override;
  void rename_component(std::int64_t from, std::int64_t to) override;
  std::vector<std::int64_t> members(std::int64_t component) override;
  void set_story(std::int64_t document, std::int64_t first) override;
  void commit() override;

 protected:
  virtual void remove_shingles(std::int64_t document, const link::Sketch& sketch);

 private:
  std::string id_of(std::int64_t document);
  bool has_sketch(std::int64_t document, const link::Sketch& sketch, std::string_view terms, std::string_view runs);
  link::Sketch read(const char* sql, std::int64_t document);
  std::vector<std::int64_t> numbers(const char* sql, std::int64_t document);
  void holders(const char* sql, std::int64_t shingle, std::int64_t order, std::size_t limit, std::vector<link::Holder>& out);
  Database& db_;
};

}  // namespace isnad::store
