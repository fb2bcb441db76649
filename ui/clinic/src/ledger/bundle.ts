// Where a log's bundles and tiles are found, and what a bundle holds (C2SP tlog-tiles).
import { Nonsense } from "../network/ask";
import type { Bytes } from "../protocol/bytes";

/** The entries of a bundle, each after its length in two bytes. */
export function split(bytes: Bytes): Bytes[] {
  const entries: Bytes[] = [];
  for (let at = 0; at < bytes.length;) {
    const length = ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
    const entry = bytes.slice(at + 2, at + 2 + length);
    if (entry.length !== length || length === 0) throw new Nonsense("reading entries of the ledger");
    entries.push(entry);
    at += 2 + length;
  }
  return entries;
}

/** 1234067 is `x001/x234/067` (C2SP tlog-tiles). */
export function indexPath(index: number): string {
  const groups: string[] = [];
  for (let rest = index; groups.length === 0 || rest > 0; rest = Math.floor(rest / 1000)) {
    groups.unshift(String(rest % 1000).padStart(3, "0"));
  }
  return groups.map((group, at) => (at < groups.length - 1 ? `x${group}` : group)).join("/");
}
