// The Consent of a share (docs/formats/consent.md), read strictly: a Consent that says more than this page understands must
// not be taken for one that says less.
import { text, type Bytes } from "./bytes";
import { FormatError } from "./format";
import { parseTime } from "./time";

const WHAT = "Consent";
const MOST = 65_536;
const TERMINOLOGY = "http://terminology.hl7.org/CodeSystem/";
const PURPOSES = ["TREAT", "ETREAT", "HPAYMT", "HRESCH", "PUBHLTH", "FAMRQT"] as const;

export type Purpose = (typeof PURPOSES)[number];
/** Who may read what is shared; times in seconds since 1970. */
export type Permission = {
  patient: string;
  clinic: string;
  purpose: Purpose;
  granted: number;
  start: number;
  end: number;
};

export function parseConsent(bytes: Bytes): Permission {
  const written = bytes.length <= MOST ? text(bytes) : null;
  if (written === null || hasTwins(written)) throw wrong();
  const consent = new Members(json(written));
  consent.is("resourceType", "Consent");
  consent.is("status", "active");
  consent.concept("scope", `${TERMINOLOGY}consentscope`, "patient-privacy");
  consent.only("category").asConcept("http://loinc.org", "59284-0");
  const patient = consent.member("patient").party("Patient");
  const granted = consent.time("dateTime");
  if (consent.only("performer").party("Patient") !== patient) throw wrong();
  const clinic = consent.only("organization").party("Organization");
  consent.member("sourceAttachment").all({ title: "Given by the patient in Keepwell" });
  consent.only("policy").all({ uri: "urn:keepwell:policy:share:2026-11" });
  const provision = consent.member("provision");
  consent.end();
  return { patient, clinic, granted, ...readProvision(provision, clinic) };
}

function readProvision(provision: Members, clinic: string): Pick<Permission, "purpose" | "start" | "end"> {
  provision.is("type", "permit");
  const period = provision.member("period");
  const [start, end] = [period.time("start"), period.time("end")];
  period.end();
  const actor = provision.only("actor");
  actor.concept("role", `${TERMINOLOGY}v3-ParticipationType`, "IRCP");
  if (actor.member("reference").party("Organization") !== clinic) throw wrong();
  actor.end();
  const coding = provision.only("purpose");
  coding.is("system", `${TERMINOLOGY}v3-ActReason`);
  const code = coding.string("code");
  coding.string("display");
  coding.end();
  provision.end();
  const purpose = PURPOSES.find((known) => known === code);
  if (!purpose || end <= start) throw wrong();
  return { purpose, start, end };
}

/** The members of one object, each taken once. */
class Members {
  readonly #left: Map<string, unknown>;

  constructor(value: unknown) {
    if (typeof value !== "object" || value === null || Array.isArray(value)) throw wrong();
    this.#left = new Map(Object.entries(value));
  }

  member(name: string): Members {
    return new Members(this.#take(name));
  }

  /** The one item of a list. */
  only(name: string): Members {
    const list = this.#take(name);
    if (!Array.isArray(list) || list.length !== 1) throw wrong();
    return new Members(list[0]);
  }

  string(name: string): string {
    const value = this.#take(name);
    if (typeof value !== "string") throw wrong();
    return value;
  }

  is(name: string, value: string): void {
    if (this.string(name) !== value) throw wrong();
  }

  time(name: string): number {
    const time = parseTime(this.string(name));
    if (time === null) throw wrong();
    return time;
  }

  all(values: Record<string, string>): void {
    for (const [name, value] of Object.entries(values)) this.is(name, value);
    this.end();
  }

  concept(name: string, system: string, code: string): void {
    this.member(name).asConcept(system, code);
  }

  asConcept(system: string, code: string): void {
    const coding = this.only("coding");
    this.end();
    coding.is("system", system);
    coding.is("code", code);
    coding.string("display");
    coding.end();
  }

  /** The name of a party of this type. */
  party(type: string): string {
    this.is("type", type);
    const name = this.string("display");
    this.end();
    const fits = name.trim() !== "" && [...name].length <= 200 && !/\p{Cc}/u.test(name);
    if (!fits) throw wrong();
    return name;
  }

  end(): void {
    if (this.#left.size > 0) throw wrong();
  }

  #take(name: string): unknown {
    const value = this.#left.get(name);
    this.#left.delete(name);
    return value;
  }
}

function json(written: string): unknown {
  try {
    return JSON.parse(written);
  } catch {
    throw wrong();
  }
}

/** Whether a member stands twice in one object, which JSON.parse would hide. */
function hasTwins(written: string): boolean {
  const open: Set<string>[] = [];
  // Strings, and the signs that open and close; a string before a colon is a name.
  for (const [found] of written.matchAll(/"(?:[^"\\]|\\.)*"\s*:?|[{}]/g)) {
    if (found === "{") open.push(new Set());
    else if (found === "}") open.pop();
    else if (found.endsWith(":")) {
      const name = String(json(found.slice(0, -1)));
      const names = open.at(-1);
      if (names?.has(name)) return true;
      names?.add(name);
    }
  }
  return false;
}

function wrong(): FormatError {
  return new FormatError(WHAT, "content");
}
