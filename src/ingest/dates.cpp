#include "ingest/dates.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
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
  int month = Months::kNone;
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
      const bool is_letter = kind == text::CharClass::arabic || kind == text::CharClass::latin;
      if (kind == text::CharClass::digit) number();
      else if (is_letter && !is_date_sign(c.code)) word();
      else separator(c);
    }
    return std::move(tokens_);
  }

 private:
  // The words for year and month of Chinese, Japanese and Korean stand between the figures of a date.
  static bool is_date_sign(char32_t c) {
    return c == 0x5E74 || c == 0x6708 || c == 0x65E5 || c == 0xB144 || c == 0xC6D4 || c == 0xC77C;
  }

  void separator(const text::Decoded& c) {
    if (is_date_sign(c.code)) separator_ = '-';
    else if (c.code == '/' || c.code == '-' || c.code == '.' || c.code == ':' || c.code == '+')
      separator_ = static_cast<char>(c.code);
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
      if ((!is(kind) && kind != text::CharClass::mark) || is_date_sign(c.code)) break;
      at_ += c.size;
      if (const char32_t folded = text::fold(c.code); kind != text::CharClass::mark && folded != 0) text::append(out, folded);
    }
    return out;
  }

  void number() {
    const std::string digits = take([](text::CharClass k) { return k == text::CharClass::digit; });
    Token token;
    const bool is_stamp = digits.size() == 12 || digits.size() == 14;  // 20191207103045
    token.number = value_of(is_stamp ? std::string_view(digits).substr(0, 8) : digits);
    token.digits = is_stamp ? 8 : static_cast<int>(digits.size());
    push(token);
  }

  void word() {
    const auto is_letter = [](text::CharClass k) { return k == text::CharClass::arabic || k == text::CharClass::latin; };
    const std::string first = take(is_letter);
    if (first == "t" || first == "z") return;  // of ISO 8601
    const std::size_t after = at_;
    while (at_ < text_.size() && text_[at_] == ' ') ++at_;
    const std::string second = at_ > after ? take(is_letter) : std::string();
    Token token;
    token.month = second.empty() ? Months::kNone : months_.find(first + " " + second);
    if (token.month == Months::kNone) {
      at_ = after;
      token.month = months_.find(first);
    }
    if (token.month == Months::kNone) is_adjacent_ = false;
    else if (token.month > 0) push(token);
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

// The four figures of a year, or two where `style` allows them.
int year_of(const Token& t, DateStyle style) {
  if (is_year(t)) return t.number;
  return style.has_short_years && t.digits == 2 && t.number < 70 ? 2000 + t.number : 0;
}

// A date in figures at tokens[i]: year first or day first.
std::string in_figures(const std::vector<Token>& tokens, std::size_t i, DateStyle style) {
  const Token& a = tokens[i];
  if (a.digits == 8 && is_year(a.number / 10000)) return iso(a.number / 10000, a.number / 100 % 100, a.number % 100);
  if (i + 1 >= tokens.size()) return {};
  const Token& b = tokens[i + 1];
  if (!b.is_adjacent || !is_date_separator(b.before)) return {};
  const bool has_third = i + 2 < tokens.size() && tokens[i + 2].is_adjacent && tokens[i + 2].before == b.before;
  const Token c = has_third ? tokens[i + 2] : Token();
  if (is_year(a) && b.number >= 0)
    return has_third && is_day(c) ? iso(a.number, b.number, c.number) : b.digits == 2 ? iso(a.number, b.number) : std::string();
  const int year = b.before == '-' && c.digits == 2 ? 0 : year_of(c, style);
  if (!is_day(a) || !is_day(b) || year == 0) return {};
  const std::string month_first = iso(year, a.number, b.number);
  const std::string day_first = iso(year, b.number, a.number);
  const bool is_month_first = style.is_month_first && b.before != '.';
  return day_first.empty() || (is_month_first && !month_first.empty()) ? month_first : day_first;
}

// The year that follows a clock time at tokens[i]: "Dec 7 10:30:45 UTC 2019".
int year_behind_time(const std::vector<Token>& tokens, std::size_t i) {
  bool has_time = false;
  for (std::size_t k = i; k < tokens.size() && k < i + 5; ++k) {
    if (is_year(tokens[k])) return has_time ? tokens[k].number : 0;
    if (tokens[k].digits == 0 || tokens[k].digits > 2 || tokens[k].number > 59) return 0;
    has_time = has_time || tokens[k].before == ':';
  }
  return 0;
}

// A date with a month's name at tokens[i]: "7 December 2019", "December 7, 2019", "2019 December 7", "December 2019".
std::string with_month_name(const std::vector<Token>& tokens, std::size_t i) {
  std::size_t last = i;  // two names for one month, as in the Levant
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
  const bool is_day_before = is_day(before) && (i < 2 || tokens[i - 1].before != ':');
  const std::size_t time = last + (is_day_before ? 1 : 2);
  if (!is_day_before && !is_day(next(1))) return {};
  const int year = year_behind_time(tokens, time);
  return year == 0 ? std::string() : iso(year, month, is_day_before ? before.number : next(1).number);
}

std::string date_at(const std::vector<Token>& tokens, std::size_t i, DateStyle style) {
  return tokens[i].month > 0 ? with_month_name(tokens, i) : in_figures(tokens, i, style);
}

}  // namespace

std::size_t count_figures(std::string_view text) {
  std::size_t count = 0;
  unsigned before = 0;
  for (const char c : text) {
    const auto b = static_cast<unsigned char>(c);
    const bool is_eastern = (before == 0xD9 && b >= 0xA0 && b <= 0xA9) || (before == 0xDB && b >= 0xB0 && b <= 0xB9);
    count += (b >= '0' && b <= '9') || is_eastern ? 1 : 0;
    before = b;
  }
  return count;
}

void Months::add(std::string_view name, int month) { months_.emplace(fold_line(name).text, month); }

int Months::find(std::string_view folded) const {
  const auto found = months_.find(std::string(folded));
  return found == months_.end() ? kNone : found->second;
}

std::string find_date(std::string_view text, const Months& months, DateStyle style) {
  const std::vector<Token> tokens = Scanner(text, months).run();
  std::string month_only;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    std::string found = date_at(tokens, i, style);
    if (found.size() == 10) return found;
    if (month_only.empty()) month_only = std::move(found);
  }
  if (!month_only.empty() || tokens.size() != 1 || !is_year(tokens[0])) return month_only;
  return std::to_string(tokens[0].number);
}

std::string find_earliest_day(std::string_view text, const Months& months, DateStyle style) {
  const std::vector<Token> tokens = Scanner(text, months).run();
  std::string earliest;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    std::string found = date_at(tokens, i, style);
    if (found.size() == 10 && (earliest.empty() || found < earliest)) earliest = std::move(found);
  }
  return earliest;
}

bool is_day_before(std::string_view day, std::string_view other) {
  const auto number = [](std::string_view s) {
    const std::chrono::year_month_day ymd(std::chrono::year(value_of(s.substr(0, 4))),
                                          std::chrono::month(static_cast<unsigned>(value_of(s.substr(5, 2)))),
                                          std::chrono::day(static_cast<unsigned>(value_of(s.substr(8, 2)))));
    return std::chrono::sys_days(ymd);
  };
  return day.size() == 10 && other.size() == 10 && number(day) + std::chrono::days(1) == number(other);
}

namespace {

// The path of `url`, behind the stamp that a web archive puts before the address of the page it kept.
std::string_view path_of(std::string_view url) {
  const std::size_t host = url.find("://");
  const std::size_t inner = host == std::string_view::npos ? host : url.find("://", host + 3);
  if (inner != std::string_view::npos && url.find_first_of("?#") > inner) return path_of(url.substr(inner - 4));
  const std::size_t path = url.find('/', host == std::string_view::npos ? 0 : host + 3);
  return path == std::string_view::npos ? std::string_view() : url.substr(path, url.find_first_of("?#", path) - path);
}

// Reads dates at the numbers of a URL's path.
class UrlScanner {
 public:
  UrlScanner(std::string_view path, const Months& months) : path_(path), months_(months) {}

  std::string run() {
    std::string month_only;
    for (std::size_t i = 1; i < path_.size(); ++i) {
      const bool starts = is_separator(path_[i - 1]) && is_digit(path_[i]);
      if (!starts) continue;
      std::string found = date_at(i);
      if (found.size() == 10) return found;
      if (month_only.empty() && path_[i - 1] == '/') month_only = std::move(found);
    }
    return month_only;
  }

 private:
  struct Number {
    int value = -1;
    std::size_t length = 0;
  };

  static bool is_digit(char c) { return c >= '0' && c <= '9'; }
  static bool is_separator(char c) { return c == '/' || c == '-' || c == '_' || c == '.'; }

  [[nodiscard]] Number number_at(std::size_t i) const {
    std::size_t length = 0;
    while (i + length < path_.size() && is_digit(path_[i + length])) ++length;
    return {length == 0 ? -1 : value_of(path_.substr(i, std::min<std::size_t>(length, 8))), length};
  }

  // The month at `i`: one or two digits, or a name.
  [[nodiscard]] Number month_at(std::size_t i) const {
    if (const Number n = number_at(i); n.length > 0) return n.length <= 2 ? n : Number();
    const std::size_t end = std::min(path_.find_first_of("/-_", i), path_.size());
    return {months_.find(fold_line(path_.substr(i, end - i)).text), end - i};
  }

  [[nodiscard]] std::string date_at(std::size_t i) const {
    const Number first = number_at(i);
    const std::size_t after = i + first.length;
    // Eight digits are a date; in longer numbers they are one only where a time and more follow.
    if (first.length == 8 || first.length >= 12) return iso(first.value / 10000, first.value / 100 % 100, first.value % 100);
    if (after >= path_.size() || !is_separator(path_[after])) return {};
    if (first.length <= 2) {
      std::string found = day_first(first, after + 1);
      return found.empty() ? short_year(first, i) : found;
    }
    if (first.length != 4 || !is_year(first.value)) return {};
    if (const Number both = number_at(after + 1); both.length == 4) return iso(first.value, both.value / 100, both.value % 100);
    const Number month = month_at(after + 1);
    if (!is_month(month.value)) return {};
    const std::size_t day_at = after + 1 + month.length + 1;
    const Number day = day_at <= path_.size() && is_separator(path_[day_at - 1]) ? number_at(day_at) : Number();
    if (day.length >= 1 && day.length <= 2 && is_real(first.value, month.value, day.value))
      return iso(first.value, month.value, day.value);
    return iso(first.value, month.value);
  }

  // "07-12-2019" only where no month can be the day.
  [[nodiscard]] std::string day_first(const Number& first, std::size_t at) const {
    const Number second = number_at(at);
    const std::size_t year_at = at + second.length + 1;
    if (second.length != 2 || first.length != 2 || year_at > path_.size() || path_[year_at - 1] != path_[at - 1]) return {};
    const Number year = number_at(year_at);
    if (year.length != 4) return {};
    if (first.value > 12) return iso(year.value, second.value, first.value);
    return second.value > 12 || first.value == second.value ? iso(year.value, first.value, second.value) : std::string();
  }

  // "/19/12/07/"
  [[nodiscard]] std::string short_year(const Number& year, std::size_t i) const {
    if (year.length != 2 || i + 9 > path_.size() || path_[i - 1] != '/' || path_[i + 2] != '/' || path_[i + 5] != '/' ||
        path_[i + 8] != '/')
      return {};
    const Number month = number_at(i + 3);
    const Number day = number_at(i + 6);
    return month.length == 2 && day.length == 2 && year.value < 70 ? iso(2000 + year.value, month.value, day.value)
                                                                   : std::string();
  }

  std::string_view path_;
  const Months& months_;
};

}  // namespace

std::string date_in_url(std::string_view url, const Months& months) { return UrlScanner(path_of(url), months).run(); }

}  // namespace isnad::ingest
