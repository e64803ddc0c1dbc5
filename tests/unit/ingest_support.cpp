#include "ingest_support.h"

#include <unicode/ucnv.h>

#include <fstream>
#include <iterator>
#include <stdexcept>
#include <vector>

namespace isnad::ingest {
namespace {

Knowledge make_knowledge() {
  Knowledge::Builder builder;
  for (const std::string& name : Knowledge::Builder::table_names()) {
    std::string tsv;
    if (name == "actors/outlets.tsv") {
      tsv =
          "id\ttype\tname_en\tnames_ar\tshort_ar\tdomains\tcountry\tlanguage\tkind\tsource\n"
          "barq\toutlet\tBarq\tوكالة برق للأنباء|وكالة برق\tبرق\tbarq.example|barq.test\tXX\tar\tagency\tinvented\n"
          "mina\toutlet\tMina Daily\tصحيفة الميناء|55+\tالميناء\tmina.example\tXX\tar\tnewspaper\tinvented\n";
    } else {
      std::ifstream in(std::string(ISNAD_SOURCE_DIR) + "/data/" + name, std::ios::binary);
      tsv.assign(std::istreambuf_iterator<char>(in), {});
    }
    const auto added = builder.add(name, tsv);
    if (!added) throw std::runtime_error(added.error().to_string());
  }
  return builder.finish();
}

}  // namespace

const Knowledge& test_knowledge() {
  static const Knowledge knowledge = make_knowledge();
  return knowledge;
}

RawItem item_of(const std::string& path, std::string bytes, InputKind kind) {
  RawItem item;
  item.path = path;
  item.bytes = std::move(bytes);
  item.kind = kind;
  if (kind == InputKind::json_lines) item.line = 1;
  return item;
}

std::string encoded(const std::string& text, const char* encoding) {
  UErrorCode status = U_ZERO_ERROR;
  std::string out(text.size() * 4 + 16, '\0');
  const auto size = ucnv_convert(encoding, "UTF-8", out.data(), static_cast<int>(out.size()), text.data(),
                                 static_cast<int>(text.size()), &status);
  if (U_FAILURE(status)) throw std::runtime_error(u_errorName(status));
  out.resize(static_cast<std::size_t>(size));
  return out;
}

}  // namespace isnad::ingest
