// What a clinic opens shares with: its card, the age identity and the agreement key that belong to it. Where the keys are
// kept, and whether they can be read out, is for whoever makes them.
import type { Agreement } from "../protocol/agreement";
import type { Card } from "../protocol/card";
import type { Signer } from "../protocol/signer";

/** One generation of card keys. */
export type Generation = {
  card: Card;
  /** Opens age files for the card's recipient: `AGE-SECRET-KEY-1…`, or an X25519 key that cannot be read out. Fetched for
   * each file. */
  identity: () => Promise<string | CryptoKey>;
  agreement: Agreement;
  /** Signs for the card. */ signer: Signer;
};

/** No grant lasts longer than 30 days, so no key is needed a day after that. */
const LONGEST_GRANT_S = 30 * 24 * 60 * 60;

/** Whether patients may still grant to this card. */
export function isGrantable({ card }: Generation, now: number): boolean {
  return card.issued <= now && now < card.expires;
}

/** Whether no grant to this card can be alive any more. */
export function isOver({ card }: Pick<Generation, "card">, now: number): boolean {
  return now >= card.expires + LONGEST_GRANT_S;
}
