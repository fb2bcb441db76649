// The same lines as plain text, for a clinic's own system: one line each, nothing added.
import { day } from "$text/time";

import type { Code } from "../../summary/fhir";
import type { Line } from "../../summary/lines";
import type { Result } from "../../summary/results";

const SYSTEMS: Record<string, string> = {
  "http://snomed.info/sct": "SCT",
  "http://loinc.org": "LOINC",
  "http://hl7.org/fhir/sid/icd-10": "ICD-10",
  "http://www.nlm.nih.gov/research/umls/rxnorm": "RxNorm",
  "http://www.whocc.no/atc": "ATC",
  "http://hl7.org/fhir/sid/cvx": "CVX",
};

export function codeOf({ system, code }: Code): string {
  return [system === null ? null : (SYSTEMS[system] ?? system), code].filter(Boolean).join(" ");
}

export function asText(lines: Line[]): string {
  return lines
    .map(({ title, original, dose, note, status, date, source }) =>
      [title, original, dose, note, status, date && day(date), source].filter(Boolean).join("; "),
    )
    .join("\n");
}

export function resultsAsText(results: Result[]): string {
  return results
    .map(({ title, value, range, flag, date, source }) =>
      [title, value, flag, range, date && day(date), source].filter(Boolean).join("; "),
    )
    .join("\n");
}
