#include "input.h"

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "text/sha256.h"

namespace isnad::cli {
namespace {

namespace fs = std::filesystem;

std::string text_of(const nlohmann::json& j, const char* key) {
  const auto it = j.find(key);
  return it == j.end() || !it->is_string() ? std::string() : it->get<std::string>();
}

bool is_lines(const std::string& path) { return path == "-" || path.ends_with(".jsonl") || path.ends_with(".ndjson"); }

void finish(Document& d, bool has_given_id) {
  d.content_hash = text::sha256_hex(d.text);
  if (!has_given_id) d.id = d.content_hash.substr(0, 16);
}

Result<Document> from_json(const RawItem& item) {
  const auto j = nlohmann::json::parse(item.bytes, nullptr, false);
  if (!j.is_object()) return Error{ErrorCode::bad_format, "not a JSON object (each line has to be one)", item.path, item.line};
  Document d;
  d.path = item.path == "-" ? "" : item.path;
  d.id = text_of(j, "id");
  d.url = text_of(j, "url");
  d.outlet_name = text_of(j, "outlet");
  d.title = text_of(j, "title");
  d.published = {text_of(j, "published"), text_of(j, "published").empty() ? DateBasis::none : DateBasis::metadata};
  d.language = "ar";
  const std::string text = text_of(j, "text");
  d.text = d.title.empty() ? text : d.title + "\n\n" + text;
  if (d.text.empty()) return Error{ErrorCode::bad_format, "no `text` in this line", item.path, item.line};
  finish(d, !d.id.empty());
  return d;
}

}  // namespace

Input::Input(std::vector<std::string> paths) {
  for (const std::string& path : paths) {
    std::error_code ec;
    if (!fs::is_directory(path, ec)) {
      add(path);
      continue;
    }
    std::vector<std::string> below;
    for (fs::recursive_directory_iterator it(path, fs::directory_options::skip_permission_denied, ec), end; it != end; it.increment(ec)) {
      if (it->is_regular_file(ec) && it->path().filename().string()[0] != '.') below.push_back(it->path().string());
    }
    std::sort(below.begin(), below.end());
    for (const std::string& file : below) add(file);
  }
  if (!is_total_known_) total_bytes_ = 0;
}

void Input::add(const std::string& path) {
  files_.push_back(path);
  std::error_code ec;
  const auto size = fs::file_size(path, ec);
  if (ec) {
    is_total_known_ = is_total_known_ && path != "-";
  } else {
    total_bytes_ += size;
  }
}

bool Input::open_lines(const std::string& path) {
  line_ = 0;
  if (path == "-") {
    stream_ = &std::cin;
  } else {
    lines_ = std::ifstream(path, std::ios::binary);
    if (!lines_) return false;
    stream_ = &lines_;
  }
  has_ahead_ = static_cast<bool>(std::getline(*stream_, ahead_));
  return true;
}

bool Input::next_line(RawItem& item) {
  while (has_ahead_) {
    item.bytes = std::move(ahead_);
    item.line = ++line_;
    ahead_.clear();
    has_ahead_ = static_cast<bool>(std::getline(*stream_, ahead_));
    if (item.bytes.find_first_not_of(" \t\r") != std::string::npos) return true;
  }
  return false;
}

bool Input::read_whole(const std::string& path, RawItem& item) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return false;
  item.bytes.assign(std::istreambuf_iterator<char>(in), {});
  return !in.bad();
}

bool Input::next(RawItem& item) {
  for (; at_ < files_.size(); ++at_) {
    const std::string& path = files_[at_];
    item = RawItem{path};
    std::error_code ec;
    if (path != "-" && !fs::exists(path, ec)) {
      item.error = Error{ErrorCode::not_found, "no such file or folder", path};
    } else if (is_lines(path)) {
      if (stream_ == nullptr && !open_lines(path)) {
        item.error = Error{ErrorCode::unreadable, "cannot be read (check its permissions)", path};
      } else if (next_line(item)) {
        item.is_last = !has_ahead_;
        return true;
      } else {
        stream_ = nullptr;
        continue;
      }
    } else if (!read_whole(path, item)) {
      item.error = Error{ErrorCode::unreadable, "cannot be read (check its permissions)", path};
    }
    item.is_last = true;
    ++at_;
    return true;
  }
  return false;
}

Result<Document> to_document(const RawItem& item, bool /*as_is*/) {
  if (item.error) return *item.error;
  if (is_lines(item.path)) return from_json(item);
  Document d;
  d.path = item.path;
  d.text = item.bytes;
  d.language = "ar";
  if (d.text.empty()) return Error{ErrorCode::bad_format, "the file is empty", item.path};
  finish(d, false);
  return d;
}

}  // namespace isnad::cli
