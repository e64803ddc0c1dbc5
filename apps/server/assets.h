// The page: files made by Vite, packed by apps/web/pack.mjs and embedded at build.
#pragma once

#include <string_view>

namespace isnad::server {

struct Asset {
  std::string_view type;  ///< of its content, as HTTP names it
  std::string_view bytes;
};

/// The file at `path` ("/index.html"); null where there is none, and always in a program built without the page.
const Asset* asset(std::string_view path);

}  // namespace isnad::server
