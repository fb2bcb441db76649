// Hands bytes to the person as a file, by the browser's own download.
import type { Bytes } from "./protocol/bytes";

/** How long the browser may take to begin, in milliseconds. */
const BEGIN_MS = 30_000;

export function saveFile(name: string, mime: string, bytes: Bytes): void {
  const address = URL.createObjectURL(new Blob([bytes], { type: mime }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), BEGIN_MS);
}
