#include "ingest/served_page.h"

#include "ingest/charset.h"
#include "ingest/decode.h"
#include "ingest/json_object.h"
#include "ingest/pdf.h"

namespace isnad::ingest {
namespace {

bool is_pdf(std::string_view type) { return type.starts_with("application/pdf"); }
bool is_plain(std::string_view type) { return type.starts_with("text/plain"); }

std::string declared_charset(std::string_view type) {
  const std::size_t at = type.find("charset=");
  if (at == std::string_view::npos) return {};
  std::string out(type.substr(at + 8, type.find(';', at) - at - 8));
  std::erase_if(out, [](char c) { return c == '"' || c == '\'' || c == ' ' || c == '\t'; });
  return out;
}

}  // namespace

bool is_page(std::string_view content_type) {
  return is_pdf(content_type) || is_plain(content_type) || content_type.find("html") != std::string_view::npos;
}

Result<std::string> page_line(const ServedPage& page) {
  if (!is_page(page.content_type))
    return Error{ErrorCode::unsupported, "no page but " + make_valid_utf8(page.content_type.substr(0, 100)), {}, 0};
  const std::string url = make_valid_utf8(page.url);
  if (is_pdf(page.content_type)) {
    const auto pdf = read_pdf(page.bytes);
    if (!pdf) return pdf.error();
    return json_object(
        {{"url", url}, {"outlet", page.outlet}, {"published", page.published}, {"title", pdf->title}, {"text", pdf->text}});
  }
  const std::string charset = declared_charset(page.content_type);
  const auto decoded = decode(page.bytes, charset.empty() ? html_charset(page.bytes) : charset);
  if (!decoded) return decoded.error();
  return json_object({{"url", url},
                      {"outlet", page.outlet},
                      {"published", page.published},
                      {is_plain(page.content_type) ? "text" : "html", decoded->text}});
}

}  // namespace isnad::ingest
