// The interface in Arabic and English. All strings stand in messages/; both files have the same keys (the compiler checks it).
import ar from "./messages/ar.json";
import en from "./messages/en.json";

export type Language = "ar" | "en";
export type Key = keyof typeof en;

/// A message, or one for each way in which the language counts (CLDR's plural categories).
type Message = string | (Partial<Record<Intl.LDMLPluralRule, string>> & { other: string });

const messages: Record<Language, Record<Key, Message>> = { ar, en };
const plurals: Partial<Record<Language, Intl.PluralRules>> = {}; // made when first asked: each takes milliseconds
let language: Language = localStorage.getItem("language") === "en" ? "en" : "ar";

export function currentLanguage(): Language {
  return language;
}

export function applyLanguage(next: Language): void {
  language = next;
  localStorage.setItem("language", next);
  document.documentElement.lang = next;
  document.documentElement.dir = next === "ar" ? "rtl" : "ltr";
  document.title = t("title");
}

/// The message; `{0}`, `{1}` … are replaced. Where it differs by number, it is that of the first value.
export function t(key: Key, ...values: (string | number)[]): string {
  const message: Message = messages[language][key];
  const said = typeof message === "string" ? message : (message[(plurals[language] ??= new Intl.PluralRules(language)).select(Number(values[0]))] ?? message.other);
  return said.replace(/\{(\d)\}/g, (_, i) => {
    const value = values[Number(i)] ?? "";
    return typeof value === "number" ? number(value) : value;
  });
}

const named = (kind: string, value: string) => (messages[language] as Record<string, Message | undefined>)[`${kind}.${value}`] as string | undefined;

/// The name of a value of the record ("CONSULT", "demand"); the value itself where no message names it.
export function term(value: string): string {
  return named("term", value) ?? value;
}

/// The name of what a statement does, where that differs from the name of another value spelled alike: "state".
export function act(value: string): string {
  return named("act", value) ?? term(value);
}

/// The name of a part of a correction.
export const field = (name: string): string => named("field", name) ?? name;

/// What the date of an article was taken from.
export const basis = (value: string): string => named("basis", value) ?? value;

/// Why carriers are counted as one, or claims at odds: `key` as the dossier gives it.
export function why(key: string, values: string[]): string {
  const known = `why.${key}`;
  return known in messages.en ? t(known as Key, ...values) : key;
}

/// In both languages with the digits of the articles' dates. Whole numbers, which all counts are, do without the browser's own
/// formatter: it takes 40 ms to make.
export function number(n: number): string {
  return Number.isInteger(n) ? String(n).replace(/\B(?=(\d{3})+$)/g, ",") : n.toLocaleString("en");
}
