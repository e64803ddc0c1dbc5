// The interface in Arabic and English. All strings stand in messages/; both files have the same keys (the compiler checks it).
import ar from "./messages/ar.json";
import en from "./messages/en.json";

export type Language = "ar" | "en";
export type Key = keyof typeof en;

const messages: Record<Language, Record<Key, string>> = { ar, en };
let language: Language = localStorage.getItem("language") === "en" ? "en" : "ar";

export function currentLanguage(): Language {
  return language;
}

export function applyLanguage(next: Language): void {
  language = next;
  localStorage.setItem("language", next);
  document.documentElement.lang = next;
  document.documentElement.dir = next === "ar" ? "rtl" : "ltr";
  document.title = messages[next].title;
}

/// The message; `{0}`, `{1}` … are replaced.
export function t(key: Key, ...values: (string | number)[]): string {
  return messages[language][key].replace(/\{(\d)\}/g, (_, i) => {
    const value = values[Number(i)] ?? "";
    return typeof value === "number" ? number(value) : value;
  });
}

/// The name of a value of the record ("CONSULT", "demand"); the value itself where no message names it.
export function term(value: string): string {
  return (messages[language] as Record<string, string>)[`term.${value}`] ?? value;
}

/// The name of what a statement does, where that differs from the name of another value spelled alike: "state".
export function act(value: string): string {
  return (messages[language] as Record<string, string>)[`act.${value}`] ?? term(value);
}

/// Why carriers are counted as one, or claims at odds: `key` as the dossier gives it.
export function why(key: string, values: string[]): string {
  const known = `why.${key}`;
  return known in messages.en ? t(known as Key, ...values) : key;
}

export function number(n: number): string {
  return n.toLocaleString(language === "ar" ? "ar-u-nu-latn" : "en");
}
