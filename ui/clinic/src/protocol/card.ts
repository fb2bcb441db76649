// A clinic's card (docs/formats/card.md): what the clinic says of itself, signed. Its digest is what grants are bound to.
import { argon2id } from "@noble/hashes/argon2.js";

import type { Bytes } from "./bytes";
import { encode, MapReader, type Value } from "./cbor";
import { Sign1, signDocument } from "./cose";
import { FormatError } from "./format";
import { label, sha256 } from "./hash";
import { parseOrigin, type Origin } from "./origin";
import type { Signer } from "./signer";

const WHAT = "clinic's card";
/** The largest card in bytes. */
export const MOST_CARD = 4096;
const LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

/** What a clinic says of itself; times in seconds since 1970. */
export type CardDetails = {
  name: string;
  country: string;
  contact: string | null;
  /** Any age recipient. */ recipient: string;
  agreement: Bytes;
  relay: Origin;
  page: Origin;
  issued: number;
  expires: number;
};

/** A card whose signature is good. */
export type Card = CardDetails & { key: Bytes; digest: Bytes; bytes: Bytes };

export function parseCard(bytes: Bytes): Card {
  const document = new Sign1(WHAT, bytes, MOST_CARD);
  const map = MapReader.parse(WHAT, document.finish(), MOST_CARD);
  map.version(1);
  const details: CardDetails = {
    name: map.text(1, "name", 120),
    country: map.text(2, "country", 2),
    contact: map.optionalText(3, "contact", 120),
    recipient: map.text(4, "recipient", MOST_CARD),
    agreement: map.bytes(5, "agreement key", 32),
    relay: origin(map, 6, "relay"),
    page: origin(map, 7, "page"),
    issued: map.number(8, "issued"),
    expires: map.number(9, "expires"),
  };
  map.finish();
  check(details);
  return { ...details, key: document.signer, digest: sha256(bytes), bytes };
}

/** Signs a card with the clinic's key. */
export async function signCard(details: CardDetails, signer: Signer): Promise<Card> {
  const fields: [number, Value][] = [
    [0, 1],
    [1, details.name],
    [2, details.country],
    ...(details.contact === null ? [] : ([[3, details.contact]] as [number, Value][])),
    [4, details.recipient],
    [5, details.agreement],
    [6, details.relay],
    [7, details.page],
    [8, details.issued],
    [9, details.expires],
  ];
  return parseCard(await signDocument(signer, encode(new Map(fields))));
}

/** The eight characters a person compares; a second of work on purpose, so that a look-alike is costly. */
export function checkCharacters(key: Bytes): string {
  const bytes = argon2id(key, label("card/check"), { m: 64 * 1024, t: 3, p: 1, dkLen: 8 });
  const letters = Array.from(bytes, (byte) => LETTERS[byte % 32]).join("");
  return `${letters.slice(0, 4)}-${letters.slice(4)}`;
}

function origin(map: MapReader, key: number, field: string): Origin {
  const written = map.text(key, field, 128);
  const parsed = parseOrigin(written);
  return parsed !== null && parsed === written ? parsed : map.refuse(field);
}

function check(details: CardDetails): void {
  const isPlain = (text: string) => !/\p{Cc}/u.test(text);
  if (details.name === "" || !isPlain(details.name)) throw new FormatError(WHAT, "name");
  if (!/^[A-Z]{2}$/.test(details.country)) throw new FormatError(WHAT, "country");
  if (details.contact !== null && !isPlain(details.contact)) throw new FormatError(WHAT, "contact");
  if (!/^age1[a-z0-9]+$/.test(details.recipient)) throw new FormatError(WHAT, "recipient");
  if (details.expires <= details.issued) throw new FormatError(WHAT, "expires");
}
