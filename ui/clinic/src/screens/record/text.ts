// The same lines as plain text, for a clinic's own system: one line each, nothing added.
import { day } from "$text/time";

import type { Line } from "../../summary/lines";
import type { Result } from "../../summary/results";
import { codeOf, said } from "./words";

type Piece = string | null;

export function asText(lines: Line[]): string {
  return written(
    lines.map(({ title, original, dose, note, marks, status, codes, date, source }) => [
      ...[title, original, dose, note],
      ...[...marks, ...status].map(said),
      ...codes.map(codeOf),
      ...[date && day(date), source],
    ]),
  );
}

export function resultsAsText(results: Result[]): string {
  return written(
    results.map(({ title, original, value, range, flag, codes, date, source }) => [
      ...[title, original, value, flag, range],
      ...codes.map(codeOf),
      ...[date && day(date), source],
    ]),
  );
}

function written(lines: Piece[][]): string {
  return lines.map((pieces) => pieces.filter(Boolean).join("; ")).join("\n");
}
