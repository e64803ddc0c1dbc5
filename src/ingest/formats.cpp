// Which format a file has, and the items of each.
#include <algorithm>
#include <array>

#include "ingest/decode.h"
#include "ingest/feed.h"
#include "ingest/item_source.h"
#include "ingest/json_object.h"
#include "ingest/pdf.h"
#include "text/ascii.h"

namespace isnad::ingest {
namespace {

class LineItems final : public ItemSource {
 public:
  LineItems(std::unique_ptr<ByteSource> bytes, std::uint64_t limit)
      : source_(std::move(bytes)),
        stream_(*source_),
        limit_(limit) {}

  bool next(RawItem& item) override {
    while (true) {
      const Stream::Got got = stream_.line(item.bytes, limit_);
      if (got == Stream::Got::end) return at_end(item);
      item.line = ++line_;
      item.kind = InputKind::json_lines;
      if (got == Stream::Got::too_long)
        item.error = Error{ErrorCode::too_large, "the line is longer than the limit of " + limit_in_words(limit_), {}, 0};
      const bool is_blank = item.bytes.find_first_not_of(" \t\r\xEF\xBB\xBF") == std::string::npos;
      if (item.error || !is_blank) {
        has_any_ = true;
        return true;
      }
    }
  }

 private:
  bool at_end(RawItem& item) {
    const bool has_failed = stream_.error().has_value();
    if (is_ended_ || (has_any_ && !has_failed)) return false;
    is_ended_ = true;
    item.kind = InputKind::json_lines;
    item.line = has_any_ ? line_ + 1 : 0;
    item.error = has_failed ? *stream_.error() : Error{ErrorCode::bad_format, "there are no lines in it", {}, 0};
    return true;
  }

  std::unique_ptr<ByteSource> source_;
  Stream stream_;
  std::uint64_t limit_;
  long line_ = 0;
  bool has_any_ = false;
  bool is_ended_ = false;
};

// A file that is one document.
class WholeItem final : public ItemSource {
 public:
  WholeItem(std::unique_ptr<ByteSource> bytes, InputKind kind, std::uint64_t limit)
      : source_(std::move(bytes)),
        kind_(kind),
        limit_(limit) {}

  bool next(RawItem& item) override {
    if (is_done_) return false;
    is_done_ = true;
    item.kind = kind_;
    Stream stream(*source_);
    stream.take(limit_ + 1, item.bytes);
    if (stream.error()) item.error = *stream.error();
    else if (item.bytes.size() > limit_) item.error = too_large(limit_);
    if (item.error) item.bytes.clear();
    return true;
  }

 private:
  std::unique_ptr<ByteSource> source_;
  InputKind kind_;
  std::uint64_t limit_;
  bool is_done_ = false;
};

// A PDF file as a line of JSONL with its title and text.
class PdfItem final : public ItemSource {
 public:
  PdfItem(std::unique_ptr<ByteSource> bytes, std::uint64_t limit) : file_(std::move(bytes), InputKind::json_lines, limit) {}

  bool next(RawItem& item) override {
    if (!file_.next(item)) return false;
    if (item.error) return true;
    const auto pdf = read_pdf(item.bytes);
    if (pdf) item.bytes = json_object({{"title", pdf->title}, {"text", pdf->text}});
    else item.error = pdf.error();
    return true;
  }

 private:
  WholeItem file_;
};

class FeedItems final : public ItemSource {
 public:
  FeedItems(std::unique_ptr<ByteSource> bytes, std::uint64_t limit) : source_(std::move(bytes)), limit_(limit) {}

  bool next(RawItem& item) override {
    if (!is_read_) {
      is_read_ = true;
      if (read(item)) return true;
    }
    if (at_ >= feed_.entries.size()) return false;
    const FeedEntry& entry = feed_.entries[at_++];
    item.line = static_cast<long>(at_);
    item.kind = InputKind::json_lines;
    item.bytes = json_object({{"url", entry.url},
                              {"outlet", feed_.title},
                              {"published", entry.published},
                              {"title", entry.title},
                              {"html", entry.html}});
    return true;
  }

 private:
  // True when that gave an error.
  bool read(RawItem& item) {
    std::string xml;
    Stream stream(*source_);
    stream.take(limit_ + 1, xml);
    if (stream.error()) item.error = *stream.error();
    else if (xml.size() > limit_) item.error = too_large(limit_);
    if (item.error) return true;
    auto feed = parse_feed(xml);
    if (feed && feed->is_sitemap)
      item.error = Error{ErrorCode::unsupported, "it is a sitemap, which holds addresses only: give it to isnad watch", {}, 0};
    else if (!feed) item.error = feed.error();
    else feed_ = std::move(*feed);
    return item.error.has_value();
  }

  std::unique_ptr<ByteSource> source_;
  std::uint64_t limit_;
  Feed feed_;
  std::size_t at_ = 0;
  bool is_read_ = false;
};

// Gives what was looked at before the rest.
class Resumed final : public ByteSource {
 public:
  Resumed(std::string head, std::unique_ptr<ByteSource> rest) : head_(std::move(head)), rest_(std::move(rest)) {}

  std::size_t read(char* to, std::size_t size) override {
    if (at_ < head_.size()) {
      const std::size_t got = std::min(size, head_.size() - at_);
      std::copy_n(head_.data() + at_, got, to);
      at_ += got;
      return got;
    }
    const std::size_t got = rest_->read(to, size);
    if (got == 0 && rest_->error()) fail(*rest_->error());
    return got;
  }

 private:
  std::string head_;
  std::unique_ptr<ByteSource> rest_;
  std::size_t at_ = 0;
};

// TREC collections have no root element, and each document its own encoding: they are no XML but by name.
std::unique_ptr<ItemSource> xml_items(std::unique_ptr<ByteSource> bytes, const Options& options) {
  std::string head(4096, '\0');
  std::size_t filled = 0;
  for (std::size_t got = 1; got > 0 && filled < head.size(); filled += got)
    got = bytes->read(head.data() + filled, head.size() - filled);
  head.resize(filled);
  const bool is_trec = head.find("<DOC>") != std::string::npos || head.find("<DOC ") != std::string::npos ||
                       head.find("<doc>") != std::string::npos || head.find("<doc ") != std::string::npos;
  auto resumed = std::make_unique<Resumed>(std::move(head), std::move(bytes));
  if (is_trec) return trec_items(std::move(resumed), options);
  return std::make_unique<FeedItems>(std::move(resumed), options.max_bytes);
}

}  // namespace

Format format_of_name(std::string_view name) {
  constexpr std::array<std::pair<std::string_view, Format>, 29> kEndings = {{
      {".txt", Format::text},     {".text", Format::text},   {".html", Format::html},        {".htm", Format::html},
      {".xhtml", Format::html},   {".shtml", Format::html},  {".jsonl", Format::json_lines}, {".ndjson", Format::json_lines},
      {".json", Format::json},    {".xml", Format::xml},     {".rss", Format::xml},          {".atom", Format::xml},
      {".rdf", Format::xml},      {".sgm", Format::xml},     {".sgml", Format::xml},         {".trec", Format::xml},
      {".warc", Format::warc},    {".pdf", Format::pdf},     {".zip", Format::archive},      {".tar", Format::archive},
      {".tgz", Format::archive},  {".gz", Format::archive},  {".bz2", Format::archive},      {".xz", Format::archive},
      {".zst", Format::archive},  {".lz4", Format::archive}, {".7z", Format::archive},       {".txz", Format::archive},
      {".lzma", Format::archive},
  }};
  const std::size_t slash = name.rfind('/');
  if (slash != std::string_view::npos) name.remove_prefix(slash + 1);
  const std::size_t dot = name.rfind('.');
  if (dot == std::string_view::npos) return Format::unknown;
  const std::string ending = text::lower_ascii(name.substr(dot));
  const auto found = std::find_if(kEndings.begin(), kEndings.end(), [&](const auto& entry) { return entry.first == ending; });
  return found == kEndings.end() ? Format::unknown : found->second;
}

Format format_of_bytes(std::string_view head) {
  constexpr std::array<std::pair<std::string_view, Format>, 8> kMagic = {{
      {"%PDF-", Format::pdf},
      {"WARC/1.", Format::warc},
      {"PK\x03\x04", Format::archive},
      {"\x1F\x8B", Format::archive},
      {"BZh", Format::archive},
      {"\xFD"
       "7zXZ",
       Format::archive},
      {"\x28\xB5\x2F\xFD", Format::archive},
      {"7z\xBC\xAF\x27\x1C", Format::archive},
  }};
  const auto found = std::find_if(kMagic.begin(), kMagic.end(), [&](const auto& entry) { return head.starts_with(entry.first); });
  return found == kMagic.end() ? Format::unknown : found->second;
}

std::unique_ptr<ItemSource> open_items(Format format, std::unique_ptr<ByteSource> bytes, const Options& options) {
  switch (format) {
    case Format::json_lines: return std::make_unique<LineItems>(std::move(bytes), options.max_bytes);
    case Format::json: return json_items(std::move(bytes), options);
    case Format::xml: return xml_items(std::move(bytes), options);
    case Format::warc: return warc_items(std::move(bytes), options);
    case Format::html: return std::make_unique<WholeItem>(std::move(bytes), InputKind::html, options.max_bytes);
    case Format::pdf: return std::make_unique<PdfItem>(std::move(bytes), options.max_bytes);
    default: return std::make_unique<WholeItem>(std::move(bytes), InputKind::text, options.max_bytes);
  }
}

}  // namespace isnad::ingest
