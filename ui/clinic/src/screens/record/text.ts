// The same lines as plain text, for a clinic's own system: one line each, nothing added.
import { day } from "$text/time";

import type { Line } from "../../summary/lines";
import type { Contact } from "../../summary/person";
import type { Result } from "../../summary/results";
import type { Document } from "../../summary/summary";
import { codeOf, said, sourceIn, type Origin } from "./words";

type Piece = string | null;

export function asText(lines: Line[]): string {
  return written(
    lines.map((line) => [
      ...[line.title, line.original, line.dose, line.note],
      ...[...line.marks, ...line.status].map(said),
      ...line.codes.map(codeOf),
      ...from(line),
    ]),
  );
}

export function resultsAsText(results: Result[]): string {
  return written(
    results.map((result) => [
      ...[result.title, result.original, result.value, result.flag, result.range],
      ...result.codes.map(codeOf),
      ...from(result),
    ]),
  );
}

export function contactsAsText(contacts: Contact[]): string {
  return written(contacts.map((one) => [one.name, one.relation, ...one.phones, ...from(one)]));
}

export function documentsAsText(documents: Document[]): string {
  return written(documents.map((one) => [one.title, ...from(one)]));
}

function from(of: Origin): Piece[] {
  return [of.date && day(of.date), sourceIn(of)];
}

function written(lines: Piece[][]): string {
  return lines.map((pieces) => pieces.filter(Boolean).join("; ")).join("\n");
}
