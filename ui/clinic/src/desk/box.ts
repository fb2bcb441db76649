// A box on the relay as a clinic's desks use it: written once, by a key that only this clinic has, and read by whoever knows
// where it is.
import { ask, Refused } from "../network/ask";
import type { World } from "../open/open";
import { hex, type Bytes } from "../protocol/bytes";
import { signRequest } from "../protocol/httpSignature";
import type { Origin } from "../protocol/origin";
import { fetchNonce } from "../relay/nonce";

const MOST = 64 * 1024;

export class Box {
  readonly #url: string;

  constructor(
    private readonly world: World,
    private readonly relay: Origin,
    id: Bytes,
    /** What is being done, for a person. */ private readonly step: string,
  ) {
    this.#url = `${relay}/v1/boxes/${hex(id)}`;
  }

  /** What is in it; null when it is empty. */
  async read(): Promise<Bytes | null> {
    const question = { step: this.step, method: "GET", url: this.#url, most: MOST, expected: [200] };
    const answer = await ask(this.world.network, question).catch((error: unknown) => {
      if (error instanceof Refused && error.code === "not_available") return null;
      throw error;
    });
    return answer && answer.body;
  }

  /** Fills it; false when something is in it already. */
  async fill(body: Bytes, seed: Bytes): Promise<boolean> {
    const { step, world } = this;
    const by = { seed, nonce: await fetchNonce(world.network, this.relay), created: world.now() };
    const signed = signRequest({ method: "PUT", url: this.#url, body }, by);
    const headers = { ...signed, "if-none-match": "*" };
    const question = { step, method: "PUT", url: this.#url, headers, body, most: 4096, expected: [204] };
    return ask(world.network, question).then(
      () => true,
      (error: unknown) => {
        if (error instanceof Refused && error.code === "conflict") return false;
        throw error;
      },
    );
  }
}
