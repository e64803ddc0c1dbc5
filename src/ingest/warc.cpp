// Web archives (ISO 28500, WARC/1.0 and 1.1): the pages among their records.
#include <algorithm>
#include <charconv>

#include "ingest/item_source.h"
#include "ingest/served_page.h"
#include "text/ascii.h"

namespace isnad::ingest {
namespace {

constexpr std::uint64_t kLongestHeader = 1 << 16;
constexpr int kMostHeaders = 1000;

// What is wanted of the header of a record or of an HTTP response.
struct Header {
  std::string type, uri, date, content_type, transfer, encoding;
  std::uint64_t length = 0;

  void read(std::string_view line) {
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) return;
    const std::string name = text::lower_ascii(text::trimmed(line.substr(0, colon)));
    const std::string_view value = text::trimmed(line.substr(colon + 1));
    if (name == "warc-type") type = text::lower_ascii(value);
    else if (name == "warc-target-uri") uri = value.starts_with('<') ? value.substr(1, value.find('>') - 1) : value;
    else if (name == "warc-date") date = value;
    else if (name == "content-type") content_type = text::lower_ascii(value);
    else if (name == "transfer-encoding") transfer = text::lower_ascii(value);
    else if (name == "content-encoding") encoding = text::lower_ascii(value);
    else if (name == "content-length") std::from_chars(value.data(), value.data() + value.size(), length);
  }
};

// The body of a response in chunks (RFC 9112, 7.1); as it is where the chunks are not whole.
std::string without_chunks(const std::string& body) {
  std::string out;
  for (std::size_t at = 0; at < body.size();) {
    const std::size_t end = body.find("\r\n", at);
    std::size_t size = 0;
    if (end == std::string::npos) return out.empty() ? body : out;
    const auto read = std::from_chars(body.data() + at, body.data() + end, size, 16);
    if (read.ec != std::errc()) return out.empty() ? body : out;
    if (size == 0) break;
    out.append(body, end + 2, size);
    at = end + 2 + std::min(size, body.size()) + 2;
  }
  return out;
}

class WarcItems final : public ItemSource {
 public:
  WarcItems(std::unique_ptr<ByteSource> bytes, const Options& options)
      : source_(std::move(bytes)),
        stream_(*source_),
        limit_(options.max_bytes) {}

  bool next(RawItem& item) override {
    while (true) {
      Header record;
      if (!read_header(record, item)) return item.error.has_value();
      if (record.type != "response" && record.type != "resource") {
        if (!pass(record.length, item)) return item.error.has_value();
        continue;
      }
      item.line = ++count_;
      if (record.length > limit_) {
        item.error = too_large(limit_);
        stream_.skip(record.length);
        return true;
      }
      item.bytes.clear();
      if (!stream_.take(record.length, item.bytes)) {
        item.error = stream_.error() ? *stream_.error() : cut_off();
        return true;
      }
      if (take_page(record, item)) return true;
      ++skipped_;
      --count_;
      item = RawItem();
    }
  }

  [[nodiscard]] std::uint64_t skipped() const override { return skipped_; }

 private:
  static Error cut_off() { return {ErrorCode::bad_format, "the web archive ends within a record", {}, 0}; }

  // Empty lines stand between records.
  bool read_header(Header& out, RawItem& item) {
    std::string line;
    do {
      if (stream_.line(line, kLongestHeader) == Stream::Got::end) {
        if (stream_.error()) set_error(item, *stream_.error());
        return false;
      }
    } while (text::trimmed(line).empty());
    if (!line.starts_with("WARC/")) {
      set_error(item, {ErrorCode::bad_format, "it is no web archive, or a damaged one: a record must begin with WARC/", {}, 0});
      stream_.skip(~std::uint64_t{0});
      return false;
    }
    for (int i = 0; i < kMostHeaders && stream_.line(line, kLongestHeader) != Stream::Got::end && !text::trimmed(line).empty();
         ++i)
      out.read(line);
    return true;
  }

  bool pass(std::uint64_t length, RawItem& item) {
    if (stream_.skip(length)) return true;
    set_error(item, stream_.error() ? *stream_.error() : cut_off());
    return false;
  }

  void set_error(RawItem& item, Error error) {
    item.line = ++count_;
    item.error = std::move(error);
  }

  // Makes the content of a record the bytes of `item`; false when it is no page.
  bool take_page(const Header& record, RawItem& item) const {
    Header http = record;
    if (record.type == "response") {
      http = Header();
      const std::size_t end = item.bytes.find("\r\n\r\n");
      if (!item.bytes.starts_with("HTTP/") || end == std::string::npos) return false;
      const std::string_view head = std::string_view(item.bytes).substr(0, end);
      const std::size_t space = head.find(' ');
      if (space == std::string_view::npos || head.substr(space + 1, 3) != "200") return false;
      for (std::size_t at = 0; at < head.size();) {
        const std::size_t line_end = std::min(head.find('\n', at), head.size());
        http.read(head.substr(at, line_end - at));
        at = line_end + 1;
      }
      item.bytes.erase(0, end + 4);
      if (http.transfer.find("chunked") != std::string::npos) item.bytes = without_chunks(item.bytes);
    }
    if (http.encoding == "gzip" || http.encoding == "x-gzip") {
      auto unpacked = unpack(item.bytes, limit_);
      if (unpacked) item.bytes = std::move(*unpacked);
      else item.error = unpacked.error();
    }
    if (item.error) return true;
    if (item.bytes.empty() || !is_page(http.content_type)) return false;
    item.kind = InputKind::json_lines;
    ServedPage page;
    page.content_type = http.content_type;
    page.bytes = item.bytes;
    page.url = record.uri;
    auto line = page_line(page);
    if (line) item.bytes = std::move(*line);
    else item.error = line.error();
    return true;
  }

  std::unique_ptr<ByteSource> source_;
  Stream stream_;
  std::uint64_t limit_;
  long count_ = 0;
  std::uint64_t skipped_ = 0;
};

}  // namespace

std::unique_ptr<ItemSource> warc_items(std::unique_ptr<ByteSource> bytes, const Options& options) {
  return std::make_unique<WarcItems>(std::move(bytes), options);
}

}  // namespace isnad::ingest
