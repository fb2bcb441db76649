// From a patient's code to the opened record, through every check of the protocol in its order. Each check is told as it
// passes; the first that fails stops everything, and nothing of the share is handed on before the last has passed.
import type { Generation } from "../desk/keys";
import type { Ledger } from "../ledger/ledger";
import type { LogRecord } from "../ledger/view";
import type { Network } from "../network/ask";
import type { Bytes } from "../protocol/bytes";
import type { Manifest } from "../protocol/manifest";
import type { Origin } from "../protocol/origin";
import { Relay, type Visit } from "../relay/relay";
import * as check from "./checks";
import { judge, type Done, type Judged } from "./judge";
import { Refusal, type CheckName } from "./refusal";
import { unseal, type Unseal } from "./unseal";
import type { Visits } from "./visits";
import { wipe } from "./wipe";

/** What a clinic opens shares with. */
export type Desk = {
  generations: Generation[];
  /** The ledger of a relay that the operator listed; null for any other relay. */
  ledgerOf: (relay: Origin) => Ledger | null;
  /** What is known of a ledger, and what is known after this visit. */
  known: (ledger: Ledger) => Promise<LogRecord>;
  keep: (ledger: Ledger, record: LogRecord) => Promise<void>;
};

/** Time, randomness and network, passed in. */
export type World = {
  network: Network;
  /** Seconds since 1970, as well as they are known. */ now: () => number;
  /** This computer's own clock, where `now` is a better one. */ computer?: () => number;
  random: (length: number) => Bytes;
  /** Who opens the parts; here, where nobody else does. */ unseal?: Unseal;
  /** Openings that broke off; without it none is gone on with. */ visits?: Visits;
};

export type Opened = Judged & {
  manifest: Manifest;
  generation: Generation;
  visit: Visit;
  relay: Relay;
  /** The content of each part, by name; the bundle is `bundle`. */ parts: Map<string, Bytes>;
  consent: Bytes;
  /** It came in an animated code: the relay may not know of it, and nobody was asked for it. */ isCarried: boolean;
};

/** Opens the first of these codes that its relay knows: they are one code, of which nobody said at which relay it is. */
export async function openAny(
  desk: Desk,
  world: World,
  codes: string[],
  passed: (name: CheckName) => void = () => undefined,
): Promise<Opened> {
  let refusal: Refusal | null = null;
  for (const code of codes) {
    try {
      return await open(desk, world, code, passed);
    } catch (error) {
      if (!(error instanceof Refusal) || error.check !== "relay") throw error;
      // A relay that is away may be the one.
      if (refusal?.code !== "unreachable") refusal = error;
    }
  }
  throw refusal ?? new Refusal("qr", "not_our_code");
}

/** Opens a code; `passed` is told of each check. What was decrypted for a code that is refused is overwritten. */
export async function open(
  desk: Desk,
  world: World,
  code: string,
  passed: (name: CheckName) => void = () => undefined,
): Promise<Opened> {
  const held: unknown[] = [];
  try {
    return await throughChecks(desk, world, code, passed, held);
  } catch (error) {
    wipe(held);
    if (error instanceof Refusal && error.code === "not_available")
      world.visits?.over(check.code(code).mailbox);
    throw error;
  }
}

/** Tells `passed` of each check as it passes. */
export function doneOf(passed: (name: CheckName) => void): Done {
  return (name, found) => {
    passed(name);
    return found;
  };
}

/** `held` is everything of the share so far. */
async function throughChecks(
  desk: Desk,
  world: World,
  code: string,
  passed: (name: CheckName) => void,
  held: unknown[],
): Promise<Opened> {
  const done = doneOf(passed);
  done("card", check.card(desk.generations, world.now()));
  const link = done("qr", check.code(code));
  const ledger = desk.ledgerOf(link.relay);
  if (!ledger) throw new Refusal("relay", "not_listed");
  const relay = new Relay(world.network, link.relay, world.now);
  const opening = world.visits?.opening(link.mailbox, world.now(), world.random) ?? world.random(16);
  const found = done("relay", await check.relay(relay, desk.generations, link, opening));
  held.push(found.visit.seed);
  const manifest = done("decrypt", await check.decrypt(found));
  held.push(manifest);
  const share = { link, manifest, generation: found.generation, ledger };
  const judged = await judge(desk, world, share, done);
  const parts = done("parts", await check.parts(relay, found, judged.terms, world.unseal ?? unseal));
  world.visits?.over(link.mailbox);
  return {
    ...judged,
    manifest,
    generation: found.generation,
    visit: found.visit,
    relay,
    parts,
    consent: manifest.consent,
    isCarried: false,
  };
}
