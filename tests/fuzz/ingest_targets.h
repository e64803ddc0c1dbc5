// What is fuzzed of reading. Each function takes any bytes, checks what must hold for all of them and aborts where it does
// not. libFuzzer drives them (preset `fuzz`), and a unit test replays mutations of the test cases through them.
#pragma once

#include <string_view>

namespace isnad::ingest::fuzz {

/// Decoding gives valid UTF-8 or an error; sanitising twice is sanitising once.
void decode(std::string_view bytes);
/// A page gives a document or an error, and the tree that Gumbo makes of it.
void html(std::string_view bytes);
/// The second half of it.
void tree(std::string_view bytes);
/// Page text gives a document whose text is made of lines of the input, or an error.
void text(std::string_view bytes);
/// A JSONL line gives a document or an error that names the line.
void json_line(std::string_view bytes);
/// A stream in each format of many documents gives items, each with bytes or an error, and ends.
void formats(std::string_view bytes);
/// What a server sends: feeds, sitemaps, robots.txt.
void web(std::string_view bytes);

}  // namespace isnad::ingest::fuzz
