// What a clinician sees in a minute: the patient, then what is dangerous, then everything else by kind, each line with its
// date and source. Made from the Bundle alone, without a judgement of ours.
import { Bundle } from "./bundle";
import { all, humanName, one, text, word, type Resource } from "./fhir";
import { allergy, immunization, implant, medicine, other, problem, procedure, type Line } from "./lines";
import { resultsOf, type Result } from "./results";

export type Person = {
  name: string | null;
  birthDate: string | null;
  gender: string | null;
  phones: string[];
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
  const used = bundle.of("DeviceUseStatement");
  return {
    person: personOf(patient),
    isSample: bundle.isSample,
    allergies: lines("AllergyIntolerance", allergy).sort(
      (one, two) => Number(two.isSevere) - Number(one.isSevere),
    ),
    medicines: newestFirst(MEDICINES.flatMap((type) => lines(type, medicine))).map((found) => ({
      ...found,
      isRecent: isRecent(found.date, now),
    })),
    problems: lines("Condition", problem),
    implants: used.length > 0 ? lines("DeviceUseStatement", implant) : lines("Device", implant),
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

function personOf(patient: Resource | null): Person {
  const names = all(patient, "name");
  const official = names.find((name) => text(name, "use") === "official") ?? names[0] ?? null;
  return {
    name: humanName(official),
    birthDate: text(patient, "birthDate"),
    gender: text(patient, "gender"),
    phones: phonesOf(patient),
  };
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
    (one, two) => Number(one.isOver) - Number(two.isOver) || (two.date ?? "").localeCompare(one.date ?? ""),
  );
}

function isRecent(date: string | null, now: number): boolean {
  const then = Date.parse(date ?? "");
  return !Number.isNaN(then) && now - then <= RECENT_MS && then <= now;
}
