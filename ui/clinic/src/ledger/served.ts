// A small ledger over a played network, with real signatures: what it shows, what it says of its entries, and what it was asked for.
// Only tests import this.
import { ed25519 } from "@noble/curves/ed25519.js";

import type { Network } from "../network/ask";
import { base64, concat, u64, utf8, type Bytes } from "../protocol/bytes";
import { encode, type Value } from "../protocol/cbor";
import { claims, signDocument } from "../protocol/cose";
import { leaf } from "../protocol/tree";
import { logKey, parseNoteKey, writeNoteKey, type NoteKey } from "../protocol/note";
import { parseOrigin, type Origin } from "../protocol/origin";
import { seedSigner } from "../protocol/signer";
import { Frontier } from "./view";
import { LongLog } from "./longLog";

export const NAME = "ledger.example/log";
export const URL = parseOrigin("https://ledger.example") as Origin;
const SEED: Bytes = new Uint8Array(32).fill(4);
const WITNESS: Bytes = new Uint8Array(32).fill(5);

/** The key of the ledger, or another one of it. */
export function ledgerKey(seed: Bytes = SEED): NoteKey {
  return logKey(NAME, seedSigner(seed).key);
}

/** Whoever cosigns what a ledger shows. */
export function witness(): NoteKey {
  const key = ed25519.getPublicKey(WITNESS) as Bytes;
  return parseNoteKey(writeNoteKey({ name: "witness.example", kind: "witness", key }));
}

export class Served {
  readonly asked: string[] = [];
  /** Answered instead of what it would. */
  readonly instead = new Map<string, (body: Bytes | null) => Response>();
  /** How many entries readers are shown; all where it is null. */
  shown: number | null = null;
  /** By its clock, in seconds since 1970. */
  time = 1_795_000_000;
  /** When the witness cosigned what is shown; null where it did not. */
  cosigned: number | null = null;
  seed = SEED;
  #log = new LongLog([]);

  constructor(entries: Bytes[]) {
    this.entries = entries;
  }

  get entries(): Bytes[] {
    return this.#log.entries;
  }

  set entries(entries: Bytes[]) {
    this.#log = new LongLog(entries);
  }

  get size(): number {
    return this.shown ?? this.entries.length;
  }

  readonly network: Network = async (url, init) => {
    const path = url.slice(URL.length);
    this.asked.push(path);
    const body = init.body instanceof Uint8Array ? (init.body as Bytes) : null;
    const instead = this.instead.get(path);
    if (instead) return instead(body);
    const found = await this.#answer(path, body).catch(() => null);
    return found ? new Response(found) : new Response(null, { status: 404 });
  };

  /** What it signs at a size, with the witness's line where it cosigned. */
  checkpoint(size = this.size, seed = this.seed): string {
    const text = `${NAME}\n${size}\n${base64(this.#log.frontier(size).root())}\n`;
    const signed = concat(ledgerKey(seed).id, ed25519.sign(utf8(text), seed) as Bytes);
    const stamped = this.cosigned === null ? "" : cosignature(text, this.cosigned);
    return `${text}\n— ${NAME} ${base64(signed)}\n${stamped}`;
  }

  /** The proof that an entry stands at this index, at a size. */
  proof(index: number, size = this.size): string {
    const path = this.#path(index, 0, size).map((hash) => base64(hash));
    return ["c2sp.org/tlog-proof@v1", `index ${index}`, ...path, "", this.checkpoint(size)].join("\n");
  }

  /** The receipt of the entry at this index, at a size. */
  async receipt(index: number, size = this.size): Promise<Bytes> {
    const header = encode(
      new Map<number, Value>([
        [1, -8],
        [4, seedSigner(this.seed).key],
        claims(NAME, "urn:keepwell:ledger:checkpoint"),
        [395, 1],
        [-70_002, size],
      ]),
    );
    const proof = encode([size, index, this.#path(index, 0, size)]);
    const unprotected = new Map<number, Value>([[396, new Map<number, Value>([[-1, [proof]]])]]);
    const root = this.#log.frontier(size).root();
    const message = encode(["Signature1", header, new Uint8Array(), root]);
    const signature = await seedSigner(this.seed).sign(message);
    return concat(Uint8Array.of(0xd2), encode([header, unprotected, null, signature]));
  }

  async #answer(path: string, body: Bytes | null): Promise<Bytes | null> {
    if (path === "/checkpoint") return utf8(this.checkpoint());
    if (path === "/time") return this.#signedTime(body ?? new Uint8Array());
    const [, digest, what, at] = /^\/entries\/([0-9a-f]{64})(\/proof)?(?:\?size=(\d+))?$/.exec(path) ?? [];
    if (digest !== undefined) return this.#found(digest, what !== undefined, at ? Number(at) : this.size);
    return this.#piece(path);
  }

  async #piece(path: string): Promise<Bytes | null> {
    const [, kind, groups, width] = /^\/tile\/(entries|\d+)\/([x\d/]+?)(?:\.p\/(\d+))?$/.exec(path) ?? [];
    if (kind === undefined || groups === undefined) return null;
    const place = { index: Number(groups.replaceAll(/[x/]/g, "")), width: Number(width ?? 256) };
    if (kind !== "entries") return this.#log.source().tile({ level: Number(kind), ...place });
    const bundle = this.entries.slice(place.index * 256, place.index * 256 + place.width);
    return concat(...bundle.map((one) => concat(u64(one.length).slice(6), one)));
  }

  async #found(digest: string, isProof: boolean, size: number): Promise<Bytes | null> {
    const isIt = (one: Bytes) => Buffer.from(one.subarray(9)).toString("hex") === digest;
    const index = this.entries.slice(0, size).findIndex(isIt);
    if (index < 0) return null;
    return isProof ? utf8(this.proof(index, size)) : this.receipt(index, size);
  }

  #signedTime(nonce: Bytes): Promise<Bytes> {
    const payload = new Map<number, Value>([
      [0, 1],
      [1, nonce],
      [2, this.time],
    ]);
    return signDocument(seedSigner(this.seed), encode(payload));
  }

  /** The hashes beside the way from an entry to the root (RFC 9162 §2.1.3.1). */
  #path(index: number, from: number, to: number): Bytes[] {
    if (to - from <= 1) return [];
    const middle = from + 2 ** Math.floor(Math.log2(to - from - 1));
    return index < middle
      ? [...this.#path(index, from, middle), this.#root(middle, to)]
      : [...this.#path(index, middle, to), this.#root(from, middle)];
  }

  #root(from: number, to: number): Bytes {
    const entries = this.entries.slice(from, to);
    return entries.reduce((log, one) => log.add(0, leaf(one)), Frontier.empty()).root();
  }
}

/** The entry that ends the grant at this index. */
export function revocationOf(index: number): Bytes {
  return concat(Uint8Array.of(2), u64(index), new Uint8Array(32).fill(9));
}

function cosignature(text: string, time: number): string {
  const signed = ed25519.sign(utf8(`cosignature/v1\ntime ${time}\n${text}`), WITNESS) as Bytes;
  return `— witness.example ${base64(concat(witness().id, u64(time), signed))}\n`;
}
