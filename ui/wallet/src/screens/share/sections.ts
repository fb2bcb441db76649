// The sections of a record, in the order in which every page shows them: danger first.
import type { Category } from "$wallet/backend/backend";

const categories: readonly Category[] = [
  "allergies",
  "medicines",
  "problems",
  "immunizations",
  "results",
  "procedures",
  "documents",
  "other",
];

export function isCategory(word: string): word is Category {
  return (categories as readonly string[]).includes(word);
}
