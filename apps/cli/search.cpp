#include <fmt/format.h>

#include <cstdio>
#include <memory>

#include "commands.h"
#include "isnad/names.h"
#include "isnad/store.h"
#include "record/json_writer.h"
#include "terminal.h"

namespace isnad::cli {
namespace {

struct Options : StoreOptions {
  SearchQuery query;
  std::vector<std::string> words;
  bool is_json = false;
};

void write_spans(record::JsonWriter& json, std::string_view key, const std::vector<CharSpan>& spans) {
  json.key(key);
  json.begin_array();
  for (const CharSpan& s : spans) {
    json.begin_object();
    json.key("start");
    json.integer(s.begin.value);
    json.key("end");
    json.integer(s.end.value);
    json.end_object();
  }
  json.end_array();
}

// The sentence with the words found in it marked.
std::string marked(const Terminal& terminal, const Record& record, CharSpan sentence, const std::vector<CharSpan>& matches) {
  if (!terminal.is_terminal()) return printable(record.slice(sentence));
  std::string out;
  CharOffset at = sentence.begin;
  for (const CharSpan& m : matches) {
    if (!sentence.contains(m)) continue;
    out += printable(record.slice({at, m.begin}));
    out += terminal.paint(Style::yellow, printable(record.slice(m)));
    at = m.end;
  }
  return kFirstStrongIsolate + out + printable(record.slice({at, sentence.end})) + kPopIsolate;
}

void print_hit(const Terminal& terminal, const Record& record, const SearchHit& hit) {
  const Document& d = record.document;
  fmt::print("{}  {}\n", terminal.paint(Style::cyan, d.id),
             terminal.paint(Style::bold, terminal.foreign(d.title.empty() ? "(no title)" : d.title)));
  std::string where = d.published.value.empty() ? "no date" : d.published.value;
  if (!d.outlet_name.empty()) where += fmt::format(" {} {}", kDot, terminal.foreign(d.outlet_name));
  if (!d.path.empty()) where += fmt::format(" {} {}", kDot, terminal.foreign(d.path));
  fmt::print("  {}\n", terminal.paint(Style::dim, where));
  for (const CharSpan& s : hit.sentences) fmt::print("  {}\n", marked(terminal, record, s, hit.matches));
  fmt::print("\n");
}

void write_hit(record::JsonWriter& json, const Record& record, const SearchHit& hit) {
  const Document& d = record.document;
  json.begin_object();
  json.key("document");
  json.string(d.id);
  json.key("title");
  json.string_or_null(d.title);
  json.key("outlet");
  json.string_or_null(d.outlet_name);
  json.key("published");
  json.string_or_null(d.published.value);
  json.key("path");
  json.string_or_null(d.path);
  write_spans(json, "sentences", hit.sentences);
  write_spans(json, "matches", hit.matches);
  json.key("text");
  json.begin_array();
  for (const CharSpan& s : hit.sentences) json.string(record.slice(s));
  json.end_array();
  json.end_object();
}

int search(Options& options) {
  for (const std::string& w : options.words) options.query.words += (options.query.words.empty() ? "" : " ") + w;
  auto store = Store::open(options.database, StoreAccess::read);
  if (!store) return complain(store.error()), kPartial;
  const auto result = (*store)->search(options.query);
  if (!result) return complain(result.error()), result.error().code == ErrorCode::usage ? kUsage : kPartial;
  const Terminal terminal(stdout);
  std::string out;
  record::JsonWriter json(out);
  json.begin_object();
  json.key("total");
  json.integer(result->total);
  json.key("hits");
  json.begin_array();
  for (const SearchHit& hit : result->hits) {
    const auto record = load_record(**store, hit.id);
    if (!record) return complain(record.error()), kPartial;
    options.is_json ? write_hit(json, *record, hit) : print_hit(terminal, *record, hit);
  }
  json.end_array();
  json.end_object();
  if (options.is_json) {
    std::puts(out.c_str());
  } else {
    fmt::print("{}\n", result->total == 0 ? "Nothing found. Try fewer words, or isnad status to see what the store holds."
                       : result->total > result->hits.size()
                           ? fmt::format("{} of {} documents; --limit shows more", result->hits.size(), grouped(result->total))
                           : counted(result->total, "document", "documents"));
  }
  return kOk;
}

}  // namespace

void add_filter_options(CLI::App& command, DocumentFilter& filter) {
  command.add_option("--actor", filter.actor, "Only documents that name this actor: an id, or a name as articles write it")
      ->type_name("ACTOR");
  command.add_option("--outlet", filter.outlet, "Only documents of this outlet: an id or a part of its name")
      ->type_name("OUTLET");
  command.add_option("--from", filter.from, "Only documents of this day, month or year, or later")->type_name("DATE");
  command.add_option("--to", filter.to, "Only documents of this day, month or year, or earlier")->type_name("DATE");
  const std::vector<std::string> types(EnumNames<EventType>::values.begin(), EnumNames<EventType>::values.end());
  command.add_option("--event", filter.event, "Only documents with an event of this type (AGREE, CONSULT, REJECT, ...)")
      ->transform(CLI::IsMember(types, CLI::ignore_case))
      ->type_name("TYPE");
}

void add_search(CLI::App& app, int& status) {
  auto* command = app.add_subcommand("search", "Find documents by words, actor, outlet, date or event");
  auto options = std::make_shared<Options>();
  command
      ->add_option("words", options->words,
                   "Words that all have to be there, however they are inflected and spelled; \"a phrase\", -word, begin*")
      ->type_name("WORD");
  add_store_options(*command, *options);
  add_filter_options(*command, options->query.filter);
  command->add_flag("--exact", options->query.is_exact, "Words as they are written, not their inflections");
  command->add_option("--limit", options->query.limit, "Documents to list at most")
      ->capture_default_str()
      ->check(CLI::Range(1, 100000))
      ->type_name("N");
  command->add_flag("--json", options->is_json, "Print JSON");
  command->footer(
      "Examples:\n"
      "  isnad search \xD8\xA7\xD9\x84\xD9\x85\xD8\xAD\xD8\xA7\xD8\xAF\xD8\xAB\xD8\xA7\xD8\xAA\n"
      "  isnad search '\"\xD9\x88\xD9\x82\xD9\x81 \xD8\xA5\xD8\xB7\xD9\x84\xD8\xA7\xD9\x82 "
      "\xD8\xA7\xD9\x84\xD9\x86\xD8\xA7\xD8\xB1\"' --from 2019-10 --to 2019\n"
      "  isnad search --actor turkey --event REJECT --limit 5 --json\n\n"
      "Give words that begin with - after --.");
  command->callback([&status, options] { status = search(*options); });
}

}  // namespace isnad::cli
