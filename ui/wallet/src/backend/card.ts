// The emergency card, as the core makes it and as a person wishes it.
import type { Saved } from "./backend";

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
/** The card that a locked wallet shows, made at `made`. */
export type LockedCard = { card: EmergencyCard; made: string };

export interface EmergencyPart {
  emergencyCard(wish: CardWish): Promise<EmergencyCard>;
  /** As a PDF to print. */
  saveEmergencyCard(wish: CardWish, paper: CardPaper): Promise<Saved>;
  /** Shows such a card while the wallet is locked, from now on; `null` shows none. */
  setLockedCard(wish: CardWish | null): Promise<void>;
  /** What is shown while the wallet is locked. */
  lockedCardWish(): Promise<CardWish | null>;
  /** The one call for a locked wallet that tells something of the record: what the person let it tell. */
  lockedCard(): Promise<LockedCard | null>;
}
