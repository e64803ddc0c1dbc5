#include "ingest/furniture.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "lexicon/table.h"
#include "text/fold.h"
#include "text/sha256.h"

namespace isnad::ingest {
namespace {

constexpr std::string_view kHeader = "outlet\ttext\twhy\tarticles\tdays\n";
constexpr std::size_t kIdDigits = 16;

// White space as single spaces, none at the ends.
std::string collapsed(std::string_view s) {
  std::string out;
  for (const char c : s) {
    const bool is_space = c == ' ' || c == '\t' || c == '\r' || c == '\n';
    if (!is_space) out.push_back(c);
    else if (!out.empty() && out.back() != ' ') out.push_back(' ');
  }
  if (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

long number(std::string_view cell) {
  long n = -1;
  const auto read = std::from_chars(cell.data(), cell.data() + cell.size(), n);
  return read.ec == std::errc() && read.ptr == cell.data() + cell.size() ? n : -1;
}

}  // namespace

std::string_view furniture_outlet(const Document& document) {
  return document.outlet_id.empty() ? document.outlet_name : document.outlet_id;
}

std::string furniture_key(std::string_view line) { return text::folded(collapsed(line)); }

std::string write_furniture(const std::vector<FurnitureLine>& lines) {
  std::vector<std::string> rows;
  rows.reserve(lines.size());
  for (const FurnitureLine& l : lines)
    rows.push_back(fmt::format("{}\t{}\t{}\t{}\t{}\n", collapsed(l.outlet), collapsed(l.text), l.why, l.articles, l.days));
  std::sort(rows.begin(), rows.end());
  std::string out(kHeader);
  for (const std::string& row : rows) out += row;
  return out;
}

Result<Furniture> Furniture::read(const std::string& path) {
  const auto table = lexicon::Table::read(path, {"outlet", "text"});
  if (!table) return table.error();
  Furniture out;
  std::string all;
  for (const auto& row : table->rows()) {
    FurnitureLine line;
    line.outlet = table->cell(row, "outlet");
    line.text = table->cell(row, "text");
    line.why = table->cell(row, "why");
    line.articles = number(table->cell(row, "articles"));
    line.days = number(table->cell(row, "days"));
    std::string key = furniture_key(line.text);
    if (line.outlet.empty() || key.empty())
      return Error{ErrorCode::bad_format, "a line of furniture has an outlet and a text", path, row.line};
    all.append(line.outlet).append(1, '\t').append(key).append(1, '\n');
    out.outlets_[line.outlet].insert_or_assign(std::move(key), std::move(line));
  }
  out.hash_ = text::sha256_hex(all);
  return out;
}

std::vector<const FurnitureLine*> Furniture::take_out(Document& document) const {
  const auto outlet = outlets_.find(std::string(furniture_outlet(document)));
  if (outlet == outlets_.end()) return {};
  std::vector<const FurnitureLine*> out;
  const std::string& text = document.text;
  std::string kept;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size() - 1) + 1;
    const std::string_view line = std::string_view(text).substr(at, end - at);
    const bool is_headline = at == 0 && !document.title.empty() && text.starts_with(document.title);
    const auto found = is_headline ? outlet->second.end() : outlet->second.find(furniture_key(line));
    if (found == outlet->second.end()) kept += line;
    else out.push_back(&found->second);
    at = end;
  }
  while (!kept.empty() && (kept.back() == '\n' || kept.back() == ' ')) kept.pop_back();
  if (out.empty() || kept.empty() || kept == document.title) return {};
  const bool has_own_id = document.id != document.content_hash.substr(0, kIdDigits);
  document.text = std::move(kept);
  document.content_hash = text::sha256_hex(document.text);
  if (!has_own_id) document.id = document.content_hash.substr(0, kIdDigits);
  return out;
}

}  // namespace isnad::ingest
