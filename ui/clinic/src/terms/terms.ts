// The project's term list (docs/formats/terms.md), as the wallet has it too: what a code or a plain name means in ten languages.
// Where codes disagree nothing is said, a sentence is not looked into, and free text is never translated.
import type { Code } from "../summary/fhir";

/** The columns, in the order of the files. */
export const tags = ["en", "es", "fr", "de", "pt", "ar", "zh", "hi", "ru", "sw"] as const;
export type Tag = (typeof tags)[number];

/** What a term means: its names in each language, the one that is shown first. */
export type Concept = { id: string; names: string[][] };

const SYSTEMS: Record<string, string> = {
  "http://snomed.info/sct": "snomed",
  "http://www.nlm.nih.gov/research/umls/rxnorm": "rxnorm",
  "http://www.whocc.no/atc": "atc",
  "http://loinc.org": "loinc",
  "http://hl7.org/fhir/sid/cvx": "cvx",
  "http://hl7.org/fhir/sid/icd-10": "icd10",
  "http://fdasis.nlm.nih.gov": "unii",
  "http://unitsofmeasure.org": "ucum",
};
/** Letters that do not decompose. */
const SPELT: Record<string, string> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  đ: "d",
  ð: "d",
  ł: "l",
  ı: "i",
  þ: "th",
};
const HL7 = ["http://terminology.hl7.org/CodeSystem/", "http://hl7.org/fhir/"];

export class Terms {
  readonly #codes = new Map<string, Concept>();
  /** null: the name means something else in another language. */
  readonly #names = new Map<string, Concept | null>();

  /** From the texts of the list's files. */
  constructor(tables: string[]) {
    for (const table of tables) for (const row of table.split("\n").slice(1)) this.#add(row);
  }

  /** What these codes of one thing mean, or else its plain name. */
  find(codes: Code[], name: string): Concept | null {
    const [first, ...others] = codes.map((code) => this.#coded(code)).filter((found) => found !== null);
    if (!first) return this.named(name);
    return others.every((other) => other === first) ? first : null;
  }

  /** What a name means that stands alone, in whichever of the languages it is. */
  named(name: string): Concept | null {
    return this.#names.get(comparable(name)) ?? null;
  }

  #coded({ system, code }: Code): Concept | null {
    const short = shortSystem(system ?? "");
    return (short && this.#codes.get(short + code)) || null;
  }

  #add(row: string): void {
    const [id, codes = "", ...cells] = row.split("\t");
    if (!id || cells.length !== tags.length) return;
    const concept = { id, names: cells.map((cell) => cell.split("|")) };
    for (const code of codes.split(/\s+/)) if (code) this.#codes.set(code, concept);
    for (const name of concept.names.flat().map(comparable)) {
      const known = this.#names.get(name);
      this.#names.set(name, known === undefined || known === concept ? concept : null);
    }
  }
}

/** The name in a language that stands beside a title; null where the title says it already. */
export function beside(concept: Concept | null, tag: Tag, title: string): string | null {
  const names = concept?.names[tags.indexOf(tag)] ?? [];
  const [shown] = names;
  if (!shown) return null;
  const said = comparable(title);
  const isSaid = names.some((name) => comparable(name) === said) || said.includes(comparable(shown));
  return isSaid ? null : shown;
}

function shortSystem(address: string): string | null {
  const short = SYSTEMS[address];
  if (short) return `${short}:`;
  const base = HL7.find((one) => address.startsWith(one));
  return base ? `hl7:${address.slice(base.length)}/` : null;
}

/** As it is compared: without case, and without accents in Latin script; in Hindi and Arabic the marks are letters. */
export function comparable(name: string): string {
  const folded = name.split(/\s+/).filter(Boolean).join(" ").toLowerCase();
  const isLatin = [...folded].every((letter) => !/\p{L}/u.test(letter) || letter < "\u0250");
  if (!isLatin) return folded;
  const bare = folded.normalize("NFD").replace(/\p{M}/gu, "");
  return bare.replace(/[ßæœøđðłıþ]/g, (letter) => SPELT[letter] ?? letter);
}
