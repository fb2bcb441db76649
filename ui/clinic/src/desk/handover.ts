// How a clinic's desks hand each other the keys of a new card: through a box on a relay that only they can find and only
// they can write, sealed to the card before. The relay sees an id, an owner and bytes that say nothing.
import { Decrypter, Encrypter } from "age-encryption";

import { Nonsense } from "../network/ask";
import type { World } from "../open/open";
import { base64, fromBase64, hex, text, type Bytes } from "../protocol/bytes";
import { parseCard, type Card } from "../protocol/card";
import { labelled, own } from "../protocol/hash";
import { Box } from "./box";
import type { Origin } from "../protocol/origin";
import { ageIdentity, agreesWithItself, belongs, type CardSecrets, type KeptKey } from "./browser";

const FORMAT = "keepwell clinic renewal 1";
const STEP = "renewing the card";

/** A card, and its private keys while they can be read. */
export type Renewal = { card: Card; secrets: CardSecrets };

export class Handover {
  readonly #box: Box;
  readonly #seed: Bytes;

  private constructor(
    world: World,
    /** The card before. */ private readonly old: Card,
    private readonly identity: KeptKey,
    relay: Origin,
    secret: Bytes,
  ) {
    const id = labelled("card/handover/box", secret, old.digest).subarray(0, 16);
    this.#seed = labelled("card/handover/owner", secret, old.digest);
    this.#box = new Box(world, relay, own(id), STEP);
  }

  /** From this card to the next, through the relay that the next one names; whoever has the card's private identity finds the same
   * box. */
  static async from(world: World, old: Card, identity: KeptKey, relay: Origin): Promise<Handover> {
    return new Handover(world, old, identity, relay, await agreesWithItself(identity, old.recipient));
  }

  /** The next card, when another desk made it already; null when there is none. */
  async read(): Promise<Renewal | null> {
    const sealed = await this.#box.read();
    return sealed && this.#open(sealed);
  }

  /** Leaves the next card for the other desks; false when another desk was first. */
  async leave(next: Renewal): Promise<boolean> {
    return this.#box.fill(await this.#seal(next), this.#seed);
  }

  async #seal({ card, secrets }: Renewal): Promise<Bytes> {
    const content = {
      format: FORMAT,
      card: base64(card.bytes),
      identity: base64(secrets.identity),
      agreement: base64(secrets.agreement),
    };
    const encrypter = new Encrypter();
    encrypter.addRecipient(this.old.recipient);
    return own(await encrypter.encrypt(JSON.stringify(content)));
  }

  /** What a relay made up is refused: the card is signed by the clinic's own key, and the keys must be the card's. */
  async #open(sealed: Bytes): Promise<Renewal> {
    const decrypter = new Decrypter();
    decrypter.addIdentity(await ageIdentity(this.identity));
    try {
      const content = JSON.parse(text(own(await decrypter.decrypt(sealed))) ?? "") as Record<string, unknown>;
      const card = parseCard(field(content, "card"));
      const secrets = { identity: field(content, "identity"), agreement: field(content, "agreement") };
      const isNext = hex(card.key) === hex(this.old.key) && card.issued > this.old.issued;
      if (content["format"] === FORMAT && isNext && belongs(card, secrets)) return { card, secrets };
    } catch {
      // The same refusal, whatever is wrong.
    }
    throw new Nonsense(STEP);
  }
}

function field(content: Record<string, unknown>, name: string): Bytes {
  const value = content[name];
  const bytes = typeof value === "string" ? fromBase64(value) : null;
  if (!bytes) throw new Nonsense(STEP);
  return bytes;
}
