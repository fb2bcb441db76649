// The records of Amina Hassan, who does not exist.
import type { Category, Origin, RecordDetail, RecordLine, SensitiveGroup, Series } from "../backend";
import type { Scene } from "./world";

export type FakeRecord = {
  line: RecordLine;
  clinical: string | null;
  code: { system: string; code: string; display: string | null } | null;
  facts: { label: string; value: string }[];
  document: RecordDetail["document"];
  series: string | null;
};

type Given = Partial<Omit<FakeRecord, "line">> & {
  note?: string;
  source?: string;
  severe?: boolean;
  sensitive?: SensitiveGroup;
  origin?: Origin;
};

const hospital = "Moshi District Hospital";
const laboratory = "Lakeside Laboratory";
const snomed = (code: string, display: string) => ({ system: "SNOMED CT", code, display });
const loinc = (code: string, display: string) => ({ system: "LOINC", code, display });

let next = 0;

function record(category: Category, title: string, date: string | null, given: Given = {}): FakeRecord {
  const {
    note = null,
    source = hospital,
    severe = false,
    sensitive = null,
    origin = "imported",
    ...rest
  } = given;
  next += 1;
  return {
    line: {
      id: `r${next}`,
      category,
      title,
      note,
      date,
      source: origin === "added_by_me" ? null : source,
      origin,
      severe,
      sensitive,
    },
    clinical: null,
    code: null,
    facts: [],
    document: null,
    series: null,
    ...rest,
  };
}

function conditions(): FakeRecord[] {
  return [
    record("allergies", "Penicillin", "2014-06-02", {
      note: "Throat swelling. Do not take amoxicillin.",
      severe: true,
      clinical: "Allergy to penicillin",
      code: snomed("91936005", "Allergy to penicillin"),
      facts: [
        { label: "severity", value: "severe" },
        { label: "reaction", value: "Throat swelling" },
        { label: "status", value: "active" },
      ],
    }),
    record("allergies", "Latex", "2019", { note: "Skin rash", code: snomed("300916003", "Latex allergy") }),
    record("problems", "Type 2 diabetes", "2016-02-11", {
      clinical: "Diabetes mellitus type 2",
      code: snomed("44054006", "Type 2 diabetes mellitus"),
      facts: [{ label: "status", value: "active" }],
    }),
    record("problems", "High blood pressure (hypertension)", "2018-09", {
      code: snomed("38341003", "Hypertensive disorder"),
    }),
    record("problems", "Atrial fibrillation", "2023-05-20", {
      code: snomed("49436004", "Atrial fibrillation"),
    }),
    record("problems", "Depression, one episode", "2020-03-02", { sensitive: "mental" }),
    record("procedures", "Cataract operation, right eye", "2025-11-04", { source: "Kibo Eye Clinic" }),
    record("procedures", "Heart tracing (ECG)", "2023-05-20"),
  ];
}

function medicines(): FakeRecord[] {
  const dose = (value: string) => [
    { label: "dose", value },
    { label: "status", value: "active" },
  ];
  return [
    record("medicines", "Metformin", "2016-02-11", {
      note: "1000 mg, 2 times a day",
      facts: dose("1000 mg, 2 times a day"),
    }),
    record("medicines", "Amlodipine", "2018-09-12", {
      note: "5 mg, 1 time a day",
      facts: dose("5 mg, 1 time a day"),
    }),
    record("medicines", "Apixaban", "2023-05-24", {
      note: "5 mg, 2 times a day",
      facts: dose("5 mg, 2 times a day"),
    }),
    record("medicines", "Paracetamol", "2026-10-30", {
      note: "500 mg when needed",
      origin: "added_by_me",
      facts: dose("500 mg when needed"),
    }),
  ];
}

function vaccines(): FakeRecord[] {
  const flu = [2026, 2025, 2024, 2023].map((year) => record("immunizations", "Flu", `${year}-10-03`));
  const hepatitis = ["2002-01-10", "2002-02-11", "2002-07-15"].map((date, at) =>
    record("immunizations", "Hepatitis B", date, { note: `Dose ${at + 1} of 3` }),
  );
  const others = [
    record("immunizations", "Tetanus", "2021-04-19"),
    record("immunizations", "Yellow fever", "2017-08-08"),
    record("immunizations", "COVID-19", "2021-06-14"),
    record("immunizations", "COVID-19", "2021-09-06"),
  ];
  return [...flu, ...others, ...hepatitis];
}

/** The courses of the results; each reading is a record of its own. */
export const courses: Record<string, Series> = {
  hba1c: course("Blood sugar (HbA1c)", "mmol/mol", [20, 48], ["2024-01-15", "2024-07-02", "2025-01-20", "2025-07-08", "2026-01-14", "2026-10-05"], [64, 62, 59, 57, 54, 51]), // prettier-ignore
  ldl: course(
    "Cholesterol (LDL)",
    "mmol/L",
    [null, 3],
    ["2024-01-15", "2025-01-20", "2026-01-14"],
    [3.8, 3.1, 2.4],
  ),
  egfr: course("Kidney function (eGFR)", "mL/min", [60, null], ["2024-01-15", "2025-01-20", "2026-10-05"], [71, 68, 58]), // prettier-ignore
};

function course(
  title: string,
  unit: string,
  [low, high]: [number | null, number | null],
  dates: string[],
  values: number[],
): Series {
  const flag = (value: number) =>
    high !== null && value > high ? "high" : low !== null && value < low ? "low" : "normal";
  return {
    title,
    unit,
    low,
    high,
    points: values.map((value, at) => ({ date: dates[at] ?? "", value, flag: flag(value) })),
  };
}

function results(): FakeRecord[] {
  return Object.entries(courses).flatMap(([key, series]) =>
    [...series.points].reverse().map((point) =>
      record("results", series.title, point.date, {
        note: `${point.value} ${series.unit}`,
        source: laboratory,
        series: key,
        code: loinc("4548-4", series.title),
        facts: [{ label: "value", value: `${point.value} ${series.unit}` }],
      }),
    ),
  );
}

function documents(): FakeRecord[] {
  const paper = (
    title: string,
    date: string,
    name: string,
    mime: string,
    preview: "pdf" | "image" | "text",
    pages = 1,
  ) => record("documents", title, date, { document: { name, mime, bytes: 184_320 * pages, preview, pages } });
  return [
    paper("Eye scan letter", "2026-09-18", "eye-scan-letter.pdf", "application/pdf", "pdf", 2),
    paper("Discharge note", "2023-05-24", "discharge.pdf", "application/pdf", "pdf", 3),
    paper("Laboratory report", "2026-10-05", "report.pdf", "application/pdf", "pdf"),
    paper("Vaccination card", "2017-08-08", "card.jpg", "image/jpeg", "image"),
    paper("Retina picture", "2026-09-18", "retina.png", "image/png", "image"),
    paper("Letter for the insurance", "2025-12-01", "letter.txt", "text/plain", "text"),
  ];
}

/** What a person typed in beside the sample. */
function typed(): FakeRecord[] {
  return [
    record("allergies", "Wasp venom", "2019-03", {
      note: "Swollen throat",
      origin: "added_by_me",
      severe: true,
    }),
    record("medicines", "Ibuprofen", "2026-10-30", { note: "400 mg when needed", origin: "added_by_me" }),
  ];
}

export function recordsOf(scene: Scene): FakeRecord[] {
  next = 0;
  if (scene === "empty" || scene === "new") return [];
  if (scene === "unnamed") return typed();
  const all = [...conditions(), ...medicines(), ...vaccines(), ...results(), ...documents()];
  if (scene === "sample" || scene === "mixed") for (const { line } of all) line.origin = "sample";
  if (scene === "mixed") all.push(...typed());
  if (scene === "many") all.push(...many(10_000 - all.length));
  return all;
}

function many(count: number): FakeRecord[] {
  const names = [
    "Sodium",
    "Potassium",
    "Haemoglobin",
    "White cells",
    "Platelets",
    "Calcium",
    "Creatinine",
    "Glucose",
  ];
  return Array.from({ length: count }, (_, at) => {
    const date = new Date(Date.UTC(2026, 9, 1) - at * 20 * 3_600_000).toISOString().slice(0, 10);
    const title = names[at % names.length] ?? "";
    return record("results", title, date, { note: `${(at % 90) + 10} mmol/L`, source: laboratory });
  });
}

/** A card that somebody signed, as a file of theirs. */
export function cardRecord(): FakeRecord {
  const name = "vaccines.smart-health-card";
  const document = { name, mime: "text/plain", bytes: 2_140, preview: "text", pages: 0 } as const;
  const made = record("documents", name, "2026-05-02", { document });
  return { ...made, line: { ...made.line, id: "card" } };
}
