// Tells the patient's wallet what is done with the record: in order, again until it gets through, and with the last word
// ready for the moment in which somebody simply closes the window.
import type { Opened } from "./open/open";
import { sealReport, type ReportKind } from "./protocol/report";

type Sealed = { enc: string; ciphertext: string };

/** Between two tries, in milliseconds. */
const AGAIN_MS = 15_000;
/** How old the last word may be, and shorter than a relay's nonce is good for; in milliseconds. */
const FRESH_MS = 60_000;

export class Telling {
  /** Something was done that the patient could not be told yet. */
  isBehind = $state(false);
  #waiting: Sealed[] = [];
  #sending: Promise<void> | null = null;
  #last: Sealed | null = null;
  readonly #timers: ReturnType<typeof setInterval>[];

  constructor(
    private readonly opened: Opened,
    /** Seconds since 1970, by the ledger. */ private readonly now: () => number,
  ) {
    void this.#prepare();
    this.#timers = [
      setInterval(() => void this.#send(), AGAIN_MS),
      setInterval(() => void this.#prepare(), FRESH_MS),
    ];
  }

  async tell(kind: ReportKind): Promise<void> {
    this.#waiting.push(await this.#seal(kind));
    await this.#send();
  }

  /** The last word, sent before this returns as far as a browser can: the window may be gone a moment later. */
  close(): void {
    this.stop();
    const last = this.#last;
    if (last) void this.#deliver(last);
    else void this.tell("closed");
  }

  stop(): void {
    for (const timer of this.#timers) clearInterval(timer);
  }

  async #prepare(): Promise<void> {
    this.#last = await this.#seal("closed");
    await this.opened.relay.prepare().catch(() => undefined);
  }

  async #send(): Promise<void> {
    this.#sending ??= this.#empty().finally(() => (this.#sending = null));
    await this.#sending;
    this.isBehind = this.#waiting.length > 0;
  }

  async #empty(): Promise<void> {
    for (let next = this.#waiting[0]; next; next = this.#waiting[0]) {
      if (!(await this.#deliver(next))) return;
      this.#waiting.shift();
    }
  }

  #deliver(sealed: Sealed): Promise<boolean> {
    return this.opened.relay.report(this.opened.visit, sealed).then(
      () => true,
      () => false,
    );
  }

  #seal(kind: ReportKind): Promise<Sealed> {
    const { statement, generation, manifest } = this.opened;
    return sealReport(kind, Math.floor(this.now()), statement.digest, generation.signer, manifest.reportKey);
  }
}
