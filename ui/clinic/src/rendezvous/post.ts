// One rendezvous on a relay as this side uses it: an id and a key for requests, both made for it alone; messages that are left
// for the other side, and the other side's messages.
import { ask, Refused, Unreachable, type Answer } from "../network/ask";
import type { World } from "../open/open";
import { hex, type Bytes } from "../protocol/bytes";
import { signRequest } from "../protocol/httpSignature";
import type { Origin } from "../protocol/origin";
import { fetchNonce, nonceOf } from "../relay/nonce";
import { MESSAGE_BYTES } from "./message";

/** The relay answers a waiting question after so long at the latest; in seconds. */
const LONGEST_WAIT_S = 25;
/** How often in a row the relay may be away before it counts as away, and the pause between; in milliseconds. */
const TRIES = 5;
const PAUSE_MS = 1500;

type Call = { step: string; method: string; path: string; body?: Bytes; wait?: number };

export class Post {
  #nonce: string | null = null;
  readonly #seed: Bytes;

  constructor(
    private readonly world: World,
    private readonly relay: Origin,
    readonly id: Bytes,
  ) {
    this.#seed = world.random(32);
  }

  async create(): Promise<void> {
    await this.#patiently({ step: "making a code", method: "PUT", path: "" });
  }

  async claim(message: Bytes): Promise<void> {
    await this.#patiently({ step: "claiming a code", method: "PUT", path: "/claim", body: message });
  }

  /** Leaves this side's message with this number. */
  async send(number: number, message: Bytes): Promise<void> {
    const path = `/messages/${number}`;
    await this.#patiently({ step: "sending a message", method: "PUT", path, body: message });
  }

  /** The other side's message with this number, waited for until `deadline` (of `performance.now()`); null when none came. */
  async receive(number: number, deadline: number, stop: AbortSignal): Promise<Bytes | null> {
    const path = `/messages/${number}`;
    for (;;) {
      const left = Math.floor((deadline - performance.now()) / 1000);
      if (left <= 0 || stop.aborted) return null;
      const wait = Math.min(left, LONGEST_WAIT_S);
      const answer = await this.#patiently({ step: "waiting for a message", method: "GET", path, wait });
      if (answer.status === 200) return answer.body;
    }
  }

  /** Burns the code. When the relay cannot be told, time does it. */
  async leave(): Promise<void> {
    const call = { step: "ending a code", method: "POST", path: "/close" };
    await this.#patiently(call).catch(() => undefined);
  }

  /** A relay that is away for a moment, and a nonce that is too old, end nothing: every request may be sent again. */
  async #patiently(call: Call): Promise<Answer> {
    for (let tried = 1; ; tried += 1) {
      try {
        return await this.#once(call);
      } catch (error) {
        const passes =
          error instanceof Unreachable || (error instanceof Refused && error.code === "bad_nonce");
        if (!passes || tried === TRIES) throw error;
        this.#nonce = null;
        if (error instanceof Unreachable) await new Promise((done) => setTimeout(done, PAUSE_MS));
      }
    }
  }

  async #once({ step, method, path, body = new Uint8Array(), wait }: Call): Promise<Answer> {
    const nonce = this.#nonce ?? (await fetchNonce(this.world.network, this.relay));
    this.#nonce = null;
    const url = `${this.relay}/v1/rendezvous/${hex(this.id)}${path}`;
    const by = { seed: this.#seed, nonce, created: this.world.now() };
    const signed = signRequest({ method, url, body }, by);
    const headers: Record<string, string> = { ...signed, ...(wait ? { prefer: `wait=${wait}` } : {}) };
    const question = { step, method, url, headers, body, most: MESSAGE_BYTES, expected: [200, 204] };
    const answer = await ask(this.world.network, question);
    this.#nonce = nonceOf(answer);
    return answer;
  }
}
