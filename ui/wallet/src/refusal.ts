// What a person reads when something did not work: a text in their language for the core's code word. Where the code says
// too little, the core's own sentence follows, which is English.
import { known, t } from "$text";

/** Codes that stand for many causes: the core's sentence says which. */
const wide = new Set([
  "backup",
  "card",
  "clipboard",
  "damaged",
  "disk",
  "grant",
  "home",
  "other",
  "records",
  "refused",
  "usage",
  "vault",
  "words",
]);

/** The sentence for what was thrown. */
export function refusal(error: unknown): string {
  const cause = error instanceof Error ? asSentence(error.message) : String(error);
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const id = `errors-${code}`;
  if (!known(id)) return cause;
  if (!wide.has(code)) return t(id);
  return isEnglish() ? cause : `${t(id)} (\u2068${cause}\u2069)`;
}

/** The text for a code; where there is none, the core's own sentence. */
export function byCode(id: string, sentence: string): string {
  return known(id) ? t(id) : asSentence(sentence);
}

/** Errors of programs begin small and end without a stop. */
function asSentence(cause: string): string {
  const begun = cause.charAt(0).toUpperCase() + cause.slice(1);
  return /[.!?…]$/.test(begun) ? begun : `${begun}.`;
}

function isEnglish(): boolean {
  return document.documentElement.lang.startsWith("en") || document.documentElement.lang === "";
}
