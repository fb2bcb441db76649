// A new card every month, with keys of its own under the same identity, and one more where the clinic moves to another relay. The
// first desk makes it; the others get it from there. Until the relay can be reached the old card goes on.
import type { World } from "../open/open";
import { parseCard } from "../protocol/card";
import type { Origin } from "../protocol/origin";
import { forgetCard, keepCard, makeCardSecrets, signerOf } from "./browser";
import {
  isDue,
  signFor,
  withGeneration,
  withoutOver,
  type KeptClinic,
  type KeptGeneration,
  type Place,
} from "./clinic";
import { Handover, type Renewal } from "./handover";

/** No clinic is away so long that more cards than these were made without it. */
const MOST_AT_ONCE = 24;

/** The clinic with everything that is new, and without what is over; the same object when nothing changed. It has to be kept
 * before its card is shown. `relay` is this page's: where another desk moved the clinic there, this one follows. */
export async function renew(clinic: KeptClinic, world: World, relay: Origin): Promise<KeptClinic> {
  let renewed = clinic;
  for (let made = 0; made < MOST_AT_ONCE; made += 1) {
    const [newest] = renewed.generations;
    const next = newest && ((await followed(newest, world, relay)) ?? (await due(newest, world)));
    if (!next) break;
    renewed = withGeneration(renewed, next);
  }
  // Not before: keys from an old file lead to the ones of today.
  return withoutOver(renewed, world.now());
}

/** The clinic with a card that names this place, its own or the one that another desk made. Cards that were made over the relay
 * before count only as long as it is listed. */
export async function move(
  clinic: KeptClinic,
  world: World,
  where: Place,
  listed: Origin[],
): Promise<KeptClinic> {
  const [before] = clinic.generations;
  const isListed = before && listed.includes(parseCard(before.card).relay);
  const renewed = isListed ? await renew(clinic, world, where.relay) : clinic;
  const [newest] = renewed.generations;
  if (!newest || parseCard(newest.card).relay === where.relay) return renewed;
  return withGeneration(renewed, await next(newest, world, where));
}

/** What another desk made when it moved. */
async function followed(newest: KeptGeneration, world: World, relay: Origin): Promise<KeptGeneration | null> {
  const old = parseCard(newest.card);
  if (old.relay === relay) return null;
  const handover = await Handover.from(world, old, newest.secrets.identity, relay);
  const found = await handover.read();
  return found && kept(newest, found);
}

async function due(newest: KeptGeneration, world: World): Promise<KeptGeneration | null> {
  const old = parseCard(newest.card);
  return isDue(old, world.now()) ? next(newest, world, old) : null;
}

async function next(newest: KeptGeneration, world: World, where: Place): Promise<KeptGeneration> {
  const old = parseCard(newest.card);
  const handover = await Handover.from(world, old, newest.secrets.identity, where.relay);
  const found = await handover.read();
  if (found) return kept(newest, found);
  const secrets = makeCardSecrets(world.random);
  const signer = signerOf(newest.secrets.sign, newest.secrets.signKey);
  const made = { card: await signFor(old, where, secrets, signer, world.now()), secrets };
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
