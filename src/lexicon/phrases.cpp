#include "lexicon/phrases.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <algorithm>
#include <map>

#include "text/fold.h"
#include "text/loose.h"
#include "text/utf8.h"

namespace isnad::lexicon {
namespace {

std::uint32_t hash_edge(std::uint32_t node, WordId word) {
  const std::uint64_t key = (static_cast<std::uint64_t>(node) << 32U) | word;
  return static_cast<std::uint32_t>((key * 0x9E3779B97F4A7C15ULL) >> 32U);
}

std::size_t table_size(std::size_t n) {
  std::size_t size = 16;
  while (size < 2 * n) size *= 2;
  return size;
}

}  // namespace

std::uint32_t hash_word(std::string_view folded) { return static_cast<std::uint32_t>(XXH3_64bits(folded.data(), folded.size())); }

Phrases::Phrases(const Image& image)
    : string_bytes_(image.section<char>("strings")),
      words_(image.section<WordSlot>("words")),
      edges_(image.section<EdgeSlot>("phrase.edges")),
      nodes_(image.section<NodeRow>("phrase.nodes")),
      payloads_(image.section<Payload>("phrase.payloads")),
      first_(image.section<std::uint32_t>("phrase.first")) {
  strings_ = {string_bytes_.data(), string_bytes_.size()};
}

WordId Phrases::word(std::string_view folded) const {
  if (words_.empty()) return kNoWord;
  const std::uint32_t hash = hash_word(folded);
  const std::size_t mask = words_.size() - 1;
  for (std::size_t i = hash & mask;; i = (i + 1) & mask) {
    const WordSlot& slot = words_[i];
    if (slot.id == kNoWord) return kNoWord;
    if (slot.hash == hash && strings_.substr(slot.text.offset, slot.text.size) == folded) return slot.id;
  }
}

std::uint32_t Phrases::step(std::uint32_t node, WordId word) const {
  if (node == 0) return word < first_.size() ? first_[word] : 0;
  const std::size_t mask = edges_.size() - 1;
  for (std::size_t i = hash_edge(node, word) & mask;; i = (i + 1) & mask) {
    const EdgeSlot& slot = edges_[i];
    if (slot.child == 0) return 0;
    if (slot.node == node && slot.word == word) return slot.child;
  }
}

void Phrases::expect_step(std::uint32_t node, WordId word) const {
  __builtin_prefetch(&edges_[hash_edge(node, word) & (edges_.size() - 1)]);
}

std::vector<std::string> fold_words(std::string_view phrase) {
  std::vector<std::string> words;
  std::size_t start = 0;
  text::CharClass run = text::CharClass::space;
  const auto close = [&](std::size_t end) {
    if (run == text::CharClass::arabic || run == text::CharClass::latin || run == text::CharClass::digit) {
      std::string w = text::folded(phrase.substr(start, end - start));
      if (!w.empty()) words.push_back(std::move(w));
    }
  };
  for (std::size_t i = 0; i < phrase.size();) {
    const text::Decoded d = text::decode(phrase, i);
    text::CharClass c = text::class_of(d.code);
    if (c == text::CharClass::mark) c = run;                                    // marks belong to their word
    if (c == text::CharClass::digit && run == text::CharClass::latin) c = run;  // "M4" is one word
    if (c != run) {
      close(i);
      start = i;
      run = c;
    }
    i += d.size;
  }
  close(phrase.size());
  return words;
}

PhraseBuilder::PhraseBuilder(const Image& image) {
  const auto first = image.section<std::uint32_t>("phrase.first");
  const auto rows = image.section<NodeRow>("phrase.nodes");
  const auto payloads = image.section<Payload>("phrase.payloads");
  word_texts_.resize(std::max<std::size_t>(first.size(), 1));
  // A word stands under its own spelling and perhaps under the loose one, which is loose already.
  for (const WordSlot& slot : image.section<WordSlot>("words")) {
    if (slot.id == kNoWord) continue;
    const std::string_view text = image.string(slot.text);
    std::string& own = word_texts_[slot.id];
    if (own.empty() || text::loose(text) != text) own = text;
  }
  for (WordId id = 1; id < word_texts_.size(); ++id) words_.emplace(word_texts_[id], id);
  nodes_.resize(std::max<std::size_t>(rows.size(), 1));
  for (std::size_t n = 0; n < rows.size(); ++n) {
    const auto of_node = rows[n].payloads(payloads);
    nodes_[n].payloads.assign(of_node.begin(), of_node.end());
  }
  for (WordId id = 1; id < first.size(); ++id) {
    if (first[id] != 0) nodes_[0].children.emplace(id, first[id]);
  }
  for (const EdgeSlot& edge : image.section<EdgeSlot>("phrase.edges")) {
    if (edge.child != 0) nodes_[edge.node].children.emplace(edge.word, edge.child);
  }
}

WordId PhraseBuilder::intern_word(std::string_view folded) {
  const auto [it, is_new] = words_.try_emplace(std::string(folded), static_cast<WordId>(word_texts_.size()));
  if (is_new) word_texts_.emplace_back(folded);
  return it->second;
}

void PhraseBuilder::add(std::string_view phrase, Payload payload) {
  std::uint32_t node = 0;
  for (const std::string& w : fold_words(phrase)) {
    const WordId id = intern_word(w);
    const auto next = static_cast<std::uint32_t>(nodes_.size());
    const auto [it, is_new] = nodes_[node].children.try_emplace(id, next);
    node = it->second;
    if (is_new) nodes_.emplace_back();
  }
  if (node == 0) return;
  for (Payload& p : nodes_[node].payloads) {
    if (p.layer == payload.layer && p.entry == payload.entry && p.features == payload.features) return;
  }
  nodes_[node].payloads.push_back(payload);
}

void PhraseBuilder::write(ImageBuilder& image) const {
  // Words under their own spelling and, where no word is spelled so, the loose one.
  std::map<std::string, WordId> loose;
  for (WordId id = 1; id < word_texts_.size(); ++id) {
    std::string key = text::loose(word_texts_[id]);
    if (!words_.contains(key)) loose.try_emplace(std::move(key), id);
  }
  std::vector<WordSlot> words(table_size(word_texts_.size() + loose.size()));
  const auto insert = [&](const std::string& text, WordId id) {
    const std::uint32_t hash = hash_word(text);
    std::size_t i = hash & (words.size() - 1);
    while (words[i].id != kNoWord) i = (i + 1) & (words.size() - 1);
    words[i] = {hash, id, image.intern(text)};
  };
  for (WordId id = 1; id < word_texts_.size(); ++id) insert(word_texts_[id], id);
  for (const auto& [text, id] : loose) insert(text, id);
  std::size_t edge_count = 0;
  for (const Node& n : nodes_) edge_count += n.children.size();
  std::vector<EdgeSlot> edges(table_size(edge_count));
  std::vector<NodeRow> nodes(nodes_.size());
  std::vector<Payload> payloads;
  std::vector<std::uint32_t> first(word_texts_.size(), 0);
  for (std::uint32_t n = 0; n < nodes_.size(); ++n) {
    std::vector<std::pair<WordId, std::uint32_t>> children(nodes_[n].children.begin(), nodes_[n].children.end());
    std::sort(children.begin(), children.end());
    for (const auto& [word, child] : children) {
      if (n == 0) {
        first[word] = child;
        continue;
      }
      std::size_t i = hash_edge(n, word) & (edges.size() - 1);
      while (edges[i].child != 0) i = (i + 1) & (edges.size() - 1);
      edges[i] = {n, word, child};
    }
    const std::vector<Payload>& own = nodes_[n].payloads;
    nodes[n].payload_count = static_cast<std::uint16_t>(own.size());
    nodes[n].has_edges = !children.empty();
    if (own.size() == 1) {
      nodes[n].only = own.front();
    } else {
      nodes[n].payload_begin = static_cast<std::uint32_t>(payloads.size());
      payloads.insert(payloads.end(), own.begin(), own.end());
    }
  }
  image.replace("words", words);
  image.replace("phrase.edges", edges);
  image.replace("phrase.nodes", nodes);
  image.replace("phrase.payloads", payloads);
  image.replace("phrase.first", first);
}

}  // namespace isnad::lexicon
