#include "analyst.h"

#include <fmt/format.h>

#include "isnad/record.h"
#include "text/sha256.h"

namespace isnad::cli {
namespace {

constexpr std::size_t kHashDigits = 32;

}  // namespace

InputKeys::InputKeys(const Engine& engine, const EngineOptions& options)
    : salt_(fmt::format("{}\n{}\n{}\n{}\n{}\n", ISNAD_VERSION, engine.lexicon_hash(), options.is_as_is, options.min_confidence,
                        options.furniture ? options.furniture->hash() : "")) {}

InputKey InputKeys::operator()(const ingest::RawItem& item) const {
  InputKey key{item.path, {}, item.line};
  if (!item.error) key.hash = text::sha256_hex(salt_ + item.input_hash()).substr(0, kHashDigits);
  return key;
}

queue::Outcome Analyst::operator()(const ingest::RawItem& item) {
  // What `isnad extract` wrote, perhaps on another machine, is kept as it is.
  if (std::string_view(item.bytes).starts_with(R"({"schema":"isnad.record/)")) return take_record(item, item.bytes);
  const auto document = read_document(item, engine_, options_);
  if (!document) return {{}, document.error()};
  RecordOptions record_options;
  record_options.min_confidence = options_.min_confidence;
  line_.clear();
  write_record(worker_.analyse(*document), record_options, line_);
  return take_record(item, line_);
}

queue::Outcome Analyst::take_record(const ingest::RawItem& item, std::string_view line) {
  auto record = read_record(line, item.path, item.line);
  if (!record) return {{}, record.error()};
  return {packer_.pack(std::move(*record), line), {}};
}

}  // namespace isnad::cli
