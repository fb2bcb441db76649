// What the clinic holds while it meets a wallet over one code: its own fresh key, the wallet's, and the two digests that both
// sides compute from the same bytes: the commitment, and the one behind the words.
import { concat, fromBase32, u16, utf8, type Bytes } from "../protocol/bytes";
import { labelled } from "../protocol/hash";
import type { Origin } from "../protocol/origin";
/** One side's view of the two keys. */
export type Keys = { wallet: Bytes; clinic: Bytes };

/** The code as everything is bound to it: the relay's origin with its length before it, then the payload. */
export function boundCode(relay: Origin, code: string): Bytes {
  const origin = utf8(relay);
  const payload = fromBase32(code.slice(code.indexOf("#") + 1)) ?? new Uint8Array();
  return concat(u16(origin.length), origin, payload);
}

export function commitment(random: Bytes, card: Bytes, { wallet, clinic }: Keys): Bytes {
  return labelled("rendezvous/commitment", random, card, wallet, clinic);
}

/** What only the two sides know once both random bytes are told. */
export function transcript(
  code: Bytes,
  card: Bytes,
  { wallet, clinic }: Keys,
  randoms: { clinic: Bytes; wallet: Bytes },
): Bytes {
  return labelled("rendezvous/words", code, card, wallet, clinic, randoms.clinic, randoms.wallet);
}

/** The three live words: the first 33 bits, eleven a word. The list is fetched when the first words are needed. */
export async function words(digest: Bytes): Promise<string[]> {
  const { wordlist } = await import("@scure/bip39/wordlists/english.js");
  const bits = Array.from(digest.slice(0, 5), (byte) => byte.toString(2).padStart(8, "0")).join("");
  return [0, 11, 22].map((at) => wordlist[Number.parseInt(bits.slice(at, at + 11), 2)] ?? "");
}
