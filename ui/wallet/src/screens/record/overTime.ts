// Medicines as places on a line of time: 0 where the picture begins, 1 today. What ended before it begins is left out,
// and an end that nobody wrote down is not drawn as one.
import type { Medicine, Stretch } from "$wallet/backend/backend";

/** `end`: goes on, ended on a day, or nobody wrote down when. */
export type Bar = { from: number; to: number; end: "open" | "known" | "unknown" };
export type Line = { title: string; dose: string | null; current: boolean; bars: Bar[] };

/** Two years before `now`, both in milliseconds since 1970. */
export function beginning(now: number): number {
  const start = new Date(now);
  start.setUTCFullYear(start.getUTCFullYear() - 2);
  return start.getTime();
}

/** The medicines that were taken since `start`. */
export function linesOf(medicines: Medicine[], start: number, now: number): Line[] {
  return medicines.flatMap(({ title, current, stretches }) => {
    const bars = stretches.flatMap((stretch, at) => barOf(stretch, stretches[at + 1] ?? null, start, now));
    const dose = stretches.at(-1)?.dose ?? null;
    return bars.length > 0 ? [{ title, dose, current, bars }] : [];
  });
}

function barOf(stretch: Stretch, next: Stretch | null, start: number, now: number): Bar[] {
  const place = (time: number) => Math.min(1, Math.max(0, (time - start) / (now - start)));
  const from = Date.parse(stretch.from);
  const [to, end] = endOf(stretch, next, now);
  if (Number.isNaN(from) || Number.isNaN(to) || from > now || to < start) return [];
  return [{ from: place(from), to: place(Math.max(from, to)), end }];
}

/** A dose that was followed by another one was taken until then. */
function endOf({ current, from, until }: Stretch, next: Stretch | null, now: number): [number, Bar["end"]] {
  if (current) return [now, "open"];
  if (until) return [lastMoment(until), "known"];
  return next ? [Date.parse(next.from), "known"] : [Date.parse(from), "unknown"];
}

/** The end of a day, a month or a year, as far as the date was written. */
function lastMoment(date: string): number {
  const [, year, month, day] = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?/.exec(date) ?? [];
  if (!year) return NaN;
  if (!month) return Date.UTC(Number(year) + 1, 0, 1);
  if (!day) return Date.UTC(Number(year), Number(month), 1);
  return Date.UTC(Number(year), Number(month) - 1, Number(day) + 1);
}
