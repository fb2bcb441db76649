// When something was, as the source wrote it: first when it was so, then when somebody wrote it down.
import { one, text, type Resource } from "./fhir";

const WAS = ["onset", "effective", "performed", "occurrence", "timing"];
const WRITTEN = ["authoredOn", "whenHandedOver", "recordedDate", "dateAsserted", "date", "issued"];

/** The clinical date. */
export function dateOf(of: Resource): string | null {
  for (const name of WAS) {
    const found =
      text(of, `${name}DateTime`) ?? text(of, `${name}Instant`) ?? text(one(of, `${name}Period`), "start");
    if (found) return found;
  }
  return WRITTEN.map((name) => text(of, name)).find(Boolean) ?? text(one(of, "period"), "start");
}

/** The days on which a medicine began, changed or ended: not those on which somebody only repeated it. */
export function changesOf(of: Resource): string[] {
  const period = one(of, "effectivePeriod");
  const days = [
    text(period, "start"),
    text(period, "end"),
    text(of, "effectiveDateTime"),
    text(of, "authoredOn"),
  ];
  return days.filter((day) => day !== null);
}

/** The order of two dates as FHIR writes them, the later first and those without one last. */
export function latestFirst(one: string | null, two: string | null): number {
  const [first, second] = [one ?? "", two ?? ""];
  return Number(first < second) - Number(first > second);
}
