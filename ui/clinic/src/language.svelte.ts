// The language of this page: the clinician's own, whatever the patient's is. Remembered in this browser.
import { languages, pick, type Language } from "$text/languages";
import { speak } from "$text/text.svelte";

const KEY = "language";

/** The language that is spoken now. */
export const current = $state({ code: "en" });

/** The language chosen here before, or the first of the browser's that we speak. */
export function remembered(): Language {
  return pick(read(), navigator.languages);
}

/** Speaks a language from now on, and the next time. */
export async function choose(code: string): Promise<void> {
  const language = languages.find((one) => one.code === code);
  if (!language) return;
  try {
    localStorage.setItem(KEY, code);
  } catch {
    // A browser that keeps nothing asks again next time.
  }
  await use(language);
}

export async function use({ code, dir }: Language): Promise<void> {
  // Before the texts, which redraw the page: dates and numbers are written in the document's language.
  document.documentElement.lang = code;
  document.documentElement.dir = dir;
  await speak(code);
  current.code = code;
}

function read(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}
