// A new card every month, with keys of its own under the same identity. The first desk that notices makes it; the others get
// it from there. Until the relay can be reached the old card goes on.
import type { World } from "../open/open";
import { parseCard } from "../protocol/card";
import { forgetCard, keepCard, makeCardSecrets, signerOf } from "./browser";
import { isDue, signFor, withGeneration, withoutOver, type KeptClinic, type KeptGeneration } from "./clinic";
import { Handover, type Renewal } from "./handover";

/** No clinic is away so long that more cards than these were made without it. */
const MOST_AT_ONCE = 24;

/** The clinic with everything that is new, and without what is over; the same object when nothing changed. It has to be kept
 * before its card is shown. */
export async function renew(clinic: KeptClinic, world: World): Promise<KeptClinic> {
  let renewed = clinic;
  for (let made = 0; made < MOST_AT_ONCE; made += 1) {
    const [newest] = renewed.generations;
    if (!newest || !isDue(parseCard(newest.card), world.now())) break;
    renewed = withGeneration(renewed, await next(newest, world));
  }
  // Not before: keys from an old file lead to the ones of today.
  return withoutOver(renewed, world.now());
}

async function next(newest: KeptGeneration, world: World): Promise<KeptGeneration> {
  const old = parseCard(newest.card);
  const handover = await Handover.from(world, old, newest.secrets.identity);
  const found = await handover.read();
  if (found) return kept(newest, found);
  const secrets = makeCardSecrets(world.random);
  const signer = signerOf(newest.secrets.sign, newest.secrets.signKey);
  const made = { card: await signFor(old, old, secrets, signer, world.now()), secrets };
  if (await handover.leave(made)) return kept(newest, made);
  forgetCard(secrets);
  const first = await handover.read();
  if (!first) throw new Error("the box of the next card is gone");
  return kept(newest, first);
}

async function kept(newest: KeptGeneration, { card, secrets }: Renewal): Promise<KeptGeneration> {
  const taken = await keepCard(secrets);
  forgetCard(secrets);
  return { card: card.bytes, secrets: { ...newest.secrets, ...taken } };
}
