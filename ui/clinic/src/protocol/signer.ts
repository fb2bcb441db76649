// Who can sign for a key: with the key in memory, or with one that the browser keeps and never shows.
import type { Bytes } from "./bytes";
import { own } from "./hash";
import { sign, verifyingKey } from "./sign";

export type Signer = { /** The Ed25519 public key. */ key: Bytes; sign: (message: Bytes) => Promise<Bytes> };

/** Signs with a seed of 32 bytes. */
export function seedSigner(seed: Uint8Array): Signer {
  const kept = own(seed);
  return { key: verifyingKey(kept), sign: (message) => Promise.resolve(sign(kept, message)) };
}

/** Signs with a key of the browser's that cannot be read out. */
export function browserSigner(secret: CryptoKey, key: Bytes): Signer {
  return {
    key,
    // Not by the curve's name alone: some browsers take only this form.
    sign: async (message) => new Uint8Array(await crypto.subtle.sign({ name: "Ed25519" }, secret, message)),
  };
}
