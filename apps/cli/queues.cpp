// The queue as a user sees it: what waits, what is in hand, the dead letters.
#include "queues.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <memory>

#include "commands.h"
#include "record/json_writer.h"
#include "terminal.h"

namespace isnad::cli {
namespace {

constexpr auto kRepeatAfter = std::chrono::seconds(10);
constexpr std::size_t kBatch = 64;  // dead letters in memory at once

struct Options {
  queue::Address address;
  std::size_t limit = 20;
  bool is_json = false;
  bool put_back = false;
};

std::string place_of(const queue::Item& item) {
  return item.input.line > 0 ? fmt::format("{}:{}", item.input.path, item.input.line) : item.input.path;
}

void print_json(const queue::Figures& figures, const std::vector<queue::Dead>& dead) {
  std::string out;
  record::JsonWriter json(out);
  const auto number = [&](std::string_view key, std::uint64_t n) {
    json.key(key);
    json.integer(n);
  };
  json.begin_object();
  number("waiting", figures.waiting);
  number("in_hand", figures.in_hand);
  number("redelivered", figures.redelivered);
  number("dead", figures.dead);
  number("bytes", figures.bytes);
  number("replicas", static_cast<std::uint64_t>(figures.replicas));
  json.key("dead_letters");
  json.begin_array();
  for (const queue::Dead& d : dead) {
    json.begin_object();
    number("number", d.number);
    json.text("path", d.item.input.path);
    json.key("line");
    d.item.input.line == 0 ? json.null() : json.integer(static_cast<std::uint64_t>(d.item.input.line));
    number("deliveries", d.deliveries);
    json.text("reason", d.reason);
    json.text("remedy", queue::remedy(d.code));
    json.end_object();
  }
  json.end_array();
  json.end_object();
  std::puts(out.c_str());
}

void print_table(const Options& options, const queue::Figures& figures, const std::vector<queue::Dead>& dead) {
  const Terminal terminal(stdout);
  const std::string title = fmt::format("{} {}", queue::shown_servers(options.address.servers), options.address.stream);
  fmt::print("{}  {}\n", terminal.paint(Style::bold, title), counted(static_cast<unsigned>(figures.replicas), "copy", "copies"));
  fmt::print("  waiting      {:>12}\n  in hand      {:>12}\n  dead letters {:>12}\n", grouped(figures.waiting),
             grouped(figures.in_hand), grouped(figures.dead));
  fmt::print("  bytes        {:>12}\n", grouped(figures.bytes));
  for (const queue::Dead& d : dead) {
    fmt::print("  {}{}: {}; {}\n", terminal.paint(Style::red, fmt::format("#{} ", d.number)), printable(place_of(d.item)),
               printable(d.reason), queue::remedy(d.code));
  }
  if (dead.size() < figures.dead) fmt::print("  and {} more (--limit)\n", grouped(figures.dead - dead.size()));
  if (figures.dead > 0) fmt::print("Once the cause is mended, isnad queue --put-back gives them to the workers again.\n");
}

// Those that stand there now; what comes back while this runs is left.
Result<void> put_all_back(queue::Queue& queue, std::uint64_t& done) {
  const auto figures = queue.figures();
  if (!figures) return figures.error();
  while (done < figures->dead) {
    const auto dead = queue.dead(std::min<std::uint64_t>(kBatch, figures->dead - done));
    if (!dead) return dead.error();
    if (dead->empty()) break;
    for (const queue::Dead& d : *dead) {
      if (auto ok = queue.put_back(d); !ok) return ok;
      ++done;
    }
  }
  return {};
}

int put_back(queue::Queue& queue) {
  std::uint64_t done = 0;
  const auto ok = put_all_back(queue, done);
  if (!ok) complain(ok.error());
  fmt::print("put back {}\n", counted(done, "dead letter", "dead letters"));
  return ok ? kOk : kPartial;
}

int show_queue(const Options& options) {
  const auto queue = open_queue(options.address);
  if (!queue) return kPartial;
  if (options.put_back) return put_back(*queue);
  const auto figures = queue->figures();
  if (!figures) return complain(figures.error()), kPartial;
  const auto dead = queue->dead(options.limit);
  if (!dead) return complain(dead.error()), kPartial;
  options.is_json ? print_json(*figures, *dead) : print_table(options, *figures, *dead);
  return kOk;
}

}  // namespace

void add_queue_options(CLI::App& command, queue::Address& address) {
  command
      .add_option("--queue", address.servers,
                  "NATS servers with JetStream: nats://host:port[,host:port...], with user:password@ or token@ before the host; "
                  "tls:// for a private connection")
      ->required()
      ->envname("ISNAD_QUEUE")
      ->type_name("ADDRESS");
  command.add_option("--stream", address.stream, "Name of the queue on these servers")
      ->capture_default_str()
      ->check([](const std::string& name) {
        const bool is_plain = !name.empty() && name.find_first_not_of(
                                                   "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                                   "0123456789_-") == std::string::npos;
        return is_plain ? std::string() : std::string("a name has letters, digits, _ and - only");
      })
      ->type_name("NAME");
  const auto file = [&](const char* name, std::string& path, const char* help) {
    return command.add_option(name, path, help)->check(CLI::ExistingFile)->type_name("FILE");
  };
  file("--credentials", address.credentials, "Who this is to the servers: user's JWT and seed, as nsc writes them");
  file("--tls-ca", address.authority, "Certificates that sign those of the servers, beside the system's");
  auto* certificate = file("--tls-cert", address.certificate, "This client's certificate, where the servers ask for one");
  certificate->needs(file("--tls-key", address.key, "Its key")->needs(certificate));
  command.add_option("--tls-name", address.expected_name, "Name that the servers' certificates must bear")->type_name("HOST");
}

std::unique_ptr<queue::Queue> open_queue(const queue::Address& address) {
  auto queue = queue::Queue::open(address);
  if (queue) return std::move(*queue);
  complain(queue.error());
  return nullptr;
}

void Notices::operator()(const std::string& sentence) {
  const std::lock_guard lock(mutex_);
  const auto now = std::chrono::steady_clock::now();
  if (sentence == last_ && now - when_ < kRepeatAfter) return;
  last_ = sentence;
  when_ = now;
  std::fputs(fmt::format("isnad: {}\n", printable(sentence)).c_str(), stderr);
}

void add_queue(CLI::App& app, int& status) {
  auto* command = app.add_subcommand("queue", "Say what waits on a work queue, and put back what its workers could not analyse");
  auto options = std::make_shared<Options>();
  add_queue_options(*command, options->address);
  command->add_option("--limit", options->limit, "Dead letters that are listed, at most")->type_name("N")->capture_default_str();
  command->add_flag("--put-back", options->put_back, "Give all dead letters to the workers again");
  command->add_flag("--json", options->is_json, "Print JSON");
  command->footer(
      "Examples:\n"
      "  isnad queue --queue nats://localhost:4222\n"
      "  isnad queue --queue nats://localhost:4222 --json | jq .waiting\n"
      "  isnad queue --queue nats://localhost:4222 --put-back\n\n"
      "Dead letters are documents that cannot be analysed, and such as killed their workers; each has its reason and remedy.");
  command->callback([&status, options] { status = show_queue(*options); });
}

}  // namespace isnad::cli
