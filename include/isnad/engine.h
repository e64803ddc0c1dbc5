// The engine: the list of stages in order.
//
//   auto engine = isnad::Engine::open("isnad.lexicon");
//   isnad::Engine::Worker worker = engine->worker();
//   const isnad::Analysis& analysis = worker.analyse(document);
//   isnad::write_record(analysis, {}, line);
//
// An Engine is immutable and shared by threads; a Worker belongs to one thread. What a worker returns is a pure function
// of the document and the lexicon image, whatever it analysed before.
#pragma once

#include <memory>
#include <string>

#include "isnad/analysis.h"
#include "isnad/document.h"
#include "isnad/ingest.h"
#include "isnad/overlay.h"
#include "isnad/result.h"

namespace isnad {

/// Whether a worker tags every token as part of a name or not (Token::ner). It takes about a quarter of the time of all other
/// layers, which do without it; records with `tokens` need it.
enum class NameTags { left_out, given };

class Engine {
 public:
  /// Maps the lexicon image at `path`; with what `overlay` knows besides, where it knows anything. Errors: not_found, bad_format.
  static Result<Engine> open(const std::string& path, const Overlay& overlay = {});

  class Worker {
   public:
    ~Worker();
    Worker(Worker&&) noexcept;
    Worker& operator=(Worker&&) noexcept;
    /// Runs all stages over `document`, which must live as long as the result is used. The result is valid until the
    /// next call. Documents in another language than Arabic get no layers but sentences.
    const Analysis& analyse(const Document& document);

   private:
    friend class Engine;
    struct State;
    explicit Worker(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
  };

  [[nodiscard]] Worker worker(NameTags name_tags = NameTags::left_out) const;
  /// Names the knowledge that records are made with: a hash of the lexicon image.
  [[nodiscard]] const std::string& lexicon_hash() const;
  /// What ingest::read_document() has to know; lives as long as the engine.
  [[nodiscard]] const ingest::Knowledge& reading() const;

 private:
  struct Knowledge;
  explicit Engine(std::shared_ptr<const Knowledge> knowledge) : knowledge_(std::move(knowledge)) {}
  std::shared_ptr<const Knowledge> knowledge_;
};

}  // namespace isnad
