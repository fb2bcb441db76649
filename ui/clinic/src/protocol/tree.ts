// RFC 9162: leaf and node hashes, and the root that a proof leads to. Sizes are exact up to 2^53 − 1.
import { sha256 } from "./hash";
import type { Bytes } from "./bytes";

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
