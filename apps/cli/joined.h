// What the verbs copies, stories and claims share: each shows one part of the dossier of the stored documents.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "commands.h"
#include "dossier_view.h"
#include "isnad/dossier.h"
#include "terminal.h"

namespace isnad::cli {

struct JoinedOptions : StoreOptions {
  DocumentFilter filter;
  std::size_t limit = 50;
  bool is_json = false;
};

/// Options that select documents, the number of lines, and JSON.
void add_joined_options(CLI::App& command, JoinedOptions& options);

/// Builds the dossier and prints `part` of it: as JSON, or by `print`.
int show_part(const JoinedOptions& options, DossierPart part, const std::function<void(const Dossier&, const Terminal&)>& print);

/// "2 outlets", "1 outlet and 2 documents of unknown outlets": of documents whose outlet is not known nobody can say how many outlets they are of.
std::string counted_outlets(const Dossier& dossier, const std::vector<std::uint32_t>& documents);

/// "title  outlet . date" of a document.
std::string document_line(const Dossier& dossier, std::uint32_t document, const Terminal& terminal);

}  // namespace isnad::cli
