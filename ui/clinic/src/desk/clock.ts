// The time by which a desk makes, shows and renews its cards: what the ledger last signed, going on by a clock that nobody
// sets. Patients' wallets refuse a card from the future, and a clinic's computer may be hours wrong.
import type { Ledger } from "../ledger/ledger";
import type { World } from "../open/open";

/** So long the desk waits for the ledger's answer, in milliseconds; one that comes later still counts. */
const PATIENCE_MS = 1000;

export class DeskClock {
  #signed: { seconds: number; at: number } | null = null;

  constructor(private readonly world: Pick<World, "now" | "random">) {}

  /** Whether the ledger has signed a time since this page was opened. */
  get isSigned(): boolean {
    return this.#signed !== null;
  }

  /** Seconds since 1970; this computer's own until the ledger has answered. After the computer slept it may be behind, until
   * the ledger is asked again: a card from the past is good. */
  now(): number {
    if (!this.#signed) return this.world.now();
    const { seconds, at } = this.#signed;
    return seconds + Math.floor((performance.now() - at) / 1000);
  }

  /** Asks the ledger; gives up quietly when it does not answer. */
  async ask(ledger: Ledger): Promise<void> {
    const answer = ledger.time(this.world.random(32)).then(
      (seconds) => void (this.#signed = { seconds, at: performance.now() }),
      () => undefined,
    );
    await Promise.race([answer, new Promise((late) => setTimeout(late, PATIENCE_MS))]);
  }
}
