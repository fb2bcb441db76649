// One opening with everything that servers answered in it, to be played again with something altered. Only tests import this.
import type { Network } from "../network/ask";
import { own } from "../protocol/hash";
import type { Bytes } from "../protocol/bytes";

/** The answers of one opening, by method and path. */
export class Tape {
  readonly #answers = new Map<string, { status: number; headers: [string, string][]; body: Bytes }>();

  /** The network as it is; what it answers is kept. */
  readonly record: Network = async (url, init) => {
    const response = await fetch(url, init);
    const body = own(new Uint8Array(await response.arrayBuffer()));
    const { status, headers } = response;
    const kept = [...headers].filter(([name]) => /^(replay-nonce|content-type)$/.test(name));
    this.#answers.set(key(url, init), { status, headers: kept, body });
    return answer(status, kept, body);
  };

  /** The one answer whose address ends like this. */
  body(end: RegExp): Bytes {
    const found = [...this.#answers].filter(([name, { status }]) => end.test(name) && status === 200);
    if (found.length !== 1) throw new Error(`${found.length} answers are ${end.source}`);
    return found[0]?.[1].body ?? new Uint8Array();
  }

  /** Plays it again, with another body for the answer whose address ends like this. */
  play(end: RegExp, body: Bytes): Network {
    return (url, init) => {
      const name = key(url, init);
      const kept = this.#answers.get(name);
      if (!kept) return Promise.reject(new Error(`nobody asked for ${name}`));
      return Promise.resolve(answer(kept.status, kept.headers, end.test(name) ? body : kept.body));
    };
  }
}

function key(url: string, init: RequestInit | undefined): string {
  return `${init?.method ?? "GET"} ${new URL(url).pathname}`;
}

function answer(status: number, headers: [string, string][], body: Bytes): Response {
  return new Response(status === 204 ? null : body, { status, headers });
}
