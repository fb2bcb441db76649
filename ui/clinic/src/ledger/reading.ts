// Reads a log from where it is known up to a checkpoint. Where a part was pruned, the hash that the tile above has for it takes the
// place of its entries: in the end everything must lead to the root that the ledger signed.
import { Nonsense, Refused } from "../network/ask";
import type { Bytes } from "../protocol/bytes";
import { WIDTH, type Tiles } from "./tiles";
import { Frontier } from "./view";

const HASH = 32;
/** How many bundles are asked for at a time: 66 KB. */
const TOGETHER = 6;
/** A tile's entries are a perfect tree of this height. */
const HEIGHT = 8;

export type Source = {
  /** The entries of one bundle from `from` on, of a log that has `size`. */
  entries: (from: number, size: number) => Promise<Bytes[]>;
  /** Whether a bundle is gone, by the ledger's signed word; null where it says nothing of that. */
  pruned: () => Promise<((bundle: number) => boolean) | null>;
  tile: Tiles;
};

/** Every entry that is still there is given with its index. Where the entries next to what is known are gone, the log is read anew. */
export async function readOn(
  source: Source,
  known: Frontier,
  size: number,
  take: (entry: Bytes, index: number) => void,
): Promise<Frontier> {
  const gone = new Gone(source);
  const ahead = new Ahead(source, size);
  let read = known;
  while (read.size < size) {
    const bundle = Math.floor(read.size / WIDTH);
    const entries = gone.has(bundle)
      ? null
      : await ahead.entries(read.size, (next) => !gone.has(next)).catch(gone.orThrow(bundle));
    if (entries === null) {
      read = read.size % WIDTH === 0 ? read.add(HEIGHT, await gone.root(bundle)) : Frontier.empty();
      continue;
    }
    for (const entry of entries) {
      take(entry, read.size);
      read = read.push(entry);
    }
  }
  return read;
}

/** Asks for the bundles behind the next one too, so that nobody waits for each. */
class Ahead {
  readonly #asked = new Map<number, Promise<Bytes[]>>();

  constructor(
    private readonly source: Source,
    private readonly size: number,
  ) {}

  entries(from: number, isThere: (bundle: number) => boolean): Promise<Bytes[]> {
    const bundle = Math.floor(from / WIDTH);
    if (!this.#asked.has(bundle)) {
      this.#asked.clear();
      this.#ask(bundle, from);
      for (let next = bundle + 1; next < bundle + TOGETHER && next * WIDTH < this.size; next += 1)
        if (isThere(next)) this.#ask(next, next * WIDTH);
    }
    return this.#asked.get(bundle) as Promise<Bytes[]>;
  }

  #ask(bundle: number, from: number): void {
    const asked = this.source.entries(from, this.size);
    // Whoever comes to it hears of its failure; where nobody does, it does not matter.
    asked.catch(() => undefined);
    this.#asked.set(bundle, asked);
  }
}

/** What is known of what is gone, while it is read over. */
class Gone {
  #isGone: ((bundle: number) => boolean) | null = null;
  #above: { index: number; tile: Bytes } | null = null;

  constructor(private readonly source: Source) {}

  has(bundle: number): boolean {
    return this.#isGone?.(bundle) ?? false;
  }

  /** Where a bundle was refused as pruned, and the ledger says so: null. */
  orThrow(bundle: number): (error: unknown) => Promise<null> {
    return async (error) => {
      if (!(error instanceof Refused && error.code === "pruned") || this.#isGone) throw error;
      this.#isGone = await this.source.pruned();
      if (!this.has(bundle)) throw new Nonsense("reading entries of the ledger");
      return null;
    };
  }

  /** The root over a bundle's entries, from the tile above. */
  async root(bundle: number): Promise<Bytes> {
    const index = Math.floor(bundle / WIDTH);
    if (this.#above?.index !== index)
      this.#above = { index, tile: await this.source.tile({ level: 1, index, width: WIDTH }) };
    const at = (bundle % WIDTH) * HASH;
    return this.#above.tile.slice(at, at + HASH);
  }
}
