#include "ingest/pdf.h"

#include <poppler/cpp/poppler-document.h>
#include <poppler/cpp/poppler-global.h>
#include <poppler/cpp/poppler-page.h>

#include <algorithm>
#include <memory>
#include <vector>

#include "ingest/decode.h"
#include "ingest/line_features.h"
#include "ingest/page_lines.h"

namespace isnad::ingest {
namespace {

constexpr int kMostPages = 5000;

std::string utf8(const poppler::ustring& s) {
  const poppler::byte_array bytes = s.to_utf8();
  return make_valid_utf8({bytes.data(), bytes.size()});
}

// Lines end where the page does: one that is nearly as long as the longest and ends no sentence goes on in the next.
std::string join_lines(std::string page) {
  std::replace(page.begin(), page.end(), '\f', '\n');
  const std::vector<std::string_view> lines = split_lines(page);
  std::vector<std::size_t> lengths;
  for (const std::string_view line : lines) {
    if (!line.empty()) lengths.push_back(line.size());
  }
  if (lengths.empty()) return {};
  const std::size_t at = lengths.size() * 9 / 10;
  std::nth_element(lengths.begin(), lengths.begin() + static_cast<std::ptrdiff_t>(at), lengths.end());
  const std::size_t full = lengths[at] * 3 / 4;
  std::string out;
  bool goes_on = false;
  for (const std::string_view line : lines) {
    if (line.empty()) {
      goes_on = false;
      continue;
    }
    if (!out.empty()) out.push_back(goes_on ? ' ' : '\n');
    out += line;
    goes_on = line.size() >= full && !(ends_sentence(line) && line.size() < lengths[at]);
  }
  return out;
}

}  // namespace

Result<PdfText> read_pdf(std::string_view bytes) {
  // Poppler would write what it finds amiss to standard error.
  static const bool kSilenced = [] {
    poppler::set_debug_error_function([](const std::string&, void*) {}, nullptr);
    return true;
  }();
  static_cast<void>(kSilenced);
  const std::unique_ptr<poppler::document> document(
      poppler::document::load_from_raw_data(bytes.data(), static_cast<int>(std::min<std::size_t>(bytes.size(), 0x7FFFFFFF))));
  if (document == nullptr) return Error{ErrorCode::bad_format, "it is a damaged PDF document", {}, 0};
  if (document->is_locked()) return Error{ErrorCode::unsupported, "it is a PDF document locked by a password", {}, 0};
  PdfText out;
  out.title = utf8(document->get_title());
  for (int i = 0; i < std::min(document->pages(), kMostPages); ++i) {
    const std::unique_ptr<poppler::page> page(document->create_page(i));
    if (page == nullptr) continue;
    const std::string text = join_lines(utf8(page->text(page->page_rect(), poppler::page::raw_order_layout)));
    if (!text.empty()) out.text += (out.text.empty() ? "" : "\n") + text;
  }
  if (out.text.empty()) return Error{ErrorCode::unsupported, "it is a PDF document without a text layer, perhaps a scan", {}, 0};
  return out;
}

}  // namespace isnad::ingest
