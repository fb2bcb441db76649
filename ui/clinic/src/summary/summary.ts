// What a clinician sees in a minute: the patient, then what is dangerous, then everything else by kind, each line with its
// date and source. Made from the Bundle alone, without a judgement of ours.
import { Bundle } from "./bundle";
import { all, humanName, one, text, word, type Resource } from "./fhir";
import { allergy, immunization, implant, medicine, other, problem, procedure, type Line } from "./lines";
import { resultsOf, type Result } from "./results";
import { changesOf, latestFirst } from "./when";

export type Person = {
  name: string | null;
  birthDate: string | null;
  gender: string | null;
  phones: string[];
  /** Numbers by which others know the person, with whose they are. */ numbers: string[];
  languages: string[];
};
export type Contact = { name: string; relation: string | null; phones: string[] };
export type Document = {
  title: string;
  date: string | null;
  source: string | null;
  mime: string | null;
  url: string | null;
};

export type Summary = {
  person: Person;
  isSample: boolean;
  /** When the wallet put it together. */ made: string | null;
  allergies: Line[];
  medicines: (Line & { /** Changed in the last 90 days. */ isRecent: boolean })[];
  problems: Line[];
  implants: Line[];
  results: Result[];
  immunizations: Line[];
  procedures: Line[];
  documents: Document[];
  contacts: Contact[];
  /** Records of other kinds, by the name FHIR gives their kind. */ others: Line[];
};

const RECENT_MS = 90 * 24 * 60 * 60 * 1000;
const SHOWN = new Set([
  "AllergyIntolerance",
  "Bundle",
  "Composition",
  "Condition",
  "Device",
  "DeviceUseStatement",
  "DocumentReference",
  "Encounter",
  "Immunization",
  "Location",
  "Medication",
  "MedicationAdministration",
  "MedicationDispense",
  "MedicationRequest",
  "MedicationStatement",
  "Observation",
  "Organization",
  "Patient",
  "Practitioner",
  "PractitionerRole",
  "Procedure",
  "Provenance",
  "RelatedPerson",
  "Specimen",
]);
const MEDICINES = [
  "MedicationStatement",
  "MedicationRequest",
  "MedicationDispense",
  "MedicationAdministration",
];

/** The summary of a Bundle at a time in milliseconds; null when it is no Bundle. */
export function summarize(json: string, now: number): Summary | null {
  const bundle = Bundle.parse(json);
  if (!bundle) return null;
  const patient = bundle.of("Patient")[0] ?? null;
  const lines = (type: string, make: (bundle: Bundle, of: Resource) => Line) =>
    newestFirst(bundle.of(type).map((found) => make(bundle, found)));
  return {
    person: personOf(patient),
    isSample: bundle.isSample,
    made: text(bundle.whole, "timestamp") ?? text(bundle.of("Composition")[0] ?? null, "date"),
    allergies: lines("AllergyIntolerance", allergy).sort(
      (one, two) => Number(two.isSevere) - Number(one.isSevere),
    ),
    medicines: newestFirst(
      MEDICINES.flatMap((type) => bundle.of(type)).map((found) => ({
        ...medicine(bundle, found),
        isRecent: changesOf(found).some((day) => isRecent(day, now)),
      })),
    ),
    problems: lines("Condition", problem),
    implants: implantsOf(bundle),
    results: resultsOf(bundle),
    immunizations: lines("Immunization", immunization),
    procedures: lines("Procedure", procedure),
    documents: bundle.of("DocumentReference").map((found) => documentOf(bundle, found)),
    contacts: [...contactsOf(patient), ...bundle.of("RelatedPerson").flatMap(relatedOf)],
    others: bundle.resources
      .filter((found) => !SHOWN.has(text(found, "resourceType") ?? ""))
      .map((found) => other(bundle, found)),
  };
}

/** Devices that are in or on the person. The program that put the summary together and what measured are Devices too. */
function implantsOf(bundle: Bundle): Line[] {
  const used = bundle.of("DeviceUseStatement");
  const authors = bundle
    .of("Composition")
    .flatMap((found) => all(found, "author").map((author) => bundle.resolve(found, author)));
  const named = [...used, ...bundle.of("Observation")].map((found) =>
    bundle.resolve(found, one(found, "device")),
  );
  const others = new Set([...authors, ...named]);
  const alone = bundle.of("Device").filter((found) => !others.has(found));
  return newestFirst([...used, ...alone].map((found) => implant(bundle, found)));
}

function personOf(patient: Resource | null): Person {
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

function numberOf(identifier: Resource): string[] {
  const value = text(identifier, "value");
  const whose = word(one(identifier, "type")) ?? text(one(identifier, "assigner"), "display");
  return value ? [[whose, value].filter(Boolean).join(" ")] : [];
}

function phonesOf(of: Resource | null): string[] {
  return all(of, "telecom").flatMap((telecom) => text(telecom, "value") ?? []);
}

function contactsOf(patient: Resource | null): Contact[] {
  return all(patient, "contact").flatMap((contact) => {
    const name = humanName(one(contact, "name"));
    const relation = all(contact, "relationship").map(word).find(Boolean) ?? null;
    return name ? [{ name, relation, phones: phonesOf(contact) }] : [];
  });
}

function relatedOf(person: Resource): Contact[] {
  const name = humanName(all(person, "name")[0] ?? null);
  const relation = all(person, "relationship").map(word).find(Boolean) ?? null;
  return name ? [{ name, relation, phones: phonesOf(person) }] : [];
}

function documentOf(bundle: Bundle, of: Resource): Document {
  const attachment = one(all(of, "content")[0] ?? null, "attachment");
  return {
    title: text(of, "description") ?? text(attachment, "title") ?? word(one(of, "type")) ?? "",
    date: text(of, "date"),
    source: bundle.nameOf(of, all(of, "author")[0] ?? null),
    mime: text(attachment, "contentType"),
    url: text(attachment, "url"),
  };
}

function newestFirst<L extends Line>(lines: L[]): L[] {
  return [...lines].sort(
    (one, two) => Number(one.isOver) - Number(two.isOver) || latestFirst(one.date, two.date),
  );
}

function isRecent(date: string, now: number): boolean {
  // A year or a month alone is not a day of the last ninety.
  const then = date.length < 10 ? NaN : Date.parse(date);
  return !Number.isNaN(then) && now - then <= RECENT_MS && then <= now;
}
