// The facts of one record as label and value: what it says, then where it comes from and what it is called in codes.
import { known, t } from "$text";
import { day, moment } from "$text/time";

import type { Category, RecordDetail } from "../../backend/backend";

type Fact = { label: string; value: string; note?: string; dose?: boolean };

/** Facts whose values are codes, and the family of texts that says them, which the PDF uses too. */
const families: Record<string, string> = {
  status: "status",
  verification: "certainty",
  criticality: "criticality",
  severity: "severity",
  gender: "sex",
};

/** What the record says, in the core's order. What goes without saying is left to the data itself. */
export function factsOf(detail: RecordDetail): Fact[] {
  return detail.facts
    .filter(({ label, value }) => !isPlain(detail, label, value))
    .map(({ label, value }) => ({
      label: labelOf(label),
      value: valueOf(label, value),
      ...(label === "dose" ? { dose: true } : {}),
    }));
}

/** Where it comes from, and its clinical name and codes. */
export function originOf(detail: RecordDetail): Fact[] {
  const { line } = detail;
  const source = line.source ?? t(`app-source-${line.origin}`);
  const codes = detail.codes.map(({ system, code, display }) => ({
    label: t("record-code"),
    value: display ? `${code} ${display}` : code,
    note: system,
  }));
  return [
    ...(detail.clinical_name ? [{ label: t("record-clinical-name"), value: detail.clinical_name }] : []),
    ...codes,
    { label: t("record-source"), value: source },
    { label: t("record-date"), value: line.date ? day(line.date) : t("record-no-date") },
    { label: t("record-imported"), value: detail.imported ? moment(detail.imported) : "" },
    ...(detail.file ? [{ label: t("record-file"), value: detail.file }] : []),
  ].filter(({ value }) => value !== "");
}

function labelOf(label: string): string {
  const id = `record-fact-${label}`;
  return known(id) ? t(id) : label;
}

/** A code in words; one that has none, and every other value, as the source wrote it. */
function valueOf(label: string, value: string): string {
  const id = `summary-${families[label]}-${value.toLowerCase()}`;
  if (label in families && known(id)) return t(id);
  return isDate(value) ? day(value) : value;
}

/** The ordinary case, or what the page has just said louder. */
function isPlain({ line }: RecordDetail, label: string, value: string): boolean {
  if (label === "severity") return line.severe && value === "severe";
  if (label === "verification") return value === "confirmed";
  return label === "status" && (ordinary[line.category] ?? []).includes(value);
}

const ordinary: Partial<Record<Category, string[]>> = {
  results: ["final"],
  immunizations: ["completed"],
  procedures: ["completed"],
  documents: ["current", "final"],
};

function isDate(value: string): boolean {
  return /^\d{4}-\d\d(-\d\d)?$/.test(value);
}
