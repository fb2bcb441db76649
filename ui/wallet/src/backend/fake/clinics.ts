// The clinics the fake wallet has met. All invented.
import type { Clinic } from "../backend";

export function clinics(): Clinic[] {
  const days = (count: number) => new Date(Date.now() - count * 86_400_000).toISOString();
  return [
    {
      card: "kibo",
      name: "Kibo Eye Clinic",
      country: "TZ",
      check: "K7QM-2RWD",
      standing: "met",
      last_shared: days(0),
    },
    {
      card: "mawenzi",
      name: "Dr J. Mwangi",
      country: "KE",
      check: "8HXT-V4NC",
      standing: "met",
      last_shared: days(3),
    },
    {
      card: "aga",
      name: "Lakeside Laboratory",
      country: "KE",
      check: "P2LE-9SBA",
      standing: "met",
      last_shared: null,
    },
  ];
}

/** The clinic of a code that the wallet has not met. */
export const stranger: Clinic = {
  card: "new",
  name: "Harbour Street Practice",
  country: "GB",
  check: "T5ZD-71KQ",
  standing: "new",
  last_shared: null,
};
