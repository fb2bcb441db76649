// How a record stands by its source: still so, over, or in doubt. Read from FHIR's codes, so that the language of the
// words beside them does not matter; nothing is concluded from dates.
import { all, concept, isResource, text, type Resource } from "./fhir";

/** A word of the source: FHIR's code, which the page has in its own languages, and what the source wrote. */
export type Word = { code: string; text: string };

export type Standing = {
  status: Word[];
  /** What most records say (active, confirmed): worth a quiet word only. */ isUsual: boolean;
  /** The source says that this was ruled out, stopped or never happened. */ isOver: boolean;
};

const USUAL = ["active", "completed", "confirmed", "current", "final"];
const OVER = [
  "inactive",
  "resolved",
  "remission",
  "refuted",
  "stopped",
  "cancelled",
  "not-done",
  "not-taken",
  "entered-in-error",
];
/** "completed" is how these are when they happened; of a medicine it means that it is no longer taken. */
const HAPPENING = ["Immunization", "Procedure", "DiagnosticReport"];

export function standing(of: Resource): Standing {
  const status = ["clinicalStatus", "status", "verificationStatus"].flatMap((member) => wordIn(of, member));
  const codes = status.map(({ code }) => code);
  const happened = HAPPENING.includes(text(of, "resourceType") ?? "");
  return {
    status,
    isUsual: codes.every((code) => USUAL.includes(code)),
    isOver: codes.some((code) => OVER.includes(code) || (code === "completed" && !happened)),
  };
}

export function wordOf(code: string): Word {
  return { code, text: code };
}

function wordIn(of: Resource, member: string): Word[] {
  const value = of[member];
  if (typeof value === "string") return [wordOf(value)];
  if (!isResource(value)) return [];
  const code = all(value, "coding")
    .map((coding) => text(coding, "code"))
    .find(Boolean);
  const said = concept(value);
  return said ? [{ code: code ?? said.title, text: said.original ?? said.title }] : [];
}
