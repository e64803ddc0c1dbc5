// From an input to what is kept of it: what the verbs that analyse share.
#pragma once

#include <string>

#include "commands.h"
#include "isnad/store.h"
#include "queue/worker.h"

namespace isnad::cli {

/// What an input is known by: its bytes, and what its record depends on besides.
class InputKeys {
 public:
  InputKeys(const Engine& engine, const EngineOptions& options);
  [[nodiscard]] InputKey operator()(const ingest::RawItem& item) const;

 private:
  std::string salt_;
};

/// Analyses and packs inputs. It belongs to one thread; engine and options outlive it.
class Analyst {
 public:
  Analyst(const Engine& engine, const EngineOptions& options) : engine_(engine), options_(options), worker_(engine.worker()) {}
  queue::Outcome operator()(const ingest::RawItem& item);

 private:
  queue::Outcome take_record(const ingest::RawItem& item, std::string_view line);

  const Engine& engine_;
  const EngineOptions& options_;
  Engine::Worker worker_;
  Packer packer_;
  std::string line_;
};

}  // namespace isnad::cli
