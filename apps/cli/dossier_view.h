// A dossier for a terminal.
#pragma once

#include <string>

#include "isnad/dossier.h"
#include "isnad/store.h"
#include "terminal.h"

namespace isnad::cli {

enum class DossierDetail {
  brief,  ///< the best of each part, for the summary after analyze
  full,
};

/// Parties, positions, claims, disputes, names and times, each with where it stands.
std::string dossier_text(const Dossier& dossier, const Terminal& terminal, DossierDetail detail);

/// The dossier of the documents that fit `filter`, or no more of it than `part` needs.
Result<Dossier> build_dossier(Store& store, const DocumentFilter& filter, std::optional<DossierPart> part = {});

}  // namespace isnad::cli
