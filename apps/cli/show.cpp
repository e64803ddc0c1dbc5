#include <fmt/format.h>

#include <cstdio>
#include <memory>

#include "commands.h"
#include "isnad/names.h"
#include "terminal.h"
#include "text/utf8.h"

namespace isnad::cli {
namespace {

struct Options : StoreOptions {
  std::string document;
  bool is_json = false;
};

constexpr std::size_t kLabelWidth = 11;

// Layers in the text, the later painted over the earlier.
enum class Layer : std::uint8_t { none, mention, loaded, time, event, cue };

Style style_of(Layer layer) {
  switch (layer) {
    case Layer::mention: return Style::cyan;
    case Layer::loaded: return Style::red;
    case Layer::time: return Style::magenta;
    case Layer::event: return Style::green;
    case Layer::cue: return Style::yellow;
    case Layer::none: break;
  }
  return Style::plain;
}

class Shower {
 public:
  Shower(const Record& r, const Terminal& t) : r_(r), t_(t) {}

  void show() {
    header();
    body();
    statements();
    events();
    times();
    actors();
    fmt::print("\nNext: isnad explain {} says which rule and lexicon line made each span\n", r_.document.id);
  }

 private:
  void header() {
    const Document& d = r_.document;
    fmt::print("{}  {}", t_.paint(Style::cyan, d.id), d.published.value.empty() ? "no date" : d.published.value);
    if (d.published.basis != DateBasis::none) fmt::print(" (from {})", name_of(d.published.basis));
    if (!d.outlet_name.empty()) fmt::print(" {} {}", kDot, t_.foreign(d.outlet_name));
    if (!d.author.empty()) fmt::print(" {} {}", kDot, t_.foreign(d.author));
    if (!d.path.empty()) fmt::print(" {} {}", kDot, printable(d.path));
    if (!d.url.empty()) fmt::print(" {} {}", kDot, printable(d.url));
    fmt::print("\n");
    if (t_.is_terminal()) {
      fmt::print("{} {} {} {} {}\n", t_.paint(Style::yellow, "cue"), t_.paint(Style::cyan, "actor"),
                 t_.paint(Style::red, "loaded name"), t_.paint(Style::green, "event"), t_.paint(Style::magenta, "time"));
    }
    fmt::print("\n");
  }

  void paint_spans(std::vector<Layer>& layers, CharSpan span, Layer layer) const {
    for (std::uint32_t i = span.begin.value; i < span.end.value; ++i) layers[i] = layer;
  }

  void body() const {
    std::vector<Layer> layers(r_.index.size(), Layer::none);
    for (const auto& m : r_.mentions) paint_spans(layers, m.span, m.label == Label::neutral ? Layer::mention : Layer::loaded);
    for (const auto& x : r_.times) paint_spans(layers, x.span, Layer::time);
    for (const auto& e : r_.events) paint_spans(layers, e.trigger, Layer::event);
    for (const auto& a : r_.attributions) paint_spans(layers, a.cue, Layer::cue);
    const std::string_view text = r_.document.text;
    std::string line;
    std::string run;
    Layer current = Layer::none;
    const auto flush = [&] {
      line += t_.paint(style_of(current), printable(run));
      run.clear();
    };
    const auto end_line = [&] {
      flush();
      fmt::print("{}{}{}\n", t_.is_terminal() ? kFirstStrongIsolate : "", line, t_.is_terminal() ? kPopIsolate : "");
      line.clear();
    };
    std::uint32_t c = 0;
    for (std::size_t i = 0; i < text.size(); ++c) {
      const text::Decoded d = text::decode(text, i);
      if (d.code == '\n') {
        end_line();
      } else {
        if (layers[c] != current) flush();
        current = layers[c];
        run += text.substr(i, d.size);
      }
      i += d.size;
    }
    end_line();
  }

  void line(std::string_view& label, const std::string& text) const {
    fmt::print("{} {}\n", t_.paint(Style::bold, padded(label, kLabelWidth)), text);
    label = "";
  }

  void statements() const {
    std::string_view label = "Statements";
    if (!r_.attributions.empty()) fmt::print("\n");
    for (const auto& a : r_.attributions) {
      std::string chain;
      for (const Index s : a.chain)
        chain += fmt::format("{}{}", chain.empty() ? "" : fmt::format(" {} ", kLeftArrow), t_.foreign(r_.sources[s].name));
      if (chain.empty()) chain = "no source found";
      std::string content;
      for (const CharSpan& s : a.content) content += (content.empty() ? "" : " ... ") + std::string(r_.slice(s));
      std::string how = fmt::format("{}, {}, {}", name_of(a.act), name_of(a.stance), name_of(a.quote));
      line(label, fmt::format("{}: {}", t_.paint(Style::yellow, t_.foreign(r_.slice(a.cue))),
                              t_.foreign(content.empty() ? "-" : content)));
      line(label, t_.paint(Style::dim, fmt::format("  {} ({})", chain, how)));
    }
  }

  [[nodiscard]] static std::string joined(const std::vector<std::string>& ids) {
    std::string out;
    for (const auto& id : ids) out += (out.empty() ? "" : ", ") + id;
    return out;
  }

  void events() const {
    std::string_view label = "Events";
    if (!r_.events.empty()) fmt::print("\n");
    for (const auto& e : r_.events) {
      std::string who = joined(e.actors);
      if (!e.recipients.empty()) who += fmt::format(" {} {}", kRightArrow, joined(e.recipients));
      for (const auto& x : e.third) who += fmt::format(", {} {}", name_of(x.role), x.actor);
      std::string what = fmt::format("{} {}", name_of(e.type), name_of(e.status));
      if (e.move != Move::none) what += fmt::format(", {}", name_of(e.move));
      if (!e.object.is_empty()) what += ": " + t_.foreign(r_.slice(e.object));
      if (e.time != kNone && !r_.times[e.time].value.empty()) what += fmt::format(" {} {}", kDot, r_.times[e.time].value);
      line(label, fmt::format("{}: {} {} {}", t_.paint(Style::green, t_.foreign(r_.slice(e.trigger))), who, kDot, what));
    }
  }

  void times() const {
    std::string_view label = "Times";
    if (!r_.times.empty()) fmt::print("\n");
    for (const auto& x : r_.times)
      line(label, fmt::format("{} = {}", t_.foreign(r_.slice(x.span)), x.value.empty() ? "not resolved" : x.value));
  }

  void actors() const {
    struct Named {
      const RecordMention* first = nullptr;
      std::size_t count = 0;
    };
    std::vector<std::pair<std::string, Named>> all;
    for (const auto& m : r_.mentions) {
      if (m.actor.empty()) continue;
      auto it = std::find_if(all.begin(), all.end(), [&](const auto& a) { return a.first == m.actor; });
      if (it == all.end()) it = all.insert(all.end(), {m.actor, {&m, 0}});
      ++it->second.count;
    }
    std::string_view label = "Actors";
    if (!all.empty()) fmt::print("\n");
    for (const auto& [id, named] : all) {
      line(label, fmt::format("{} ({}{}) {}: {}", t_.paint(Style::cyan, id),
                              named.first->type ? name_of(*named.first->type) : "unknown kind",
                              named.first->basis == MentionBasis::lexicon ? "" : fmt::format(", {}", name_of(named.first->basis)),
                              grouped(named.count), t_.foreign(named.first->text)));
    }
  }

  const Record& r_;
  const Terminal& t_;
};

int show(const Options& options) {
  auto store = Store::open(options.database, StoreAccess::read);
  if (!store) return complain(store.error()), kPartial;
  const auto id = resolve_document(**store, options.document);
  if (!id) return complain(id.error()), kPartial;
  const auto line = (*store)->line(*id);
  if (!line) return complain(line.error()), kPartial;
  if (options.is_json) return std::puts(line->c_str()), kOk;
  const auto record = load_record(**store, *id);
  if (!record) return complain(record.error()), kPartial;
  Shower(*record, Terminal(stdout)).show();
  return kOk;
}

}  // namespace

Result<std::string> resolve_document(Store& store, const std::string& text) {
  const auto ids = store.resolve(text);
  if (!ids) return ids.error();
  if (ids->size() == 1) return ids->front();
  if (ids->empty())
    return Error{ErrorCode::not_found,
                 fmt::format("no document \"{}\"; isnad search lists documents by word, actor or date", text)};
  std::string some;
  for (std::size_t i = 0; i < ids->size() && i < 5; ++i) some += (i == 0 ? "" : ", ") + (*ids)[i];
  return Error{ErrorCode::usage, fmt::format("\"{}\" may be any of {} documents ({}{}); give more of it", text, ids->size(), some,
                                             ids->size() > 5 ? ", ..." : "")};
}

void add_show(CLI::App& app, int& status) {
  auto* command = app.add_subcommand("show", "Show an article with what was found in it");
  auto options = std::make_shared<Options>();
  command->add_option("document", options->document, "Id, beginning of an id, path, or file name")->required()->type_name("DOC");
  add_store_options(*command, *options);
  command->add_flag("--json", options->is_json, "Print the record (docs/formats/record.md)");
  command->footer("Examples:\n  isnad show talks/barq.txt\n  isnad show 912f68\n  isnad show 912f68 --json | jq .attributions");
  command->callback([&status, options] { status = show(*options); });
}

}  // namespace isnad::cli
