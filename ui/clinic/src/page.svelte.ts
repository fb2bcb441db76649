// Where the clinic's page stands: making its key, ready for a code, opening one, showing a record, or over. The record is
// held here and nowhere else, and is gone when the phase is.
import { makeSecrets, type Secrets } from "./desk/browser";
import {
  generationsOf,
  isDue,
  makeGeneration,
  withGeneration,
  type KeptClinic,
  type Name,
} from "./desk/clinic";
import type { Generation } from "./desk/keys";
import { DeskClock } from "./desk/clock";
import type { Shelf } from "./desk/keep";
import { readOperators, type Operator } from "./desk/operators";
import { Door } from "./door.svelte";
import { Ledger } from "./ledger/ledger";
import type { Desk, Opened, World } from "./open/open";
import { Refusal, type CheckName, type RefusalCode } from "./open/refusal";
import { forget } from "./open/wipe";
import type { Card } from "./protocol/card";
import { parseOrigin, type Origin } from "./protocol/origin";
import type { ReportKind } from "./protocol/report";
import { pause } from "./relay/pause";
import { watch } from "./relay/watch";
import { forgetFiles } from "./save";
import { Stopwatch } from "./stopwatch";
import type { Summary } from "./summary/summary";
import type { Telling } from "./telling.svelte";

export type EndReason = "time" | "stopped" | "closed" | "idle";
export type Phase =
  | { at: "starting" }
  | { at: "broken" }
  | { at: "welcome" }
  | { at: "ready" }
  | { at: "opening"; passed: CheckName[] }
  | { at: "open"; shown: Shown }
  | { at: "refused"; check: CheckName; code: RefusalCode }
  | { at: "ended"; why: EndReason };

/** A record on the screen, what the patient is told of it, and how long it is there. */
export type Shown = { opened: Opened; summary: Summary | null; telling: Telling; since: Stopwatch };

/** What opens a share: large, and fetched while the first screen already stands. */
const opening = () => import("./opening");

/** Without a touch for so long the record is cleared; a minute before, the page asks. In milliseconds. */
export const IDLE_MS = 15 * 60_000;

export class Page {
  phase = $state.raw<Phase>({ at: "starting" });
  card = $state.raw<Card | null>(null);
  /** Readable only right after they were made, for the file of the clinic's other desks. */
  fresh = $state.raw<{ card: Card; secrets: Secrets } | null>(null);
  #clinic: KeptClinic = { generations: [] };
  #operators: Operator[] = [];
  #stop = new AbortController();
  #passing: Generation | null = null;
  readonly door = new Door(this);

  /** By the ledger's time, once it has answered. */
  readonly world: World;
  readonly #clock: DeskClock;

  constructor(
    computer: World,
    private readonly shelf: Shelf,
    private readonly base: string,
  ) {
    this.#clock = new DeskClock(computer);
    this.world = { ...computer, now: () => this.#clock.now(), computer: () => computer.now() };
  }

  /** Reads keys and operators; then the page is ready, or welcomes a new clinic. */
  async start(): Promise<void> {
    try {
      this.#operators = await readOperators(this.world.network, this.base);
      const [clinic] = await Promise.all([this.shelf.clinic(), this.askTime()]);
      this.take(clinic);
      this.door.unpack(this.relays());
      // Ready for the first code before it is shown.
      void opening().catch(() => undefined);
      void this.renew();
    } catch {
      this.phase = { at: "broken" };
    }
  }

  /** Makes the clinic's keys in this browser. */
  async make(who: Name): Promise<void> {
    const place = this.place();
    await this.askTime();
    const secrets = makeSecrets(this.world.random);
    const generation = await makeGeneration(who, place, secrets, this.world.now());
    await this.adopt({ generations: [generation] });
    if (this.card) this.fresh = { card: this.card, secrets };
  }

  /** Keeps keys that were made here or brought from another desk, beside those that are here; another clinic's are refused. */
  async adopt({ generations }: KeptClinic): Promise<void> {
    const clinic = generations.reduce(withGeneration, this.#clinic);
    await this.shelf.keepClinic(clinic);
    this.take(clinic);
    await this.renew();
  }

  /** Replaces a card that is about to end, or takes the one that another desk made; while the relay is away the old one stays. */
  async renew(): Promise<void> {
    await this.askTime();
    const before = this.#clinic;
    // By a computer's own clock keys could be destroyed too early.
    if (!this.card || !this.#clock.isSigned || !isDue(this.card, this.world.now())) return;
    try {
      const { renew } = await import("./desk/renew");
      const renewed = await renew(before, this.world);
      if (renewed === before || this.#clinic !== before) return;
      await this.shelf.keepClinic(renewed);
      this.#clinic = renewed;
      this.card = this.generations()[0]?.card ?? null;
    } catch {
      // Tried again whenever the page is ready for the next patient.
    }
  }

  /** Withdraws the card for ever, because somebody else may have its key, and forgets the clinic here. */
  async withdraw(): Promise<void> {
    const [own] = this.#operators;
    const [newest] = this.generations();
    if (!own || !newest) return;
    const { withdraw } = await import("./desk/withdraw");
    await withdraw(this.world.network, own.ledger, newest);
    await this.shelf.forgetClinic();
    this.take(null);
  }

  /** The readable keys are overwritten; from here on only the browser can use them. */
  forgetSecrets(): void {
    if (this.fresh) for (const bytes of Object.values(this.fresh.secrets)) bytes.fill(0);
    this.fresh = null;
  }

  /** Opens a code, given as it would be at each relay where it may be. */
  async open(...codes: string[]): Promise<void> {
    if (this.phase.at === "opening") return;
    this.end("closed");
    this.door.opens(codes);
    this.phase = { at: "opening", passed: [] };
    try {
      const { openRecord } = await opening();
      const { opened, summary } = await openRecord(this.desk(), this.world, codes, (name) =>
        this.passed(name),
      );
      await this.show(opened, summary);
    } catch (error) {
      const refusal = error instanceof Refusal ? error : new Refusal("relay", "unreachable");
      this.phase = { at: "refused", check: refusal.check, code: refusal.code };
    }
  }

  /** A key of this visit alone: for a patient at a desk that has none of its own. */
  carry(generation: Generation): void {
    this.#passing = generation;
  }

  /** The relays that the operator of this page listed, its own first; none before they are known. */
  relays(): Origin[] {
    return this.#operators.map(({ relay }) => relay);
  }

  /** Tells the patient's wallet what was done; a report that does not get through stops nobody's work, and is tried again. */
  report(kind: ReportKind): void {
    if (this.phase.at === "open") void this.phase.shown.telling.tell(kind);
  }

  /** Ends the visit: keys and content of the share are gone from this page. */
  end(why: EndReason): void {
    if (this.phase.at !== "open") return;
    this.#stop.abort();
    this.#stop = new AbortController();
    const { opened, telling } = this.phase.shown;
    telling.end(why === "closed" || why === "idle");
    forget(opened);
    forgetFiles();
    this.#passing = null;
    this.phase = { at: "ended", why };
  }

  /** Ready for the next code. */
  ready(): void {
    // Where nobody answered, the patient's code is good for another try, and so is the key that it was made for.
    const isTriedAgain = this.phase.at === "refused" && this.phase.code === "unreachable";
    if (!isTriedAgain) this.#passing = null;
    this.phase = { at: this.card ? "ready" : "welcome" };
    void this.renew();
  }

  /** Milliseconds since 1970 by the ledger's time, going on by a clock that nobody sets. */
  now(): number {
    if (this.phase.at !== "open") return this.world.now() * 1000;
    const { opened, since } = this.phase.shown;
    return opened.time.now * 1000 + since.elapsed();
  }

  private async show(opened: Opened, summary: Summary | null): Promise<void> {
    try {
      const { Telling, lineOf } = await opening();
      const [since, began] = [new Stopwatch(), opened.time.now];
      const telling = new Telling(lineOf(opened), () => began + since.elapsed() / 1000);
      this.phase = { at: "open", shown: { opened, summary, since, telling } };
    } catch (error) {
      forget(opened);
      throw error;
    }
    this.report("shown");
    const by = { stop: this.#stop.signal, pause };
    void watch(opened.relay.apart(), opened.visit, by, () => this.end("stopped"));
  }

  private passed(name: CheckName): void {
    if (this.phase.at === "opening") this.phase = { at: "opening", passed: [...this.phase.passed, name] };
  }

  private take(clinic: KeptClinic | null): void {
    this.#clinic = clinic ?? { generations: [] };
    this.card = this.generations()[0]?.card ?? null;
    this.phase = { at: this.card ? "ready" : "welcome" };
  }

  private generations(): Generation[] {
    return generationsOf(this.#clinic, this.world.now());
  }

  place(): { relay: Origin; page: Origin } {
    const [own] = this.#operators;
    if (!own) throw new Error("this page lists no operator");
    return { relay: own.relay, page: parseOrigin(new URL(this.base).origin) ?? own.relay };
  }

  private async askTime(): Promise<void> {
    const [own] = this.ledgers();
    if (own) await this.#clock.ask(own.ledger);
  }

  private ledgers(): { relay: Origin; ledger: Ledger }[] {
    const network = this.world.network;
    return this.#operators.map(({ relay, ledger }) => ({
      relay,
      ledger: new Ledger(network, ledger.url, ledger.key),
    }));
  }

  private desk(): Desk {
    const ledgers = this.ledgers();
    return {
      generations: [...(this.#passing ? [this.#passing] : []), ...this.generations()],
      ledgerOf: (relay) => ledgers.find((one) => one.relay === relay)?.ledger ?? null,
      known: (ledger) => this.shelf.log(ledger.key.name),
      keep: (ledger, record) => this.shelf.keepLog(ledger.key.name, record),
    };
  }
}
