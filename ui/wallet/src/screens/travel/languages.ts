// Names of languages that a record is written in, in the language of the page.

export function nameOf(tag: string): string {
  try {
    const names = new Intl.DisplayNames(document.documentElement.lang || "en", { type: "language" });
    return names.of(tag) ?? tag;
  } catch {
    return tag;
  }
}
