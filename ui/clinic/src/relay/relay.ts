// The relay as a clinic uses it: signed requests over the relay's own single-use nonces, parts, and reports to the patient.
import { ask, Refused, type Answer, type Network, type Question } from "../network/ask";
import { hex, utf8, type Bytes } from "../protocol/bytes";
import { signRequest } from "../protocol/httpSignature";
import type { Origin } from "../protocol/origin";
import { fetchNonce, nonceOf } from "./nonce";

/** How many nonces are kept: for the last report, and for one that is under way. */
const AT_HAND = 2;

type Call = Pick<Question, "step" | "method" | "most" | "expected"> & {
  path: string;
  body?: Bytes;
  json?: boolean;
};

/** One visit: everything asked for under it counts as one opening. */
export type Visit = { seed: Bytes; mailbox: Bytes; opening: Bytes };

export class Relay {
  /** The newest last. */
  #nonces: string[] = [];

  constructor(
    private readonly network: Network,
    private readonly origin: Origin,
    /** Seconds since 1970; told to the relay, not judged by it. */ private readonly now: () => number,
  ) {}

  /** The ciphertext of a part. */
  async part(visit: Visit, name: string, most: number): Promise<Bytes> {
    const path = `/v1/mailboxes/${hex(visit.mailbox)}/parts/${name}`;
    const call = { step: "downloading a part", method: "GET", path, most, expected: [200] };
    return (await this.#signed(visit, call)).body;
  }

  /** Tells the patient what was done with the share. */
  async report(visit: Visit, sealed: { enc: string; ciphertext: string }): Promise<void> {
    const path = `/v1/mailboxes/${hex(visit.mailbox)}/reports`;
    const body = utf8(JSON.stringify(sealed));
    await this.#signed(visit, {
      step: "telling the patient",
      method: "POST",
      path,
      body,
      most: 4096,
      expected: [204],
    });
  }

  /** Has fresh nonces at hand, so that a last report goes out without waiting for one, also beside another request. */
  async prepare(): Promise<void> {
    const fresh = Array.from({ length: AT_HAND }, () => fetchNonce(this.network, this.origin));
    this.#nonces = await Promise.all(fresh);
  }

  /** The same relay with nonces of its own, so that whoever asks often takes none away from a last report. */
  apart(): Relay {
    return new Relay(this.network, this.origin, this.now);
  }

  /** The stream that tells when the access is over; whether it is one says its status. */
  async events(visit: Visit, stop: AbortSignal): Promise<Response> {
    const url = `${this.origin}/v1/mailboxes/${hex(visit.mailbox)}/events`;
    // Always a new one: the last stream may have been open for longer than a nonce is good for.
    const nonce = await fetchNonce(this.network, this.origin);
    const request = { method: "GET", url, body: new Uint8Array(), opening: hex(visit.opening) };
    const signed = signRequest(request, { seed: visit.seed, nonce, created: this.now() });
    return this.network(url, {
      headers: { ...signed, accept: "text/event-stream" },
      credentials: "omit",
      redirect: "error",
      signal: stop,
    });
  }

  /** Whether the patient has ended the access; asked where no stream gets through. */
  async hasEnded(visit: Visit): Promise<boolean> {
    const path = `/v1/mailboxes/${hex(visit.mailbox)}/events`;
    const call = { step: "asking whether it ended", method: "GET", path, most: 4096, expected: [204] };
    try {
      await this.#signed(visit, call);
      return false;
    } catch (error) {
      if (error instanceof Refused && error.code === "not_available") return true;
      throw error;
    }
  }

  async #signed(visit: Visit, call: Call): Promise<Answer> {
    try {
      return await this.#once(visit, call);
    } catch (error) {
      if (!(error instanceof Refused) || error.code !== "bad_nonce") throw error;
      this.#nonces = [];
      return this.#once(visit, call);
    }
  }

  async #once(visit: Visit, call: Call): Promise<Answer> {
    const nonce = this.#nonces.pop() ?? (await fetchNonce(this.network, this.origin));
    const url = `${this.origin}${call.path}`;
    const body = call.body ?? new Uint8Array();
    const opening = hex(visit.opening);
    const by = { seed: visit.seed, nonce, created: this.now() };
    const headers: Record<string, string> = {
      ...signRequest({ method: call.method, url, body, opening }, by),
    };
    if (call.body) headers["content-type"] = "application/json";
    const answer = await ask(this.network, { ...call, url, headers, body });
    const next = nonceOf(answer);
    if (next !== null) this.#nonces = [...this.#nonces, next].slice(-AT_HAND);
    return answer;
  }
}
