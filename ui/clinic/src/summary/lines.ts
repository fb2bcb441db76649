// One line for each record, as the source sent it: what it is, what it says, when, and where it comes from. Nothing is
// judged: a status, a flag or a severity stands here only when the source wrote it.
import type { Bundle } from "./bundle";
import { all, concept, number, one, quantity, text, word, type Code, type Resource } from "./fhir";
import { standing, wordOf, type Standing, type Word } from "./standing";
import { dateOf } from "./when";

export type Line = {
  title: string;
  /** The source's own wording beside the coded name. */ original: string | null;
  codes: Code[];
  /** The second line: reaction, dose, value. */ note: string | null;
  /** How much of it: set on medicines and vaccines, shown in a column of its own. */ dose: string | null;
  /** How dangerous the source called it, in its codes. */ marks: Word[];
  date: string | null;
  source: string | null;
  /** The patient wrote it, no clinician. */ isByPatient: boolean;
  /** The source called it dangerous. */ isSevere: boolean;
} & Standing;

/** What somebody wrote so that nobody overlooks it: its kind stands beside it. */
export function alert(bundle: Bundle, of: Resource): Line {
  const base = line(bundle, of, "code");
  return {
    ...base,
    note: joined(
      all(of, "category")
        .map(word)
        .filter((kind) => kind !== base.title),
    ),
  };
}

export function allergy(bundle: Bundle, of: Resource): Line {
  const reactions = all(of, "reaction");
  const criticality = text(of, "criticality");
  const severities = [...new Set(reactions.flatMap((reaction) => text(reaction, "severity") ?? []))];
  return {
    ...line(bundle, of, "code"),
    note: joined(reactions.flatMap((reaction) => all(reaction, "manifestation").map(word))),
    marks: [...severities.map(wordOf), ...(criticality ? [criticalityOf(criticality)] : [])],
    isSevere: criticality === "high" || severities.includes("severe"),
  };
}

function criticalityOf(code: string): Word {
  return { code: `criticality-${code}`, text: code };
}

export function medicine(bundle: Bundle, of: Resource): Line {
  const referred = bundle.resolve(of, one(of, "medicationReference"));
  const named = concept(one(of, "medicationCodeableConcept")) ?? concept(one(referred, "code"));
  const shown = text(one(of, "medicationReference"), "display");
  const instructions = [...all(of, "dosage"), ...all(of, "dosageInstruction")];
  const base = line(bundle, of, "code");
  return {
    ...base,
    title: named?.title ?? shown ?? base.title,
    original: named?.original ?? null,
    codes: named?.codes ?? [],
    dose: joined(instructions.map(dosage), "; "),
    note: joined(all(of, "reasonCode").map(word)),
  };
}

export function problem(bundle: Bundle, of: Resource): Line {
  return {
    ...line(bundle, of, "code"),
    note: joined([word(one(of, "severity")), ...all(of, "bodySite").map(word)]),
  };
}

export function immunization(bundle: Bundle, of: Resource): Line {
  const doses = all(of, "protocolApplied").map(
    (applied) =>
      number(applied, "doseNumberPositiveInt")?.toString() ?? spoken(text(applied, "doseNumberString")),
  );
  const against = all(of, "protocolApplied").flatMap((applied) => all(applied, "targetDisease").map(word));
  return {
    ...line(bundle, of, "vaccineCode"),
    note: joined(against),
    dose: joined(doses),
  };
}

/** FHIR's words for "nothing was said" are not something that was said. */
function spoken(written: string | null): string | null {
  return /^(unknown|asked-unknown|n\/?a|none)$/i.test(written ?? "") ? null : written;
}

export function implant(bundle: Bundle, of: Resource): Line {
  const device = bundle.resolve(of, one(of, "device")) ?? of;
  const names = all(device, "deviceName").map((name) => text(name, "name"));
  const type = concept(one(device, "type"));
  const base = line(bundle, of, "type");
  const title = type?.title ?? names.find(Boolean) ?? text(one(of, "device"), "display") ?? base.title;
  const details = [
    ...names,
    text(device, "manufacturer"),
    text(device, "lotNumber"),
    word(one(of, "bodySite")),
  ];
  return { ...base, title, codes: type?.codes ?? [], note: joined(details.filter((name) => name !== title)) };
}

export function procedure(bundle: Bundle, of: Resource): Line {
  return {
    ...line(bundle, of, "code"),
    note: joined([...all(of, "bodySite").map(word), word(one(of, "outcome"))]),
  };
}

/** Any other record, by whatever names it. */
export function other(bundle: Bundle, of: Resource): Line {
  return line(bundle, of, "code");
}

/** What all lines have in common. */
export function line(bundle: Bundle, of: Resource, member: string): Line {
  return {
    ...nameOf(of, member),
    ...standing(of),
    note: null,
    dose: null,
    marks: [],
    date: dateOf(of),
    source: sourceOf(bundle, of),
    isByPatient: isByPatient(of),
    isSevere: false,
  };
}

function nameOf(of: Resource, member: string): Pick<Line, "title" | "original" | "codes"> {
  const named = [one(of, member), one(of, "type"), all(of, "category")[0] ?? null].map(concept).find(Boolean);
  if (named) return named;
  return { title: text(of, "description") ?? text(of, "resourceType") ?? "", original: null, codes: [] };
}

const SOURCES = [
  "performer",
  "recorder",
  "asserter",
  "informationSource",
  "author",
  "custodian",
  "requester",
  "source",
  "managingOrganization",
];

/** Who recorded it, by name. */
export function sourceOf(bundle: Bundle, of: Resource): string | null {
  for (const member of SOURCES) {
    const references = [one(of, member), ...all(of, member).flatMap((item) => [one(item, "actor"), item])];
    const name = references.map((reference) => bundle.nameOf(of, reference)).find(Boolean);
    if (name) return name;
  }
  return null;
}

/** HL7's label for what a patient says of themselves, which the wallet puts on what was typed into it. */
function isByPatient(of: Resource): boolean {
  return all(one(of, "meta"), "security").some((label) => text(label, "code") === "PATAST");
}

/** A dosage as the source wrote it; put together from its parts only where it wrote no text. */
function dosage(of: Resource): string | null {
  const written = text(of, "text") ?? text(of, "patientInstruction");
  if (written) return written;
  const amounts = all(of, "doseAndRate").map((rate) => quantity(one(rate, "doseQuantity")));
  const repeat = one(one(of, "timing"), "repeat");
  const [times, every, unit] = [
    number(repeat, "frequency"),
    number(repeat, "period"),
    text(repeat, "periodUnit"),
  ];
  const often =
    times !== null && every !== null && unit !== null
      ? `${times} × / ${every === 1 ? "" : every}${unit}`
      : null;
  return joined([...amounts, often, word(one(of, "route"))]);
}

export function joined(parts: (string | null | undefined)[], between = ", "): string | null {
  const kept = [...new Set(parts.filter((part): part is string => Boolean(part)))];
  return kept.length > 0 ? kept.join(between) : null;
}
