// Opens a share that came in an animated code instead of from a relay: the same checks by the same names, and nobody has to be
// asked for any of them. The ledger is asked where there is a network; without one its receipt in the parcel and what is known
// from before have to do, if the patient allowed that. A share under words opens with the desk that the words make.
import { accessSeed } from "../protocol/access";
import { same, type Bytes } from "../protocol/bytes";
import { sha256 } from "../protocol/hash";
import { inflated } from "../protocol/inflate";
import { MOST_BUNDLE, parseContent, parseParcel, type Content, type Parcel } from "../protocol/parcel";
import { parseManifest } from "../protocol/manifest";
import type { Terms } from "../protocol/terms";
import { Relay } from "../relay/relay";
import * as check from "./checks";
import { judge } from "./judge";
import { doneOf, type Desk, type Opened, type World } from "./open";
import { attempt, NotTheWords, Refusal, type CheckName } from "./refusal";
import type { Generation } from "../desk/keys";
import { spokenDesk } from "../desk/spoken";
import { wipe } from "./wipe";

/** The part that a parcel carries. */
const BUNDLE = "bundle";

/** Whether six words are needed to open it. */
export function isUnderWords(object: Bytes): boolean {
  try {
    return parseParcel(object).spoken !== null;
  } catch {
    // What is no parcel is refused by whoever opens it.
    return false;
  }
}

/** What makes the keys of six words: the words in one line, and the salt. */
export type Stretch = (words: string, salt: Bytes) => Promise<Bytes>;
/** What frames carried; where it is under words, these too. */
export type Carried = { object: Bytes; told: { words: string; stretch: Stretch } | null };

/** Opens what frames carried; `passed` is told of each check. What was decrypted and is refused is overwritten. Throws
 * `NotTheWords` where it is under others. */
export async function openParcel(
  desk: Desk,
  world: World,
  carried: Carried,
  passed: (name: CheckName) => void = () => undefined,
): Promise<Opened> {
  const held: unknown[] = [];
  try {
    return await throughChecks(desk, world, carried, passed, held);
  } catch (error) {
    wipe(held);
    throw error;
  }
}

/** `held` is everything of the share so far. */
async function throughChecks(
  desk: Desk,
  world: World,
  carried: Carried,
  passed: (name: CheckName) => void,
  held: unknown[],
): Promise<Opened> {
  const done = doneOf(passed);
  const parcel = attempt("qr", "not_our_code", () => parseParcel(carried.object));
  const generations = await keysFor(desk, parcel, carried.told);
  done("card", check.card(generations, world.now()));
  const { link } = done("qr", parcel);
  const ledger = desk.ledgerOf(link.relay);
  if (!ledger) throw new Refusal("relay", "not_listed");
  // The share came along: there is something for somebody, and the seal says for whom.
  done("relay", null);
  const { generation, content } = await decrypted(generations, parcel);
  held.push(content);
  const manifest = done(
    "decrypt",
    attempt("decrypt", "altered", () => parseManifest(content.manifest)),
  );
  held.push(manifest);
  const judged = await judge(desk, world, { link, manifest, generation, ledger }, done);
  const parts = done("parts", await bundle(content, judged.terms));
  wipe(content);
  const seed = await accessSeed(generation.agreement, generation.card.digest, link).catch(() => null);
  if (!seed) throw new Refusal("terms", "altered");
  return {
    ...judged,
    manifest,
    generation,
    visit: { seed, mailbox: link.mailbox, opening: world.random(16) },
    relay: new Relay(world.network, link.relay, world.now),
    parts,
    consent: manifest.consent,
    isCarried: true,
  };
}

/** The clinic's own keys, or those that the words make. */
async function keysFor(desk: Desk, { spoken, link }: Parcel, told: Carried["told"]): Promise<Generation[]> {
  if (!spoken) return desk.generations;
  if (!told) throw new NotTheWords();
  const root = await told.stretch(told.words, spoken.salt);
  try {
    return [await spokenDesk(root, spoken, link.relay)];
  } finally {
    wipe(root);
  }
}

/** The card's keys that open it, and what is inside. */
async function decrypted(
  generations: Generation[],
  { sealed, spoken }: Parcel,
): Promise<{ generation: Generation; content: Content }> {
  for (const generation of generations) {
    const plain = await check.unsealed(generation, sealed);
    if (!plain) continue;
    const content = attempt("decrypt", "altered", () => parseContent(plain));
    wipe(plain);
    return { generation, content };
  }
  throw spoken ? new NotTheWords() : new Refusal("decrypt", "not_for_us");
}

/** The bundle is all that is carried, and must be what was granted, byte for byte; a PDF is still at the relay. */
async function bundle({ packed }: Content, { parts }: Terms): Promise<Map<string, Bytes>> {
  const granted = parts.find(({ name }) => name === BUNDLE);
  const found = granted && granted.size <= MOST_BUNDLE ? await inflated(packed, granted.size) : null;
  if (!granted || !found || !same(sha256(found), granted.digest)) {
    wipe(found);
    throw new Refusal("parts", "altered");
  }
  return new Map([[BUNDLE, found]]);
}
