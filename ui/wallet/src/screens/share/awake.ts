// Keeps the screen on while a code is shown, where the system lets a page ask for it, and the wallet open while the code
// waits to be scanned.
import type { Backend } from "$wallet/backend/backend";

/** Until the returned function is called. A refusal (low battery, an old system) changes nothing else. */
export function keepAwake(): () => void {
  const asked = navigator.wakeLock?.request("screen").catch(() => null);
  return () => void asked?.then((lock) => lock?.release());
}

/** A code waits to be scanned until the returned function is called; how long that counts is the core's to say. */
export function codeWaits(backend: Backend): () => void {
  const tell = (waits: boolean) => void backend.codeWaits(waits).catch(() => undefined);
  tell(true);
  return () => tell(false);
}
