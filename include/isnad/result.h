// Result<T>: a value, or an Error that says what the outside broke.
//
// Used for what the outside can break: files, lexicon lines, databases, the network. Input text is never an error
// (bad bytes, missing dates and the like become nulls in the record). The library never prints or throws for these.
//
//   Result<Lexicon> lexicon = Lexicon::open(path);
//   if (!lexicon) return lexicon.error();
//   use(*lexicon);
#pragma once

#include <string>
#include <tl/expected.hpp>
#include <utility>

namespace isnad {

enum class ErrorCode {
  not_found,    ///< a file, document or table that was named does not exist
  unreadable,   ///< it exists but cannot be read (permission, I/O)
  bad_format,   ///< its content is not what it should be
  too_large,    ///< above a stated limit
  unsupported,  ///< a kind of input that is not read
  conflict,     ///< busy or changed under us
  unavailable,  ///< a service or full disk
  usage,        ///< the caller asked for something that makes no sense
};

/// What went wrong, where, in words for the user.
struct Error {
  ErrorCode code = ErrorCode::bad_format;
  std::string message;  ///< one sentence, with the remedy where there is one
  std::string file;     ///< the file it is about; empty when none
  long line = 0;        ///< 1-based line in `file`; 0 when none

  /// "file:line: message".
  [[nodiscard]] std::string to_string() const {
    std::string out = file;
    if (line > 0) out += ":" + std::to_string(line);
    if (!out.empty()) out += ": ";
    return out + message;
  }
};

template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::move(value)) {}                    // NOLINT(google-explicit-constructor)
  Result(Error error) : state_(tl::unexpect, std::move(error)) {}  // NOLINT(google-explicit-constructor)

  [[nodiscard]] bool has_value() const { return state_.has_value(); }
  explicit operator bool() const { return has_value(); }
  T& operator*() { return *state_; }
  const T& operator*() const { return *state_; }
  T* operator->() { return &*state_; }
  const T* operator->() const { return &*state_; }
  [[nodiscard]] const Error& error() const { return state_.error(); }

 private:
  tl::expected<T, Error> state_;
};

template <>
class [[nodiscard]] Result<void> {
 public:
  Result() = default;
  Result(Error error) : state_(tl::unexpect, std::move(error)) {}  // NOLINT(google-explicit-constructor)

  [[nodiscard]] bool has_value() const { return state_.has_value(); }
  explicit operator bool() const { return has_value(); }
  [[nodiscard]] const Error& error() const { return state_.error(); }

 private:
  tl::expected<void, Error> state_;
};

}  // namespace isnad
