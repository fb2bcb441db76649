// Private keys as the browser keeps them: WebCrypto keys that cannot be read out again. The 32 bytes exist only while a
// clinic's keys are being made or brought in from a file.
import { bech32 } from "@scure/base";

import { concat, fromHex, same, type Bytes } from "../protocol/bytes";
import type { Card } from "../protocol/card";
import { agreementKey, verifyingKey } from "../protocol/sign";

/** PKCS #8 of a curve's private key (RFC 8410), up to the 32 bytes. */
const PREFIXES = {
  Ed25519: fromHex("302e020100300506032b657004220420"),
  X25519: fromHex("302e020100300506032b656e04220420"),
};

/** The private keys of one card, readable. */
export type CardSecrets = { /** X25519, of the age recipient. */ identity: Bytes; agreement: Bytes };

/** The private keys of a clinic, readable: to be kept, written into a file for other desks, and forgotten. */
export type Secrets = CardSecrets & { /** Ed25519. */ sign: Bytes };

/** The same, as the browser keeps them. */
export type KeptCard = { identity: CryptoKey; agreement: CryptoKey };
export type KeptSecrets = KeptCard & { sign: CryptoKey; signKey: Bytes };

export function makeSecrets(random: (length: number) => Bytes): Secrets {
  return { sign: random(32), ...makeCardSecrets(random) };
}

export function makeCardSecrets(random: (length: number) => Bytes): CardSecrets {
  return { identity: random(32), agreement: random(32) };
}

/** The age recipient (`age1…`) and the agreement key of a card. */
export function publicKeys(secrets: CardSecrets): { recipient: string; agreement: Bytes } {
  return {
    recipient: bech32.encodeFromBytes("age", agreementKey(secrets.identity)),
    agreement: agreementKey(secrets.agreement),
  };
}

/** Whether these are the private keys of this card. */
export function belongs(card: Card, secrets: CardSecrets): boolean {
  const { recipient, agreement } = publicKeys(secrets);
  return card.recipient === recipient && same(card.agreement, agreement);
}

/** A secret that follows from a private key alone: what it agrees on with its own public half. */
export async function agreesWithItself(identity: CryptoKey, recipient: string): Promise<Bytes> {
  const half = bech32.decodeToBytes(recipient).bytes.slice();
  const other = await crypto.subtle.importKey("raw", half, "X25519", false, []);
  const bits = await crypto.subtle.deriveBits({ name: "X25519", public: other }, identity, 256);
  return new Uint8Array(bits);
}

/** Hands the keys to the browser; what it gives back cannot be read out. */
export async function keep(secrets: Secrets): Promise<KeptSecrets> {
  return {
    sign: await take("Ed25519", secrets.sign, ["sign"]),
    signKey: verifyingKey(secrets.sign),
    ...(await keepCard(secrets)),
  };
}

/** The same for the keys of one card. */
export async function keepCard({ identity, agreement }: CardSecrets): Promise<KeptCard> {
  // Not needed to show the first screen.
  const { agreementSecret } = await import("../protocol/access");
  return {
    identity: await take("X25519", identity, ["deriveBits"]),
    agreement: await agreementSecret(agreement),
  };
}

/** Overwrites the readable keys. */
export function forget(secrets: Secrets): void {
  secrets.sign.fill(0);
  forgetCard(secrets);
}

/** Overwrites the readable keys of one card. */
export function forgetCard({ identity, agreement }: CardSecrets): void {
  identity.fill(0);
  agreement.fill(0);
}

async function take(curve: keyof typeof PREFIXES, bytes: Bytes, usages: KeyUsage[]): Promise<CryptoKey> {
  const pkcs8 = concat(PREFIXES[curve] ?? new Uint8Array(), bytes);
  try {
    return await crypto.subtle.importKey("pkcs8", pkcs8, { name: curve }, false, usages);
  } finally {
    pkcs8.fill(0);
  }
}
