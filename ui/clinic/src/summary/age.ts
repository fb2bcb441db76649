// How old somebody is on a day, in full years.

/** Null for a birth date that is not a whole day, or not before `now` (milliseconds since 1970). */
export function ageAt(birthDate: string | null, now: number): number | null {
  if (!/^\d{4}-\d\d-\d\d$/.test(birthDate ?? "")) return null;
  const [year = 0, month = 0, day = 0] = (birthDate ?? "").split("-").map(Number);
  const today = new Date(now);
  const months = (today.getFullYear() - year) * 12 + today.getMonth() + 1 - month;
  const age = Math.floor((today.getDate() < day ? months - 1 : months) / 12);
  return age >= 0 && age < 150 ? age : null;
}
