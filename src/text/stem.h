// A light stem for search: what two inflections of a word mostly share.
//
// The algorithm is Light10 (Larkey, Ballesteros & Connell, "Light Stemming for Arabic Information Retrieval", 2007) on the
// folded form, with the alef of the indefinite accusative taken off too: no dictionary, no roots, only frequent prefixes
// and suffixes. It is used to find documents, never to make
// records.
#pragma once

#include <string>
#include <string_view>

namespace isnad::text {

/// The light stem of `folded`, a word in folded form, as a part of it. Words in other scripts come back as they are.
std::string_view light_stem(std::string_view folded);

/// `folded` without a one-letter proclitic (waw, fa, ba, lam, kaf) where at least three letters are left; else empty.
std::string_view without_proclitic(std::string_view folded);

/// `folded` without a waw or fa before it where at least two letters are left.
std::string without_conjunction(const std::string& folded);

}  // namespace isnad::text
