// What a clinician sees in a minute: the patient, then alerts and allergies, then everything else by kind, each line with
// its date and source. Made from the Bundle alone, without a judgement of ours.
import { Bundle } from "./bundle";
import { all, one, text, word, type Resource } from "./fhir";
import {
  alert,
  allergy,
  immunization,
  implant,
  medicine,
  other,
  problem,
  procedure,
  type Line,
} from "./lines";
import { contactsOf, personOf, type Contact, type Person } from "./person";
import { resultsOf, type Result } from "./results";
import { changesOf, latestFirst } from "./when";

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
  /** What whoever treats the person must know, by FHIR's Flag. */ alerts: Line[];
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
  "Flag",
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
    alerts: lines("Flag", alert),
    allergies: lines("AllergyIntolerance", allergy),
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
    contacts: contactsOf(bundle, patient),
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

/** What is so before what the source says is over, each the latest first. How dangerous something is orders nothing. */
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
