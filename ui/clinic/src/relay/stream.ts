// The relay's stream of events as a clinic follows it: up to the word that the access is over, or until it is silent for
// longer than a relay is. A proxy may hold back everything, the first byte too.
import type { Pause } from "./pause";

/** A relay says something every 15 seconds, and at once in the beginning; in milliseconds. */
const SILENCE_MS = 20_000;

/** How a stream ended: with the end of the access, cut off after it had brought something, or as no stream at all. */
export type Ending = "ended" | "cut" | "none";

/** Follows a stream; `alive` is called whenever it brought something. */
export async function follow(
  open: (stop: AbortSignal) => Promise<Response>,
  { stop, pause }: { stop: AbortController; pause: Pause },
  alive: () => void,
): Promise<Ending> {
  let wasAlive = false;
  try {
    const response = await unlessSilent(open(stop.signal), pause);
    if (response?.status !== 200 || !response.body) return "none";
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    const lines = new Lines();
    for (;;) {
      const piece = await unlessSilent(reader.read(), pause);
      if (piece === null) return "none";
      if (piece.done) break;
      wasAlive = true;
      alive();
      if (lines.add(piece.value).some((line) => line.trim() === "event: ended")) return "ended";
    }
  } catch {
    // Cut off: no other end than that of a stream that closes.
  } finally {
    stop.abort();
  }
  return wasAlive ? "cut" : "none";
}

/** What was promised, or null when nothing came for too long. */
async function unlessSilent<T>(promised: Promise<T>, pause: Pause): Promise<T | null> {
  const waiting = new AbortController();
  const silence = pause(SILENCE_MS, waiting.signal).then(() => null);
  return Promise.race([promised, silence]).finally(() => waiting.abort());
}

/** Lines out of pieces. */
class Lines {
  #rest = "";

  /** The lines that this piece made whole. */
  add(piece: string): string[] {
    const lines = (this.#rest + piece).split("\n");
    // A line has a few letters; whatever is longer is not one of ours.
    this.#rest = (lines.pop() ?? "").slice(-256);
    return lines;
  }
}
