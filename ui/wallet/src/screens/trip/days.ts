// Days as a person chooses them, and the moments they begin and end at, here.

/** "2026-12-01" as the first or the last second of that day. */
export function momentOf(day: string, which: "first" | "last"): string {
  const at = new Date(`${day}T${which === "first" ? "00:00:00" : "23:59:59"}`);
  return Number.isNaN(at.getTime()) ? day : at.toISOString().replace(/\.\d+Z$/, "Z");
}

/** The day of a moment, here. */
export function dateOf(moment: string): string {
  const at = new Date(moment);
  const two = (value: number) => String(value).padStart(2, "0");
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}
