// Results by what was measured: the newest value, the range and the flag as the laboratory sent them, the values before it,
// and the course of those that were measured more than once in one unit.
import type { Series } from "$wallet/backend/backend";

import type { Bundle } from "./bundle";
import { all, concept, number, one, quantity, text, word, type Code, type Resource } from "./fhir";
import { joined, sourceOf } from "./lines";
import { dateOf, latestFirst } from "./when";

/** What was measured once. */
export type Value = {
  value: string;
  range: string | null;
  /** The laboratory's own word, such as "H". */ flag: string | null;
  date: string | null;
  source: string | null;
};

/** The newest value of something, and all that is known of it besides. */
export type Result = Value & {
  title: string;
  original: string | null;
  codes: Code[];
  /** What was measured before, the newest first. */ earlier: Value[];
  series: Series | null;
};

/** All results, the newest first, one for each thing that was measured. */
export function resultsOf(bundle: Bundle): Result[] {
  const groups = new Map<string, Resource[]>();
  for (const found of bundle.of("Observation").flatMap(withComponents)) {
    const key = keyOf(found);
    if (!key) continue;
    const group = groups.get(key);
    if (group) group.push(found);
    else groups.set(key, [found]);
  }
  const results = [...groups.values()].map((group) => resultOf(bundle, newestFirst(group)));
  return results.sort((first, second) => latestFirst(first.date, second.date));
}

function resultOf(bundle: Bundle, group: Resource[]): Result {
  const [newest = {}, ...before] = group;
  const named = concept(one(newest, "code")) ?? { title: "", original: null, codes: [] };
  return {
    ...named,
    ...measured(bundle, newest),
    earlier: before.map((found) => measured(bundle, found)),
    series: seriesOf(group, named.title),
  };
}

function measured(bundle: Bundle, of: Resource): Value {
  return {
    value: valueOf(of) ?? "",
    range: rangeOf(of),
    flag: joined(all(of, "interpretation").map(word)),
    date: dateOf(of),
    source: sourceOf(bundle, of),
  };
}

function rangeOf(of: Resource): string | null {
  const range = all(of, "referenceRange")[0] ?? null;
  return text(range, "text") ?? between(range);
}

function valueOf(of: Resource): string | null {
  return (
    quantity(one(of, "valueQuantity")) ?? text(of, "valueString") ?? word(one(of, "valueCodeableConcept"))
  );
}

/** An observation of several parts (a blood pressure) is each of its parts, with the whole's date and source. */
function withComponents(of: Resource): Resource[] {
  const parts = all(of, "component").map((part) => ({ ...of, ...part, component: [] }));
  return [...(valueOf(of) === null ? [] : [of]), ...parts.filter((part) => valueOf(part) !== null)];
}

function keyOf(of: Resource): string | null {
  const named = concept(one(of, "code"));
  if (!named) return null;
  const [code] = named.codes;
  return code ? `${code.system ?? ""}|${code.code}` : named.title;
}

function newestFirst(group: Resource[]): Resource[] {
  const dated = group.map((found) => ({ found, date: dateOf(found) }));
  return dated.sort((first, second) => latestFirst(first.date, second.date)).map(({ found }) => found);
}

/** The course of a result: numbers in the unit of the newest one, with a date, the oldest first. */
function seriesOf(group: Resource[], title: string): Series | null {
  const unitOf = (of: Resource) =>
    text(one(of, "valueQuantity"), "unit") ?? text(one(of, "valueQuantity"), "code");
  const [newest = {}] = group;
  const unit = unitOf(newest);
  const points = group.flatMap((found) => {
    const [value, date] = [number(one(found, "valueQuantity"), "value"), dateOf(found)];
    return value !== null && date !== null && unitOf(found) === unit
      ? [{ date, value, flag: flagOf(found) }]
      : [];
  });
  if (points.length < 2) return null;
  const range = all(newest, "referenceRange")[0] ?? null;
  const [low, high] = [number(one(range, "low"), "value"), number(one(range, "high"), "value")];
  return { title, unit: unit ?? "", low, high, points: points.reverse() };
}

function flagOf(of: Resource): "normal" | "high" | "low" | null {
  const codes = all(of, "interpretation").flatMap((found) =>
    all(found, "coding").map((coding) => text(coding, "code")),
  );
  if (codes.some((code) => code === "H" || code === "HH")) return "high";
  if (codes.some((code) => code === "L" || code === "LL")) return "low";
  return codes.includes("N") ? "normal" : null;
}

function between(range: Resource | null): string | null {
  const [low, high] = [quantity(one(range, "low")), quantity(one(range, "high"))];
  if (low && high) return `${low} – ${high}`;
  return low ? `≥ ${low}` : high ? `≤ ${high}` : null;
}
