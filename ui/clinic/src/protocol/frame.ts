// One frame of an animated code (docs/formats/frames.md): of which object it is, how large that is, and one encoding packet of
// RaptorQ (RFC 6330).
import { fromBase32, same, type Bytes } from "./bytes";
import { crc32 } from "./crc";
import { FormatError, VersionError } from "./format";

const WHAT = "animated code";
const PREFIX = "KWF:";
const VERSION = 1;
/** The size of a symbol, in bytes. */
export const SYMBOL = 1120;
/** The largest object, in bytes. */
export const MOST_OBJECT = 256 * 1024;
/** How many different frames an object has. */
const MOST_FRAMES = 2 ** 20;
/** Version, object, transmission information, packet, checksum. */
const BYTES = 1 + 8 + 12 + 4 + SYMBOL + 4;
/** What the transmission information says after the size: symbols of this size, one source block, one sub-block, aligned to 8. */
const GIVEN = Uint8Array.of(0, SYMBOL >> 8, SYMBOL & 255, 1, 0, 1, 8);

export type Frame = {
  /** The first eight bytes of the object's SHA-256. */ object: Bytes;
  /** The object's size, in bytes. */ length: number;
  /** The symbol's number. */ number: number;
  symbol: Bytes;
};

/** Whether this is meant as a frame, readable or not. */
export function isFrame(text: string): boolean {
  return text.startsWith(PREFIX);
}

/** Reads the text of a frame; refuses what is not written as ours are. */
export function parseFrame(text: string): Frame {
  const bytes = soundBytes(text);
  const view = new DataView(bytes.buffer);
  const length = view.getUint32(10);
  const fits = view.getUint8(9) === 0 && length > 0 && length <= MOST_OBJECT;
  if (!fits || !same(bytes.subarray(14, 21), GIVEN)) throw new FormatError(WHAT, "transmission information");
  const number = view.getUint32(21);
  // The highest byte is that of the source block, of which there is one.
  if (number >= MOST_FRAMES) throw new FormatError(WHAT, "payload id");
  return {
    object: bytes.slice(1, 9),
    length,
    number,
    symbol: bytes.slice(25, -4),
  };
}

/** The bytes of a frame of this version, as they were written. */
function soundBytes(text: string): Bytes {
  const bytes = isFrame(text) && text.length <= 2 * BYTES ? fromBase32(text.slice(PREFIX.length)) : null;
  if (!bytes) throw new FormatError(WHAT, "Base32");
  if (bytes.length > 0 && bytes[0] !== VERSION) throw new VersionError(WHAT, "version");
  const isSound = bytes.length === BYTES && same(crc32(bytes.subarray(0, -4)), bytes.subarray(-4));
  if (!isSound) throw new FormatError(WHAT, "checksum");
  return bytes;
}
