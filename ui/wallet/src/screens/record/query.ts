// What of the record is being looked at: the words searched for, the kind, where it came from, and in which order.
import type { Category, RecordQuery } from "../../backend/backend";

export type Wish = Omit<RecordQuery, "offset" | "limit">;
export type Shown = "all" | "imported" | "added_by_me";

/** As many records as one piece of a list holds. */
export const PIECE = 20;

export function wish(search: string, category: Category | null, shown: Shown, byDate: boolean): Wish {
  return {
    search: search.trim(),
    category,
    origin: shown === "all" ? null : shown,
    order: byDate ? "newest" : "category",
  };
}

/** The pieces of a list of `total` records, each by the place of its first. */
export function pieces(total: number): number[] {
  return Array.from({ length: Math.ceil(total / PIECE) }, (_, at) => at * PIECE);
}
