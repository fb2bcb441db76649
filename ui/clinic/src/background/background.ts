// The page's side of the worker that opens a share and reads its record, so that the page answers while it works. A worker is
// there for one record, and ends when that is read: what it had in memory goes with it.
import type { Stretch } from "../open/parcel";
import { unseal, WorkLost, type Unseal } from "../open/unseal";
import { FormatError } from "../protocol/format";
import { own } from "../protocol/hash";
import { stretched } from "../protocol/spoken";
import type { Bytes } from "../protocol/bytes";
import { trusted } from "../scan/trusted";
import type { Summary } from "../summary/summary";
import { read } from "./read";
import type { Answer, Question, Task } from "./worker";
import address from "./worker?worker&url";

/** A worker that has not come by then does not come; in milliseconds. */
const PATIENCE_MS = 10_000;

type Waiting = { resolve: (done: unknown) => void; reject: (error: Error) => void };

export class Background {
  readonly #worker = started().catch(() => null);
  readonly #waiting = new Map<number, Waiting>();
  #count = 0;

  constructor() {
    void this.#worker.then((worker) => this.#listen(worker));
  }

  /** Opens a part. The ciphertext is handed over, and empty afterwards. */
  readonly unseal: Unseal = async (sealed, fileKey, part) => {
    const worker = await this.#worker;
    if (!worker) return unseal(sealed, fileKey, part);
    return this.#ask<Bytes>(worker, { kind: "unseal", sealed, fileKey, part }, [sealed.buffer]);
  };

  /** Stretches six words; where the worker is lost meanwhile, that is said. */
  readonly stretch: Stretch = async (words, salt) => {
    const worker = await this.#worker;
    return worker ? this.#ask<Bytes>(worker, { kind: "stretch", words, salt }) : stretched(words, salt);
  };

  /** Reads a Bundle, which stays as it is; null when it cannot be read. */
  async read(bundle: Bytes, now: number): Promise<Summary | null> {
    const worker = await this.#worker;
    try {
      if (!worker) return read(own(bundle), now);
      return await this.#ask<Summary | null>(worker, { kind: "read", bundle, now });
    } catch {
      return null;
    }
  }

  /** Ends the worker and all that it has in memory. */
  end(): void {
    void this.#worker.then((worker) => worker?.terminate());
    this.#lose();
  }

  #ask<T>(worker: Worker, task: Task, handedOver: Transferable[] = []): Promise<T> {
    this.#count += 1;
    const question: Question = { id: this.#count, task };
    return new Promise((resolve, reject) => {
      this.#waiting.set(question.id, { resolve: (done) => resolve(done as T), reject });
      worker.postMessage(question, handedOver);
    });
  }

  #listen(worker: Worker | null): void {
    worker?.addEventListener("message", ({ data }: MessageEvent<Answer>) => {
      if (data === "ready") return;
      const waiting = this.#waiting.get(data.id);
      this.#waiting.delete(data.id);
      if ("done" in data) waiting?.resolve(data.done);
      else waiting?.reject(new FormatError("share", "part"));
    });
    worker?.addEventListener("error", () => this.#lose());
  }

  /** Nobody waits for an answer that does not come. */
  #lose(): void {
    for (const { reject } of this.#waiting.values()) reject(new WorkLost());
    this.#waiting.clear();
  }
}

/** The worker once it listens; null in a browser that gives none, where the page does the work itself. */
async function started(): Promise<Worker | null> {
  if (typeof Worker === "undefined") return null;
  const worker = new Worker(trusted(address), { type: "module", name: "record" });
  const isThere = await new Promise<boolean>((resolve) => {
    worker.addEventListener("message", () => resolve(true), { once: true });
    worker.addEventListener("error", () => resolve(false), { once: true });
    setTimeout(() => resolve(false), PATIENCE_MS);
  });
  if (isThere) return worker;
  worker.terminate();
  return null;
}
