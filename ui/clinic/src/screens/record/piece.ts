/** How many lines of one kind are drawn at first. */
export const PIECE = 100;
