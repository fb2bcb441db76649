// RFC 9162: leaf and node hashes, and the root that a proof leads to. Sizes are exact up to 2^53 − 1.
import { sha256 } from "./hash";
import { same, type Bytes } from "./bytes";

export function leaf(entry: Uint8Array): Bytes {
  return sha256(Uint8Array.of(0), entry);
}

export function node(left: Uint8Array, right: Uint8Array): Bytes {
  return sha256(Uint8Array.of(1), left, right);
}

/** The root that an inclusion proof leads to (§2.1.3.2); null when it has the wrong number of hashes. */
export function rootOf(hash: Bytes, index: number, size: number, path: Bytes[]): Bytes | null {
  if (index >= size) return null;
  let [at, last] = [BigInt(index), BigInt(size - 1)];
  let root = hash;
  for (const sibling of path) {
    if (last === 0n) return null;
    if ((at & 1n) === 1n || at === last) {
      root = node(sibling, root);
      while ((at & 1n) === 0n && at !== 0n) [at, last] = [at >> 1n, last >> 1n];
    } else {
      root = node(root, sibling);
    }
    [at, last] = [at >> 1n, last >> 1n];
  }
  return last === 0n ? root : null;
}

type Tree = { size: number; root: Bytes };

/** Whether a consistency proof shows that the tree of `newer` extends that of `older` (§2.1.4.2). */
export function extendsTree(older: Tree, newer: Tree, path: Bytes[]): boolean {
  if (older.size === newer.size) return path.length === 0 && same(older.root, newer.root);
  if (older.size === 0) return path.length === 0;
  if (older.size > newer.size) return false;
  const folded = fold(older, newer.size, isPowerOfTwo(older.size) ? [older.root, ...path] : path);
  return folded !== null && same(folded.old, older.root) && same(folded.now, newer.root);
}

/** Both roots that a path leads to; null when it has the wrong number of hashes. */
function fold(older: Tree, size: number, [first, ...rest]: Bytes[]): { old: Bytes; now: Bytes } | null {
  if (!first) return null;
  let [at, last] = skip(BigInt(older.size - 1), BigInt(size - 1), 1n);
  let [old, now] = [first, first];
  for (const sibling of rest) {
    if (last === 0n) return null;
    const isRight = (at & 1n) === 1n;
    if (isRight || at === last) {
      [old, now] = [node(sibling, old), node(sibling, now)];
      if (!isRight) [at, last] = skip(at, last, 0n);
    } else {
      now = node(now, sibling);
    }
    [at, last] = [at >> 1n, last >> 1n];
  }
  return last === 0n ? { old, now } : null;
}

/** Up the tree, as long as the place is a right (1) or a left (0) child. */
function skip(at: bigint, last: bigint, side: bigint): [bigint, bigint] {
  return (at & 1n) === side && (side === 1n || at !== 0n) ? skip(at >> 1n, last >> 1n, side) : [at, last];
}

function isPowerOfTwo(size: number): boolean {
  const value = BigInt(size);
  return (value & (value - 1n)) === 0n;
}
