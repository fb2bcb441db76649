// The packet of a frame as npm's RaptorQ reads it. RFC 6330 numbers the symbols that are made of all of an object from K on, the
// number of its own symbols; this package, as the crate before its second version, from K' on, to which the block is extended
// (§5.3.1). The symbols are the same.
import { concat, type Bytes } from "../protocol/bytes";
import { SYMBOL, type Frame } from "../protocol/frame";

/** The extended sizes of a block (RFC 6330, table 2), as far as the largest object needs them. */
const EXTENDED = [
  10, 12, 18, 20, 26, 30, 32, 36, 42, 46, 48, 49, 55, 60, 62, 69, 75, 84, 88, 91, 95, 97, 101, 114, 119, 125,
  127, 138, 140, 149, 153, 160, 166, 168, 179, 181, 185, 187, 200, 213, 217, 225, 236,
];

/** How many symbols an object of so many bytes has; so many frames at least are needed. */
export function symbols(length: number): number {
  return Math.ceil(length / SYMBOL);
}

/** The number of the source block, that of the symbol, and the symbol. */
export function packetOf({ length, number, symbol }: Frame): Bytes {
  const own = symbols(length);
  const extended = EXTENDED.find((size) => size >= own) ?? own;
  const id = new Uint8Array(4);
  new DataView(id.buffer).setUint32(0, number < own ? number : number + extended - own);
  return concat(id, symbol);
}
