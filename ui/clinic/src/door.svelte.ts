// What comes to the page by itself: scans on whatever screen stands there, and a code in the address. Says which screen is to
// take it; over a record nothing is opened before somebody has said so.
import type { Page } from "./page.svelte";
import { linkAt } from "./protocol/link";
import type { Origin } from "./protocol/origin";
import { recognise } from "./scan/recognise";
import type { Heard } from "./scan/wedge";

/** What was found. A patient's code has one text for each relay where it may be. */
export type Given = { is: "patient"; texts: string[] } | { is: Exclude<Heard["is"], "patient"> };

export class Door {
  /** For the screen that takes codes; it says when it has taken this. */
  given = $state.raw<Given | null>(null);
  /** Another patient's code, while a record is open. */
  next = $state.raw<string[] | null>(null);
  /** What is open, or being opened. */
  #open: string[] = [];
  /** What stood in the address before anybody knew which relays there are. */
  #payload: string | null = null;

  constructor(private readonly page: Page) {}

  /** Takes what a scanner typed. */
  hear(heard: Heard): void {
    this.#take(heard.is === "patient" ? { is: "patient", texts: [heard.text] } : heard);
  }

  /** Takes what stood behind "#" in the address. At which relay it is stands nowhere. */
  arrive(payload: string): void {
    this.#payload = payload;
    this.unpack(this.page.relays());
  }

  /** Looks at what stood in the address, once these relays are known. */
  unpack(relays: Origin[]): void {
    const payload = this.#payload;
    if (payload === null || relays.length === 0) return;
    this.#payload = null;
    const found = relays.map((relay) => recognise(linkAt(relay, payload)));
    const texts = found.flatMap((one) => (one.is === "patient" ? [one.text] : []));
    const [first] = found;
    if (texts.length > 0) this.#take({ is: "patient", texts });
    else if (first && first.is !== "patient") this.#take(first);
  }

  /** Says what is being opened now. */
  opens(codes: string[]): void {
    this.#open = codes;
    this.next = null;
  }

  /** Somebody said so: the record is closed, and the code that was scanned is opened. */
  openNext(): void {
    const { next } = this;
    this.page.end("closed");
    this.page.ready();
    if (next) this.given = { is: "patient", texts: next };
  }

  #take(given: Given): void {
    const { at } = this.page.phase;
    if (at === "open" || at === "opening") return this.#beside(given);
    if (at === "ended" || at === "refused" || at === "words") this.page.ready();
    this.given = given;
  }

  /** Beside a record: its own code, which the scanner may still be held at, and what is no code change nothing. */
  #beside(given: Given): void {
    if (given.is !== "patient" || given.texts.some((text) => this.#open.includes(text))) return;
    this.next = given.texts;
  }
}
