// A minimal appender of compact JSON: what the record needs at the speed of extraction. Commas are put by itself.
#pragma once

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <string>
#include <string_view>

namespace isnad::record {

class JsonWriter {
 public:
  explicit JsonWriter(std::string& out) : out_(out) {}

  void begin_object() {
    separate();
    out_ += '{';
    is_first_ = true;
  }
  void end_object() {
    out_ += '}';
    is_first_ = false;
  }
  void begin_array() {
    separate();
    out_ += '[';
    is_first_ = true;
  }
  void end_array() {
    out_ += ']';
    is_first_ = false;
  }
  /// `k` must need no escaping and have at most 60 bytes.
  void key(std::string_view k) {
    std::array<char, 64> buffer;
    std::size_t n = 0;
    if (!is_first_) buffer[n++] = ',';
    buffer[n++] = '"';
    const std::size_t size = std::min(k.size(), buffer.size() - 4);
    k.copy(buffer.data() + n, size);
    n += size;
    buffer[n++] = '"';
    buffer[n++] = ':';
    out_.append(buffer.data(), n);
    is_first_ = true;
  }
  void string(std::string_view s) {
    separate();
    escape(s);
    is_first_ = false;
  }
  /// The string, or null where it is empty.
  void string_or_null(std::string_view s) { s.empty() ? null() : string(s); }
  /// A member: key and string.
  void text(std::string_view k, std::string_view value) {
    key(k);
    string(value);
  }
  void text_or_null(std::string_view k, std::string_view value) {
    key(k);
    string_or_null(value);
  }
  template <class Strings>
  void texts(std::string_view k, const Strings& values) {
    key(k);
    begin_array();
    for (const std::string_view v : values) string(v);
    end_array();
  }
  void null() {
    separate();
    out_ += "null";
    is_first_ = false;
  }
  void boolean(bool b) {
    separate();
    out_ += b ? "true" : "false";
    is_first_ = false;
  }
  void integer(std::uint64_t n) {
    separate();
    char buffer[24];
    const auto r = std::to_chars(buffer, buffer + sizeof buffer, n);
    out_.append(buffer, r.ptr);
    is_first_ = false;
  }
  /// In its shortest spelling.
  void number(double x) {
    separate();
    char buffer[32];
    const auto r = std::to_chars(buffer, buffer + sizeof buffer, x);
    out_.append(buffer, r.ptr);
  }
  /// With two decimals.
  void ratio(float x) {
    separate();
    char buffer[32];
    const auto r = std::to_chars(buffer, buffer + sizeof buffer, static_cast<double>(x), std::chars_format::fixed, 2);
    out_.append(buffer, r.ptr);
    is_first_ = false;
  }

 private:
  void separate() {
    if (!is_first_) out_ += ',';
    is_first_ = false;
  }
  void escape(std::string_view s);

  std::string& out_;
  bool is_first_ = true;
};

}  // namespace isnad::record
