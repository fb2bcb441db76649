// Whom a record is about, and whom to call: from the Patient, and from people that are records of their own.
import type { Bundle } from "./bundle";
import { all, humanName, one, text, word, type Resource } from "./fhir";
import { sourceOf } from "./lines";
import { dateOf } from "./when";

export type Person = {
  name: string | null;
  birthDate: string | null;
  gender: string | null;
  phones: string[];
  /** Numbers by which others know the person, with whose they are. */ numbers: string[];
  languages: string[];
};
export type Contact = {
  name: string;
  relation: string | null;
  phones: string[];
  /** Since when. */ date: string | null;
  /** Who keeps the record it stands in. */ source: string | null;
};

export function personOf(patient: Resource | null): Person {
  const names = all(patient, "name");
  const official = names.find((name) => text(name, "use") === "official") ?? names[0] ?? null;
  return {
    name: humanName(official),
    birthDate: text(patient, "birthDate"),
    gender: text(patient, "gender"),
    phones: phonesOf(patient),
    numbers: all(patient, "identifier").flatMap(numberOf),
    languages: all(patient, "communication").flatMap((spoken) => word(one(spoken, "language")) ?? []),
  };
}

/** Everybody with a name, in the order of the record. */
export function contactsOf(bundle: Bundle, patient: Resource | null): Contact[] {
  const inside = all(patient, "contact").flatMap((contact) =>
    contactOf(contact, one(contact, "name"), patient && sourceOf(bundle, patient)),
  );
  const related = bundle
    .of("RelatedPerson")
    .flatMap((person) => contactOf(person, all(person, "name")[0] ?? null, sourceOf(bundle, person)));
  return [...inside, ...related];
}

function contactOf(of: Resource, named: Resource | null, source: string | null): Contact[] {
  const name = humanName(named);
  const relation = all(of, "relationship").map(word).find(Boolean) ?? null;
  return name ? [{ name, relation, phones: phonesOf(of), date: dateOf(of), source }] : [];
}

function numberOf(identifier: Resource): string[] {
  const value = text(identifier, "value");
  const whose = word(one(identifier, "type")) ?? text(one(identifier, "assigner"), "display");
  return value ? [[whose, value].filter(Boolean).join(" ")] : [];
}

function phonesOf(of: Resource | null): string[] {
  return all(of, "telecom").flatMap((telecom) => text(telecom, "value") ?? []);
}
