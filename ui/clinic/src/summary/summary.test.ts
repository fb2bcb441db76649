// What a clinician is shown, and that nothing is added to what the source sent.
import { expect, test } from "vitest";

import { ageAt } from "./age";
import { summarize } from "./summary";

const NOW = Date.parse("2026-11-21T09:00:00Z");
const bundle = (...resources: object[]) =>
  JSON.stringify({
    resourceType: "Bundle",
    type: "collection",
    entry: resources.map((resource, at) => ({ fullUrl: `urn:uuid:${at}`, resource })),
  });
const read = (...resources: object[]) => {
  const summary = summarize(bundle(...resources), NOW);
  if (!summary) throw new Error("no summary");
  return summary;
};

test("the patient, and contacts from wherever they stand", () => {
  const { person, contacts } = read(
    {
      resourceType: "Patient",
      name: [{ family: "Hassan", given: ["Amina"] }],
      birthDate: "1971-03-14",
      gender: "female",
      managingOrganization: { reference: "urn:uuid:2" },
      contact: [
        { name: { text: "Yusuf" }, telecom: [{ value: "+255 1" }], period: { start: "2019-06" } },
        { telecom: [{ value: "+255 2" }] },
      ],
    },
    { resourceType: "RelatedPerson", name: [{ text: "Asha" }], relationship: [{ text: "Daughter" }] },
    { resourceType: "Organization", name: "Harbour Hospital" },
  );
  expect(person).toEqual({
    name: "Amina Hassan",
    birthDate: "1971-03-14",
    gender: "female",
    phones: [],
    numbers: [],
    languages: [],
  });
  expect(contacts).toEqual([
    { name: "Yusuf", relation: null, phones: ["+255 1"], date: "2019-06", source: "Harbour Hospital" },
    { name: "Asha", relation: "Daughter", phones: [], date: null, source: null },
  ]);
});

test("an age is counted in full years, and only from a whole date", () => {
  const ages = ["1971-11-21", "1971-11-22", "2026-11-21", "1971", "2031-01-01", "soon", null].map((date) =>
    ageAt(date, NOW),
  );
  expect(ages).toEqual([55, 54, 0, null, null, null, null]);
});

test("allergies are in the order of their dates, however dangerous, and marked as the source marked them", () => {
  const { allergies } = read(
    { resourceType: "AllergyIntolerance", code: { text: "Latex" }, recordedDate: "2014" },
    {
      resourceType: "AllergyIntolerance",
      criticality: "high",
      recordedDate: "2009-05-01",
      code: {
        text: "Penicillina",
        coding: [{ system: "http://snomed.info/sct", code: "91936005", display: "Penicillin" }],
      },
      reaction: [{ manifestation: [{ text: "Swelling" }] }],
    },
    {
      resourceType: "AllergyIntolerance",
      code: { text: "Nuts" },
      recordedDate: "2020-01",
      reaction: [{ severity: "mild" }, { severity: "severe" }, { severity: "mild" }],
    },
    {
      resourceType: "AllergyIntolerance",
      criticality: "high",
      code: { text: "Wasps" },
      recordedDate: "2025-01-01",
      verificationStatus: { coding: [{ code: "refuted" }] },
    },
  );
  expect(allergies.map(({ title }) => title)).toEqual(["Nuts", "Latex", "Penicillin", "Wasps"]);
  expect(allergies.map(({ marks }) => marks.map(({ code }) => code))).toEqual([
    ["mild", "severe"],
    [],
    ["criticality-high"],
    ["criticality-high"],
  ]);
  expect(allergies.map(({ isSevere }) => isSevere)).toEqual([true, false, true, true]);
  expect(allergies[2]).toMatchObject({ original: "Penicillina", note: "Swelling" });
});

test("what FHIR calls a flag is an alert, with its kind, its date and who wrote it", () => {
  const { alerts, others } = read(
    {
      resourceType: "Flag",
      status: "active",
      category: [{ text: "Safety" }],
      code: { text: "Difficult airway" },
      period: { start: "2021-03-02" },
      author: { display: "Harbour Hospital" },
    },
    { resourceType: "Flag", status: "inactive", code: { text: "Isolation" }, period: { start: "2026" } },
  );
  expect(alerts.map(({ title, note, date, source, isOver }) => [title, note, date, source, isOver])).toEqual([
    ["Difficult airway", "Safety", "2021-03-02", "Harbour Hospital", false],
    ["Isolation", null, "2026", null, true],
  ]);
  expect(others).toEqual([]);
});

test("what the patient wrote is told from what a clinician wrote", () => {
  const { allergies } = read(
    {
      resourceType: "AllergyIntolerance",
      code: { text: "Wasps" },
      meta: { security: [{ code: "PATAST" }] },
      asserter: { display: "Amina" },
    },
    { resourceType: "AllergyIntolerance", code: { text: "Latex" }, asserter: { display: "Dr. Benali" } },
  );
  expect(allergies.map(({ isByPatient }) => isByPatient)).toEqual([true, false]);
});

test("a medicine says its dose as written, and whether it changed lately is a plain difference of dates", () => {
  const { medicines } = read(
    {
      resourceType: "MedicationStatement",
      status: "active",
      medicationReference: { reference: "urn:uuid:1" },
      dosage: [{ text: "1 tablet twice a day" }],
      effectivePeriod: { start: "2026-10-01" },
    },
    { resourceType: "Medication", code: { coding: [{ code: "860975", display: "Metformin 500 mg" }] } },
    {
      resourceType: "MedicationStatement",
      status: "stopped",
      medicationCodeableConcept: { text: "Ibuprofen" },
    },
  );
  expect(medicines.map(({ title, dose, isRecent, isOver }) => [title, dose, isRecent, isOver])).toEqual([
    ["Metformin 500 mg", "1 tablet twice a day", true, false],
    ["Ibuprofen", null, false, true],
  ]);
});

test("results keep the laboratory's range and flag, and make a course in one unit", () => {
  const hba1c = (value: number, unit: string, date: string) => ({
    resourceType: "Observation",
    code: { coding: [{ system: "http://loinc.org", code: "4548-4", display: "HbA1c" }] },
    valueQuantity: { value, unit },
    effectiveDateTime: date,
    referenceRange: [{ high: { value: 42, unit } }],
    interpretation: [{ coding: [{ code: "H" }] }],
  });
  const { results } = read(
    hba1c(64, "mmol/mol", "2024-01-01"),
    hba1c(51, "mmol/mol", "2026-01-01"),
    hba1c(8, "%", "2020-01-01"),
  );
  expect(results).toHaveLength(1);
  expect(results[0]).toMatchObject({
    value: "51 mmol/mol",
    range: "≤ 42 mmol/mol",
    flag: "H",
    date: "2026-01-01",
  });
  expect(results[0]?.series?.points.map(({ value }) => value)).toEqual([64, 51]);
  // What was measured in another unit is in no course, but it can be read.
  expect(results[0]?.earlier.map(({ value, date, flag }) => [value, date, flag])).toEqual([
    ["64 mmol/mol", "2024-01-01", "H"],
    ["8 %", "2020-01-01", "H"],
  ]);
});

test("what is usual is told from what is not by FHIR's codes, in whatever language the words are", () => {
  const status = (code: string, text: string) => ({ coding: [{ code }], text });
  const { problems, immunizations, medicines } = read(
    { resourceType: "Condition", code: { text: "a" }, clinicalStatus: status("active", "aktiv") },
    { resourceType: "Condition", code: { text: "b" }, clinicalStatus: status("resolved", "behoben") },
    { resourceType: "Condition", code: { text: "c" }, verificationStatus: status("refuted", "widerlegt") },
    { resourceType: "Immunization", vaccineCode: { text: "d" }, status: "completed" },
    { resourceType: "MedicationStatement", medicationCodeableConcept: { text: "e" }, status: "completed" },
  );
  const standing = [...problems, ...immunizations, ...medicines].map((line) => [
    line.title,
    line.isUsual,
    line.isOver,
  ]);
  expect(standing).toEqual([
    ["a", true, false],
    ["b", false, true],
    ["c", false, true],
    ["d", true, false],
    ["e", true, true],
  ]);
});

test("only a change of the last ninety days is marked, not that somebody repeated it", () => {
  const medicine = (more: object) => ({
    resourceType: "MedicationStatement",
    status: "active",
    medicationCodeableConcept: { text: "Losartan" },
    ...more,
  });
  const recent = (more: object) => read(medicine(more)).medicines[0]?.isRecent;
  expect(recent({ effectivePeriod: { start: "2019-01-01" }, dateAsserted: "2026-11-01" })).toBe(false);
  expect(recent({ effectivePeriod: { start: "2019-01-01", end: "2026-11-01" } })).toBe(true);
  expect(recent({ effectivePeriod: { start: "2026" } })).toBe(false);
  expect(recent({ authoredOn: "2026-08-24" })).toBe(true);
  expect(recent({ authoredOn: "2026-08-20" })).toBe(false);
});

test("a dose number that says nothing is not shown, and a program that wrote the summary is no implant", () => {
  const { immunizations, implants } = read(
    {
      resourceType: "Immunization",
      vaccineCode: { text: "Flu" },
      protocolApplied: [{ doseNumberString: "unknown" }],
    },
    {
      resourceType: "Immunization",
      vaccineCode: { text: "MMR" },
      protocolApplied: [{ doseNumberPositiveInt: 2 }],
    },
    { resourceType: "Composition", author: [{ reference: "urn:uuid:3" }] },
    { resourceType: "Device", deviceName: [{ name: "Keepwell" }] },
    { resourceType: "Device", type: { text: "Pacemaker" } },
  );
  expect(immunizations.map(({ dose }) => dose)).toEqual([null, "2"]);
  expect(implants.map(({ title }) => title)).toEqual(["Pacemaker"]);
});

test("a blood pressure is its two parts", () => {
  const part = (code: string, value: number) => ({
    code: { coding: [{ code, display: code }] },
    valueQuantity: { value, unit: "mm[Hg]" },
  });
  const { results } = read({
    resourceType: "Observation",
    code: { text: "Blood pressure" },
    effectiveDateTime: "2026-01-01",
    component: [part("Systolic", 120), part("Diastolic", 80)],
  });
  expect(results.map(({ title, value }) => `${title} ${value}`)).toEqual([
    "Systolic 120 mm[Hg]",
    "Diastolic 80 mm[Hg]",
  ]);
});

test("odd and hostile records make lines of text, and no Bundle makes no summary", () => {
  const hostile = "<img src=x onerror=alert(1)>";
  const { problems, isSample } = read(
    { resourceType: "Condition", code: { text: hostile }, meta: { security: [{ code: "HTEST" }] } },
    { resourceType: "Condition", code: "no concept", note: 7 },
    { resourceType: "AllergyIntolerance", code: null, reaction: "x" },
    { nothing: true },
  );
  expect(problems[0]?.title).toBe(hostile);
  expect(isSample).toBe(true);
  for (const json of ["", "[]", "null", '{"resourceType":"Patient"}', "{"])
    expect(summarize(json, NOW)).toBeNull();
});
