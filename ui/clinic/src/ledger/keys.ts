// The keys that a ledger signs and signed with, as far as this page knows them: one comes from the operator, the others follow from
// it, each because the one beside it proved that it was handed over. What a key signed counts for logs up to the size at which it
// ended; whoever finds an old one signs for nothing later.
import { same } from "../protocol/bytes";
import { parseNoteKey, writeNoteKey, type NoteKey } from "../protocol/note";
import type { Rotation } from "../protocol/rotation";

export type KeyChain = {
  /** Signs now. */ now: NoteKey;
  /** Those before it, the oldest first, each with the size of the largest log that it signs for. */
  before: readonly { key: NoteKey; until: number }[];
};

export function only(key: NoteKey): KeyChain {
  return { now: key, before: [] };
}

export function knows({ now, before }: KeyChain, key: NoteKey): boolean {
  return [now, ...before.map((one) => one.key)].some((one) => isSame(one, key));
}

/** The chain with a rotation that joins one of its ends; null for any other. */
export function extended({ now, before }: KeyChain, rotation: Rotation): KeyChain | null {
  const until = rotation.checkpoint.size;
  const [first, last] = [before[0], before.at(-1)];
  if (isSame(rotation.old, now) && (!last || last.until < until))
    return { now: rotation.new, before: [...before, { key: now, until }] };
  const oldest = first?.key ?? now;
  if (isSame(rotation.new, oldest) && (!first || until < first.until))
    return { now, before: [{ key: rotation.old, until }, ...before] };
  return null;
}

/** What `read` makes of it with one of the keys, the newest first; one that ended counts where the size is not beyond its end. */
export async function byOne<T>(
  { now, before }: KeyChain,
  read: (key: NoteKey) => T | Promise<T>,
  sizeOf: (found: T) => number,
): Promise<T> {
  try {
    return await read(now);
  } catch (error) {
    for (const { key, until } of [...before].reverse()) {
      const found = await attempted(() => read(key));
      if (found && sizeOf(found.value) <= until) return found.value;
    }
    throw error;
  }
}

async function attempted<T>(read: () => T | Promise<T>): Promise<{ value: T } | null> {
  try {
    return { value: await read() };
  } catch {
    return null;
  }
}

/** As it is kept. */
export type KeptChain = { now: string; before: [string, number][] };

export function writeChain({ now, before }: KeyChain): KeptChain {
  return { now: writeNoteKey(now), before: before.map(({ key, until }) => [writeNoteKey(key), until]) };
}

/** What was kept; null when it makes no sense. */
export function readChain(kept: KeptChain): KeyChain | null {
  try {
    const before = kept.before.map(([key, until]) => ({ key: parseNoteKey(key), until }));
    return { now: parseNoteKey(kept.now), before };
  } catch {
    return null;
  }
}

function isSame(one: NoteKey, other: NoteKey): boolean {
  return one.name === other.name && same(one.key, other.key);
}
