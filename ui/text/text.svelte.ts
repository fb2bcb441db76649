// Every text on the page, from the Fluent files of the chosen language; English stands in where a text is missing.
// `t` is reactive: a new language redraws what is on the screen.
import { FluentBundle, FluentResource } from "@fluent/bundle";

import { files } from "$texts";

import type { Texts } from "./ids/all";
import { locale } from "./languages";

export type Value = string | number;
export type Id = keyof Texts;
type Given<K extends Id> = Texts[K] extends null ? [] : [values: Texts[K]];

let bundles = $state.raw<FluentBundle[]>([]);
let disguised = (text: string): string => text;

/** For tests: changes every text on its way to the page, so that what did not come from the language files stands out. */
export function disguise(change: (text: string) => string): void {
  disguised = change;
}

/** Loads the texts of a language and uses them from now on. */
export async function speak(language: string): Promise<void> {
  const wanted = language === "en" ? ["en"] : [language, "en"];
  bundles = await Promise.all(wanted.map(load));
}

async function load(language: string): Promise<FluentBundle> {
  const bundle = new FluentBundle(locale(language));
  const areas = Object.entries(files).filter(([path]) => path.includes(`/locales/${language}/`));
  for (const text of await Promise.all(areas.map(([, read]) => read()))) {
    bundle.addResource(new FluentResource(text));
  }
  return bundle;
}

/** The text of an id in the person's language. */
export function t<K extends Id>(id: K, ...given: Given<K>): string {
  for (const bundle of bundles) {
    const pattern = bundle.getMessage(id)?.value;
    // An error (a wrong plural in a translation, say) still gives a readable text.
    if (pattern) return disguised(bundle.formatPattern(pattern, given[0] ?? null, []));
  }
  return id;
}

/** Whether a word of the core (a label, a code) has a text. Only texts without arguments are asked for so. */
export function known(id: string): id is PlainId {
  return bundles.some((bundle) => bundle.hasMessage(id));
}

type PlainId = { [K in Id]: Texts[K] extends null ? K : never }[Id];
