// What a stop means, said from what was reported and nothing else. Two facts make it whole: the server has closed the
// share, and the log has the stop; until both are there it is not called "stopped".
import type { GrantDetail } from "$wallet/backend/backend";

/** `never`: the share had not left this device, so that there was nothing to stop anywhere. */
export type Stage = "done" | "never" | "closed" | "written" | "unsent";

export function stageOf(detail: GrantDetail): Stage {
  const closed = detail.relay === "closed";
  const written = detail.log === "stop_written";
  if (closed && written) return "done";
  if (closed && detail.log === "waiting" && !detail.line.stopping) return "never";
  if (closed) return "closed";
  return written ? "written" : "unsent";
}

/** One honest line; its words are in the texts under `grants-stop-…`. */
export type Line =
  | { what: "stage"; stage: Stage }
  | { what: "unopened" }
  | { what: "seen"; count: number }
  | { what: "saved"; count: number; time: string | null }
  | { what: "printed"; count: number }
  | { what: "no-copy" }
  | { what: "offline"; until: string }
  | { what: "law" };

/** The lines of the sheet, the most important first. */
export function linesOf(detail: GrantDetail): Line[] {
  const { line, reported } = detail;
  const lines: Line[] = [{ what: "stage", stage: stageOf(detail) }];
  const opened = line.openings > 0 || reported.shown > 0;
  if (!opened) lines.push({ what: "unopened" });
  else lines.push({ what: "seen", count: Math.max(line.openings, 1) });
  if (reported.saved > 0) lines.push({ what: "saved", count: reported.saved, time: lastSaved(detail) });
  if (reported.printed > 0) lines.push({ what: "printed", count: reported.printed });
  if (opened && reported.saved + reported.printed === 0) lines.push({ what: "no-copy" });
  // Where it never left this device there is nothing that a computer without internet could open.
  if (detail.offline_ok && stageOf(detail) !== "never") lines.push({ what: "offline", until: line.expires });
  if (opened) lines.push({ what: "law" });
  return lines;
}

function lastSaved({ events }: GrantDetail): string | null {
  return events.find((event) => event.what === "saved")?.time ?? null;
}
