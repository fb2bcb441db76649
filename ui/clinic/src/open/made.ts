// A clinic made for a test: fresh keys and a card for the servers at one origin. Only tests import this.
import { generateX25519Identity, identityToRecipient } from "age-encryption";

import type { Generation } from "../desk/keys";
import { secretAgreement } from "../protocol/agreement";
import type { Bytes } from "../protocol/bytes";
import { signCard } from "../protocol/card";
import type { Origin } from "../protocol/origin";
import { agreementKey } from "../protocol/sign";
import { seedSigner } from "../protocol/signer";

export function random(length: number): Bytes {
  return crypto.getRandomValues(new Uint8Array(length));
}

/** Seconds since 1970, by this computer. */
export function now(): number {
  return Math.floor(Date.now() / 1000);
}

export async function generation(server: Origin): Promise<Generation> {
  const [seed, secret] = [random(32), random(32)];
  const identity = await generateX25519Identity();
  const details = {
    name: "Harbour Clinic",
    country: "IE",
    contact: null,
    recipient: await identityToRecipient(identity),
    agreement: agreementKey(secret),
    relay: server,
    page: server,
    issued: now() - 10,
    expires: now() + 30 * 24 * 3600,
  };
  const signer = seedSigner(seed);
  return {
    card: await signCard(details, signer),
    identity: () => Promise.resolve(identity),
    agreement: secretAgreement(secret),
    signer,
  };
}
