// read_document(): the kinds of input, each to a Document.
#include <algorithm>

#include "ingest/byline.h"
#include "ingest/charset.h"
#include "ingest/decode.h"
#include "ingest/html_meta.h"
#include "ingest/html_text.h"
#include "ingest/json_ld.h"
#include "ingest/json_line.h"
#include "ingest/page_lines.h"
#include "ingest/tables.h"
#include "text/sha256.h"

namespace isnad::ingest {
namespace {

constexpr std::size_t kIdDigits = 16;

std::string join(const std::vector<std::string>& paragraphs) {
  std::string out;
  for (const std::string& paragraph : paragraphs) {
    if (!out.empty()) out.push_back('\n');
    out += paragraph;
  }
  return out;
}

std::string with_title(const std::string& title, const std::string& body) {
  if (title.empty() || body.empty()) return title.empty() ? body : title;
  return title + "\n\n" + body;
}

class DocumentReader {
 public:
  DocumentReader(const RawItem& item, const Tables& tables, const Options& options)
      : item_(item),
        tables_(tables),
        options_(options) {}

  Result<Document> run() {
    if (item_.error) return *item_.error;
    if (item_.path != "-") document_.path = item_.path;
    Result<void> read = item_.kind == InputKind::json_lines ? read_json() : read_file();
    if (!read) return located(read.error());
    return finish();
  }

 private:
  [[nodiscard]] Error located(Error error) const {
    error.file = item_.path;
    error.line = item_.line;
    return error;
  }

  // --- files
  Result<void> read_file() {
    if (item_.bytes.empty()) return Error{ErrorCode::bad_format, "the file is empty", {}, 0};
    if (item_.bytes.size() > options_.max_bytes)
      return Error{ErrorCode::too_large, "larger than the limit for one document", {}, 0};
    const bool is_html = item_.kind == InputKind::html || looks_like_html(item_.bytes);
    const auto decoded = decode(item_.bytes, is_html ? html_charset(item_.bytes) : std::string());
    if (!decoded) return decoded.error();
    if (is_html) return read_html(sanitise(decoded->text));
    return options_.is_as_is ? read_clean_text(make_valid_utf8(decoded->text)) : read_page_text(sanitise(decoded->text));
  }

  // As-is: the first line is the headline where a blank line follows it.
  Result<void> read_clean_text(std::string text) {
    constexpr std::size_t kLongestHeadline = 500;  // bytes; more is a paragraph
    const std::size_t end = text.find('\n');
    const std::string_view first = std::string_view(text).substr(0, end);
    const bool has_blank = end != std::string::npos && (text.compare(end, 2, "\n\n") == 0 || text.compare(end, 3, "\n\r\n") == 0);
    const std::vector<std::string_view> trimmed = split_lines(first);
    if (has_blank && first.size() <= kLongestHeadline && !trimmed.empty()) document_.title = trimmed.front();
    document_.text = std::move(text);
    return {};
  }

  Result<void> read_page_text(const std::string& text) {
    const std::vector<PageLine> lines = label_lines(text, tables_);
    std::vector<std::string> body;
    std::vector<std::string_view> bylines;
    std::vector<std::string_view> furniture;
    for (const PageLine& line : lines) {
      if (line.label == LineLabel::headline) document_.title = line.text;
      if (line.label == LineLabel::body) body.emplace_back(line.text);
      if (line.label == LineLabel::byline) bylines.push_back(line.text);
      if (line.label == LineLabel::boilerplate) furniture.push_back(line.text);
    }
    document_.text = with_title(document_.title, join(body));
    apply(read_bylines(bylines, tables_));
    document_.author = document_.author.empty() ? author_of_box(lines) : document_.author;
    if (document_.outlet_name.empty()) document_.outlet_name = outlet_among(furniture);
    return {};
  }

  // The name line of an author box, which stands before the description.
  static std::string author_of_box(const std::vector<PageLine>& lines) {
    std::string_view name;
    for (const PageLine& line : lines) {
      if (line.label == LineLabel::blank) continue;
      if (line.role == LineRole::bio && is_name_like(name)) return std::string(name);
      name = line.label == LineLabel::byline && line.role == LineRole::none ? line.text : std::string_view();
    }
    return {};
  }

  // The name of the site stands alone in a line of its furniture.
  [[nodiscard]] std::string outlet_among(const std::vector<std::string_view>& furniture) const {
    for (const std::string_view line : furniture) {
      if (line.size() <= 100 && tables_.outlets.by_name(line) != nullptr) return std::string(line);
    }
    return {};
  }

  Result<void> read_html(const std::string& html) {
    auto dom = Dom::parse(html, tables_.hints);
    if (!dom) return dom.error();
    const JsonLd json_ld = read_json_ld(*dom);
    const HtmlMeta meta = read_meta(*dom, json_ld, tables_, html);
    const std::string title = document_.title.empty() ? sanitise(meta.title) : document_.title;
    Article article = read_article(*dom, tables_, title, json_ld.body);
    // What a feed says of an article is too short to be told from a page's furniture by its shape.
    if (article.paragraphs.empty() && item_.kind == InputKind::json_lines && !title.empty())
      article.paragraphs = all_lines(*dom, tables_);
    if (article.paragraphs.empty()) return Error{ErrorCode::bad_format, "no article text was found in the page", {}, 0};
    const auto set = [](std::string& field, const std::string& value) {
      if (field.empty()) field = value;
    };
    document_.title = title;
    set(document_.url, meta.url);
    set(document_.author, sanitise(meta.author));
    set(document_.outlet_name, sanitise(meta.outlet));
    if (document_.published.value.empty()) document_.published = meta.published;
    declared_language_ = meta.language;
    apply(read_bylines({article.bylines.begin(), article.bylines.end()}, tables_));
    document_.text = with_title(title, sanitise(join(article.paragraphs)));
    return {};
  }

  void apply(const Byline& byline) {
    if (document_.author.empty()) document_.author = byline.author;
    if (document_.outlet_name.empty()) document_.outlet_name = byline.outlet;
    if (byline.date.size() > document_.published.value.size()) document_.published = {byline.date, DateBasis::byline};
  }

  // --- JSONL
  Result<void> read_json() {
    auto fields = parse_json_line(item_.bytes);
    if (!fields) return fields.error();
    document_.id = fields->id;
    document_.url = fields->url;
    document_.outlet_name = fields->outlet;
    document_.title = options_.is_as_is ? fields->title : single_line(sanitise(fields->title));
    if (std::string date = find_date(fields->published, tables_.months); !date.empty())
      document_.published = {std::move(date), DateBasis::metadata};
    if (fields->text.empty() && !fields->html.empty()) return read_html(sanitise(fields->html));
    if (fields->text.empty() && document_.title.empty())
      return Error{ErrorCode::bad_format, "the line has neither `text` nor `html`", {}, 0};
    document_.text = with_title(document_.title, options_.is_as_is ? fields->text : without_furniture(sanitise(fields->text)));
    return {};
  }

  static std::string single_line(std::string text) {
    std::replace(text.begin(), text.end(), '\n', ' ');
    const std::vector<std::string_view> lines = split_lines(text);
    return lines.empty() ? std::string() : std::string(lines.front());
  }

  // Clean text still holds advertisements and links that are told by their words.
  [[nodiscard]] std::string without_furniture(std::string text) const {
    std::string out;
    std::size_t kept = 0;
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t end = std::min(text.find('\n', at), text.size() - 1) + 1;
      const std::string_view line = std::string_view(text).substr(at, end - at);
      if (tables_.lines.is_boilerplate_in_clean_text(line)) {
        out.append(text, kept, at - kept);
        kept = end;
      }
      at = end;
    }
    if (kept == 0) return text;
    out.append(text, kept);
    while (!out.empty() && (out.back() == '\n' || out.back() == ' ')) out.pop_back();
    return out.empty() ? text : out;
  }

  // --- all
  Result<Document> finish() {
    if (document_.text.empty()) return located({ErrorCode::bad_format, "no text was found in it", {}, 0});
    if (document_.text.size() > options_.max_bytes)
      return located({ErrorCode::too_large, "its text is larger than the limit for one document", {}, 0});
    resolve_outlet();
    if (document_.published.value.empty()) {
      if (std::string date = date_in_url(document_.url, tables_.months); !date.empty())
        document_.published = {std::move(date), DateBasis::url};
    }
    document_.language = tables_.languages.detect(document_.text, declared_language_);
    document_.content_hash = text::sha256_hex(document_.text);
    if (document_.id.empty()) document_.id = document_.content_hash.substr(0, kIdDigits);
    return std::move(document_);
  }

  // A name that was given stays as it is; the address decides where it is not known.
  void resolve_outlet() {
    const Outlet* outlet = document_.outlet_name.empty() ? nullptr : tables_.outlets.by_name(document_.outlet_name);
    if (outlet == nullptr) outlet = tables_.outlets.by_url(document_.url);
    if (outlet == nullptr) return;
    document_.outlet_id = outlet->id;
    if (document_.outlet_name.empty()) document_.outlet_name = outlet->name;
  }

  const RawItem& item_;
  const Tables& tables_;
  const Options& options_;
  Document document_;
  std::string declared_language_;
};

}  // namespace

Result<Document> read_document(const RawItem& item, const Knowledge& knowledge, const Options& options) {
  return DocumentReader(item, knowledge.tables(), options).run();
}

}  // namespace isnad::ingest
