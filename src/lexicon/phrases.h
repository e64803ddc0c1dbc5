// Words and phrases of the image: interned folded words, and a trie over them whose ends carry payloads of the layers.
//
// A phrase is a sequence of folded words; punctuation in it does not count. One pass of the matcher
// (src/token/match.h) over a document finds the phrases of all layers at once.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "lexicon/image.h"

namespace isnad::lexicon {

/// The table that a payload's `entry` is a row of.
enum class Layer : std::uint16_t {
  actor,        ///< name of a particular actor (section "actors")
  state,        ///< name, capital or people of a state
  adjective,    ///< nisba of a state
  organ,        ///< head of an organ that is composed with a state
  title,        ///< role title
  office,       ///< title of a dated office: means a person (offices.h)
  head,         ///< noun that announces the name of an outlet, group or organisation
  given_name,   ///< personal given name
  cue,          ///< cue of attribution (src/attribution)
  source_noun,  ///< noun that can stand for an unnamed source or a document
  marker,       ///< function words that attribution reads (data/cues/markers.tsv)
  event,        ///< event trigger (src/event)
  function,     ///< function words and markers with a syntactic role (src/morph)
  time,         ///< words of time expressions (src/time)
  place,        ///< gazetteer
  furniture,    ///< boilerplate (src/ingest)
  context,      ///< words around a name that tell actors from places (src/actor)
  idea,         ///< reads like the name of a body and is none: "national security", "the Middle East" (src/actor)
};

/// Word id; kNoWord where a string is no word of the image.
using WordId = std::uint32_t;
inline constexpr WordId kNoWord = 0;

struct Payload {
  std::uint16_t layer = 0;
  std::uint16_t features = 0;  ///< FormFeature bits of the inflected form (inflect.h)
  std::uint32_t entry = 0;
};

struct WordSlot {
  std::uint32_t hash = 0;
  WordId id = kNoWord;
  StringRef text;
};
struct EdgeSlot {
  std::uint32_t node = 0;
  WordId word = kNoWord;
  std::uint32_t child = 0;
};
struct NodeRow {
  Payload only;                     ///< where it has one payload, as most have: a look at the node is enough
  std::uint32_t payload_begin = 0;  ///< of several
  std::uint16_t payload_count = 0;
  bool has_edges = false;

  [[nodiscard]] std::span<const Payload> payloads(std::span<const Payload> all) const {
    return payload_count == 1 ? std::span(&only, 1) : all.subspan(payload_begin, payload_count);
  }
};

/// Read access to the words and phrases of an image. A view: the image must outlive it.
class Phrases {
 public:
  Phrases() = default;
  explicit Phrases(const Image& image);

  /// Id of a folded word, or kNoWord.
  [[nodiscard]] WordId word(std::string_view folded) const;
  /// Node after `word` from the root (0) or another node; 0 when no phrase goes on that way.
  [[nodiscard]] std::uint32_t step(std::uint32_t node, WordId word) const;
  [[nodiscard]] std::span<const Payload> payloads(std::uint32_t node) const { return nodes_[node].payloads(payloads_); }
  /// Say that the payloads of `node` will be read soon; first the one, a little later the other.
  void expect_node(std::uint32_t node) const { __builtin_prefetch(&nodes_[node]); }
  void expect_payloads(std::uint32_t node) const {
    if (nodes_[node].payload_count > 1) __builtin_prefetch(payloads_.data() + nodes_[node].payload_begin);
  }
  /// Says that a step from `node`, not the root, will be taken soon.
  void expect_step(std::uint32_t node, WordId word) const;
  [[nodiscard]] bool has_edges(std::uint32_t node) const { return nodes_[node].has_edges; }

 private:
  std::string_view strings_;
  std::span<const char> string_bytes_;
  std::span<const WordSlot> words_;
  std::span<const EdgeSlot> edges_;
  std::span<const NodeRow> nodes_;
  std::span<const Payload> payloads_;
  std::span<const std::uint32_t> first_;  // node of each word that begins a phrase
};

/// Collects phrases and writes the sections that Phrases reads.
class PhraseBuilder {
 public:
  PhraseBuilder() = default;
  /// Begins with the words and phrases of `image`, under their ids.
  explicit PhraseBuilder(const Image& image);

  /// Adds `phrase` (any spelling: it is folded and parted here). The same phrase may carry many payloads; an equal
  /// payload is kept once. Phrases with no word are ignored.
  void add(std::string_view phrase, Payload payload);
  /// Makes `folded` a word of the image though no phrase has it.
  WordId intern_word(std::string_view folded);
  void write(ImageBuilder& image) const;

 private:
  struct Node {
    std::unordered_map<WordId, std::uint32_t> children;
    std::vector<Payload> payloads;
  };
  std::unordered_map<std::string, WordId> words_;
  std::vector<std::string> word_texts_{std::string()};
  std::vector<Node> nodes_{Node{}};
};

/// The folded words of `phrase`: runs of letters and digits.
std::vector<std::string> fold_words(std::string_view phrase);

/// Hash of a folded word, as the image and the type table use it.
std::uint32_t hash_word(std::string_view folded);

}  // namespace isnad::lexicon
