// The checks themselves, one function each, in the order in which they are made (protocol §8). Each gives what it found, or
// refuses under its own name.
import { Decrypter } from "age-encryption";

import { isGrantable, isOver, type Generation } from "../desk/keys";
import { LedgerLies, type Ledger } from "../ledger/ledger";
import { goesOnFrom, keptList, listOrKept } from "../ledger/status";
import type { LogRecord } from "../ledger/view";
import { Refused, Unreachable } from "../network/ask";
import { accessSeed } from "../protocol/access";
import { same, type Bytes } from "../protocol/bytes";
import type { Card } from "../protocol/card";
import { parseConsent, type Permission } from "../protocol/consent";
import { sha256 } from "../protocol/hash";
import { parseLink, type GrantLink } from "../protocol/link";
import { isIdentitySigned, parseManifest, walletKeys, type Manifest } from "../protocol/manifest";
import { unframe } from "../protocol/part";
import { opensTo, parseGrantStatement, type GrantStatement } from "../protocol/statement";
import { EXPIRES, isRevoked, MOST_AGE, SHARD_BITS, type StatusList } from "../protocol/status";
import { parseTerms, type PartTerms, type Terms } from "../protocol/terms";
import type { Relay, Visit } from "../relay/relay";
import type { Contact } from "./contact";
import { attempt, Refusal, type CheckName } from "./refusal";
import { WorkLost, type Unseal } from "./unseal";
import { wipe } from "./wipe";

/** A time, and whether the ledger signed it; in seconds since 1970. */
export type Clock = { now: number; isSigned: boolean; /** This computer's own. */ local: number };

/** What the relay had, and with which of our keys it let us in. */
export type Found = { sealed: Bytes; generation: Generation; visit: Visit };

/** The largest manifest in its encryption, in bytes. */
const MOST_MANIFEST = 800 * 1024;
/** A file's header, in bytes: ours have one recipient, in a few lines. */
const MOST_HEADER = 16 * 1024;
/** The largest part that a browser takes into memory, in bytes; larger ones need the program. */
export const MOST_PART = 512 * 1024 * 1024;

export function card(generations: Generation[], now: number): void {
  const alive = generations.some((one) => isGrantable(one, now) || !isOver(one, now));
  if (!alive) throw new Refusal("card", "no_card");
}

export function code(text: string): GrantLink {
  const link = attempt("qr", "not_our_code", () => parseLink(text));
  if (link.kind !== "grant") throw new Refusal("qr", "not_our_code");
  return link;
}

/** Tries the newest card first: the code does not say which one the patient granted to. */
export async function relay(
  relay: Relay,
  generations: Generation[],
  link: GrantLink,
  opening: Bytes,
): Promise<Found> {
  for (const generation of generations) {
    const seed = await accessSeed(generation.agreement, generation.card.digest, link).catch(() => null);
    if (!seed) break;
    const visit: Visit = { seed, mailbox: link.mailbox, opening };
    const sealed = await fetched("relay", relay.part(visit, "manifest", MOST_MANIFEST));
    if (sealed) return { sealed, generation, visit };
    wipe(visit.seed);
  }
  throw new Refusal("relay", "not_available");
}

export async function decrypt({ sealed, generation }: Found): Promise<Manifest> {
  const framed = await unsealed(generation, sealed);
  if (!framed) throw new Refusal("decrypt", "not_for_us");
  return attempt("decrypt", "altered", () => parseFramed(framed));
}

/** The manifest has copies of its own. */
function parseFramed(framed: Bytes): Manifest {
  const content = unframe(framed);
  try {
    return parseManifest(content);
  } finally {
    wipe([framed, content]);
  }
}

export function digest(manifest: Manifest, link: GrantLink): void {
  if (!same(sha256(manifest.statement), link.statement)) throw new Refusal("digest", "altered");
}

export function statement(manifest: Manifest): GrantStatement {
  const read = attempt("statement", "altered", () => parseGrantStatement(manifest.statement));
  if (!isIdentitySigned(manifest, read.digest)) throw new Refusal("statement", "altered");
  return read;
}

/** What the terms must name. */
export type Expected = { link: GrantLink; card: Card; ledger: string };

export function terms(
  manifest: Manifest,
  read: GrantStatement,
  { link, card, ledger }: Expected,
): { terms: Terms; permission: Permission } {
  if (!opensTo(read, manifest.salt, manifest.terms)) throw new Refusal("terms", "altered");
  const found = attempt("terms", "altered", () => parseTerms(manifest.terms));
  const isForUs = same(found.card, card.digest) && same(found.cardKey, card.key);
  if (!isForUs) throw new Refusal("terms", "not_for_us");
  const fits = [
    same(found.consent, sha256(manifest.consent)),
    same(found.walletKeys, walletKeys(manifest)),
    found.relay === link.relay,
    same(found.mailbox, link.mailbox),
    same(found.accessPoint, link.accessPoint),
    found.ledger === ledger,
    found.parts.every(({ size }) => size <= MOST_PART),
  ];
  if (fits.includes(false)) throw new Refusal("terms", "altered");
  const permission = attempt("terms", "altered", () => parseConsent(manifest.consent));
  // The consent that the patient read names this clinic, and was given while its card was good.
  const isToUs = permission.clinic === card.name && permission.granted < card.expires;
  if (!isToUs) throw new Refusal("terms", "not_for_us");
  return { terms: found, permission };
}

export function window(permission: Permission, clock: Clock): void {
  if (clock.now < permission.start) throw new Refusal("window", "too_early");
  if (clock.now >= permission.end) throw new Refusal("window", "expired");
}

/** How old the status list is by which a grant was judged, in seconds; null where there is none. Fresh is only what says that the
 * grant was not taken back. */
export type Status = { age: number | null; isFresh: boolean };

/** By the ledger's status list, and by what it logged since; an old list opens only what the patient allowed. */
export async function revocation(
  index: number | null,
  contact: Contact,
  offlineOk: boolean,
  keep: (record: LogRecord) => Promise<void>,
): Promise<Status> {
  // What is not on the ledger it cannot have listed: that nobody took it back is not known.
  if (index === null) return { age: null, isFresh: false };
  const { ledger, record: known, isAway, clock } = contact;
  refuseRevoked(index, known, null);
  const { list, record } = await statusList(ledger, known, Math.floor(index / SHARD_BITS), isAway, clock.now);
  if (record !== known) await keep(record);
  refuseRevoked(index, record, list);
  const goesOn = list !== null && goesOnFrom(list, record);
  const status = judged(list, isAway || !goesOn, clock);
  if (!status.isFresh && !offlineOk) throw new Refusal("revocation", "status_old");
  return status;
}

function refuseRevoked(index: number, { revoked }: LogRecord, list: StatusList | null): void {
  const isListed = list !== null && isRevoked(list, index) === true;
  if (revoked.has(index) || isListed) throw new Refusal("revocation", "revoked");
}

/** After a day a list counts for nothing at all. */
function judged(list: StatusList | null, isAway: boolean, { now }: Clock): Status {
  const age = list ? Math.max(0, now - list.time) : null;
  if (age === null || age > EXPIRES) return { age: null, isFresh: false };
  return { age, isFresh: age <= MOST_AGE && !isAway };
}

async function statusList(
  ledger: Ledger,
  known: LogRecord,
  shard: number,
  isAway: boolean,
  now: number,
): Promise<{ list: StatusList | null; record: LogRecord }> {
  if (isAway) return { list: await keptList(ledger, known, shard), record: known };
  try {
    return await listOrKept(ledger, known, shard, now);
  } catch (error) {
    throw new Refusal("revocation", error instanceof LedgerLies ? "ledger_lies" : "altered");
  }
}

/** All parts, or none: what was decrypted before one that is refused is overwritten. */
export async function parts(
  relay: Relay,
  found: Found,
  granted: Terms,
  unseal: Unseal,
): Promise<Map<string, Bytes>> {
  const contents = new Map<string, Bytes>();
  try {
    for (const one of granted.parts) contents.set(one.name, await part(relay, found, one, unseal));
    return contents;
  } catch (error) {
    wipe(contents);
    throw error;
  }
}

async function part(
  relay: Relay,
  { generation, visit }: Found,
  granted: PartTerms,
  unseal: Unseal,
): Promise<Bytes> {
  const sealed = await fetched("parts", relay.part(visit, granted.name, MOST_PART * 2));
  if (!sealed) throw new Refusal("parts", "not_available");
  const fileKey = await fileKeyOf(generation, sealed);
  try {
    return await unseal(sealed, fileKey, granted).catch(altered);
  } finally {
    wipe(fileKey);
  }
}

/** What the relay gives; null where it says that there is nothing for us. */
async function fetched(check: CheckName, download: Promise<Bytes>): Promise<Bytes | null> {
  return download.catch((error: unknown) => {
    if (error instanceof Refused && error.code === "not_available") return null;
    throw new Refusal(
      check,
      error instanceof Unreachable || error instanceof Refused ? "unreachable" : "altered",
    );
  });
}

/** What is under a seal that this card's key opens; null where it does not, whyever. */
export async function unsealed(generation: Generation, sealed: Bytes): Promise<Bytes | null> {
  const decrypter = new Decrypter();
  decrypter.addIdentity(await generation.identity());
  // In a buffer of its own already; a copy would be one more to overwrite.
  return decrypter.decrypt(sealed, "uint8array").then(
    (plain) => plain as Bytes,
    () => null,
  );
}

/** The key of this file alone, from its header: whoever opens the rest of it needs no key of the clinic's. */
async function fileKeyOf(generation: Generation, sealed: Bytes): Promise<Bytes> {
  const decrypter = new Decrypter();
  decrypter.addIdentity(await generation.identity());
  return (await decrypter.decryptHeader(sealed.subarray(0, MOST_HEADER)).catch(altered)) as Bytes;
}

/** A part is what the terms name, or somebody changed it; that the work could not be done is another matter. */
function altered(error: unknown): never {
  throw error instanceof WorkLost ? error : new Refusal("parts", "altered");
}
