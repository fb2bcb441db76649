// In which language a clinician reads a record beside its own words; as it is until they choose one. For one record: the next
// patient's begins as it was written.
import { beside, type Tag, type Terms } from "./terms";
import type { Code } from "../summary/fhir";

type Named = { title: string; codes: Code[] };

class Reading {
  tag = $state<Tag | null>(null);
  isMissing = $state(false);
  #terms = $state.raw<Terms | null>(null);

  /** Loads the list while there is a network, so that it is there when there is none. */
  async prepare(): Promise<void> {
    this.#terms ??= (await import("./list")).terms;
  }

  /** Reads in a language from now on. */
  async choose(tag: Tag | null): Promise<void> {
    this.isMissing = false;
    try {
      if (tag) await this.prepare();
      this.tag = tag;
    } catch {
      this.tag = null;
      this.isMissing = true;
    }
  }

  /** What a line is called in that language; null where its title says it, or nobody knows. */
  of({ title, codes }: Named): string | null {
    return this.tag && this.#terms ? beside(this.#terms.find(codes, title), this.tag, title) : null;
  }

  /** The same of words that the source separated, those that are known. */
  words(note: string): string[] {
    const { tag } = this;
    const terms = this.#terms;
    if (!tag || !terms) return [];
    return note.split(/[,;] /).flatMap((part) => beside(terms.named(part), tag, part) ?? []);
  }
}

export const reading = new Reading();
