// What the fake core remembers of a trip.
import type { Trip } from "../backend";
import type { Scene } from "./world";

export type FakeTrip = {
  trip: Trip | null;
  card: string | null;
  summary: string | null;
  tested: string | null;
};

const days = (count: number) => new Date(Date.now() + count * 86_400_000).toISOString();

export function tripOf(scene: Scene): FakeTrip {
  if (scene !== "trip") return { trip: null, card: null, summary: null, tested: null };
  return {
    trip: { from: days(4), until: days(18), language: "pt" },
    card: days(-1),
    summary: null,
    tested: days(-40),
  };
}
