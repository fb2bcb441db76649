// Hands bytes to the person as a file, by the browser's own download.
import type { Bytes } from "./protocol/bytes";

/** How long the browser may take to begin, in milliseconds. */
const BEGIN_MS = 30_000;
const addresses = new Set<string>();

export function saveFile(name: string, mime: string, bytes: Bytes): void {
  const address = URL.createObjectURL(new Blob([bytes], { type: mime }));
  addresses.add(address);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => forget(address), BEGIN_MS);
}

/** What was handed over and is still in this page's memory goes with the record. */
export function forgetFiles(): void {
  for (const address of addresses) forget(address);
}

function forget(address: string): void {
  URL.revokeObjectURL(address);
  addresses.delete(address);
}
