// Items as NATS messages (docs/formats/queue.md).
#include <fmt/format.h>

#include <charconv>

#include "queue/nats.h"

namespace isnad::queue {
namespace {

constexpr const char* kId = "Nats-Msg-Id";
constexpr const char* kKind = "Isnad-Kind";
constexpr const char* kPath = "Isnad-Path";
constexpr const char* kLine = "Isnad-Line";
constexpr const char* kPlace = "Isnad-Place";
constexpr const char* kSince = "Isnad-Since";
constexpr std::string_view kPointer = "pointer";

constexpr std::pair<ingest::InputKind, std::string_view> kKinds[] = {
    {ingest::InputKind::text, "text"}, {ingest::InputKind::html, "html"}, {ingest::InputKind::json_lines, "json"}};

// A header holds no line ends: those bytes, and those of a path that are no ASCII, are written %0A.
std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte >= 0x7F || c == '%') {
      out += fmt::format("%{:02X}", byte);
    } else {
      out += c;
    }
  }
  return out;
}

std::string unescaped(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    unsigned byte = 0;
    if (text[i] == '%' && i + 2 < text.size() &&
        std::from_chars(text.data() + i + 1, text.data() + i + 3, byte, 16).ptr == text.data() + i + 3) {
      out += static_cast<char>(byte);
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

std::int64_t number_in(const std::string& text) {
  std::int64_t n = 0;
  std::from_chars(text.data(), text.data() + text.size(), n);
  return n;
}

}  // namespace

void set_header(natsMsg* message, const char* name, const std::string& value) {
  natsMsgHeader_Set(message, name, escaped(value).c_str());
}

std::string header(natsMsg* message, const char* name) {
  const char* value = nullptr;
  if (natsMsgHeader_Get(message, name, &value) != NATS_OK || value == nullptr) return {};
  return unescaped(value);
}

Owned<natsMsg> message_of(const Item& item, const std::string& subject) {
  natsMsg* raw = nullptr;
  const std::string& bytes = item.input.bytes;
  if (natsMsg_Create(&raw, subject.c_str(), nullptr, bytes.data(), static_cast<int>(bytes.size())) != NATS_OK)
    throw std::bad_alloc();  // there is no other reason
  Owned<natsMsg> out(raw);
  if (!item.id.empty()) set_header(raw, kId, item.id);
  set_header(raw, kPath, item.input.path);
  if (item.input.line != 0) set_header(raw, kLine, std::to_string(item.input.line));
  set_header(raw, kPlace, std::to_string(item.place));
  set_header(raw, kSince, std::to_string(item.since));
  for (const auto& [kind, name] : kKinds) {
    if (kind == item.input.kind) set_header(raw, kKind, std::string(item.is_pointer ? kPointer : name));
  }
  return out;
}

Item item_of(natsMsg* message) {
  Item out;
  out.id = header(message, kId);
  out.input.path = header(message, kPath);
  if (out.input.path.empty()) out.input.path.assign(1, '-');
  out.input.line = static_cast<long>(number_in(header(message, kLine)));
  out.place = number_in(header(message, kPlace));
  out.since = number_in(header(message, kSince));
  out.input.kind = ingest::InputKind::json_lines;
  const std::string name = header(message, kKind);
  out.is_pointer = name == kPointer;
  for (const auto& [kind, spelled] : kKinds) {
    if (spelled == name) out.input.kind = kind;
  }
  out.input.bytes.assign(natsMsg_GetData(message), static_cast<std::size_t>(natsMsg_GetDataLength(message)));
  return out;
}

}  // namespace isnad::queue
