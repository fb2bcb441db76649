// The text of a card's code, for the desk and for paper. A card that is too long for a code that phones scan well is put on
// the relay, and its code leads there.
import { Nonsense } from "../network/ask";
import type { World } from "../open/open";
import { parseCard, type Card } from "../protocol/card";
import { cardBoxId, openCard, sealCard } from "../protocol/cardBox";
import { labelled } from "../protocol/hash";
import { writeLink } from "../protocol/link";
import { Box } from "./box";
import { agreesWithItself } from "./browser";
import type { KeptGeneration } from "./clinic";

/** What a QR code of version 15 holds at level M, in characters. */
const MOST = 600;
const STEP = "putting the card on the relay";

/** Where its code leads, the card is by then. */
export async function cardCode(generation: KeptGeneration, world: World): Promise<string> {
  const card = parseCard(generation.card);
  const whole = writeLink(card.relay, "card", card.bytes);
  if (whole.length <= MOST) return whole;
  await put(card, generation, world);
  return writeLink(card.relay, "card digest", card.digest);
}

/** Every desk of the clinic comes to the same owner's key, whichever puts it there. */
async function put(card: Card, { secrets }: KeptGeneration, world: World): Promise<void> {
  const box = new Box(world, card.relay, cardBoxId(card.digest), STEP);
  const found = await box.read();
  if (found === null) {
    const secret = await agreesWithItself(secrets.identity, card.recipient);
    const seed = labelled("card/box/owner", secret, card.digest);
    if (await box.fill(sealCard(card, world.random), seed)) return;
  }
  // Whoever was first cannot have put another card there: only this one opens.
  const there = found ?? (await box.read());
  try {
    openCard(card.digest, there ?? new Uint8Array());
  } catch {
    throw new Nonsense(STEP);
  }
}
