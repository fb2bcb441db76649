// The clinic of this desk: its keys as the browser keeps them, its card, and what becomes of both. They are made here or
// brought from another desk, renewed every month, moved to another server when a person says so, and given up once they are
// withdrawn; all of it by the ledger's time.
import { Ledger } from "../ledger/ledger";
import type { World } from "../open/open";
import type { Bytes } from "../protocol/bytes";
import type { Card } from "../protocol/card";
import type { Origin } from "../protocol/origin";
import { makeSecrets, type Secrets } from "./browser";
import {
  generationsOf,
  isDue,
  makeGeneration,
  withGeneration,
  WithdrawnKeys,
  type KeptClinic,
  type Name,
  type Place,
} from "./clinic";
import { DeskClock } from "./clock";
import type { Shelf } from "./keep";
import { isGrantable, type Generation } from "./keys";
import type { Operator } from "./operators";
import { Withdrawing } from "./withdrawing.svelte";

/** What the operator of this page listed, its own server first. */
export type Listed = { ledgers: () => Operator["ledger"][]; relays: () => Origin[]; place: () => Place };

/** Where a card leads: to this page's server; to another one; or to this one since a while ago, so that codes which lead to the
 * other may still be on paper. */
export type Leads = "here" | "elsewhere" | "here since";

export class OwnClinic {
  card = $state.raw<Card | null>(null);
  /** Readable only right after they were made, for the file of the clinic's other desks. */
  fresh = $state.raw<{ card: Card; secrets: Secrets } | null>(null);
  /** By the ledger's time, once it has answered. */
  readonly world: World;
  readonly withdrawing: Withdrawing;
  #kept: KeptClinic = { generations: [] };
  readonly #clock: DeskClock;

  constructor(
    computer: World,
    private readonly shelf: Shelf,
    private readonly listed: Listed,
  ) {
    this.#clock = new DeskClock(computer);
    this.world = { ...computer, now: () => this.#clock.now(), computer: () => computer.now() };
    this.withdrawing = new Withdrawing(computer.network, shelf, listed.ledgers);
  }

  /** What this browser has kept. */
  async load(): Promise<void> {
    const [clinic] = await Promise.all([this.shelf.clinic(), this.#askTime()]);
    this.#take(clinic);
  }

  /** The keys that can still be of use, the newest first. */
  generations(): Generation[] {
    return generationsOf(this.#kept, this.world.now());
  }

  /** Where its card leads. */
  get leads(): Leads {
    const { card } = this;
    if (!card) return "here";
    const { relay } = this.listed.place();
    if (card.relay !== relay) return "elsewhere";
    const mayBeOnPaper = (one: Generation) => one.card.relay !== relay && isGrantable(one, this.world.now());
    return this.generations().some(mayBeOnPaper) ? "here since" : "here";
  }

  /** Makes the clinic's keys in this browser. */
  async make(who: Name, place: Place): Promise<void> {
    await this.#askTime();
    const secrets = makeSecrets(this.world.random);
    const generation = await makeGeneration(who, place, secrets, this.world.now());
    await this.#keep({ generations: [generation] });
    if (this.card) this.fresh = { card: this.card, secrets };
  }

  /** Keeps keys from another desk beside those that are here; another clinic's, and withdrawn ones, are refused. */
  async adopt(clinic: KeptClinic): Promise<void> {
    for (const { secrets } of clinic.generations) {
      if (await this.#isWithdrawn(secrets.signKey)) throw new WithdrawnKeys();
    }
    await this.#keep(clinic);
  }

  /** Replaces a card that is about to end, or takes the one that another desk made; while the relay is away the old one stays.
   * A key that another desk withdrew is given up, where `mayForget` still says so then. */
  async renew(mayForget: () => boolean): Promise<void> {
    await this.#askTime();
    try {
      if (!(await this.#noticesWithdrawal(mayForget))) await this.#replace();
    } catch {
      // Tried again whenever the page is ready for the next patient.
    }
  }

  /** Moves to this page's server: from then on its card leads there. What was shared before is opened as it was. */
  async move(): Promise<void> {
    await this.#askTime();
    if (!this.#clock.isSigned) throw new Error("this page's ledger does not answer");
    const { move } = await import("./renew");
    await this.#replaceBy((clinic) => move(clinic, this.world, this.listed.place(), this.listed.relays()));
  }

  /** Withdraws the key for ever, because somebody else may have it, and forgets the clinic here. */
  async withdraw(): Promise<void> {
    const [newest] = this.generations();
    if (!newest) return;
    await this.withdrawing.begin(newest);
    await this.#forget();
  }

  /** The readable keys are overwritten; from here on only the browser can use them. */
  forgetSecrets(): void {
    if (this.fresh) for (const bytes of Object.values(this.fresh.secrets)) bytes.fill(0);
    this.fresh = null;
  }

  /** The text of the card's code; a card that is too long for one is on the relay by then. */
  async cardCode(): Promise<string> {
    const [newest] = this.#kept.generations;
    if (!newest) throw new Error("no card");
    const { cardCode } = await import("./code");
    return cardCode(newest, this.world);
  }

  async #replace(): Promise<void> {
    // By a computer's own clock keys could be destroyed too early.
    if (!this.card || !this.#clock.isSigned) return;
    const { relay } = this.listed.place();
    if (this.card.relay === relay && !isDue(this.card, this.world.now())) return;
    const { renew } = await import("./renew");
    await this.#replaceBy((clinic) => renew(clinic, this.world, relay));
  }

  async #replaceBy(work: (clinic: KeptClinic) => Promise<KeptClinic>): Promise<void> {
    const before = this.#kept;
    const renewed = await work(before);
    if (renewed === before || this.#kept !== before) return;
    await this.shelf.keepClinic(renewed);
    this.#take(renewed);
  }

  async #noticesWithdrawal(mayForget: () => boolean): Promise<boolean> {
    const { card } = this;
    if (!card || !(await this.#isWithdrawn(card.key))) return false;
    if (!mayForget() || this.card !== card) return true;
    await this.#forget();
    this.withdrawing.noticed(card.name);
    return true;
  }

  async #isWithdrawn(key: Bytes): Promise<boolean> {
    const { isWithdrawn } = await import("./notice");
    return isWithdrawn(key, this.#followed(), this.shelf);
  }

  async #keep({ generations }: KeptClinic): Promise<void> {
    const clinic = generations.reduce(withGeneration, this.#kept);
    await this.shelf.keepClinic(clinic);
    this.#take(clinic);
  }

  async #forget(): Promise<void> {
    await this.shelf.forgetClinic();
    this.forgetSecrets();
    this.#take(null);
  }

  #take(clinic: KeptClinic | null): void {
    this.#kept = clinic ?? { generations: [] };
    this.card = this.generations()[0]?.card ?? null;
  }

  async #askTime(): Promise<void> {
    const [own] = this.#followed();
    if (own) await this.#clock.ask(own);
  }

  #followed(): Ledger[] {
    return this.listed
      .ledgers()
      .map(({ url, key, quorum }) => new Ledger(this.world.network, url, key, quorum));
  }
}
