// A part's plaintext inside its encryption: length, content, zeros up to a padded size (Padmé with a floor of 64 KiB), so
// that a part's size tells little about what is in it.
import { fromU64, type Bytes } from "./bytes";
import { FormatError } from "./format";

const WHAT = "share";
const FLOOR = 64 * 1024;
const PREFIX = 8;

/** The size that content of so many bytes has with length and padding. */
export function paddedSize(content: number): number {
  const length = BigInt(Math.max(content + PREFIX, FLOOR));
  const exponent = BigInt(length.toString(2).length - 1);
  const significant = BigInt(exponent.toString(2).length);
  const mask = (1n << (exponent - significant)) - 1n;
  return Number((length + mask) & ~mask);
}

/** The content, when length and padding are as they must be. */
export function unframe(framed: Bytes): Bytes {
  const size = fromU64(framed.subarray(0, PREFIX));
  const isPadded = size !== null && framed.length === paddedSize(size);
  if (!isPadded || framed.subarray(PREFIX + size).some((byte) => byte !== 0))
    throw new FormatError(WHAT, "part");
  return framed.slice(PREFIX, PREFIX + size);
}
