// Before a trip and on it, in the fake core: the steps as the core judges them, and a page in Arabic, Spanish or as written.
import {
  BackendError,
  type Backend,
  type GrantLine,
  type TravelLine,
  type TravelPage,
  type TravelPhrase,
  type Trip,
  type TripList,
  type TripStep,
} from "../backend";
import type { World } from "./world";

type Part = Pick<Backend, "travelPage" | "trip" | "planTrip" | "forgetTrip" | "saveSummary" | "rehearseTrip">;

const month = 30 * 86_400_000;

export function tripPart(world: World): Part {
  return {
    travelPage: async (language) => (world.open(), page(world, language)),
    trip: async () => (world.open(), list(world)),
    async planTrip(trip) {
      world.open();
      if (Date.parse(trip.until) <= Date.parse(trip.from) || Date.parse(trip.until) <= Date.now())
        throw new BackendError("trip_dates", "A trip ends after it begins, and not in the past.");
      world.trip.trip = trip;
      return list(world);
    },
    async forgetTrip() {
      world.trip = { trip: null, card: null, summary: null, tested: null };
      return list(world);
    },
    async saveSummary() {
      world.trip.summary = new Date().toISOString();
      return { file: "keepwell-summary.pdf", bytes: 142_000, records: 0 };
    },
    async rehearseTrip() {
      world.open();
      if (!world.offline) throw new BackendError("online", "A server answered.");
      world.trip.tested = new Date().toISOString();
      return { records: 28, terms: 9, card: 12, pdf: 142_000, frames: 14 };
    },
  };
}

function list(world: World): TripList {
  const { trip, card, summary, tested } = world.trip;
  const latest = Date.now() + month;
  const until = Math.min(Date.parse(trip?.until ?? ""), latest);
  const link = world.grants.find(({ line }) => serves(line, until))?.line;
  const record = world.records.length > 0 ? "2026-10-30T09:20:00Z" : null;
  const steps: TripList["steps"] = [
    step("record", record),
    step("trip", trip && trip.from),
    step("card", card),
    step("summary", summary),
    step("link", link ? link.expires : null),
    step("test", tested),
  ];
  return {
    trip,
    steps,
    link: link ? link.id : null,
    ...(trip ? times(trip, until) : { link_from: null, link_until: null, needs_new_end: false }),
    ready: steps.every(({ state }) => state === "done"),
  };
}

function times({ from, until: end }: Trip, until: number) {
  return {
    link_from: Date.parse(from) > Date.now() ? from : null,
    link_until: new Date(until).toISOString(),
    needs_new_end: Date.parse(end) > until,
  };
}

function serves(line: GrantLine, until: number): boolean {
  return line.link && line.state !== "revoked" && !(Date.parse(line.expires) < until);
}

/** A test is worth doing again after a month. */
function step(name: TripStep["name"], at: string | null): TripStep {
  if (at === null) return { name, state: "open", at };
  const isOld = name === "test" && Date.now() - Date.parse(at) > month;
  return { name, state: isOld ? "again" : "done", at };
}

/** By the titles of the invented record. */
const terms: Record<string, Record<string, string>> = {
  ar: {
    Penicillin: "بنسلين",
    Latex: "لاتكس",
    Metformin: "ميتفورمين",
    Amlodipine: "أملوديبين",
    Apixaban: "أبيكسابان",
    "Type 2 diabetes": "داء السكري من النوع الثاني",
    "Atrial fibrillation": "رجفان أذيني",
    "1000 mg, 2 times a day": "\u20681000 mg\u2069، مرتان يوميًا",
    "5 mg, 2 times a day": "\u20685 mg\u2069، مرتان يوميًا",
  },
  es: {
    Penicillin: "penicilina",
    Latex: "látex",
    Metformin: "metformina",
    "Type 2 diabetes": "diabetes mellitus tipo 2",
    "1000 mg, 2 times a day": "1000 mg, dos veces al día",
  },
};
const words: Record<string, TravelPage["words"] & { severe: string }> = {
  ar: {
    allergies: "الحساسية",
    medicines: "الأدوية",
    conditions: "الحالات المرضية",
    implants: "الغرسات الطبية",
    not_recorded: "غير مسجلة. اسأل.",
    severe: "شديدة",
  },
  es: {
    allergies: "Alergias",
    medicines: "Medicamentos",
    conditions: "Enfermedades",
    implants: "Implantes",
    not_recorded: "No consta. Pregunte.",
    severe: "GRAVE",
  },
};
const english = {
  allergies: "Allergies",
  medicines: "Medicines",
  conditions: "Conditions",
  implants: "Implants",
  not_recorded: "Not recorded. Ask.",
  severe: "SEVERE",
};

function page(world: World, language: string): TravelPage {
  if (world.records.length === 0)
    throw new BackendError("nothing_selected", "There is nothing in the record to show.");
  const { severe, ...own } = words[language] ?? english;
  const kinds = { allergies: "allergy", medicines: "medicine", problems: "condition" } as const;
  const lines = world.records.flatMap(({ line }): TravelLine[] => {
    const kind = kinds[line.category as keyof typeof kinds];
    if (!kind || line.sensitive) return [];
    const note = line.note ? [phrase(line.note, language)] : [];
    return [
      {
        kind,
        what: phrase(line.title, language),
        marks: line.severe ? [severe] : [],
        severe: line.severe,
        none: false,
        reactions: kind === "allergy" ? note : [],
        doses: kind === "medicine" ? note : [],
      },
    ];
  });
  return {
    language,
    reviewed: false,
    sample: world.records.some(({ line }) => line.origin === "sample"),
    words: own,
    lines,
  };
}

function phrase(written: string, language: string): TravelPhrase {
  const term = terms[language]?.[written] ?? null;
  return { term, written, language: "en", untranslated: term === null && language !== "en" };
}
