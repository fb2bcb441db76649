// The pictures of an animated PNG one by one, as the program draws them: each whole, in grey.
import { crc32 } from "node:zlib";

import { PNG } from "pngjs";

import type { Grey } from "../clinic/src/scan/distortions";

type Chunk = { type: string; data: Buffer };

export function picturesOf(file: Buffer): Grey[] {
  const chunks = [...chunksOf(file)];
  const header = chunks.find(({ type }) => type === "IHDR");
  if (!header) throw new Error("no PNG");
  const pictures: Buffer[][] = [];
  for (const { type, data } of chunks) {
    if (type === "fcTL") pictures.push([]);
    if (type === "IDAT") pictures.at(-1)?.push(data);
    // Behind its number in the sequence.
    if (type === "fdAT") pictures.at(-1)?.push(data.subarray(4));
  }
  return pictures.map((parts) => grey(header.data, Buffer.concat(parts)));
}

function* chunksOf(file: Buffer): Generator<Chunk> {
  for (let at = 8; at < file.length;) {
    const length = file.readUInt32BE(at);
    yield { type: file.toString("latin1", at + 4, at + 8), data: file.subarray(at + 8, at + 8 + length) };
    at += length + 12;
  }
}

function grey(header: Buffer, data: Buffer): Grey {
  const parts = [chunk("IHDR", header), chunk("IDAT", data), chunk("IEND", Buffer.alloc(0))];
  const { width, height, data: dots } = PNG.sync.read(Buffer.concat([signature, ...parts]));
  return { width, height, dots: Float64Array.from({ length: width * height }, (_, at) => dots[at * 4] ?? 0) };
}

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}
