// Learning that a ledger signs with another key: what it says of its keys is only where to look, and counts as far as each was handed
// over from one that is known.
import { hex, type Bytes } from "../protocol/bytes";
import { MOST_PROOF } from "../protocol/checkpoint";
import { logKey } from "../protocol/note";
import {
  MOST_LISTED,
  parseListedKeys,
  verifyRotation,
  type ListedKey,
  type Rotation,
} from "../protocol/rotation";
import { extended, knows, type KeyChain } from "./keys";

const STEP = "reading the ledger's keys";
const MOST_STATEMENT = 4096;

/** Fetches what stands at a path of the ledger. */
export type Get = (step: string, path: string, most: number) => Promise<Bytes>;

export type Learnt = {
  keys: KeyChain;
  rotations: Rotation[];
  /** Whether the ledger says that it signs with one that nobody handed over to. */ isUnproven: boolean;
};

/** Asks the ledger of this name for its keys. Where it does not answer, nothing was learnt. */
export async function learnKeys(known: KeyChain, name: string, get: Get): Promise<Learnt> {
  const listed = await get(STEP, "/.well-known/scitt-keys", MOST_LISTED)
    .then((bytes) => parseListedKeys(bytes))
    .catch(() => [] as ListedKey[]);
  const isKnown = (keys: KeyChain, one: ListedKey) => knows(keys, logKey(name, one.key));
  const wanted = listed.filter((old, at) => {
    const next = listed[at - 1];
    return next !== undefined && !(isKnown(known, next) && isKnown(known, old));
  });
  const found = await Promise.all(wanted.map((old) => fetchRotation(old, name, get)));
  const { keys, rotations } = joined(known, found.flat());
  const [present] = listed;
  return { keys, rotations, isUnproven: present !== undefined && !isKnown(keys, present) };
}

/** Each leads to the next, in either direction. */
function joined(known: KeyChain, found: Rotation[]): { keys: KeyChain; rotations: Rotation[] } {
  let keys = known;
  const rotations: Rotation[] = [];
  const next = () => found.find((one) => extended(keys, one) !== null);
  for (let one = next(); one; one = next()) {
    keys = extended(keys, one) ?? keys;
    rotations.push(one);
  }
  return { keys, rotations };
}

/** One, or none where it cannot be had or does not hold. */
async function fetchRotation({ ended }: ListedKey, name: string, get: Get): Promise<Rotation[]> {
  if (!ended) return [];
  const path = `/entries/${hex(ended.statement)}`;
  try {
    const statement = await get(STEP, `${path}/statement`, MOST_STATEMENT);
    const proof = await get(STEP, `${path}/proof?size=${ended.until}`, MOST_PROOF);
    return [verifyRotation(statement, proof, name)];
  } catch {
    return [];
  }
}
