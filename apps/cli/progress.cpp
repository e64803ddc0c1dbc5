#include "progress.h"

#include <fmt/format.h>

#include <cmath>
#include <cstdio>

namespace isnad::cli {
namespace {

using Clock = std::chrono::steady_clock;
constexpr auto kFirst = std::chrono::milliseconds(500);
constexpr auto kBetween = std::chrono::milliseconds(200);

std::string duration(double seconds) {
  const auto s = std::lround(seconds);
  if (s < 60) return fmt::format("{} s", s);
  if (s < 3600) return fmt::format("{}:{:02} min", s / 60, s % 60);
  return fmt::format("{}:{:02} h", s / 3600, s % 3600 / 60);
}

}  // namespace

Progress::Progress(std::uint64_t total_bytes)
    : terminal_(stderr),
      total_bytes_(total_bytes),
      start_(Clock::now()),
      next_(start_ + kFirst) {}

Progress::~Progress() { clear(); }

void Progress::step(std::uint64_t bytes, bool has_failed) {
  bytes_ += bytes;
  ++documents_;
  if (has_failed) ++failures_;
  if (is_due()) draw();
}

void Progress::link(std::uint64_t done, std::uint64_t total) {
  if (is_due() && total > 0)
    show(fmt::format("linking {:.0f} %", 100.0 * static_cast<double>(done) / static_cast<double>(total)));
}

bool Progress::is_due() {
  if (!terminal_.is_terminal()) return false;
  const auto now = Clock::now();
  if (now < next_) return false;
  next_ = now + kBetween;
  return true;
}

void Progress::draw() {
  const double s = seconds();
  std::string line =
      fmt::format("{} documents {} {:.0f} a second", grouped(documents_), kDot, s > 0 ? static_cast<double>(documents_) / s : 0);
  if (failures_ > 0) line += fmt::format(" {} {} failed", kDot, grouped(failures_));
  if (total_bytes_ > 0 && bytes_ > 0 && bytes_ <= total_bytes_) {
    const double done = static_cast<double>(bytes_) / static_cast<double>(total_bytes_);
    line += fmt::format(" {} {:.0f} % {} {} left", kDot, done * 100, kDot, duration(s / done - s));
  }
  show(line);
}

void Progress::show(const std::string& line) {
  std::fputs(fmt::format("\r\x1b[K{}", fit(line, terminal_.width() - 1)).c_str(), stderr);
  std::fflush(stderr);
  is_drawn_ = true;
}

void Progress::clear() {
  if (!is_drawn_) return;
  std::fputs("\r\x1b[K", stderr);
  std::fflush(stderr);
  is_drawn_ = false;
}

double Progress::seconds() const { return std::chrono::duration<double>(Clock::now() - start_).count(); }

}  // namespace isnad::cli
