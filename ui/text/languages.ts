// The languages Keepwell speaks, and how each writes numbers and dates.

export type Language = { code: string; name: string; dir: "ltr" | "rtl" };

/** Each under its own name, so that everybody finds theirs. */
export const languages: Language[] = [
  { code: "en", name: "English", dir: "ltr" },
  { code: "es", name: "Español", dir: "ltr" },
  { code: "fr", name: "Français", dir: "ltr" },
  { code: "de", name: "Deutsch", dir: "ltr" },
  { code: "pt", name: "Português", dir: "ltr" },
  { code: "ar", name: "العربية", dir: "rtl" },
  { code: "zh", name: "中文", dir: "ltr" },
];

/** The languages of the term list: those above, and three in which the app itself does not speak. */
export const termLanguages: Language[] = [
  ...languages,
  { code: "hi", name: "हिन्दी", dir: "ltr" },
  { code: "ru", name: "Русский", dir: "ltr" },
  { code: "sw", name: "Kiswahili", dir: "ltr" },
];

/** The language to use: the chosen one, or the first of the device's that we speak, or English. */
export function pick(chosen: string | null, device: readonly string[]): Language {
  const wanted = [chosen ?? "", ...device].map((tag) => tag.slice(0, 2).toLowerCase());
  for (const code of wanted) {
    const found = languages.find((language) => language.code === code);
    if (found) return found;
  }
  return { code: "en", name: "English", dir: "ltr" };
}

/** The locale for numbers and dates. Digits stay 0-9 in Arabic: doses, codes and papers carry those. */
export function locale(language: string): string {
  if (language === "ar") return "ar-u-nu-latn";
  return language === "en" ? "en-GB" : language;
}
