// The end of a clinic's key at this desk, and what the person here is told of it: withdrawn here, on every ledger, or noticed
// after another desk did. What a ledger did not take is kept and tried again, also after the page was closed.
import type { Network } from "../network/ask";
import type { Generation } from "./keys";
import type { Shelf } from "./keep";
import type { LedgerAt, Withdrawal } from "./withdraw";

/** Between two tries, in milliseconds. */
const AGAIN_MS = 60_000;

/** Whose key ended, who ended it, and how many ledgers do not have that yet. */
export type Told = { name: string; by: "us" | "others"; left: number };

/** No ledger took the withdrawal: nothing has changed. */
export class NotWithdrawn extends Error {
  constructor() {
    super("no log could be reached: nothing was withdrawn");
  }
}

export class Withdrawing {
  told = $state.raw<Told | null>(null);
  #timer: ReturnType<typeof setTimeout> | null = null;

  constructor(
    private readonly network: Network,
    private readonly shelf: Pick<Shelf, "withdrawal" | "keepWithdrawal" | "forgetWithdrawal">,
    private readonly ledgers: () => LedgerAt[],
  ) {}

  /** Withdraws this card's key; fails when no ledger takes it. */
  async begin(generation: Generation): Promise<void> {
    const { beginWithdrawal, spread } = await import("./withdraw");
    const begun = await beginWithdrawal(generation, this.ledgers());
    // Before any ledger has it: what is closed in the middle goes on later.
    await this.shelf.keepWithdrawal(begun);
    const after = await spread(this.network, begun, this.ledgers());
    if (after.left.length > 0 && after.left.length === begun.left.length) {
      await this.shelf.forgetWithdrawal();
      throw new NotWithdrawn();
    }
    await this.#tell(after);
  }

  /** Goes on with what some ledger does not have yet. */
  async resume(): Promise<void> {
    const begun = await this.shelf.withdrawal();
    if (!begun) return;
    const { spread } = await import("./withdraw");
    await this.#tell(await spread(this.network, begun, this.ledgers()));
  }

  /** Another desk withdrew the key. */
  noticed(name: string): void {
    this.told ??= { name, by: "others", left: 0 };
  }

  async #tell(after: Withdrawal): Promise<void> {
    const left = after.left.length;
    if (left > 0) await this.shelf.keepWithdrawal(after);
    else await this.shelf.forgetWithdrawal();
    this.told = { name: after.name, by: "us", left };
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = left > 0 ? setTimeout(() => void this.resume(), AGAIN_MS) : null;
  }
}
