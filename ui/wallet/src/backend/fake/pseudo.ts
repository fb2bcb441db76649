// A language that nobody speaks: every text of the language files in brackets, with accents, and 40 % longer. What has no
// brackets on the page was never given to the translators; what has no room will have none in German either.
import { disguise } from "$text/text.svelte";

import type { Backend } from "../backend";

const accents: Record<string, string> = {
  a: "á",
  e: "é",
  i: "í",
  o: "ó",
  u: "ú",
  n: "ñ",
  s: "š",
  c: "č",
  z: "ž",
};

export function pretend(): void {
  disguise((text) => {
    const strange = text.replace(/[aeiounscz]/g, (letter) => accents[letter] ?? letter);
    return `⟦${strange}${" ėxtrá".repeat(Math.ceil((text.length * 0.4) / 6))}⟧`;
  });
}

/** The same core, which also keeps every text it tells, so that a test can tell data from forgotten texts. */
export function overheard(backend: Backend): Backend {
  const told = new Set<string>();
  Object.assign(window, { keepwellTold: told });
  return new Proxy(backend, {
    get(target, name: keyof Backend) {
      // "then", which every awaited object is asked for, is no question to the core.
      if (!(name in target)) return undefined;
      const work = target[name] as (...given: unknown[]) => Promise<unknown>;
      return async (...given: unknown[]) => {
        try {
          const answer = await work(...given);
          keep(answer, told);
          return answer;
        } catch (error) {
          if (error instanceof Error) told.add(error.message);
          throw error;
        }
      };
    },
  });
}

function keep(value: unknown, told: Set<string>): void {
  if (typeof value === "string") told.add(value);
  else if (Array.isArray(value)) for (const one of value) keep(one, told);
  else if (typeof value === "object" && value !== null)
    for (const one of Object.values(value)) keep(one, told);
}
