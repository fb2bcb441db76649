// Ed25519, verified by ZIP 215 as everywhere in Keepwell (never by the platform's own rule), and X25519 keys.
import { ed25519, x25519 } from "@noble/curves/ed25519.js";

import type { Bytes } from "./bytes";
import { own } from "./hash";

export function verifies(key: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  try {
    return ed25519.verify(signature, message, key, { zip215: true });
  } catch {
    return false;
  }
}

/** Whether 32 bytes are a public key at all. */
export function isVerifyingKey(bytes: Uint8Array): boolean {
  try {
    ed25519.Point.fromBytes(bytes, true);
    return true;
  } catch {
    return false;
  }
}

/** Signs with a seed of 32 bytes. */
export function sign(seed: Uint8Array, message: Uint8Array): Bytes {
  return own(ed25519.sign(message, seed));
}

export function verifyingKey(seed: Uint8Array): Bytes {
  return own(ed25519.getPublicKey(seed));
}

export function agreementKey(secret: Uint8Array): Bytes {
  return own(x25519.getPublicKey(secret));
}

/** What an X25519 key comes to with another's public half; fails where that leads to zeros. */
export function agreed(secret: Uint8Array, other: Uint8Array): Bytes {
  return own(x25519.getSharedSecret(secret, other));
}

/** A key pair for one message. */
export function freshAgreement(): { secret: Bytes; key: Bytes } {
  const { secretKey, publicKey } = x25519.keygen();
  return { secret: own(secretKey), key: own(publicKey) };
}
