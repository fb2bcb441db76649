// The emergency card, as the core makes it and as a person wishes it.

/** An emergency card to make; `language` is one of the term list's. */
export type CardWish = {
  language: string;
  parts: CardPart[];
  /** English in the letters of a keyboard, whatever the language. */ keyboard: boolean;
};
export type CardPart = "name" | "allergies" | "medicines" | "conditions" | "implants" | "blood" | "contacts";
export type CardPaper = "wallet" | "page";
/** `svg`: the drawing of its code. `shown` of `all` chosen lines are on it. */
export type EmergencyCard = {
  lines: { kind: "part" | "title" | "alert" | "fact" | "note"; text: string }[];
  svg: string;
  language: string;
  shown: number;
  all: number;
};
