// Where the reading of an animated code stands on the scan screen: nothing of one seen yet, so many parts of those needed, or
// whole, which is told once.
import { isFrame } from "../protocol/frame";
import type { Bytes } from "../protocol/bytes";
import type { Collector, Progress } from "./collect";

/** Fetches what reads frames, before there may be no network any more; large, and fetched while the first screen stands. */
export async function prepareReading(): Promise<typeof import("./collect")> {
  const reader = await import("./collect");
  await reader.prepareFrames();
  return reader;
}

export class Reading {
  progress = $state.raw<{ have: number; needed: number } | null>(null);
  #collector: Collector | null = null;
  /** Frames come faster than the first one is ready: one after the other. */
  #last: Promise<void> = Promise.resolve();

  constructor(private readonly whole: (object: Bytes) => void) {}

  /** Takes the text of a code; whether it was a frame. */
  hear(text: string): boolean {
    if (!isFrame(text)) return false;
    this.#last = this.#last.then(() => this.#take(text)).catch(() => undefined);
    return true;
  }

  async #take(text: string): Promise<void> {
    this.#collector ??= new (await prepareReading()).Collector();
    const found: Progress | null = await this.#collector.take(text);
    if (!found) return;
    if ("whole" in found) {
      this.progress = null;
      this.whole(found.whole);
    } else this.progress = found;
  }
}
