// Pairs of sentences as the stance model sees them (tools/train_stance.py, bench/stance_accuracy.py):
//
//   build/bench/isnad_stance [--features] < PAIRS
//
// reads two sentences a line, parted by a tab, and prints the stance and the scores of each; with --features what the models
// are fitted on: measures as name=value, then the names, all parted by tabs.
#include <fmt/format.h>

#include <cstdio>
#include <iostream>
#include <string>
#include <string_view>

#include "link/stance.h"

int main(int argc, char** argv) {
  const bool has_features = argc == 2 && std::string_view(argv[1]) == "--features";
  std::string out;
  for (std::string line; std::getline(std::cin, line);) {
    const std::size_t tab = line.find('\t');
    if (tab == line.npos) return 2;
    const std::string_view one = std::string_view(line).substr(0, tab);
    const std::string_view other = std::string_view(line).substr(tab + 1);
    if (!has_features) {
      const isnad::link::Stance s = isnad::link::stance(one, other);
      out += fmt::format("{}\t{:.4f}\t{:.4f}\n", isnad::link::name_of(s.kind), s.unrelated, s.opposed);
      continue;
    }
    const isnad::link::StanceFeatures f = isnad::link::stance_features(one, other);
    for (const auto& [name, value] : f.measures) out += fmt::format("{}={:.6f}\t", name, value);
    out += fmt::format("{}\n", fmt::join(f.names, "\t"));
  }
  std::fwrite(out.data(), 1, out.size(), stdout);
  return 0;
}
