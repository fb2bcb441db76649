// CRC-32 as in gzip and PNG (ISO 3309), by which a misread frame is told.

/** The sum of these bytes, the highest byte first. */
export function crc32(bytes: Uint8Array): Uint8Array {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  const written = new Uint8Array(4);
  new DataView(written.buffer).setUint32(0, ~sum >>> 0);
  return written;
}
