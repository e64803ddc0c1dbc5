// Prints who says what through whom in the files that are named: who_says_what article.txt page.html more.jsonl
#include <isnad/engine.h>
#include <isnad/ingest.h>

#include <iostream>

int main(int argc, char** argv) {
  const auto engine = isnad::Engine::open(ISNAD_IMAGE);
  if (!engine) return std::cerr << engine.error().to_string() << "\n", 1;
  auto worker = engine->worker();
  isnad::ingest::Reader reader({argv + 1, argv + argc}, {});
  for (isnad::ingest::RawItem item; reader.next(item);) {
    const auto document = isnad::ingest::read_document(item, engine->reading(), {});
    if (!document) {
      std::cerr << document.error().to_string() << "\n";
      continue;
    }
    const isnad::Analysis& analysis = worker.analyse(*document);
    for (const auto& said : analysis.attributions) {
      for (const auto source : said.chain) std::cout << analysis.text(analysis.sources[source].mentions.front()) << ": ";
      std::cout << (said.content.empty() ? "" : analysis.text(said.content.front())) << "\n";
    }
  }
}
