// A line of progress on standard error for long runs, on a terminal only.
#pragma once

#include <chrono>
#include <cstdint>

#include "terminal.h"

namespace isnad::cli {

class Progress {
 public:
  /// `total_bytes` is the size of the input, 0 when it cannot be known (a pipe): then no time left is shown.
  explicit Progress(std::uint64_t total_bytes);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  /// Counts one document of `bytes` of input. Draws at most five times a second.
  void step(std::uint64_t bytes, bool has_failed);
  /// Tells how far the linking of documents is.
  void link(std::uint64_t done, std::uint64_t total);
  /// Takes the line off the screen, so that another message can be printed.
  void clear();
  [[nodiscard]] double seconds() const;

 private:
  void draw();
  void show(const std::string& line);
  [[nodiscard]] bool is_due();

  Terminal terminal_;
  std::uint64_t total_bytes_;
  std::uint64_t bytes_ = 0;
  std::uint64_t documents_ = 0;
  std::uint64_t failures_ = 0;
  bool is_drawn_ = false;
  std::chrono::steady_clock::time_point start_;
  std::chrono::steady_clock::time_point next_;
};

}  // namespace isnad::cli
