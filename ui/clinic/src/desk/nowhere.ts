// The country on the card of keys that are there for one visit: none.
export const NOWHERE = "ZZ";
