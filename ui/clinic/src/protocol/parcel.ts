// A parcel (docs/formats/frames.md): a share that came in an animated code. The grant's code in the open; sealed to the
// clinic's recipient the manifest and the packed bundle. Where the desk had no key to show, also what makes one, with six words.
import type { Bytes } from "./bytes";
import { MapReader } from "./cbor";
import { FormatError, VersionError } from "./format";
import { MOST_OBJECT } from "./frame";
import { parseLink, type GrantLink } from "./link";
import { takeSpoken, type Spoken } from "./spoken";

const WHAT = "parcel";
const VERSION = 1;
/** The version of a parcel under words. */
const UNDER_WORDS = 2;
const MOST_CODE = 512;
/** The largest bundle that is carried, in bytes. */
export const MOST_BUNDLE = 4 * 1024 * 1024;

export type Parcel = {
  /** The text of the grant's code. */ code: string;
  link: GrantLink;
  sealed: Bytes;
  /** What its recipient is made of, with six words; null where a clinic's card has it. */ spoken: Spoken | null;
};
export type Content = { manifest: Bytes; packed: Bytes };

/** Reads the object that frames carried. */
export function parseParcel(bytes: Bytes): Parcel {
  const map = MapReader.parse(WHAT, bytes, MOST_OBJECT);
  const version = map.number(0, "version");
  if (version !== VERSION && version !== UNDER_WORDS) throw new VersionError(WHAT, "version");
  const code = map.text(1, "code", MOST_CODE);
  const sealed = map.bytes(2, "seal");
  const spoken = version === UNDER_WORDS ? takeSpoken(map) : null;
  map.finish();
  const link = parseLink(code);
  if (link.kind !== "grant" || code !== code.trim().toUpperCase()) throw new FormatError(WHAT, "code");
  return { code, link, sealed, spoken };
}

/** Reads what was under the seal. */
export function parseContent(bytes: Bytes): Content {
  const map = MapReader.parse(WHAT, bytes, MOST_OBJECT);
  map.version(VERSION);
  const content = { manifest: map.bytes(1, "manifest"), packed: map.bytes(2, "bundle") };
  map.finish();
  return content;
}
