// Frames of an animated code, taken in any order until the object is whole and the right one. RaptorQ itself is in WebAssembly,
// fetched from this page's own folder before it is needed.
import start, { Decoder, type InitInput } from "raptorq/raptorq.js";

import { same, type Bytes } from "../protocol/bytes";
import { parseFrame, SYMBOL, type Frame } from "../protocol/frame";
import { own, sha256 } from "../protocol/hash";
import { packetOf, symbols } from "./packet";

/** Frames beyond those needed after which what was read is given up: it was made up. */
const MOST_BEYOND = 32;

/** How far it is, or the object. */
export type Progress = { have: number; needed: number } | { whole: Bytes };

let started: Promise<unknown> | null = null;

/** Fetches and starts RaptorQ, once; from a test with the program itself. */
export function prepareFrames(program?: InitInput): Promise<unknown> {
  started ??= start(program).catch((error: unknown) => {
    started = null;
    throw error;
  });
  return started;
}

type Collecting = { frame: Frame; decoder: Decoder; seen: Set<number> };

export class Collector {
  #collecting: Collecting | null = null;

  /** Takes the text of a frame; null for one that was misread. A frame of another object begins anew. */
  async take(text: string): Promise<Progress | null> {
    let frame: Frame;
    try {
      frame = parseFrame(text);
    } catch {
      return null;
    }
    await prepareFrames();
    return this.#add(frame);
  }

  /** Lets go of what was read. */
  forget(): void {
    this.#collecting?.decoder.free();
    this.#collecting = null;
  }

  #add(frame: Frame): Progress {
    const needed = symbols(frame.length);
    const collecting = this.#of(frame);
    if (collecting.seen.has(frame.number)) return { have: held(collecting, needed), needed };
    collecting.seen.add(frame.number);
    const whole = this.#decoded(collecting.decoder, frame);
    const isRight = whole && same(sha256(whole).subarray(0, 8), frame.object);
    if (whole && isRight) {
      this.forget();
      return { whole };
    }
    // Made up by somebody: the next try is without it.
    if (whole || !this.#collecting || collecting.seen.size >= needed + MOST_BEYOND) {
      this.forget();
      return { have: 0, needed };
    }
    return { have: held(collecting, needed), needed };
  }

  #of(frame: Frame): Collecting {
    const known = this.#collecting;
    if (known && known.frame.length === frame.length && same(known.frame.object, frame.object)) return known;
    this.forget();
    const decoder = Decoder.with_defaults(BigInt(frame.length), SYMBOL);
    this.#collecting = { frame, decoder, seen: new Set() };
    return this.#collecting;
  }

  /** The object, when it is whole; a program that broke down is started anew. */
  #decoded(decoder: Decoder, frame: Frame): Bytes | null {
    try {
      const whole = decoder.decode(packetOf(frame));
      return whole ? own(whole) : null;
    } catch {
      this.#collecting = null;
      started = null;
      return null;
    }
  }
}

/** As long as it is not whole, one more is needed. */
function held({ seen }: Collecting, needed: number): number {
  return Math.min(seen.size, needed - 1);
}
