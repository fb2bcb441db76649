// The kinds of lines of an emergency card, in its order, and those that are on until the person says otherwise.
import type { CardPart } from "$wallet/backend/backend";

export const parts: CardPart[] = [
  "name",
  "allergies",
  "medicines",
  "conditions",
  "implants",
  "blood",
  "contacts",
];

/** A blood group is tested again before it is used, and tells a stranger something: off until it is wanted. */
export const usual: CardPart[] = parts.filter((part) => part !== "blood");
