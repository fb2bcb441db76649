// Where a share stands as its code screen shows it, read from what the core reports of it and from the clock.
import type { GrantDetail, GrantEvent } from "$wallet/backend/backend";

export type Phase =
  | "sending"
  | "unsent"
  | "waiting"
  | "scanned"
  | "open"
  | "left"
  | "paused"
  | "stopping"
  | "stopped"
  | "ended"
  | "used";

/** A new share mostly arrives at once: only after this it is called not sent; in milliseconds. */
const grace = 3000;

/** `now` in milliseconds since 1970. */
export function phaseOf(detail: GrantDetail, now: number): Phase {
  const { line } = detail;
  if (line.stopping) return "stopping";
  if (line.state === "revoked") return "stopped";
  if (line.state === "used_up") return "used";
  if (line.state === "expired" || Date.parse(line.expires) <= now) return "ended";
  if (line.state === "paused") return "paused";
  if (line.state === "pending") return now - Date.parse(line.made) < grace ? "sending" : "unsent";
  return seenPhase(detail.events);
}

/** True while the clinic can open it, or will be able to once it is sent. */
export function isLive(phase: Phase): boolean {
  return !["stopped", "ended", "used"].includes(phase);
}

/** The newest event of a kind. */
export function newest(events: GrantEvent[], what: GrantEvent["what"]): GrantEvent | null {
  return events.find((event) => event.what === what) ?? null;
}

/** Events come newest first: what the clinic told last counts, and an opening nobody told of is only a scan. */
function seenPhase(events: GrantEvent[]): Phase {
  const last = events.find((event) => event.what !== "refused");
  if (!last) return "waiting";
  if (last.what === "opened") return events.some((event) => event.what === "shown") ? "open" : "scanned";
  return last.what === "closed" ? "left" : "open";
}
