// What a ledger serves, as it comes: tiles, bundles of entries, and whatever stands at a path. Nothing of it is proved here.
import { ask, Nonsense, Refused, type Network } from "../network/ask";
import type { Bytes } from "../protocol/bytes";
import type { Origin } from "../protocol/origin";
import { indexPath, split } from "./bundle";
import { WIDTH, type Tile } from "./tiles";

const HASH = 32;
/** A full bundle of entries; room to notice entries that are too long. */
const MOST_ENTRIES = 1 << 20;

export class Pieces {
  constructor(
    private readonly network: Network,
    private readonly url: Origin,
  ) {}

  /** 32 bytes for each of its hashes. */
  tile = async ({ level, index, width }: Tile): Promise<Bytes> => {
    const step = "reading a tile of the ledger";
    const bytes = await this.#piece(step, `/tile/${level}/${indexPath(index)}`, width, WIDTH * HASH);
    if (bytes.length < width * HASH) throw new Nonsense(step);
    return bytes.slice(0, width * HASH);
  };

  /** The entries of one bundle from `from` on, of a log that has `size`. */
  entries = async (from: number, size: number): Promise<Bytes[]> => {
    const at = Math.floor(from / WIDTH);
    const width = Math.min(WIDTH, size - at * WIDTH);
    const path = `/tile/entries/${indexPath(at)}`;
    const bytes = await this.#piece("reading entries of the ledger", path, width, MOST_ENTRIES);
    return split(bytes).slice(from - at * WIDTH, width);
  };

  /** What stands at a path; null where the ledger has nothing there. */
  async find(step: string, path: string, most: number): Promise<Bytes | null> {
    return this.get(step, path, most).catch((error: unknown) => {
      if (error instanceof Refused && error.code === "not_available") return null;
      throw error;
    });
  }

  async get(step: string, path: string, most: number): Promise<Bytes> {
    const url = `${this.url}${path}`;
    return (await ask(this.network, { step, method: "GET", url, most, expected: [200] })).body;
  }

  /** What the ledger answers to what it is sent. */
  async post(step: string, path: string, body: Bytes, most: number): Promise<Bytes> {
    const headers = { "content-type": "application/octet-stream" };
    const url = `${this.url}${path}`;
    return (await ask(this.network, { step, method: "POST", url, headers, body, most, expected: [200] }))
      .body;
  }

  /** A partial piece may be gone once the full one is there, which is then given. */
  async #piece(step: string, path: string, width: number, most: number): Promise<Bytes> {
    const partial = width < WIDTH ? await this.find(step, `${path}.p/${width}`, most) : null;
    return partial ?? this.get(step, path, most);
  }
}
