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

/** Anything with a category, in that order. */
export function inOrder<T extends { category: Category }>(sections: T[]): T[] {
  return [...sections].sort((a, b) => categories.indexOf(a.category) - categories.indexOf(b.category));
}

export function isCategory(word: string): word is Category {
  return (categories as readonly string[]).includes(word);
}
