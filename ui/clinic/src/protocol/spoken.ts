// Six words that a patient says at the desk (docs/formats/frames.md): read from what somebody typed, and stretched with the salt
// that came along. The cost of one try is given by the format, and never by what was received.
import { argon2id } from "@noble/hashes/argon2.js";

import { concat, utf8, type Bytes } from "./bytes";
import type { MapReader } from "./cbor";
import { label, own } from "./hash";

const COUNT = 6;
/** The longest text that is read as words, in bytes. */
const MOST_TEXT = 256;
/** So many letters of a word do. */
const PREFIX = 4;
/** How long the card of the words lasts, in seconds. */
export const LASTS_S = 31 * 24 * 60 * 60;
/** The end of the year 9999, in seconds since 1970. */
const LAST_S = 253_402_300_799;

/** What of the card travels in the open; `issued` in seconds since 1970. */
export type Spoken = { salt: Bytes; issued: number };

/** The words in one line, or why there are none. `place` counts from 1. */
export type Typed =
  | { is: "words"; words: string }
  | { is: "count"; count: number }
  | { is: "unknown"; place: number }
  | { is: "long" };

/** Takes salt and time of issue of a parcel under words. */
export function takeSpoken(map: MapReader): Spoken {
  const spoken = { salt: map.bytes(3, "salt", 16), issued: map.number(4, "issued") };
  return spoken.issued + LASTS_S > LAST_S ? map.refuse("issued") : spoken;
}

/** Reads what a person typed: in any case, with anything between the words that is no letter, each whole or as its first four
 * letters or more. The list is fetched when it is needed. */
export async function readWords(typed: string): Promise<Typed> {
  if (utf8(typed).length > MOST_TEXT) return { is: "long" };
  const { wordlist } = await import("@scure/bip39/wordlists/english.js");
  const words = typed
    .toLowerCase()
    .split(/\P{Alphabetic}+/u)
    .filter((word) => word !== "");
  const found = words.slice(0, COUNT).map((word) => wordOf(word, wordlist));
  const unknown = found.indexOf(null);
  if (unknown >= 0) return { is: "unknown", place: unknown + 1 };
  return words.length === COUNT
    ? { is: "words", words: found.join(" ") }
    : { is: "count", count: words.length };
}

function wordOf(typed: string, list: string[]): string | null {
  if (list.includes(typed)) return typed;
  const beginning = list.filter((word) => word.startsWith(typed));
  return typed.length >= PREFIX && beginning.length === 1 ? (beginning[0] ?? null) : null;
}

/** What all keys of the card come from: seconds of work and 64 MiB, on purpose. */
export function stretched(words: string, salt: Bytes): Bytes {
  const options = { m: 64 * 1024, t: 3, p: 1, dkLen: 32 };
  return own(argon2id(utf8(words), concat(label("spoken/salt"), salt), options));
}
