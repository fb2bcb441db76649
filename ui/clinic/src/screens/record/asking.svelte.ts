// Asking the patient for more time: a report like the others, sent once a minute at most, however often somebody presses.
import type { Telling } from "../../telling.svelte";

/** Between two questions, in milliseconds. */
const AGAIN_MS = 60_000;

export class Asking {
  /** When somebody asked last, in milliseconds since 1970 by the ledger. */
  at = $state<number | null>(null);
  #isSending = $state(false);

  constructor(
    private readonly telling: Pick<Telling, "tell" | "isBehind">,
    /** Milliseconds since 1970, by the ledger. */ private readonly now: () => number,
  ) {}

  /** Whether the question is with the patient's wallet; "behind" while it could not be sent and is tried again. */
  get state(): "never" | "sending" | "behind" | "asked" {
    if (this.at === null) return "never";
    if (this.#isSending) return "sending";
    return this.telling.isBehind ? "behind" : "asked";
  }

  async ask(): Promise<void> {
    if (this.at !== null && this.now() - this.at < AGAIN_MS) return;
    this.at = this.now();
    this.#isSending = true;
    await this.telling.tell("asked");
    this.#isSending = false;
  }
}
