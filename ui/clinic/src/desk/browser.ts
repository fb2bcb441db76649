// Private keys as the browser keeps them: WebCrypto keys that cannot be read out again. The 32 bytes exist only while a
// clinic's keys are being made or brought in from a file.
import { concat, fromHex, type Bytes } from "../protocol/bytes";
import { agreementKey, verifyingKey } from "../protocol/sign";

/** PKCS #8 of a curve's private key (RFC 8410), up to the 32 bytes. */
const PREFIXES = {
  Ed25519: fromHex("302e020100300506032b657004220420"),
  X25519: fromHex("302e020100300506032b656e04220420"),
};

/** The private keys of a clinic, readable: to be kept, written into a file for other desks, and forgotten. */
export type Secrets = {
  /** Ed25519. */ sign: Bytes;
  /** X25519, of the age recipient. */ identity: Bytes;
  agreement: Bytes;
};

/** The same, as the browser keeps them. */
export type KeptSecrets = { sign: CryptoKey; signKey: Bytes; identity: CryptoKey; agreement: CryptoKey };

export function makeSecrets(random: (length: number) => Bytes, sign?: Bytes): Secrets {
  return { sign: sign ?? random(32), identity: random(32), agreement: random(32) };
}

export function publicKeys(secrets: Secrets): { sign: Bytes; identity: Bytes; agreement: Bytes } {
  return {
    sign: verifyingKey(secrets.sign),
    identity: agreementKey(secrets.identity),
    agreement: agreementKey(secrets.agreement),
  };
}

/** Hands the keys to the browser; what it gives back cannot be read out. */
export async function keep(secrets: Secrets): Promise<KeptSecrets> {
  // Not needed to show the first screen.
  const { agreementSecret } = await import("../protocol/access");
  return {
    sign: await take("Ed25519", secrets.sign, ["sign"]),
    signKey: verifyingKey(secrets.sign),
    identity: await take("X25519", secrets.identity, ["deriveBits"]),
    agreement: await agreementSecret(secrets.agreement),
  };
}

/** Overwrites the readable keys. */
export function forget(secrets: Secrets): void {
  for (const bytes of Object.values(secrets)) bytes.fill(0);
}

async function take(curve: keyof typeof PREFIXES, bytes: Bytes, usages: KeyUsage[]): Promise<CryptoKey> {
  const pkcs8 = concat(PREFIXES[curve] ?? new Uint8Array(), bytes);
  try {
    return await crypto.subtle.importKey("pkcs8", pkcs8, { name: curve }, false, usages);
  } finally {
    pkcs8.fill(0);
  }
}
