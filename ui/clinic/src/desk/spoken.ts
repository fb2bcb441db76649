// The desk that six words make: a card for one share, and its keys, the same that the patient's wallet made of the words. Kept in
// memory, for as long as the share is open.
import { bech32 } from "@scure/base";
import { hkdf } from "@noble/hashes/hkdf.js";
import { sha256 } from "@noble/hashes/sha2.js";

import { secretAgreement } from "../protocol/agreement";
import { concat, utf8, type Bytes } from "../protocol/bytes";
import { signCard } from "../protocol/card";
import { label, own } from "../protocol/hash";
import type { Origin } from "../protocol/origin";
import { seedSigner } from "../protocol/signer";
import { LASTS_S, type Spoken } from "../protocol/spoken";
import { publicKeys } from "./browser";
import type { Generation } from "./keys";
import { NOWHERE } from "./nowhere";

/** The name on every such card; no person reads it before the card is checked by its digest. */
const NAME = "Whoever was told the six words";

/** The card that these stretched words make for shares at `relay`; other words make another one. */
export async function spokenDesk(root: Bytes, { issued }: Spoken, relay: Origin): Promise<Generation> {
  const part = (name: string) =>
    own(hkdf(sha256, root, undefined, concat(label("spoken/keys"), utf8(name)), 32));
  const secrets = { identity: part("recipient"), agreement: part("agreement") };
  const signer = seedSigner(part("signing"));
  const identity = bech32.encodeFromBytes("age-secret-key-", secrets.identity).toUpperCase();
  const where = { relay, page: relay, issued, expires: issued + LASTS_S };
  const who = { name: NAME, country: NOWHERE, contact: null };
  return {
    card: await signCard({ ...who, ...where, ...publicKeys(secrets) }, signer),
    identity: () => Promise.resolve(identity),
    agreement: secretAgreement(secrets.agreement),
    signer,
  };
}
