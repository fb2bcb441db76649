// The facts of one record as label and value: what it says, then where it comes from and what it is called in codes.
import { known, t } from "$text";
import { day, moment } from "$text/time";

import type { RecordDetail } from "../../backend/backend";

type Fact = { label: string; value: string; note?: string; dose?: boolean };

/** What the record says, in the core's order. */
export function factsOf(detail: RecordDetail): Fact[] {
  return detail.facts.map(({ label, value }) => ({
    label: labelOf(label),
    value: isDate(value) ? day(value) : value,
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

function isDate(value: string): boolean {
  return /^\d{4}-\d\d(-\d\d)?$/.test(value);
}
