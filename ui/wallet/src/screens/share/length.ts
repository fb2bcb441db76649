// How long a share is open, as the page asks for it: four usual lengths, or a number of hours or days.

export const usual = [60, 300, 1440, 4320] as const;
/** Thirty days, the longest that a share may be open; in minutes. */
export const longest = 30 * 24 * 60;

export type Unit = "hours" | "days";

/** Minutes of a typed number; nothing when it is no number, or less than an hour, or more than thirty days. */
export function minutesOf(typed: string, unit: Unit): number | null {
  if (!/^\d{1,3}$/.test(typed.trim())) return null;
  const minutes = Number(typed) * (unit === "days" ? 24 * 60 : 60);
  return minutes >= 60 && minutes <= longest ? minutes : null;
}

/** The number and unit to show for a length that is none of the usual ones. */
export function typedOf(minutes: number): { typed: string; unit: Unit } {
  if (minutes % 1440 === 0) return { typed: String(minutes / 1440), unit: "days" };
  return { typed: String(Math.max(1, Math.round(minutes / 60))), unit: "hours" };
}

export function isUsual(minutes: number): boolean {
  return (usual as readonly number[]).includes(minutes);
}
