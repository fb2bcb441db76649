// Where the clinic's page stands: making its key, ready for a code, opening one, showing a record, or over. The record is
// held here and nowhere else, and is gone when the phase is.
import type { KeptClinic, Name } from "./desk/clinic";
import type { Generation } from "./desk/keys";
import type { Shelf } from "./desk/keep";
import { readOperators, type Operator } from "./desk/operators";
import { OwnClinic } from "./desk/ownClinic.svelte";
import { Door } from "./door.svelte";
import { prepareReading } from "./frames/reading.svelte";
import { Ledger } from "./ledger/ledger";
import type { Given } from "./opening";
import type { Desk, Opened, World } from "./open/open";
import { NotTheWords, Refusal, type CheckName, type RefusalCode } from "./open/refusal";
import { forget } from "./open/wipe";
import type { Bytes } from "./protocol/bytes";
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
  /** An animated code was read that is under six words; `typed` are those that were tried, and are not the ones. */
  | { at: "words"; parcel: Bytes; typed: string | null }
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
  readonly clinic: OwnClinic;
  #operators: Operator[] = [];
  #stop = new AbortController();
  #passing: Generation | null = null;
  readonly door = new Door(this);

  /** By the ledger's time, once it has answered. */
  readonly world: World;

  constructor(
    computer: World,
    private readonly shelf: Shelf,
    private readonly base: string,
  ) {
    this.clinic = new OwnClinic(computer, shelf, {
      ledgers: () => this.#operators.map(({ ledger }) => ledger),
      relays: () => this.relays(),
      place: () => this.place(),
    });
    this.world = this.clinic.world;
  }

  /** The clinic's card; null before it has one. */
  get card(): Card | null {
    return this.clinic.card;
  }

  get fresh(): OwnClinic["fresh"] {
    return this.clinic.fresh;
  }

  /** Reads keys and operators; then the page is ready, or welcomes a new clinic. */
  async start(): Promise<void> {
    try {
      this.#operators = await readOperators(this.world.network, this.base);
      await this.clinic.load();
      this.settle();
      this.door.unpack(this.relays());
      // Ready for the first code before it is shown.
      void opening().catch(() => undefined);
      void prepareReading().catch(() => undefined);
      void this.clinic.withdrawing.resume().catch(() => undefined);
      void this.renew();
    } catch {
      this.phase = { at: "broken" };
    }
  }

  /** Makes the clinic's keys in this browser. */
  async make(who: Name): Promise<void> {
    await this.clinic.make(who, this.place());
    this.settle();
  }

  /** Brings keys from another desk; then the newest ones that the desks have. */
  async adopt(clinic: KeptClinic): Promise<void> {
    await this.clinic.adopt(clinic);
    this.settle();
    await this.renew();
  }

  /** Keeps up with the other desks; a key that one of them withdrew stays as long as a record is open. */
  async renew(): Promise<void> {
    await this.clinic.renew(() => this.phase.at === "ready");
    if (this.phase.at === "ready") this.settle();
  }

  /** Withdraws the clinic's key, and forgets it here. */
  async withdraw(): Promise<void> {
    await this.clinic.withdraw();
    this.settle();
  }

  /** The readable keys are overwritten; from here on only the browser can use them. */
  forgetSecrets(): void {
    this.clinic.forgetSecrets();
  }

  /** Opens a code, given as it would be at each relay where it may be. */
  open(...codes: string[]): Promise<void> {
    return this.begin({ codes }, codes);
  }

  /** Opens what an animated code carried; no network is needed for it. Where it is under words, they are asked for first. */
  async openParcel(parcel: Bytes): Promise<void> {
    const { isUnderWords } = await opening();
    if (!isUnderWords(parcel)) return this.begin({ parcel, words: null }, []);
    if (this.phase.at === "opening" || this.phase.at === "open") return;
    this.phase = { at: "words", parcel, typed: null };
  }

  /** Tries six words, in one line, on the animated code that was read. */
  async tell(words: string): Promise<void> {
    if (this.phase.at === "words") await this.begin({ parcel: this.phase.parcel, words }, []);
  }

  private async begin(given: Given, codes: string[]): Promise<void> {
    if (this.phase.at === "opening") return;
    this.end("closed");
    this.door.opens(codes);
    this.phase = { at: "opening", passed: [] };
    try {
      const { openRecord } = await opening();
      const { opened, summary } = await openRecord(this.desk(), this.world, given, (name) =>
        this.passed(name),
      );
      await this.show(opened, summary);
    } catch (error) {
      if (error instanceof NotTheWords && "parcel" in given) {
        this.phase = { at: "words", parcel: given.parcel, typed: given.words };
        return;
      }
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

  /** Tells the patient's wallet what was done; a report that does not get through stops nobody's work, and is tried again. Of what
   * came in an animated code it is told nothing: it noted itself that it handed it over. */
  report(kind: ReportKind): void {
    if (this.phase.at === "open" && !this.phase.shown.opened.isCarried)
      void this.phase.shown.telling.tell(kind);
  }

  /** Ends the visit: keys and content of the share are gone from this page. */
  end(why: EndReason): void {
    if (this.phase.at !== "open") return;
    this.#stop.abort();
    this.#stop = new AbortController();
    const { opened, telling } = this.phase.shown;
    telling.end(!opened.isCarried && (why === "closed" || why === "idle"));
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
    this.settle();
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
    // The relay may not have it yet, which would look like an end.
    if (opened.isCarried) return;
    this.report("shown");
    const by = { stop: this.#stop.signal, pause };
    void watch(opened.relay.apart(), opened.visit, by, () => this.end("stopped"));
  }

  private passed(name: CheckName): void {
    if (this.phase.at === "opening") this.phase = { at: "opening", passed: [...this.phase.passed, name] };
  }

  private settle(): void {
    this.phase = { at: this.card ? "ready" : "welcome" };
  }

  place(): { relay: Origin; page: Origin } {
    const [own] = this.#operators;
    if (!own) throw new Error("this page lists no operator");
    return { relay: own.relay, page: parseOrigin(new URL(this.base).origin) ?? own.relay };
  }

  private desk(): Desk {
    const network = this.world.network;
    const ledgers = this.#operators.map(({ relay, ledger }) => ({
      relay,
      ledger: new Ledger(network, ledger.url, ledger.key, ledger.quorum),
    }));
    return {
      generations: [...(this.#passing ? [this.#passing] : []), ...this.clinic.generations()],
      ledgerOf: (relay) => ledgers.find((one) => one.relay === relay)?.ledger ?? null,
      known: (ledger) => this.shelf.log(ledger.key.name),
      keep: (ledger, record) => this.shelf.keepLog(ledger.key.name, record),
    };
  }
}
