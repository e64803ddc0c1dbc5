#include "ingest/dates.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

#include "ingest/line_rules.h"
#include "text/fold.h"
#include "text/utf8.h"

namespace isnad::ingest {
namespace {

constexpr int kFirstYear = 1990;
constexpr int kLastYear = 2099;

bool is_year(int n) { return n >= kFirstYear && n <= kLastYear; }
bool is_month(int n) { return n >= 1 && n <= 12; }

bool is_real(int year, int month, int day) {
  constexpr std::array<int, 12> kDays = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (!is_year(year) || !is_month(month) || day < 1 || day > kDays[static_cast<std::size_t>(month - 1)]) return false;
  return month != 2 || day != 29 || (year % 4 == 0 && (year % 100 != 0 || year % 400 == 0));
}

std::string iso(int year, int month, int day) {
  return is_real(year, month, day) ? fmt::format("{:04}-{:02}-{:02}", year, month, day) : std::string();
}
std::string iso(int year, int month) {
  return is_year(year) && is_month(month) ? fmt::format("{:04}-{:02}", year, month) : std::string();
}

// A number or a month name; everything else parts them.
struct Token {
  int number = -1;
  int month = 0;
  int digits = 0;
  char before = ' ';        // the separator before it: '/', '-', '.', ':' or ' ' for others
  bool is_adjacent = true;  // no word that is neither number nor month stands before it
};

int value_of(std::string_view digits) {
  int out = 0;
  for (const char c : digits) out = std::min(out * 10 + (c - '0'), 100'000'000);
  return out;
}

class Scanner {
 public:
  Scanner(std::string_view text, const Months& months) : text_(text), months_(months) {}

  std::vector<Token> run() {
    constexpr std::size_t kEnough = 64;  // a line of a date is short
    while (at_ < text_.size() && tokens_.size() < kEnough) {
      const text::Decoded c = text::decode(text_, at_);
      const text::CharClass kind = text::class_of(c.code);
      if (kind == text::CharClass::digit) number();
      else if (kind == text::CharClass::arabic || kind == text::CharClass::latin) word();
      else separator(c);
    }
    return std::move(tokens_);
  }

 private:
  void separator(const text::Decoded& c) {
    if (c.code == '/' || c.code == '-' || c.code == '.' || c.code == ':' || c.code == '+') separator_ = static_cast<char>(c.code);
    else if (c.code > ' ' && c.code != 0xA0 && text::class_of(c.code) != text::CharClass::mark) separator_ = ' ';
    at_ += c.size;
  }

  // Reads one run of characters of `kinds`, folded.
  template <class Is>
  std::string take(Is is) {
    std::string out;
    while (at_ < text_.size()) {
      const text::Decoded c = text::decode(text_, at_);
      const text::CharClass kind = text::class_of(c.code);
      if (!is(kind) && kind != text::CharClass::mark) break;
      at_ += c.size;
      if (const char32_t folded = text::fold(c.code); kind != text::CharClass::mark && folded != 0) text::append(out, folded);
    }
    return out;
  }

  void number() {
    const std::string digits = take([](text::CharClass k) { return k == text::CharClass::digit; });
    Token token;
    token.number = value_of(digits);
    token.digits = static_cast<int>(digits.size());
    push(token);
  }

  void word() {
    const auto is_letter = [](text::CharClass k) { return k == text::CharClass::arabic || k == text::CharClass::latin; };
    const std::string first = take(is_letter);
    // ISO 8601's "T" and the ordinals of English stand between the parts of one date.
    if (first == "t" || first == "st" || first == "nd" || first == "rd" || first == "th" || first == "z") return;
    const std::size_t after = at_;
    while (at_ < text_.size() && text_[at_] == ' ') ++at_;
    const std::string second = at_ > after ? take(is_letter) : std::string();
    Token token;
    token.month = second.empty() ? 0 : months_.find(first + " " + second);
    if (token.month == 0) {
      at_ = after;
      token.month = months_.find(first);
    }
    if (token.month == 0) is_adjacent_ = false;
    else push(token);
  }

  void push(Token token) {
    token.before = separator_;
    token.is_adjacent = is_adjacent_;
    tokens_.push_back(token);
    separator_ = ' ';
    is_adjacent_ = true;
  }

  std::string_view text_;
  const Months& months_;
  std::size_t at_ = 0;
  char separator_ = ' ';
  bool is_adjacent_ = true;
  std::vector<Token> tokens_;
};

bool is_day(const Token& t) { return t.number >= 1 && t.number <= 31 && t.digits <= 2; }
bool is_year(const Token& t) { return t.digits == 4 && is_year(t.number); }
bool is_date_separator(char c) { return c == '/' || c == '-' || c == '.'; }

// A date in figures at tokens[i]: year first or day first.
std::string in_figures(const std::vector<Token>& tokens, std::size_t i) {
  const Token& a = tokens[i];
  if (a.digits == 8 && is_year(a.number / 10000)) return iso(a.number / 10000, a.number / 100 % 100, a.number % 100);
  if (i + 1 >= tokens.size()) return {};
  const Token& b = tokens[i + 1];
  if (!b.is_adjacent || !is_date_separator(b.before)) return {};
  const bool has_third = i + 2 < tokens.size() && tokens[i + 2].is_adjacent && tokens[i + 2].before == b.before;
  const Token c = has_third ? tokens[i + 2] : Token();
  if (is_year(a) && b.number >= 0)
    return has_third && is_day(c) ? iso(a.number, b.number, c.number) : b.digits == 2 ? iso(a.number, b.number) : std::string();
  if (!is_day(a) || !is_day(b) || !is_year(c)) return {};
  const std::string day_first = iso(c.number, b.number, a.number);
  return day_first.empty() ? iso(c.number, a.number, b.number) : day_first;
}

// A date with a month's name at tokens[i]: "7 December 2019", "December 7, 2019", "2019 December 7", "December 2019".
std::string with_month_name(const std::vector<Token>& tokens, std::size_t i) {
  std::size_t last = i;  // two names for one month: "كانون الأول/ديسمبر"
  while (last + 1 < tokens.size() && tokens[last + 1].month == tokens[i].month && tokens[last + 1].is_adjacent) ++last;
  const int month = tokens[i].month;
  const Token before = i > 0 && tokens[i].is_adjacent ? tokens[i - 1] : Token();
  const auto next = [&](std::size_t n) {
    return last + n < tokens.size() && tokens[last + n].is_adjacent ? tokens[last + n] : Token();
  };
  if (is_day(before) && is_year(next(1))) return iso(next(1).number, month, before.number);
  if (is_year(before) && is_day(next(1))) return iso(before.number, month, next(1).number);
  if (is_day(next(1)) && is_year(next(2))) return iso(next(2).number, month, next(1).number);
  if (is_year(next(1))) return iso(next(1).number, month);
  return {};
}

}  // namespace

void Months::add(std::string_view name, int month) { months_.emplace(fold_line(name).text, month); }

int Months::find(std::string_view folded) const {
  const auto found = months_.find(std::string(folded));
  return found == months_.end() ? 0 : found->second;
}

std::string find_date(std::string_view text, const Months& months) {
  const std::vector<Token> tokens = Scanner(text, months).run();
  std::string month_only;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    std::string found = tokens[i].month != 0 ? with_month_name(tokens, i) : in_figures(tokens, i);
    if (found.size() == 10) return found;
    if (month_only.empty()) month_only = std::move(found);
  }
  if (!month_only.empty() || tokens.size() != 1 || !is_year(tokens[0])) return month_only;
  return std::to_string(tokens[0].number);
}

std::string date_in_url(std::string_view url) {
  const std::size_t host = url.find("://");
  const std::size_t path = url.find('/', host == std::string_view::npos ? 0 : host + 3);
  if (path == std::string_view::npos) return {};
  const std::string_view rest = url.substr(path, url.find_first_of("?#", path) - path);
  const auto number_at = [&](std::size_t i, std::size_t& length) {
    length = 0;
    while (i + length < rest.size() && rest[i + length] >= '0' && rest[i + length] <= '9') ++length;
    return value_of(rest.substr(i, std::min<std::size_t>(length, 8)));
  };
  std::string month_only;
  for (std::size_t i = 1; i < rest.size(); ++i) {
    const bool starts = (rest[i - 1] == '/' || rest[i - 1] == '-' || rest[i - 1] == '_') && rest[i] >= '0' && rest[i] <= '9';
    if (!starts) continue;
    std::size_t n = 0;
    const int year = number_at(i, n);
    // Eight digits are a date; in longer numbers they are one only where a time and more follow.
    if (n == 8 || n >= 12) {
      if (std::string day = iso(year / 10000, year / 100 % 100, year % 100); !day.empty()) return day;
    }
    if (n != 4 || !is_year(year) || i + 4 >= rest.size() || (rest[i + 4] != '/' && rest[i + 4] != '-')) continue;
    std::size_t m = 0;
    const int month = number_at(i + 5, m);
    if (m < 1 || m > 2 || !is_month(month)) continue;
    std::size_t d = 0;
    const std::size_t day_at = i + 5 + m + 1;
    const int day = day_at < rest.size() && (rest[day_at - 1] == '/' || rest[day_at - 1] == '-') ? number_at(day_at, d) : 0;
    if (d >= 1 && d <= 2 && is_real(year, month, day)) return iso(year, month, day);
    if (month_only.empty() && rest[i - 1] == '/') month_only = iso(year, month);
  }
  return month_only;
}

}  // namespace isnad::ingest
