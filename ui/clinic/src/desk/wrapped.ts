// A private key in a browser that cannot keep one of its curve: the 32 bytes, encrypted under a key of the browser's own
// that cannot be read out. They are readable while they are used, and overwritten after.
import type { Bytes } from "../protocol/bytes";

export type Wrapped = { under: CryptoKey; iv: Bytes; sealed: Bytes };

export async function wrap(secret: Bytes): Promise<Wrapped> {
  const algorithm = { name: "AES-GCM", length: 256 };
  const under = await crypto.subtle.generateKey(algorithm, false, ["encrypt", "decrypt"]);
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, under, secret);
  return { under, iv, sealed: new Uint8Array(sealed) };
}

/** Gives the readable key to `use` alone. */
export async function unwrapped<T>({ under, iv, sealed }: Wrapped, use: (secret: Bytes) => T): Promise<T> {
  const secret = new Uint8Array(await crypto.subtle.decrypt({ name: "AES-GCM", iv }, under, sealed));
  try {
    return use(secret);
  } finally {
    secret.fill(0);
  }
}
