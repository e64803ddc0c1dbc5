// Makes data/words/documents.tsv: in how many articles of a corpus each light stem stands.
//
//   isnad extract --as-is CORPUS.jsonl | isnad_count_documents ANT > data/words/documents.tsv
#include <iostream>
#include <map>
#include <set>
#include <string>

#include "isnad/records.h"
#include "link/paragraphs.h"
#include "text/stem.h"
#include "text/words.h"

int main(int argc, char** argv) {
  constexpr std::size_t kLeastCount = 12;
  const std::string source = argc > 1 ? argv[1] : "corpus";
  std::map<std::string, std::size_t> counts;
  std::size_t documents = 0;
  for (std::string line; std::getline(std::cin, line);) {
    const auto record = isnad::read_record(line);
    if (!record) return std::cerr << record.error().to_string() << '\n', 1;
    std::set<std::string> here;
    for (const std::string_view paragraph : isnad::link::paragraphs_of(record->document.text)) {
      isnad::text::each_word(paragraph, [&](const isnad::text::Word& w) {
        const bool is_number = w.folded[0] >= '0' && w.folded[0] <= '9';
        if (w.folded.size() >= 6 || is_number) here.insert(isnad::text::light_stem(w.folded));
      });
    }
    for (const std::string& stem : here) ++counts[stem];
    ++documents;
  }
  std::cout << "stem\tdocuments\tsource\n*\t" << documents << '\t' << source << '\n';
  for (const auto& [stem, n] : counts) {
    if (n >= kLeastCount) std::cout << stem << '\t' << n << '\t' << source << '\n';
  }
}
