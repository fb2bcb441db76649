// FHIR's words in the language of this page, and codes as people know them.
import { known, t } from "$text";

import type { Code } from "../../summary/fhir";
import type { Word } from "../../summary/standing";

/** A word of FHIR's own lists in this page's language; any other as the source wrote it. */
export function said({ code, text }: Word): string {
  const id = `clinic-word-${code}`;
  return known(id) ? t(id) : text;
}

/** When something was written down, and by whom. */
export type Origin = { date: string | null; source: string | null; isByPatient?: boolean };

/** Where a line comes from: what a patient says of themselves is not a clinician's, whoever's name stands there. */
export function sourceIn({ source, isByPatient = false }: Origin): string | null {
  return isByPatient ? t("clinic-by-patient") : source;
}

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
