// Overwrites what was opened, so that nothing of it waits in memory until a browser gets round to it. What became text is
// beyond reach: it goes when nobody refers to it any more.
import type { Opened } from "./open";

/** Overwrites a share: its content, what proves it, and its access key. */
export function forget({ parts, manifest, consent, terms, statement, visit }: Opened): void {
  wipe([parts, manifest, consent, terms, statement, visit]);
}

/** Overwrites every byte string in a value, however deep. */
export function wipe(value: unknown): void {
  if (value instanceof Uint8Array) value.fill(0);
  else if (value instanceof Map) {
    for (const inner of value.values()) wipe(inner);
    value.clear();
  } else if (value !== null && typeof value === "object") Object.values(value).forEach(wipe);
}
