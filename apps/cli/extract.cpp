#include <fstream>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>

#include "commands.h"
#include "isnad/engine.h"
#include "isnad/record.h"

namespace isnad::cli {
namespace {

std::string text_of(const nlohmann::json& j, const char* key) {
  const auto it = j.find(key);
  return it == j.end() || !it->is_string() ? std::string() : it->get<std::string>();
}

int extract(const std::string& image) {
  auto engine = Engine::open(image);
  if (!engine) {
    std::cerr << "isnad: " << engine.error().to_string() << "\n";
    return 1;
  }
  auto worker = engine->worker();
  std::string line;
  std::string out;
  std::ios::sync_with_stdio(false);
  while (std::getline(std::cin, line)) {
    const auto j = nlohmann::json::parse(line, nullptr, false);
    if (!j.is_object()) continue;
    Document d;
    d.id = text_of(j, "id");
    d.outlet_name = text_of(j, "outlet");
    d.title = text_of(j, "title");
    d.published.value = text_of(j, "published");
    d.language = "ar";
    d.text = d.title.empty() ? text_of(j, "text") : d.title + "\n\n" + text_of(j, "text");
    out.clear();
    write_record(worker.analyse(d), {}, out);
    std::cout << out << '\n';
  }
  return 0;
}

}  // namespace

void add_extract(CLI::App& app, int& status) {
  auto* command = app.add_subcommand("extract", "Write the record of each document to standard output, one JSON a line");
  auto image = std::make_shared<std::string>();
  command->add_option("--lexicon", *image, "Lexicon image");
  auto paths = std::make_shared<std::vector<std::string>>();
  command->add_option("paths", *paths, "Input");
  static bool as_is = false;
  command->add_flag("--as-is", as_is, "Take texts as already clean");
  command->callback([&status, image, paths] { status = extract(image->empty() ? default_image() : *image); });
}

}  // namespace isnad::cli
