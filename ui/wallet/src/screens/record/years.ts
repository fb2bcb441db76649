// Years as landmarks in a list by date: the first row of each year bears it.
import type { RecordLine } from "../../backend/backend";

export function years(lines: RecordLine[]): (string | null)[] {
  return lines.map((line, at) => {
    const year = yearOf(line);
    return at === 0 || year !== yearOf(lines[at - 1]) ? year : null;
  });
}

function yearOf(line: RecordLine | undefined): string | null {
  return /^\d{4}/.exec(line?.date ?? "")?.[0] ?? null;
}
