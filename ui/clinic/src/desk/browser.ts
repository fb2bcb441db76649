// Private keys as the browser keeps them: WebCrypto keys that cannot be read out again, or where the browser has no such
// key, encrypted under one. The 32 bytes are handed out only while a clinic's keys are being made or brought in from a file.
import { bech32 } from "@scure/base";

import { browserAgreement, type Agreement } from "../protocol/agreement";
import { concat, fromHex, same, type Bytes } from "../protocol/bytes";
import type { Card } from "../protocol/card";
import { own } from "../protocol/hash";
import { agreed, agreementKey, sign, verifyingKey } from "../protocol/sign";
import { browserSigner, type Signer } from "../protocol/signer";
import { unwrapped, wrap, type Wrapped } from "./wrapped";

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
export type KeptKey = CryptoKey | Wrapped;
export type KeptCard = { identity: KeptKey; agreement: KeptKey };
export type KeptSecrets = KeptCard & { sign: KeptKey; signKey: Bytes };

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
  return { identity: await takeX25519(identity), agreement: await takeX25519(agreement) };
}

/** Hands one X25519 key to the browser, and overwrites what was readable. */
export async function keepAgreement(secret: Bytes): Promise<Agreement> {
  const agreement = agreementOf(await takeX25519(secret), agreementKey(secret));
  secret.fill(0);
  return agreement;
}

/** Signs with a kept key, whose public half is `key`. */
export function signerOf(kept: KeptKey, key: Bytes): Signer {
  if (!isWrapped(kept)) return browserSigner(kept, key);
  return { key, sign: (message) => unwrapped(kept, (seed) => sign(seed, message)) };
}

/** Agrees with a kept key, whose public half is `key`. */
export function agreementOf(kept: KeptKey, key: Bytes): Agreement {
  if (!isWrapped(kept)) return browserAgreement(kept, key);
  return { key, agree: (other) => unwrapped(kept, (secret) => agreed(secret, other)) };
}

/** What age opens files with. A key that this browser wraps is letters then, which go when the browser clears them away. */
export function ageIdentity(kept: KeptKey): Promise<CryptoKey | string> {
  if (!isWrapped(kept)) return Promise.resolve(kept);
  return unwrapped(kept, (secret) => bech32.encodeFromBytes("age-secret-key-", secret).toUpperCase());
}

/** A secret that follows from the private key of an age recipient: what it agrees on with its own public half. */
export function agreesWithItself(kept: KeptKey, recipient: string): Promise<Bytes> {
  const half = own(bech32.decodeToBytes(recipient).bytes);
  return agreementOf(kept, half).agree(half);
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

function takeX25519(bytes: Bytes): Promise<KeptKey> {
  return take("X25519", bytes, ["deriveBits"]);
}

async function take(curve: keyof typeof PREFIXES, bytes: Bytes, usages: KeyUsage[]): Promise<KeptKey> {
  return (await imported(curve, bytes, usages)) ?? wrap(bytes);
}

/** Null where the browser does not know the curve, or could not store its key and read it back: some know it and cannot. */
async function imported(
  curve: keyof typeof PREFIXES,
  bytes: Bytes,
  usages: KeyUsage[],
): Promise<CryptoKey | null> {
  const pkcs8 = concat(PREFIXES[curve] ?? new Uint8Array(), bytes);
  try {
    const key = await crypto.subtle.importKey("pkcs8", pkcs8, { name: curve }, false, usages);
    return structuredClone(key).type === "private" ? key : null;
  } catch {
    return null;
  } finally {
    pkcs8.fill(0);
  }
}

function isWrapped(kept: KeptKey): kept is Wrapped {
  return "sealed" in kept;
}
