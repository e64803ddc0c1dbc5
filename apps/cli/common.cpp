#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <thread>

#include "commands.h"
#include "terminal.h"

namespace isnad::cli {

void add_engine_options(CLI::App& command, EngineOptions& options) {
  command.add_option("--lexicon", options.lexicon, "Lexicon image to use instead of the one beside the program")
      ->type_name("FILE");
  command.add_option("--min-confidence", options.min_confidence, "Leave out mentions, statements and events below this (0 to 1)")
      ->check(CLI::Range(0.0F, 1.0F))
      ->type_name("X");
  command
      .add_option_function<std::string>(
          "--overlay",
          [&options](const std::string& path) {
            auto read = read_corrections(path);
            if (!read) throw CLI::ValidationError("--overlay", read.error().to_string());
            options.knowledge = std::move(*read);
          },
          "Names and cues of your own besides: what isnad corrections export wrote to FILE")
      ->type_name("FILE");
  add_furniture_option(command, options);
}

void add_input_options(CLI::App& command, EngineOptions& options) {
  command.add_option("paths", options.paths, "Files, folders, or - for JSONL on standard input")->required()->type_name("PATH");
  add_thread_options(command, options);
}

void add_thread_options(CLI::App& command, EngineOptions& options) {
  options.threads = std::clamp(std::thread::hardware_concurrency(), 1U, 64U);
  command.add_option("--threads", options.threads, "Threads that analyse; the output is the same with any number")
      ->check(CLI::Range(1U, 256U))
      ->default_str("as many as processors")
      ->type_name("N");
  command.add_flag("--as-is", options.is_as_is, "Take texts as already clean: no search for the main text");
}

void add_furniture_option(CLI::App& command, EngineOptions& options) {
  command
      .add_option_function<std::string>(
          "--furniture",
          [&options](const std::string& path) {
            auto read = ingest::Furniture::read(path);
            if (!read) throw CLI::ValidationError("--furniture", read.error().to_string());
            options.furniture = std::make_shared<const ingest::Furniture>(std::move(*read));
          },
          "Take the lines out of texts that isnad furniture learned and wrote to FILE")
      ->type_name("FILE");
}

Result<Document> read_document(const ingest::RawItem& item, const Engine& engine, const EngineOptions& options) {
  auto document = ingest::read_document(item, engine.reading(), reading_options(options));
  if (document && options.furniture && !options.is_as_is) options.furniture->take_out(*document);
  return document;
}

ingest::Options reading_options(const EngineOptions& options) {
  ingest::Options reading;
  reading.is_as_is = options.is_as_is;
  return reading;
}

void add_store_options(CLI::App& command, StoreOptions& options) {
  command.add_option("--db", options.database, "Store to use")->capture_default_str()->type_name("FILE");
}

Result<Record> load_record(Store& store, const std::string& id) { return store.record(id); }

Result<std::vector<Correction>> read_corrections(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return Error{ErrorCode::unreadable, "cannot be read", path};
  std::vector<Correction> out;
  std::string line;
  for (long number = 1; std::getline(in, line); ++number) {
    if (line.empty()) continue;
    auto correction = read_correction(line, path, number);
    if (!correction) return correction.error();
    out.push_back(std::move(*correction));
  }
  return out;
}

std::unique_ptr<Engine> open_engine(const EngineOptions& options, Store* store) {
  std::vector<Correction> knowledge = options.knowledge;
  if (store != nullptr) {
    auto kept = store->corrections("");
    if (!kept) return complain(kept.error()), nullptr;
    for (auto& k : *kept) knowledge.push_back(std::move(k.correction));
  }
  auto engine = Engine::open(options.lexicon.empty() ? default_image() : options.lexicon, overlay_of(knowledge));
  if (engine) return std::make_unique<Engine>(std::move(*engine));
  complain(engine.error());
  return nullptr;
}

int write_output(const std::string& text, const std::string& output) {
  if (output.empty() || output == "-") {
    std::fwrite(text.data(), 1, text.size(), stdout);
    return kOk;
  }
  std::ofstream out(output, std::ios::binary);
  out << text;
  out.close();
  if (!out) return complain({ErrorCode::unavailable, "cannot be written (check the folder and free space)", output}), kPartial;
  std::fputs(fmt::format("isnad: wrote {}\n", output).c_str(), stderr);
  return kOk;
}

void complain(const Error& error) { std::fputs(fmt::format("isnad: {}\n", printable(error.to_string())).c_str(), stderr); }

std::string default_image() {
  std::error_code ec;
  const auto program = std::filesystem::read_symlink("/proc/self/exe", ec);
  const auto beside = program.parent_path() / "isnad.lexicon";
  if (std::filesystem::exists(beside, ec)) return beside.string();
  return (program.parent_path().parent_path() / "share" / "isnad" / "isnad.lexicon").string();
}

}  // namespace isnad::cli
