// A clinic at this desk: what it calls itself, and its keys by generation, the newest first. Made here, brought in from
// another desk's file, renewed every month.
import { same, type Bytes } from "../protocol/bytes";
import { parseCard, signCard, type Card } from "../protocol/card";
import type { Origin } from "../protocol/origin";
import type { Signer } from "../protocol/signer";
import {
  ageIdentity,
  agreementOf,
  keep,
  publicKeys,
  signerOf,
  type CardSecrets,
  type KeptSecrets,
  type Secrets,
} from "./browser";
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

/** Another clinic's keys: this desk has some of its own already. */
export class OtherClinic extends Error {
  constructor() {
    super("these are another clinic's keys");
  }
}

/** Keys that were withdrawn are of no use any more. */
export class WithdrawnKeys extends Error {
  readonly code = "withdrawn";
  constructor() {
    super("these keys were withdrawn");
  }
}

/** Makes a generation of keys and its card; `secrets` stay readable for the caller to write into a file and forget. */
export async function makeGeneration(
  who: Name,
  where: Place,
  secrets: Secrets,
  now: number,
): Promise<KeptGeneration> {
  const kept = await keep(secrets);
  const card = await signFor(who, where, secrets, signerOf(kept.sign, kept.signKey), now);
  return { card: card.bytes, secrets: kept };
}

/** The card of these keys from now on. */
export function signFor(
  { name, country, contact }: Name,
  { relay, page }: Place,
  secrets: CardSecrets,
  signer: Signer,
  now: number,
): Promise<Card> {
  const issued = now - EARLIER_S;
  const details = { name, country, contact, relay, page, issued, expires: now + CARD_S };
  return signCard({ ...details, ...publicKeys(secrets) }, signer);
}

/** The clinic with one more generation, from a file or made new; what it has already stays. */
export function withGeneration(clinic: KeptClinic | null, added: KeptGeneration): KeptClinic {
  const all = clinic?.generations ?? [];
  if (all.some((one) => !same(one.secrets.signKey, added.secrets.signKey))) throw new OtherClinic();
  const others = all.filter((one) => !same(one.card, added.card));
  const issued = ({ card }: KeptGeneration) => parseCard(card).issued;
  return { generations: [added, ...others].sort((one, other) => issued(other) - issued(one)) };
}

/** The clinic without the keys that no grant can be alive for: once this is kept, nobody has them any more. */
export function withoutOver(clinic: KeptClinic, now: number): KeptClinic {
  const generations = clinic.generations.filter(({ card }) => !isOver({ card: parseCard(card) }, now));
  return generations.length === clinic.generations.length ? clinic : { generations };
}

/** The generations that can still be of use, ready to open shares. */
export function generationsOf(clinic: KeptClinic, now: number): Generation[] {
  return clinic.generations.map(generationOf).filter((one) => !isOver(one, now));
}

/** Whether the newest card should be replaced: three days before it ends. */
export function isDue(card: Card, now: number): boolean {
  return now >= card.expires - 3 * 24 * 60 * 60;
}

function generationOf({ card: bytes, secrets }: KeptGeneration): Generation {
  const card = parseCard(bytes);
  return {
    card,
    identity: () => ageIdentity(secrets.identity),
    agreement: agreementOf(secrets.agreement, card.agreement),
    signer: signerOf(secrets.sign, secrets.signKey),
  };
}
