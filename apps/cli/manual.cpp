// Completion scripts and the manual page, both made from the command line itself so that they cannot go out of step.
#include <fmt/format.h>

#include <cstdio>
#include <memory>

#include "commands.h"

namespace isnad::cli {
namespace {

std::vector<const CLI::App*> verbs_of(const CLI::App& app) {
  return app.get_subcommands([](const CLI::App*) { return true; });
}

// The long names of the options of `app`.
std::vector<std::string> options_of(const CLI::App& app) {
  std::vector<std::string> out;
  for (const CLI::Option* o : app.get_options()) {
    for (const std::string& name : o->get_lnames()) out.push_back("--" + name);
  }
  return out;
}

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const auto& w : words) out += (out.empty() ? "" : " ") + w;
  return out;
}

std::vector<std::string> names_of(const std::vector<const CLI::App*>& verbs) {
  std::vector<std::string> out;
  out.reserve(verbs.size());
  for (const CLI::App* v : verbs) out.push_back(v->get_name());
  return out;
}

std::string bash(const CLI::App& app) {
  std::string cases;
  for (const CLI::App* v : verbs_of(app)) {
    cases +=
        fmt::format("    {}) words=\"{}\" ;;\n", v->get_name(), joined(names_of(verbs_of(*v))) + " " + joined(options_of(*v)));
  }
  return fmt::format(
      "# bash completion of isnad: eval \"$(isnad completion bash)\"\n_isnad() {{\n  local "
      "current=\"${{COMP_WORDS[COMP_CWORD]}}\" words\n"
      "  if [ \"$COMP_CWORD\" -eq 1 ]; then\n    COMPREPLY=($(compgen -W \"{} --help\" -- \"$current\"))\n    return\n  fi\n  "
      "case \"${{COMP_WORDS[1]}}\" in\n{}"
      "    *) words=\"--help\" ;;\n  esac\n  case \"$current\" in\n    -*) COMPREPLY=($(compgen -W \"$words\" -- \"$current\")) "
      ";;\n"
      "    *) COMPREPLY=($(compgen -W \"${{words%%--*}}\" -- \"$current\") $(compgen -f -- \"$current\")) ;;\n  "
      "esac\n}}\ncomplete -o filenames -F _isnad isnad\n",
      joined(names_of(verbs_of(app))), cases);
}

// A string in single quotes for zsh and fish.
std::string quoted(std::string s) {
  for (std::size_t at = s.find('\''); at != std::string::npos; at = s.find('\'', at + 4)) s.replace(at, 1, "'\\''");
  return "'" + s + "'";
}

std::string without(std::string s, std::string_view characters) {
  std::erase_if(s, [&](char c) { return characters.find(c) != std::string_view::npos; });
  return s;
}

std::string zsh(const CLI::App& app) {
  std::string verbs;
  std::string cases;
  for (const CLI::App* v : verbs_of(app)) {
    verbs += fmt::format("    {}\n", quoted(v->get_name() + ":" + without(v->get_description(), ":")));
    cases += fmt::format("    {})\n      _arguments", v->get_name());
    for (const CLI::Option* o : v->get_options()) {
      for (const std::string& name : o->get_lnames()) {
        const bool takes_value = o->get_items_expected_max() > 0;
        cases +=
            fmt::format(" {}", quoted(fmt::format("--{}{}[{}]{}", name, takes_value ? "=" : "",
                                                  without(o->get_description(), "[]:"), takes_value ? ":value:_files" : "")));
      }
    }
    const std::string nested = joined(names_of(verbs_of(*v)));
    cases += nested.empty() ? " '*:file:_files' ;;\n" : fmt::format(" '1:verb:({})' '*:file:_files' ;;\n", nested);
  }
  return fmt::format(
      "#compdef isnad\n# zsh completion of isnad: isnad completion zsh > \"${{fpath[1]}}/_isnad\"\n_isnad() {{\n  local -a "
      "verbs=(\n{}  )\n"
      "  if (( CURRENT == 2 )); then\n    _describe verb verbs\n    return\n  fi\n  local verb=$words[2]\n  shift words\n  (( "
      "CURRENT-- ))\n"
      "  case $verb in\n{}  esac\n}}\ncompdef _isnad isnad\n",
      verbs, cases);
}

std::string fish(const CLI::App& app) {
  std::string out = "# fish completion of isnad: isnad completion fish > ~/.config/fish/completions/isnad.fish\n";
  for (const CLI::App* v : verbs_of(app)) {
    out +=
        fmt::format("complete -c isnad -n __fish_use_subcommand -f -a {} -d {}\n", v->get_name(), quoted(v->get_description()));
    for (const CLI::App* n : verbs_of(*v)) {
      out += fmt::format("complete -c isnad -n '__fish_seen_subcommand_from {}' -f -a {} -d {}\n", v->get_name(), n->get_name(),
                         quoted(n->get_description()));
    }
    for (const CLI::Option* o : v->get_options()) {
      for (const std::string& name : o->get_lnames()) {
        out += fmt::format("complete -c isnad -n '__fish_seen_subcommand_from {}' -l {}{} -d {}\n", v->get_name(), name,
                           o->get_items_expected_max() > 0 ? " -r" : "", quoted(o->get_description()));
      }
    }
  }
  return out;
}

// Text for roff: no line is taken for a request, backslashes and hyphens stand as they are.
std::string roff(const std::string& s) {
  std::string out;
  for (const char c : s) {
    if (c == '\\') {
      out += "\\\\";
    } else if (c == '-') {
      out += "\\-";
    } else if ((c == '.' || c == '\'') && (out.empty() || out.back() == '\n')) {
      out += "\\&";
      out += c;
    } else {
      out += c;
    }
  }
  return out;
}

std::string roff_options(const CLI::App& app) {
  std::string out;
  for (const CLI::Option* o : app.get_options()) {
    const std::string name = o->get_positional() ? o->get_name(true) : o->get_name(false, true);
    const std::string value = o->get_items_expected_max() > 0 && !o->get_positional() ? " " + value_name(*o) : "";
    std::string description = o->get_description();
    if (!o->get_default_str().empty()) description += fmt::format(" (default: {})", o->get_default_str());
    out += fmt::format(".TP\n.B {}\n{}\n", roff(name + value), roff(description));
  }
  return out;
}

std::string roff_verb(const CLI::App& verb, const std::string& name) {
  std::string out = fmt::format(".SS {}\n{}.\n{}", roff(name), roff(verb.get_description()), roff_options(verb));
  if (!verb.get_footer().empty()) out += fmt::format(".PP\n.nf\n{}\n.fi\n", roff(verb.get_footer()));
  for (const CLI::App* nested : verbs_of(verb)) out += roff_verb(*nested, name + " " + nested->get_name());
  return out;
}

std::string manual(const CLI::App& app) {
  std::string out = fmt::format(
      ".TH ISNAD 1 \"\" \"isnad {}\" \"User Commands\"\n.SH NAME\nisnad \\- {}\n.SH SYNOPSIS\n.B isnad\n.I "
      "VERB\n[\\fIOPTIONS\\fR] [\\fIARGUMENTS\\fR]\n.SH DESCRIPTION\n{}\n"
      ".SH VERBS\n",
      ISNAD_VERSION, roff(app.get_description()),
      roff("Isnad reads Arabic news about negotiations and conflict and extracts who says what through whom and who did what to "
           "whom, each with the sentence it "
           "stands in. Nothing leaves the machine."));
  for (const CLI::App* v : verbs_of(app)) out += roff_verb(*v, v->get_name());
  out +=
      ".SH EXIT STATUS\n.TP\n.B 0\nAll was done.\n.TP\n.B 1\nA part could not be done: what failed is named on standard error, "
      "the rest was done.\n"
      ".TP\n.B 2\nThe command line is wrong.\n"
      ".SH ENVIRONMENT\n.TP\n.B NO_COLOR\nWhen set, output has no colour.\n"
      ".SH FILES\n.TP\n.I isnad.db\nThe store in the working folder; \\-\\-db names another.\n";
  return out;
}

}  // namespace

std::string value_name(const CLI::Option& option) {
  const std::string name = option.get_type_name();
  return name.substr(0, name.find(':'));
}

void add_manual(CLI::App& app, int& status) {
  auto* completion = app.add_subcommand("completion", "Print a completion script for a shell");
  auto shell = std::make_shared<std::string>();
  completion->add_option("shell", *shell, "bash, zsh or fish")
      ->required()
      ->check(CLI::IsMember({"bash", "zsh", "fish"}))
      ->type_name("SHELL");
  completion->footer(
      "Examples:\n  eval \"$(isnad completion bash)\"\n  isnad completion fish > ~/.config/fish/completions/isnad.fish");
  completion->callback([&app, &status, shell] {
    std::fputs((*shell == "bash" ? bash(app) : *shell == "zsh" ? zsh(app) : fish(app)).c_str(), stdout);
    status = kOk;
  });
  auto* man = app.add_subcommand("man", "Print the manual page");
  man->footer("Example:\n  isnad man | man -l -");
  man->callback([&app, &status] {
    std::fputs(manual(app).c_str(), stdout);
    status = kOk;
  });
}

}  // namespace isnad::cli
