// Tells the patient's wallet what is done with the record: in order, again until it gets through, also when the record is
// gone from the page, and with the last word ready for the moment in which somebody simply closes the window.
import { Refused } from "./network/ask";
import type { Opened } from "./open/open";
import type { Bytes } from "./protocol/bytes";
import { own } from "./protocol/hash";
import { sealReport, type ReportKind } from "./protocol/report";
import type { Signer } from "./protocol/signer";
import type { Relay, Visit } from "./relay/relay";

type Sealed = { enc: string; ciphertext: string };
type Word = { sealed: Sealed; /** While it is under way. */ going: Promise<void> | null };

/** What reports go out by: kept until the last word got through, then the access key in it is overwritten. */
export type Line = { relay: Relay; visit: Visit; signer: Signer; statement: Bytes; reportKey: Bytes };

/** Between two tries, in milliseconds. */
const AGAIN_MS = 15_000;
/** How old the last word may be, and shorter than a relay's nonce is good for; in milliseconds. */
const FRESH_MS = 60_000;
/** How often the words that are left are tried after the end: for an hour. */
const TRIES_AFTER = 240;

/** With copies of its own, because what was opened is overwritten at the end. */
export function lineOf({ relay, visit, generation, statement, manifest }: Opened): Line {
  const ownVisit = { seed: own(visit.seed), mailbox: own(visit.mailbox), opening: own(visit.opening) };
  const to = { statement: own(statement.digest), reportKey: own(manifest.reportKey) };
  return { relay, visit: ownVisit, signer: generation.signer, ...to };
}

export class Telling {
  /** Something was done that the patient could not be told yet. */
  isBehind = $state(false);
  #words: Word[] = [];
  /** Words are sealed one after the other, so that they stay in order. */
  #sealing: Promise<void> = Promise.resolve();
  #sending: Promise<void> | null = null;
  #last: Sealed | null = null;
  /** How often what is left is still tried; null while the record is open. */
  #tries: number | null = null;
  readonly #again: ReturnType<typeof setInterval>;
  readonly #fresh: ReturnType<typeof setInterval>;

  constructor(
    private readonly line: Line,
    /** Seconds since 1970, by the ledger. */ private readonly now: () => number,
  ) {
    void this.#prepare();
    this.#again = setInterval(() => void this.#send(), AGAIN_MS);
    this.#fresh = setInterval(() => void this.#prepare(), FRESH_MS);
  }

  async tell(kind: ReportKind): Promise<void> {
    await this.#queue(kind);
    await this.#send();
  }

  /** Nothing more is done with the record. Everything that waits is sent before this returns as far as a browser can, since
   * the window may be gone a moment later: also the last word, when it `says` that somebody closed the record. */
  end(says: boolean): void {
    if (this.#tries !== null) return;
    this.#tries = TRIES_AFTER;
    clearInterval(this.#fresh);
    if (says && this.#last) this.#words.push({ sealed: this.#last, going: null });
    else if (says) void this.#queue("closed");
    for (const word of this.#words) void this.#deliver(word);
    void this.#sealing.then(() => this.#send());
  }

  #queue(kind: ReportKind): Promise<void> {
    const sealed = this.#sealing.then(async () => {
      this.#words.push({ sealed: await this.#seal(kind), going: null });
    });
    // A wallet to whose key nothing can be sealed cannot be told anything.
    this.#sealing = sealed.catch(() => undefined);
    return this.#sealing;
  }

  async #prepare(): Promise<void> {
    this.#last = await this.#seal("closed").catch(() => null);
    await this.line.relay.prepare().catch(() => undefined);
  }

  async #send(): Promise<void> {
    this.#sending ??= this.#inOrder().finally(() => (this.#sending = null));
    await this.#sending;
    this.isBehind = this.#words.length > 0;
    if (this.#tries === null) return;
    this.#tries -= 1;
    if (!this.isBehind || this.#tries <= 0) this.#rest();
  }

  async #inOrder(): Promise<void> {
    for (let word = this.#words[0]; word; word = this.#words[0]) {
      await this.#deliver(word);
      if (word === this.#words[0]) return;
    }
  }

  #deliver(word: Word): Promise<void> {
    const { relay, visit } = this.line;
    word.going ??= relay
      .report(visit, word.sealed)
      .then(() => true)
      // After the end, what the relay does not take it will never take.
      .catch((error: unknown) => this.#tries !== null && error instanceof Refused)
      .then((isDone) => {
        word.going = null;
        if (isDone) this.#words = this.#words.filter((one) => one !== word);
      });
    return word.going;
  }

  /** There is nothing left to say, or nobody to say it to. */
  #rest(): void {
    clearInterval(this.#again);
    this.line.visit.seed.fill(0);
  }

  #seal(kind: ReportKind): Promise<Sealed> {
    const { statement, signer, reportKey } = this.line;
    return sealReport(kind, Math.floor(this.now()), statement, signer, reportKey);
  }
}
