// Learns that the patient ended the access: by the relay's stream, which tells at once, and by asking every few seconds
// until that stream has brought something. Where a proxy holds streams back, asking is what remains, and now and then a
// stream is tried again.
import { Refused } from "../network/ask";
import type { Pause } from "./pause";
import type { Relay, Visit } from "./relay";
import { follow, type Ending } from "./stream";

/** Between two questions, in milliseconds. */
const ASK_MS = 5_000;
/** Before a stream that was cut off is opened again, in milliseconds. */
const REOPEN_MS = 1_000;
/** How often to ask before a stream is tried again: for ten minutes. */
const QUESTIONS = 120;

/** Until when, and by which clock. */
export type By = { stop: AbortSignal; pause: Pause };

/** Calls `ended` once the access is over; ends with `stop`. */
export async function watch(relay: Relay, visit: Visit, by: By, ended: () => void): Promise<void> {
  const asker = new Asker(() => isOver(relay, visit), by.pause);
  const open = (stop: AbortSignal) => relay.events(visit, stop);
  while (!by.stop.aborted) {
    const found = await streamed(open, asker, by);
    if (by.stop.aborted) return;
    if (found === "ended") return ended();
    if (found === "cut") await by.pause(REOPEN_MS, by.stop);
    else if (await asker.ask(0, QUESTIONS, by.stop)) return ended();
  }
}

/** Follows one stream, and asks beside it until it speaks. */
async function streamed(
  open: (stop: AbortSignal) => Promise<Response>,
  asker: Asker,
  { stop, pause }: By,
): Promise<Ending> {
  const [streaming, asking] = [under(stop), under(stop)];
  const asked = asker.ask(ASK_MS, Infinity, asking.signal).then((isOver) => {
    if (isOver) streaming.abort();
    return isOver;
  });
  const ending = await follow(open, { stop: streaming, pause }, () => asking.abort());
  asking.abort();
  return ending === "ended" || !(await asked) ? ending : "ended";
}

/** Asks again and again. */
class Asker {
  constructor(
    private readonly isOver: () => Promise<boolean>,
    private readonly pause: Pause,
  ) {}

  /** Whether the access was over before `stop`, or before it was asked so many times; the first pause is given. */
  async ask(first: number, times: number, stop: AbortSignal): Promise<boolean> {
    for (let asked = 0; asked < times; asked += 1) {
      await this.pause(asked === 0 ? first : ASK_MS, stop);
      if (stop.aborted) return false;
      if (await this.isOver()) return true;
    }
    return false;
  }
}

/** A relay that refuses for another reason, or is away, is asked again: the time still ends by itself. */
async function isOver(relay: Relay, visit: Visit): Promise<boolean> {
  return relay
    .hasEnded(visit)
    .catch((error: unknown) => error instanceof Refused && error.code === "not_available");
}

/** Something to stop by itself, which also stops with `stop`. */
function under(stop: AbortSignal): AbortController {
  const own = new AbortController();
  if (stop.aborted) own.abort();
  else stop.addEventListener("abort", () => own.abort(), { signal: own.signal });
  return own;
}
