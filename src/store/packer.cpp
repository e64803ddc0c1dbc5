#include <zstd.h>

#include <algorithm>
#include <new>

#include "isnad/store.h"
#include "link/sketch.h"
#include "store/sql_store.h"

namespace isnad {
namespace {

constexpr int kLevel = 3;

struct Free {
  void operator()(ZSTD_CCtx* context) const { ZSTD_freeCCtx(context); }
};

}  // namespace

struct Packer::State {
  link::Sketcher sketcher;
  std::unique_ptr<ZSTD_CCtx, Free> context{ZSTD_createCCtx()};
  std::string buffer;
};

Packer::Packer() : state_(std::make_unique<State>()) {}
Packer::~Packer() = default;
Packer::Packer(Packer&&) noexcept = default;
Packer& Packer::operator=(Packer&&) noexcept = default;

Parcel Packer::pack(Record record, std::string_view line) {
  Parcel out;
  out.record = std::move(record);
  const Document& d = out.record.document;
  out.sketch = std::make_shared<const link::Sketch>(state_->sketcher(d.id, d.published.value, d.title, d.text));
  std::string& buffer = state_->buffer;
  buffer.resize(std::max(buffer.size(), ZSTD_compressBound(line.size())));
  const std::size_t n = ZSTD_compressCCtx(state_->context.get(), buffer.data(), buffer.size(), line.data(), line.size(), kLevel);
  if (ZSTD_isError(n) != 0U) throw std::bad_alloc();  // there is no other reason
  out.line.assign(buffer, 0, n);
  out.line_size = line.size();
  return out;
}

namespace store {

std::string decompress(std::string_view bytes, std::size_t size) {
  std::string out(size, '\0');
  const std::size_t n = ZSTD_decompress(out.data(), out.size(), bytes.data(), bytes.size());
  if (ZSTD_isError(n) != 0U || n != size) damaged("a record in the store is damaged");
  return out;
}

}  // namespace store
}  // namespace isnad
