// A clinic at this desk: what it calls itself, and its keys by generation, the newest first. Made here, brought in from
// another desk's file, renewed every month.
import { bech32 } from "@scure/base";

import type { Bytes } from "../protocol/bytes";
import { parseCard, signCard, type Card, type CardDetails } from "../protocol/card";
import type { Origin } from "../protocol/origin";
import { browserSigner } from "../protocol/signer";
import { keep, publicKeys, type KeptSecrets, type Secrets } from "./browser";
import { isOver, type Generation } from "./keys";

/** How long patients may grant to a card: 30 days; its keys live a month longer. */
const CARD_S = 30 * 24 * 60 * 60;
/** A desk's clock may be a little ahead of a patient's. */
const EARLIER_S = 5 * 60;

/** What a clinic calls itself; `country` in two letters. */
export type Name = { name: string; country: string; contact: string | null };
/** Where its patients' shares are, and where this page is. */
export type Place = { relay: Origin; page: Origin };

/** What is kept of one generation. */
export type KeptGeneration = { card: Bytes; secrets: KeptSecrets };
export type KeptClinic = { generations: KeptGeneration[] };

/** Makes a generation of keys and its card; `secrets` stay readable for the caller to write into a file and forget. */
export async function makeGeneration(
  who: Name,
  where: Place,
  secrets: Secrets,
  now: number,
): Promise<KeptGeneration> {
  const keys = publicKeys(secrets);
  const details: CardDetails = {
    ...who,
    ...where,
    recipient: recipientOf(keys.identity),
    agreement: keys.agreement,
    issued: now - EARLIER_S,
    expires: now + CARD_S,
  };
  const kept = await keep(secrets);
  const card = await signCard(details, browserSigner(kept.sign, kept.signKey));
  return { card: card.bytes, secrets: kept };
}

/** The generations that can still be of use, ready to open shares. */
export function generationsOf(clinic: KeptClinic, now: number): Generation[] {
  return clinic.generations.map(generationOf).filter((one) => !isOver(one, now));
}

/** Whether the newest card should be replaced: three days before it ends. */
export function isDue(card: Card, now: number): boolean {
  return now >= card.expires - 3 * 24 * 60 * 60;
}

function generationOf({ card, secrets }: KeptGeneration): Generation {
  return {
    card: parseCard(card),
    identity: secrets.identity,
    agreement: secrets.agreement,
    signer: browserSigner(secrets.sign, secrets.signKey),
  };
}

/** An age recipient (`age1…`) of an X25519 public key. */
function recipientOf(key: Bytes): string {
  return bech32.encodeFromBytes("age", key);
}
