// Finds a QR code in a picture: as it is, then larger when it is small, then with a threshold for the whole picture, until one
// way reads it. Which program reads is given by whoever calls, so that a test reads as the page does.
import { isFrame } from "../protocol/frame";
import type { ReaderOptions } from "zxing-wasm/reader";

/** Red, green, blue and opacity of each dot, row by row. */
export type Picture = { data: Uint8ClampedArray<ArrayBuffer>; width: number; height: number };
type Read = (picture: ImageData, options: ReaderOptions) => Promise<{ isValid: boolean; text: string }[]>;

/** A camera shows the next frame at once, so each gets one try; a chosen picture gets every try. */
export type Effort = "frame" | "picture";

const options: ReaderOptions = {
  formats: ["QRCode"],
  tryHarder: true,
  tryRotate: true,
  tryInvert: true,
  tryDownscale: true,
  // A desk has a poster beside the patient's phone: ours is chosen among them.
  maxNumberOfSymbols: 8,
};
/** A picture that is smaller is tried at twice its size too. */
const SMALL = 1200;

/** The text of the code, of one of Keepwell's where there are several; null when there is none. */
export async function find(read: Read, picture: Picture, effort: Effort): Promise<string | null> {
  for (const attempt of attempts(picture, effort)) {
    const found = await read(attempt.picture() as ImageData, { ...options, ...attempt.options });
    const texts = found.filter(({ isValid }) => isValid).map(({ text }) => text);
    const [first] = [...texts.filter(looksOurs), ...texts];
    if (first !== undefined) return first;
  }
  return null;
}

type Attempt = { picture: () => Picture; options: ReaderOptions };

function attempts(picture: Picture, effort: Effort): Attempt[] {
  const asItIs: Attempt = { picture: () => picture, options: {} };
  if (effort === "frame") return [asItIs];
  const isSmall = Math.max(picture.width, picture.height) < SMALL;
  return [
    asItIs,
    { picture: () => (isSmall ? doubled(picture) : halved(picture)), options: {} },
    { picture: () => picture, options: { binarizer: "GlobalHistogram" } },
    { picture: () => halved(picture), options: { tryDenoise: true } },
  ];
}

function looksOurs(text: string): boolean {
  return /^https?:\/\/[^/#]+\/[gr]#/i.test(text) || isFrame(text);
}

/** Twice as large, each new dot between its neighbours. */
export function doubled(from: Picture): Picture {
  return resampled(from, from.width * 2, from.height * 2);
}

function halved(from: Picture): Picture {
  return resampled(from, Math.ceil(from.width / 2), Math.ceil(from.height / 2));
}

/** Grey in another size, by the four nearest dots. */
function resampled(from: Picture, width: number, height: number): Picture {
  const data = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const [fromX, fromY] = [
        ((x + 0.5) * from.width) / width - 0.5,
        ((y + 0.5) * from.height) / height - 0.5,
      ];
      data.fill(between(from, fromX, fromY), (y * width + x) * 4, (y * width + x) * 4 + 3);
    }
  }
  return { data, width, height };
}

function between(picture: Picture, x: number, y: number): number {
  const [left, top] = [Math.floor(x), Math.floor(y)];
  const [right, down] = [x - left, y - top];
  const upper = grey(picture, left, top) * (1 - right) + grey(picture, left + 1, top) * right;
  const lower = grey(picture, left, top + 1) * (1 - right) + grey(picture, left + 1, top + 1) * right;
  return upper * (1 - down) + lower * down;
}

function grey({ data, width, height }: Picture, x: number, y: number): number {
  const at = (clamp(y, height) * width + clamp(x, width)) * 4;
  return ((data[at] ?? 0) * 77 + (data[at + 1] ?? 0) * 150 + (data[at + 2] ?? 0) * 29) >> 8;
}

function clamp(at: number, size: number): number {
  return Math.min(Math.max(at, 0), size - 1);
}
