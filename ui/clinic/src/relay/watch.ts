// Learns that the patient ended the access: by the relay's stream, which tells at once, or by asking every few seconds
// where a proxy holds streams back.
import { Refused } from "../network/ask";
import type { Relay, Visit } from "./relay";

/** Between two questions, in milliseconds. */
const PAUSE_MS = 4_000;

/** Calls `ended` once the access is over; ends with `stop`. */
export async function watch(relay: Relay, visit: Visit, stop: AbortSignal, ended: () => void): Promise<void> {
  while (!stop.aborted) {
    try {
      if (await relay.streamsEnd(visit, stop)) return ended();
      if (await relay.hasEnded(visit)) return ended();
    } catch (error) {
      // A relay that refuses for another reason, or is away, is asked again: the time still ends by itself.
      if (error instanceof Refused && error.code === "not_available") return ended();
    }
    await pause(stop);
  }
}

function pause(stop: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, PAUSE_MS);
    stop.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
