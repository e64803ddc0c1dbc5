#include <fmt/chrono.h>
#include <fmt/format.h>

#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <memory>

#include "commands.h"
#include "isnad/corrections.h"
#include "isnad/export.h"
#include "record/json_writer.h"
#include "terminal.h"

namespace isnad::cli {
namespace {

constexpr double kPercent = 100;

struct Options : StoreOptions {
  std::string kind, item, value, who = default_reader(), format = "jsonl", output, input, document;
  std::size_t limit = 20;
  bool is_json = false;
};

int complained(const Error& error) {
  complain(error);
  return error.code == ErrorCode::usage ? kUsage : kPartial;
}

// --- isnad review ---

void write_item(const DoubtfulItem& item, const ItemView& view, const Record& record, std::string& out) {
  record::JsonWriter json(out);
  const auto text = [&](std::string_view key, std::string_view value) {
    json.key(key);
    json.string(value);
  };
  json.begin_object();
  text("item", item_name(item.kind, item.document, item.span));
  text("kind", name_of(item.kind));
  text("document", item.document);
  json.key("start");
  json.integer(item.span.begin.value);
  json.key("end");
  json.integer(item.span.end.value);
  json.key("confidence");
  json.ratio(static_cast<float>(item.confidence));
  text("text", view.text);
  text("what", view.what);
  text("sentence", record.slice(view.sentence));
  json.end_object();
  out += '\n';
}

int list(const Options& options) {
  auto store = Store::open(options.database, StoreAccess::read);
  if (!store) return complained(store.error());
  const auto items = (*store)->doubtful(from_name<CorrectionKind>(options.kind), options.limit);
  if (!items) return complained(items.error());
  const Terminal t(stdout);
  std::string out;
  for (const DoubtfulItem& item : *items) {
    const auto record = load_record(**store, item.document);
    if (!record) return complained(record.error());
    const auto view = view_item(*record, item.kind, item.span);
    if (!view) continue;
    if (options.is_json) {
      write_item(item, *view, *record, out);
      continue;
    }
    out += fmt::format("{:>3.0f}%  {}  {} {}\n      {}\n      {}\n", kPercent * item.confidence,
                       t.paint(Style::bold, t.foreign(view->text)), kRightArrow, t.foreign(view->what),
                       t.foreign(printable(record->slice(view->sentence))),
                       t.paint(Style::cyan, item_name(item.kind, item.document, item.span)));
  }
  if (items->empty() && !options.is_json) out = "Nothing is in doubt that nobody has judged.\n";
  return write_output(out, "");
}

// An item may be named by the beginning of its document's id, or its path, as everywhere.
Result<Correction> named_item(Store& store, const std::string& name) {
  auto item = read_item_name(name);
  if (!item) return item;
  const auto id = resolve_document(store, item->document);
  if (!id) return id.error();
  item->document = *id;
  return item;
}

int judge(const Options& options, Verdict verdict) {
  auto store = Store::open(options.database, StoreAccess::write);
  if (!store) return complained(store.error());
  auto item = named_item(**store, options.item);
  if (!item) return complained(item.error());
  const auto record = load_record(**store, item->document);
  if (!record) return complained(record.error());
  if (item->kind <= CorrectionKind::event && !view_item(*record, item->kind, item->span) && verdict != Verdict::edit)
    return complained({ErrorCode::not_found, fmt::format("nothing was found at {}", options.item)});
  if (!options.value.empty()) {
    auto value = read_correction_value(item->kind, options.value);
    if (!value) return complained({ErrorCode::usage, value.error().message});
    item->value = std::move(*value);
  }
  item->verdict = verdict;
  item->who = options.who;
  item->when = now();
  const auto kept = (*store)->correct(*item);
  if (!kept) return complained(kept.error());
  fmt::print("{} {}; isnad review undo {} takes it back\n", options.item,
             verdict == Verdict::accept   ? "accepted"
             : verdict == Verdict::reject ? "rejected"
                                          : "edited",
             kept->number);
  return kOk;
}

// The number that `text` is, or that of the last correction in force of the item that it names; 0 where there is none.
Result<std::int64_t> number_of(Store& store, const std::string& text) {
  if (!text.empty() && text.find_first_not_of("0123456789") == std::string::npos && text.size() < 18) return std::stoll(text);
  const auto item = named_item(store, text);
  if (!item) return item.error();
  const auto kept = store.corrections(item->document);
  if (!kept) return kept.error();
  std::int64_t last = 0;
  for (const auto& [c, state] : *kept) {
    if (c.kind == item->kind && c.span == item->span && !c.is_undone) last = c.number;
  }
  return last;
}

int undo(const Options& options) {
  auto store = Store::open(options.database, StoreAccess::write);
  if (!store) return complained(store.error());
  const auto number = number_of(**store, options.item);
  if (!number) return complained(number.error());
  const auto undone = (*store)->undo_correction(*number);
  if (!undone) return complained(undone.error());
  fmt::print("Correction {} is taken back\n", undone->number);
  return kOk;
}

// --- isnad corrections ---

int list_corrections(const Options& options) {
  auto store = Store::open(options.database, StoreAccess::read);
  if (!store) return complained(store.error());
  std::string id;
  if (!options.document.empty()) {
    const auto found = resolve_document(**store, options.document);
    if (!found) return complained(found.error());
    id = *found;
  }
  const auto kept = (*store)->corrections(id);
  if (!kept) return complained(kept.error());
  const Terminal t(stdout);
  std::string out;
  for (const auto& [c, state] : *kept) {
    if (options.is_json) {
      write_correction(c, state, out);
      out += '\n';
      continue;
    }
    const std::string item = c.document.empty() ? std::string(name_of(c.kind)) : item_name(c.kind, c.document, c.span);
    const Style style = state == CorrectionState::applied ? Style::green : Style::yellow;
    const std::string value = correction_value(c);
    out += fmt::format("{:>5}  {} {}  {}  {} {} {}\n", c.number, name_of(c.verdict), item, t.paint(style, name_of(state)), c.when,
                       t.foreign(c.who), value == "{}" ? "" : t.foreign(value));
  }
  if (kept->empty() && !options.is_json) out = "There are no corrections.\n";
  return write_output(out, "");
}

// "id.json" and "id.txt"; what a file name cannot hold is written as its code.
std::string file_name(const std::string& id) {
  std::string out;
  for (const char c : id) {
    const auto byte = static_cast<unsigned char>(c);
    const bool is_plain = byte >= 0x80 || std::isalnum(byte) != 0 || c == '-' || c == '_' || (c == '.' && !out.empty());
    out += is_plain ? std::string(1, c) : fmt::format("%{:02X}", byte);
  }
  return out;
}

int export_gold(Store& store, const Options& options) {
  if (options.output.empty()) return complained({ErrorCode::usage, "gold files need a folder: --output FOLDER"});
  const auto kept = store.corrections("");
  if (!kept) return complained(kept.error());
  std::vector<std::string> ids;
  for (const auto& [c, state] : *kept) {
    if (!c.document.empty() && state == CorrectionState::applied) ids.push_back(c.document);
  }
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  const std::filesystem::path folder(options.output);
  std::error_code ec;
  std::filesystem::create_directories(folder, ec);
  for (const std::string& id : ids) {
    const auto record = load_record(store, id);
    if (!record) return complained(record.error());
    std::string gold;
    write_gold(*record, gold);
    std::ofstream json(folder / (file_name(id) + ".json"), std::ios::binary);
    std::ofstream text(folder / (file_name(id) + ".txt"), std::ios::binary);
    json << gold << '\n';
    text << record->document.text;
    json.close();
    text.close();
    if (!json || !text)
      return complained({ErrorCode::unavailable, "cannot be written (check the folder and free space)", options.output});
  }
  fmt::print("{} in {}\n", counted(ids.size(), "gold file", "gold files"), options.output);
  return kOk;
}

int export_corrections(const Options& options) {
  auto store = Store::open(options.database, StoreAccess::read);
  if (!store) return complained(store.error());
  if (options.format == "gold") return export_gold(**store, options);
  const auto kept = (*store)->corrections("");
  if (!kept) return complained(kept.error());
  std::string out;
  for (const auto& [c, state] : *kept) {
    write_correction(c, {}, out);
    out += '\n';
  }
  return write_output(out, options.output);
}

int import_corrections(const Options& options) {
  const auto read = read_corrections(options.input);
  if (!read) return complained(read.error());
  auto store = Store::open(options.database, StoreAccess::write);
  if (!store) return complained(store.error());
  for (const Correction& c : *read) {
    if (const auto kept = (*store)->correct(c); !kept) return complained(kept.error());
  }
  fmt::print("{} read\n", counted(read->size(), "correction", "corrections"));
  return kOk;
}

// What holds in all documents.
int add_general(const Options& options) {
  Correction c;
  c.kind = *from_name<CorrectionKind>(options.kind);
  auto value = read_correction_value(c.kind, options.value);
  if (!value) return complained({ErrorCode::usage, value.error().message});
  c.value = std::move(*value);
  c.who = options.who;
  c.when = now();
  auto store = Store::open(options.database, StoreAccess::write);
  if (!store) return complained(store.error());
  const auto kept = (*store)->correct(c);
  if (!kept) return complained(kept.error());
  fmt::print("Correction {} is kept; isnad review undo {} takes it back\n", kept->number, kept->number);
  if (c.kind == CorrectionKind::alias || c.kind == CorrectionKind::cue)
    fmt::print("Articles are read with it when isnad analyze is run again.\n");
  return kOk;
}

void add_verdicts(CLI::App& review, const std::shared_ptr<Options>& options, int& status) {
  for (const auto& [verdict, description] : {std::pair{Verdict::accept, "Say that an item is right"},
                                             {Verdict::reject, "Say that an item is wrong: it is left out from now on"},
                                             {Verdict::edit, "Say what an item is instead"}}) {
    auto* command = review.add_subcommand(std::string(name_of(verdict)), description);
    command->add_option("item", options->item, "Item as isnad review names it")->required()->type_name("ITEM");
    add_store_options(*command, *options);
    command->add_option("--by", options->who, "Who says so")->capture_default_str()->type_name("NAME");
    auto* value = command->add_option("--value", options->value, "What holds instead (docs/formats/corrections.md)");
    value->type_name("JSON");
    if (verdict == Verdict::edit) value->required();
    command->callback([&status, options, v = verdict] { status = judge(*options, v); });
  }
  auto* undone = review.add_subcommand("undo", "Take a correction back");
  undone->add_option("item", options->item, "Number of the correction, or the item")->required()->type_name("ITEM");
  add_store_options(*undone, *options);
  undone->callback([&status, options] { status = undo(*options); });
}

}  // namespace

std::string now() { return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(std::time(nullptr))); }

std::string default_reader() {
  const char* user = std::getenv("USER");  // NOLINT(concurrency-mt-unsafe): before any thread is started
  return user == nullptr ? "reader" : user;
}

void add_review(CLI::App& app, int& status) {
  auto* review = app.add_subcommand("review", "List what may be wrong, the least sure first; accept, reject, edit, undo");
  auto options = std::make_shared<Options>();
  review->require_subcommand(0, 1);
  add_store_options(*review, *options);
  review->add_option("--kind", options->kind, "mention, attribution or event")
      ->check(CLI::IsMember({"mention", "attribution", "event"}));
  review->add_option("--limit", options->limit, "Items to list at most")
      ->capture_default_str()
      ->check(CLI::Range(1, 10000))
      ->type_name("N");
  review->add_flag("--json", options->is_json, "Print one JSON object a line");
  add_verdicts(*review, options, status);
  review->footer(
      "Examples:\n"
      "  isnad review --kind event\n"
      "  isnad review accept event:912f68@120-126\n"
      "  isnad review edit event:912f68@120-126 --value '{\"type\":\"CONSULT\",\"status\":\"planned\"}'\n"
      "  isnad review undo 7\n\n"
      "Corrections stand beside the records and hold when articles are analysed again: docs/formats/corrections.md.");
  review->callback([&status, review, options] {
    if (review->get_subcommands().empty()) status = list(*options);
  });
}

void add_corrections(CLI::App& app, int& status) {
  auto* corrections = app.add_subcommand("corrections", "List, export and import corrections");
  auto options = std::make_shared<Options>();
  corrections->require_subcommand(1);
  auto* listed = corrections->add_subcommand("list", "List corrections and what became of each");
  add_store_options(*listed, *options);
  listed->add_option("document", options->document, "Those of one document")->type_name("DOC");
  listed->add_flag("--json", options->is_json, "Print one JSON object a line (docs/formats/corrections.md)");
  listed->callback([&status, options] { status = list_corrections(*options); });
  auto* added =
      corrections->add_subcommand("add", "Say what holds in all documents: names of actors, words that give statements");
  added->add_option("kind", options->kind, "merge, split, alias or cue")
      ->required()
      ->check(CLI::IsMember({"merge", "split", "alias", "cue"}))
      ->type_name("KIND");
  added->add_option("--value", options->value, "What holds (docs/formats/corrections.md)")->required()->type_name("JSON");
  added->add_option("--by", options->who, "Who says so")->capture_default_str()->type_name("NAME");
  add_store_options(*added, *options);
  added->callback([&status, options] { status = add_general(*options); });
  auto* exported = corrections->add_subcommand("export", "Write corrections, or the corrected articles as gold files");
  add_store_options(*exported, *options);
  exported->add_option("--format", options->format, "jsonl (the corrections) or gold (a folder of annotated articles)")
      ->check(CLI::IsMember({"jsonl", "gold"}))
      ->capture_default_str();
  exported->add_option("--output,-o", options->output, "File, or folder of gold files")->type_name("PATH");
  exported->callback([&status, options] { status = export_corrections(*options); });
  auto* imported = corrections->add_subcommand("import", "Keep the corrections that another store exported as jsonl");
  imported->add_option("file", options->input, "File to read")->required()->type_name("FILE");
  add_store_options(*imported, *options);
  imported->callback([&status, options] { status = import_corrections(*options); });
  corrections->footer(
      "Examples:\n"
      "  isnad corrections list\n"
      "  isnad corrections add alias --value "
      "'{\"text\":\"\xD8\xA7\xD9\x84\xD9\x85\xD8\xAC\xD9\x84\xD8\xB3\",\"actor\":\"x-river-council\",\"name\":\"River "
      "Council\"}'\n"
      "  isnad corrections export --format gold -o gold/\n"
      "  isnad corrections export -o mine.jsonl; isnad corrections import mine.jsonl --db other.db");
}

}  // namespace isnad::cli
