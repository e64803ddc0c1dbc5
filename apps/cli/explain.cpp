#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <memory>

#include "commands.h"
#include "isnad/ingest.h"
#include "isnad/names.h"
#include "record/json_writer.h"
#include "terminal.h"
#include "text/utf8.h"

namespace isnad::cli {
namespace {

struct Options : EngineOptions, StoreOptions {
  std::string document;
  bool is_json = false;
};

// One span and what made it.
struct Reason {
  ByteSpan span;
  std::string_view layer;
  std::string what;
  std::string_view rule;
  float confidence = 1.0F;
};

std::vector<Reason> reasons_of(const Analysis& a) {
  std::vector<Reason> out;
  const auto id = [&](Index i) { return i == kNone ? std::string("unknown") : std::string(a.actors[i].id); };
  for (const auto& m : a.mentions) {
    out.push_back({m.span, "actor", id(m.actor) + (m.label == Label::neutral ? "" : fmt::format(", {}", name_of(m.label))),
                   m.rule, m.confidence});
  }
  for (const auto& t : a.times) out.push_back({t.span, "time", t.value.empty() ? "not resolved" : t.value, t.rule, 1.0F});
  for (const auto& x : a.attributions) {
    std::string chain;
    for (const Index s : x.chain) {
      const auto& mentions = a.sources[s].mentions;
      if (!mentions.empty()) chain += fmt::format(" {} {}", kLeftArrow, a.text(mentions.front()));
    }
    out.push_back({x.cue, "statement", fmt::format("{}, {}{}", name_of(x.act), name_of(x.stance), chain), x.rule, x.confidence});
  }
  for (const auto& e : a.events) {
    std::string what = fmt::format("{} {}", name_of(e.type), name_of(e.status));
    if (e.move != Move::none) what += fmt::format(", {}", name_of(e.move));
    for (const Index i : e.actors) what += " " + id(i);
    if (!e.recipients.empty()) what += fmt::format(" {}", kRightArrow);
    for (const Index i : e.recipients) what += " " + id(i);
    out.push_back({e.trigger, "event", what, e.rule, e.confidence});
  }
  std::stable_sort(out.begin(), out.end(), [](const Reason& x, const Reason& y) { return x.span.begin < y.span.begin; });
  return out;
}

// What stood in the file and was not analysed.
using Removed = std::vector<const ingest::FurnitureLine*>;

std::string why(const ingest::FurnitureLine& line) {
  return fmt::format("{} of {}, in {} of {}", line.why, line.outlet, counted(line.articles, "article", "articles"),
                     counted(line.days, "day", "days"));
}

void print(const Analysis& a, const std::vector<Reason>& reasons, const Removed& removed) {
  const Terminal t(stdout);
  text::CharIndex chars;
  chars.build(a.text());
  constexpr std::size_t kTextWidth = 28;
  constexpr std::size_t kWhatWidth = 44;
  for (const Reason& r : reasons) {
    const std::string text = fit(printable(a.text(r.span)), kTextWidth);
    const std::string what = fit(printable(r.what), kWhatWidth);
    fmt::print("{:>6}  {} {}{} {}{} {}\n", chars.to_char(r.span.begin, a.text()).value, padded(r.layer, 9), t.foreign(text),
               std::string(kTextWidth - columns(text), ' '), t.foreign(what), std::string(kWhatWidth - columns(what), ' '),
               t.paint(Style::dim, fmt::format("{}{}", r.rule.empty() ? "no rule noted" : printable(r.rule),
                                               r.confidence < 1.0F ? fmt::format(" ({:.2f})", r.confidence) : "")));
  }
  for (const ingest::FurnitureLine* line : removed) {
    fmt::print("{:>6}  {} {} {}\n", "out", padded("furniture", 9), t.foreign(fit(printable(line->text), kTextWidth + kWhatWidth)),
               t.paint(Style::dim, printable(why(*line))));
  }
  fmt::print("{}\n",
             t.paint(Style::dim,
                     "offset  layer     text and what it was taken for, then the line of data/ or the rule in code that did it"));
}

void print_json(const Analysis& a, const std::vector<Reason>& reasons, const Removed& removed) {
  text::CharIndex chars;
  chars.build(a.text());
  std::string out;
  record::JsonWriter json(out);
  json.begin_array();
  for (const Reason& r : reasons) {
    json.begin_object();
    json.key("start");
    json.integer(chars.to_char(r.span.begin, a.text()).value);
    json.key("end");
    json.integer(chars.to_char(r.span.end, a.text()).value);
    json.key("layer");
    json.string(r.layer);
    json.key("text");
    json.string(a.text(r.span));
    json.key("what");
    json.string(r.what);
    json.key("rule");
    json.string_or_null(r.rule);
    json.key("confidence");
    json.ratio(r.confidence);
    json.end_object();
  }
  for (const ingest::FurnitureLine* line : removed) {
    json.begin_object();
    json.key("layer");
    json.string("furniture");
    json.key("text");
    json.string(line->text);
    json.key("what");
    json.string(why(*line));
    json.key("rule");
    json.string(line->why);
    json.end_object();
  }
  json.end_array();
  std::puts(out.c_str());
}

// A file that stands there is read as it is now; else the store is asked.
Result<Document> find_document(const Engine& engine, const Options& options, const Result<std::unique_ptr<Store>>& store,
                               Removed& removed) {
  std::error_code ec;
  if (std::filesystem::is_regular_file(options.document, ec)) {
    ingest::Reader reader({options.document}, reading_options(options));
    ingest::RawItem item;
    if (reader.next(item)) {
      auto document = ingest::read_document(item, engine.reading(), reading_options(options));
      if (document && options.furniture && !options.is_as_is) removed = options.furniture->take_out(*document);
      return document;
    }
  }
  if (!store) return store.error();
  const auto id = resolve_document(**store, options.document);
  if (!id) return id.error();
  const auto record = load_record(**store, *id);
  if (!record) return record.error();
  return record->document;
}

int explain(const Options& options) {
  // What the store knows besides counts here as well, where there is one.
  const auto store = Store::open(options.database, StoreAccess::read);
  const auto engine = open_engine(options, store ? store->get() : nullptr);
  if (!engine) return kPartial;
  Removed removed;
  const auto document = find_document(*engine, options, store, removed);
  if (!document) return complain(document.error()), kPartial;
  auto worker = engine->worker();
  const Analysis& analysis = worker.analyse(*document);
  const std::vector<Reason> reasons = reasons_of(analysis);
  options.is_json ? print_json(analysis, reasons, removed) : print(analysis, reasons, removed);
  return kOk;
}

}  // namespace

void add_explain(CLI::App& app, int& status) {
  auto* command = app.add_subcommand("explain", "Say which rule and which line of the lexicon made each span of an article");
  auto options = std::make_shared<Options>();
  command->add_option("document", options->document, "A file, or a document of the store: id, beginning of an id, path")
      ->required()
      ->type_name("DOC");
  add_store_options(*command, *options);
  command->add_option("--lexicon", options->lexicon, "Lexicon image to use instead of the one beside the program")
      ->type_name("FILE");
  command->add_flag("--as-is", options->is_as_is, "Take the text of a file as already clean");
  add_furniture_option(*command, *options);
  command->add_flag("--json", options->is_json, "Print JSON");
  command->footer(
      "Examples:\n  isnad explain article.txt\n  isnad explain 912f68 --json | jq '.[] | select(.layer == \"event\")'");
  command->callback([&status, options] { status = explain(*options); });
}

}  // namespace isnad::cli
