// Keeps the screen on while a code is shown, where the system lets a page ask for it.

/** Until the returned function is called. A refusal (low battery, an old system) changes nothing else. */
export function keepAwake(): () => void {
  const asked = navigator.wakeLock?.request("screen").catch(() => null);
  return () => void asked?.then((lock) => lock?.release());
}
