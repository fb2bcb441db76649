// A USB scanner types like a keyboard: what is a scan among all keys that are pressed, and what it says. Keys that are
// recognisably a scan are swallowed, so that they press no button and fill no field.
import { readings, type Press } from "./layouts";
import { recognise, type Recognised } from "./recognise";

/** What a scan said. `unreadable`: typed by a machine, but by no keyboard layout that is known here. */
export type Heard = Recognised | { is: "unreadable" };

export type Verdict = {
  /** This key is the scanner's: the page must not see it. */ swallow: boolean;
  /** The field that has the focus got keys of this scan before it was known to be one. */ restore: boolean;
  heard: Heard | null;
};

/** A longer pause begins anew; a machine under load may take a breath, a person in a known scan there is none. */
const GAP_MS = 250;
const GAP_IN_SCAN_MS = 1000;
/** Between two keys of a scanner, on the whole; nobody types so fast for so long. */
const MACHINE_MS = 60;
/** No code of ours is shorter, and no scanned code at all is shorter than the other. */
const SHORTEST = 20;
const SHORTEST_OTHER = 6;
/** Scanners may say first which kind of code it was (`]Q1`). */
const BEGINS = /^.{0,4}HTTP/;
const BEGINS_SURELY = /^.{0,4}HTTPS?:\/\//;

const ignored: Verdict = { swallow: false, restore: false, heard: null };

export class Wedge {
  #presses: Press[] = [];
  #first = 0;
  #last = 0;
  #isScan = false;

  /** Whether the next key, at this time, would begin anew. */
  isFresh(at: number): boolean {
    return this.#presses.length === 0 || at - this.#last > (this.#isScan ? GAP_IN_SCAN_MS : GAP_MS);
  }

  /** A key at a time in milliseconds; `inField` when it would go into a field. */
  press(press: Press, at: number, inField: boolean): Verdict {
    if (this.isFresh(at)) this.#begin(at);
    if (press.key === "Enter" || press.key === "Tab") return this.#end(inField);
    if (!isSign(press)) return ignored;
    this.#presses.push(press);
    this.#last = at;
    if (this.#isScan) return { ...ignored, swallow: true };
    this.#isScan = this.#looksLikeScan(inField);
    return { swallow: this.#isScan, restore: this.#isScan && inField, heard: null };
  }

  /** No key came for a while: a scanner that sends no Enter is understood too, once its code is whole. */
  rest(): Heard | null {
    const heard = this.#isScan ? understand(this.#presses) : null;
    if (heard?.is !== "patient") return null;
    this.#begin(0);
    return heard;
  }

  #begin(at: number): void {
    this.#presses = [];
    this.#first = at;
    this.#last = at;
    this.#isScan = false;
  }

  #looksLikeScan(inField: boolean): boolean {
    const count = this.#presses.length;
    if (count < 4 || count > SHORTEST || (inField && !this.#isMachine())) return false;
    const wanted = inField ? BEGINS_SURELY : BEGINS;
    return readings(this.#presses).some((text) => wanted.test(text));
  }

  #isMachine(): boolean {
    return this.#last - this.#first <= MACHINE_MS * this.#presses.length;
  }

  /** Enter or Tab. */
  #end(inField: boolean): Verdict {
    const [presses, isScan] = [this.#presses, this.#isScan];
    // A scan of any other code must press no button either.
    const isOther = !inField && presses.length >= SHORTEST_OTHER && this.#isMachine();
    this.#begin(0);
    if (!isScan && !isOther) return ignored;
    return { swallow: true, restore: false, heard: understand(presses) };
  }
}

function understand(presses: Press[]): Heard {
  if (presses.length < SHORTEST) return { is: "other" };
  const texts = readings(presses).map((text) => text.slice(Math.max(0, text.search(/HTTPS?:\/\//))));
  const found = texts.map(recognise);
  const isLink = texts.some((text) => /^HTTPS?:\/\//.test(text));
  const best = found.find(({ is }) => is === "patient") ?? found.find(({ is }) => is !== "other");
  return best ?? { is: isLink ? "other" : "unreadable" };
}

/** A key that stands for a sign, also where the computer makes nothing of it (a dead key, an input method). */
function isSign({ key, code }: Press): boolean {
  return key.length === 1 || (/^(Dead|Process|Unidentified)$/.test(key) && code !== "");
}
