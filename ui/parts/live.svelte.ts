// Sentences for screen readers that no focus leads to: "seen", "stopped", one minute left.

export const spoken = $state({ polite: "", assertive: "" });

/** Says a text; the same text twice is said twice. */
export function say(text: string, how: "polite" | "assertive" = "polite"): void {
  spoken[how] = "";
  queueMicrotask(() => (spoken[how] = text));
}
