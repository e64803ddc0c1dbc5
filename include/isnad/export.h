// Exports: what a dossier and its records say, in the formats of other tools.
//
//   std::string out;
//   isnad::write_graphml(dossier, out);
//
// Each function appends a whole file to `out`, UTF-8, the same bytes for the same dossier. Offsets count code points of
// the document's text, as in the record. docs/formats/exports.md says what is written where.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "isnad/dossier.h"
#include "isnad/records.h"
#include "isnad/result.h"

namespace isnad {

/// Gives the record of a document of the dossier.
using RecordLoader = std::function<Result<Record>(const std::string& id)>;

/// Statements and moves as a table (RFC 4180, with a header line).
Result<void> write_csv(const Dossier& dossier, const RecordLoader& load, std::string& out);

/// Who told whom: sources and outlets, an edge for each step of a chain (GraphML 1.0).
void write_graphml(const Dossier& dossier, std::string& out);

/// Moves as statements of Discourse Network Analyzer, in the columns of its CSV event list.
Result<void> write_dna(const Dossier& dossier, const RecordLoader& load, std::string& out);

/// Events as PLOVER records, one JSON object a line.
void write_plover(const Record& record, std::string& out);

/// Documents, claims and sources as W3C PROV-JSON.
void write_prov(const Dossier& dossier, std::string& out);

/// The sentences of a record with their words as CoNLL-U; proclitics and pronoun endings are words of their own in a
/// multiword token. Errors: not_found, when the record (`line`, as JSON) was written without words.
Result<void> write_conllu(std::string_view line, std::string& out);

/// A record as a gold file of the annotation guide, without a line end; its text is a file beside it, as it is. Spans are given
/// by their words, mentions by offsets (`mention_offsets`) too. Places, actors that nothing names and attributions without a
/// source have no place in such a file.
void write_gold(const Record& record, std::string& out);

}  // namespace isnad
