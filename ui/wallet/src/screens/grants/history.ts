// Shares over time, one row for each clinic: from when to when it could open the record, when it did, and where it was
// stopped. Places are shares of the whole time shown, from 0 (its start) to 1 (now).
import type { ActivityRow, GrantLine } from "$wallet/backend/backend";

export type Span = {
  grant: string;
  from: string;
  /** Its end, or nothing while it is open. Where a stop's moment is not known, the last that is known. */
  to: string | null;
  state: GrantLine["state"];
  openings: number;
  /** When it was opened, each as far as the log tells. */
  opened: string[];
  stopped: string | null;
};
export type ClinicRow = { clinic: string; spans: Span[] };
export type Shape = { bars: { from: number; to: number }[]; dots: number[]; crosses: number[] };

/** The clinics, the one shared with last first. */
export function clinicRows(grants: GrantLine[], activity: ActivityRow[], now: number): ClinicRow[] {
  const rows = new Map<string, Span[]>();
  const newest = [...grants].sort((a, b) => Date.parse(b.made) - Date.parse(a.made));
  for (const grant of newest) {
    const spans = rows.get(grant.clinic) ?? [];
    spans.push(
      spanOf(
        grant,
        activity.filter((row) => row.grant === grant.id),
        now,
      ),
    );
    rows.set(grant.clinic, spans);
  }
  return [...rows].map(([clinic, spans]) => ({ clinic, spans }));
}

/** Where the time shown begins. */
export function beginning(rows: ClinicRow[]): string {
  const starts = rows.flatMap((row) => row.spans.map((span) => span.from));
  return starts.reduce(
    (first, start) => (Date.parse(start) < Date.parse(first) ? start : first),
    starts[0] ?? "",
  );
}

/** One row as places on the line from `start` to `now`, both in milliseconds. */
export function shapeOf(row: ClinicRow, start: number, now: number): Shape {
  const place = (time: string) =>
    Math.min(1, Math.max(0, (Date.parse(time) - start) / Math.max(1, now - start)));
  return {
    bars: row.spans.map((span) => ({ from: place(span.from), to: span.to === null ? 1 : place(span.to) })),
    dots: row.spans.flatMap((span) => span.opened.map(place)),
    crosses: row.spans.flatMap((span) => (span.stopped === null ? [] : [place(span.stopped)])),
  };
}

function spanOf(grant: GrantLine, rows: ActivityRow[], now: number): Span {
  const times = (what: ActivityRow["what"]) => rows.filter((row) => row.what === what).map((row) => row.time);
  const [stopped = null] = times("stopped");
  const opened = times("opened");
  const over = grant.state === "revoked" ? (stopped ?? grant.last_opened ?? grant.not_before) : grant.expires;
  return {
    grant: grant.id,
    from: grant.not_before,
    to: Date.parse(over) < now ? over : null,
    state: grant.state,
    openings: grant.openings,
    opened,
    stopped,
  };
}
