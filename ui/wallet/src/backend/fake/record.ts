// The record's part of the fake core: lists, search, details, importing.
import {
  BackendError,
  type Backend,
  type Category,
  type ImportReport,
  type Overview,
  type RecordDetail,
  type RecordLine,
} from "../backend";
import { page, picture } from "./drawings";
import { medicinesOf, vaccinesOf } from "./over-time";
import { courses, recordsOf, type FakeRecord } from "./records-of";
import type { World } from "./world";

type Part = Pick<
  Backend,
  | "overview"
  | "records"
  | "record"
  | "medicines"
  | "vaccines"
  | "preview"
  | "addByHand"
  | "namePerson"
  | "importFile"
  | "importText"
  | "importSample"
  | "removeRecord"
  | "removeSample"
  | "saveDocument"
>;

const order: Category[] = [
  "allergies",
  "medicines",
  "problems",
  "immunizations",
  "results",
  "procedures",
  "documents",
  "other",
];

export function recordPart(world: World): Part {
  return {
    overview: async () => (world.open(), overview(world)),
    async records(query) {
      world.open();
      const found = world.records.map(({ line }) => line).filter((line) => fits(line, query));
      if (query.order === "newest") found.sort((a, b) => (b.date ?? "").localeCompare(a.date ?? ""));
      else found.sort((a, b) => order.indexOf(a.category) - order.indexOf(b.category));
      return { total: found.length, lines: found.slice(query.offset, query.offset + query.limit) };
    },
    record: async (id) => (world.open(), detail(world, find(world, id))),
    medicines: async () => (world.open(), medicinesOf(world)),
    vaccines: async () => (world.open(), vaccinesOf(world)),
    async preview(id, number) {
      world.open();
      const paper = find(world, id).document;
      if (paper?.preview === "text")
        return { text: "To whom it may concern:\n\nMrs Hassan takes part in …", png: null };
      return { text: null, png: paper?.preview === "image" ? picture() : page(number) };
    },
    addByHand: async (record) => add(world, record),
    namePerson: async (typed) => name(world, typed),
    async importFile(name, bytes, person, passcode) {
      world.open();
      return report(world, name, bytes.length, person, passcode);
    },
    async importText(text, person, passcode) {
      world.open();
      const isLink = text.includes("shlink:/");
      return report(world, isLink ? "link" : "pasted text", text.length, person, passcode);
    },
    importSample: async () => takeSample(world),
    async removeRecord(id) {
      world.open();
      world.records = world.records.filter(({ line }) => line.id !== id);
      world.tell("records");
    },
    async removeSample() {
      world.open();
      world.records = world.records.filter(({ line }) => line.origin !== "sample");
      world.tell("records");
    },
    saveDocument: async (id) => ({
      file: find(world, id).document?.name ?? "document",
      bytes: 184_320,
      records: 1,
    }),
  };
}

function takeSample(world: World): ImportReport {
  world.open();
  if (world.records.some(({ line }) => line.origin !== "sample"))
    throw new BackendError("not_empty", "the sample is only for an empty wallet");
  const before = world.records.length;
  world.records = recordsOf("sample");
  world.tell("records");
  const imported = world.records.length - before;
  return { ...nothing("sample"), imported, duplicates: before };
}

/** A report of a file of which nothing was taken in. */
export function nothing(file: string): ImportReport {
  return {
    file,
    imported: 0,
    duplicates: 0,
    problems: [],
    other_person: null,
    passcode: null,
    follows: false,
  };
}

function fits(line: RecordLine, query: Parameters<Backend["records"]>[0]): boolean {
  const words = query.search.toLowerCase().split(/\s+/).filter(Boolean);
  const text = `${line.title} ${line.note ?? ""} ${line.source ?? ""} ${line.date ?? ""}`.toLowerCase();
  return (
    (query.category === null || line.category === query.category) &&
    (query.origin === null || line.origin === query.origin) &&
    words.every((word) => text.includes(word))
  );
}

function overview(world: World): Overview {
  const lines = world.records.map(({ line }) => line);
  const sections = order.slice(1).flatMap((category) => {
    const all = lines.filter((line) => line.category === category);
    const series = category === "results" && all.length > 0 ? (courses["hba1c"] ?? null) : null;
    return all.length > 0 ? [{ category, count: all.length, first: all.slice(0, 3), series }] : [];
  });
  return {
    person: person(world),
    sample: lines.some((line) => line.origin === "sample"),
    records: lines.length,
    allergies: lines.filter((line) => line.category === "allergies"),
    no_known_allergies: false,
    sections,
  };
}

/** A file says who the person is; without one, they may have typed it in. */
export function person(world: World): Overview["person"] {
  if (world.records.some(({ line }) => line.origin !== "added_by_me"))
    return { name: "Amina Hassan", given: "Amina", birth_date: "1971-03-14", typed: null };
  const { typed } = world;
  const record = world.records.find(({ line }) => line.id === "person");
  return typed && record ? { ...typed, given: typed.name, typed: record.line.id } : null;
}

function name(world: World, typed: NonNullable<World["typed"]>): void {
  world.open();
  if (person(world)) throw new BackendError("person_known", "the record says already whose it is");
  if (typed.name.trim() === "") throw new BackendError("records", "write what it is: the name is empty");
  if (typed.birth_date && !/^\d{4}(-\d\d(-\d\d)?)?$/.test(typed.birth_date))
    throw new BackendError("records", "write the date as 2019, 2019-03 or 2019-03-14");
  world.typed = typed;
  const line: RecordLine = {
    id: "person",
    category: "other",
    title: typed.name,
    note: typed.birth_date,
    date: null,
    source: null,
    origin: "added_by_me",
    severe: false,
    sensitive: null,
  };
  world.records.push({ line, clinical: null, code: null, facts: [], document: null, series: null });
  world.tell("records");
}

function find(world: World, id: string): FakeRecord {
  const found = world.records.find(({ line }) => line.id === id);
  if (!found) throw new BackendError("unknown", "This record is not here any more.");
  return found;
}

function detail(world: World, record: FakeRecord): RecordDetail {
  const { line, clinical, code, facts, document, series } = record;
  return {
    line,
    clinical_name: clinical,
    codes: code ? [code] : [],
    facts,
    imported: "2026-10-12T09:20:00Z",
    file: line.origin === "imported" ? "record-2026.json" : null,
    document,
    signed: document?.name.endsWith(".smart-health-card") ?? false,
    series: series ? (courses[series] ?? null) : null,
    shared: world.grants
      .filter(({ line: grant }) => grant.openings > 0)
      .map(({ line: { id, clinic, made } }) => ({ grant: id, clinic, made, opened: true })),
    raw: JSON.stringify({ resourceType: "Basic", id: line.id, code: { text: line.title } }, null, 2),
  };
}

function add(world: World, given: Parameters<Backend["addByHand"]>[0]): RecordLine {
  world.open();
  const line: RecordLine = {
    id: `h${world.records.length + 1}`,
    category: given.kind === "allergy" ? "allergies" : "medicines",
    title: given.name,
    note: given.detail || null,
    date: given.since,
    source: null,
    origin: "added_by_me",
    severe: given.severe,
    sensitive: null,
  };
  world.records.push({ line, clinical: null, code: null, facts: [], document: null, series: null });
  world.tell("records");
  return line;
}

/** Every link of the fake core has the passcode 2468, wrong three times at most, and may change. */
export function linked(world: World, none: ImportReport, passcode: string | null | undefined): ImportReport {
  if (passcode !== "2468") {
    if (passcode) world.wrongPasscodes += 1;
    const left = Math.max(0, 3 - world.wrongPasscodes);
    const code = passcode ? "link_wrong_passcode" : "link_passcode";
    const problems = [{ where: "file", code, why: "This link has a passcode." }];
    return {
      ...none,
      problems,
      passcode: left > 0 ? { wrong: Boolean(passcode), left: passcode ? left : null } : null,
    };
  }
  const now = new Date().toISOString();
  const [known] = world.followed;
  if (known) known.updated = now;
  else
    world.followed = [
      { id: "4F7A0C21", source: "Lake Clinic, shl.example", has_passcode: true, since: now, updated: now },
    ];
  world.tell("records");
  return { ...none, imported: 4, follows: true };
}

/** A file called other… is about another person; one called broken… has parts that cannot be read; XML is refused. */
function report(world: World, file: string, size: number, person: string, passcode?: string): ImportReport {
  const none = nothing(file);
  if (file === "link") return linked(world, none, passcode);
  if (file.startsWith("other") && person === "ask") {
    return { ...none, other_person: { here: "Amina Hassan", file: "Daniel Okoro" } };
  }
  if (size === 0) throw new BackendError("damaged", "This file is empty. Choose another one.");
  if (file.endsWith(".xml")) {
    const why = "XML and web pages cannot be imported; ask for FHIR R4 JSON, or save it as PDF.";
    return { ...none, problems: [{ where: "file", code: "xml", why }] };
  }
  const problems = file.startsWith("broken")
    ? [
        { where: "entry[12]", code: "entry_empty", why: "This entry holds no resource." },
        { where: "entry[40].resource", code: "untyped", why: "This has no resourceType." },
      ]
    : [];
  const before = world.records.length;
  if (before === 0) world.records = recordsOf("amina");
  world.tell("records");
  return {
    ...none,
    imported: world.records.length - before || 3,
    duplicates: before === 0 ? 0 : 2,
    problems,
  };
}
