// A private X25519 key that agrees on secrets with other people's public keys, and never shows itself: in memory, or one
// that the browser keeps. Everything that is agreed on in Keepwell goes through one of these.
import type { Bytes } from "./bytes";
import { own } from "./hash";
import { agreed, agreementKey } from "./sign";

export type Agreement = {
  /** The public half. */ key: Bytes;
  /** The 32 bytes that both sides come to; fails for a public key that leads everybody to the same. */
  agree: (other: Bytes) => Promise<Bytes>;
};

/** Agrees with the 32 bytes of a private key. */
export function secretAgreement(secret: Uint8Array): Agreement {
  const kept = own(secret);
  return { key: agreementKey(kept), agree: async (other) => Promise.resolve(agreed(kept, other)) };
}

/** Agrees with a key of the browser's that cannot be read out. */
export function browserAgreement(secret: CryptoKey, key: Bytes): Agreement {
  return {
    key,
    agree: async (other) => {
      const half = await crypto.subtle.importKey("raw", other, { name: "X25519" }, false, []);
      const bits = await crypto.subtle.deriveBits({ name: "X25519", public: half }, secret, 256);
      return new Uint8Array(bits);
    },
  };
}
