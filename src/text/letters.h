// Named Arabic code points, so that rules in code read as letters and sources stay ASCII.
#pragma once

namespace isnad::text::letter {

inline constexpr char32_t kHamza = 0x0621, kAlefMadda = 0x0622, kAlefHamzaAbove = 0x0623, kWawHamza = 0x0624,
                          kAlefHamzaBelow = 0x0625, kYehHamza = 0x0626, kAlef = 0x0627, kBeh = 0x0628, kTehMarbuta = 0x0629,
                          kTeh = 0x062A, kTheh = 0x062B, kJeem = 0x062C, kHah = 0x062D, kKhah = 0x062E, kDal = 0x062F,
                          kThal = 0x0630, kReh = 0x0631, kZain = 0x0632, kSeen = 0x0633, kSheen = 0x0634, kSad = 0x0635,
                          kDad = 0x0636, kTah = 0x0637, kZah = 0x0638, kAin = 0x0639, kGhain = 0x063A, kTatweel = 0x0640,
                          kFeh = 0x0641, kQaf = 0x0642, kKaf = 0x0643, kLam = 0x0644, kMeem = 0x0645, kNoon = 0x0646,
                          kHeh = 0x0647, kWaw = 0x0648, kAlefMaqsura = 0x0649, kYeh = 0x064A, kFathatan = 0x064B, kSukun = 0x0652,
                          kSuperscriptAlef = 0x0670, kAlefWasla = 0x0671, kPeh = 0x067E, kTcheh = 0x0686, kJeh = 0x0698,
                          kVeh = 0x06A4, kKeheh = 0x06A9, kGaf = 0x06AF, kFarsiYeh = 0x06CC, kComma = 0x060C, kSemicolon = 0x061B,
                          kQuestion = 0x061F;

// UTF-8 of the letters that clitics are made of (all take two bytes).
inline constexpr char kWawUtf8[] = "\xD9\x88", kFehUtf8[] = "\xD9\x81", kBehUtf8[] = "\xD8\xA8", kLamUtf8[] = "\xD9\x84",
                      kKafUtf8[] = "\xD9\x83", kSeenUtf8[] = "\xD8\xB3", kAlefUtf8[] = "\xD8\xA7", kTehUtf8[] = "\xD8\xAA",
                      kHehUtf8[] = "\xD9\x87", kYehUtf8[] = "\xD9\x8A", kNoonUtf8[] = "\xD9\x86", kMeemUtf8[] = "\xD9\x85",
                      kTehMarbutaUtf8[] = "\xD8\xA9", kAlefMaqsuraUtf8[] = "\xD9\x89", kThalUtf8[] = "\xD8\xB0",
                      kAlefHamzaUtf8[] = "\xD8\xA3", kAlefHamzaBelowUtf8[] = "\xD8\xA5";

}  // namespace isnad::text::letter
