// What a browser's camera sees in a test, as a film that Chromium plays in a camera's place; and pictures as files.
import { closeSync, openSync, writeSync } from "node:fs";

import { PNG } from "pngjs";

import { picture, type Grey } from "../../clinic/src/scan/distortions";

const [width, height] = [1280, 720];
/** Pictures a second. */
const RATE = 20;
/** The brightness of the desk under a code. */
const DESK = 0x90;
const colour = Buffer.alloc((width * height) / 2, 0x80);

/** A piece of a film: a picture in the middle of the desk, or the desk alone, for so many frames. */
export type Scene = { still: Grey | null; frames: number };

/** What makes a browser play the file where a camera would be. The file is read anew each time the camera is opened, so that
 * another film can be put there meanwhile. */
export function cameraOf(file: string): string[] {
  return [
    "--use-fake-ui-for-media-stream",
    "--use-fake-device-for-media-stream",
    `--use-file-for-fake-video-capture=${file}`,
  ];
}

/** Writes the scenes one after the other, 1280 by 720; the camera begins again after the last one. */
export function writeFilm(file: string, ...scenes: Scene[]): void {
  const film = openSync(file, "w");
  writeSync(film, `YUV4MPEG2 W${width} H${height} F${RATE}:1 Ip A1:1 C420jpeg\n`);
  for (const { still, frames } of scenes) {
    const frame = Buffer.concat([Buffer.from("FRAME\n"), brightness(still), colour]);
    for (let count = 0; count < frames; count += 1) writeSync(film, frame);
  }
  closeSync(film);
}

function brightness(still: Grey | null): Buffer {
  const all = Buffer.alloc(width * height, DESK);
  if (!still) return all;
  const [left, top] = [(width - still.width) >> 1, (height - still.height) >> 1];
  for (let y = Math.max(0, -top); y < Math.min(still.height, height - top); y += 1)
    for (let x = Math.max(0, -left); x < Math.min(still.width, width - left); x += 1)
      all[(y + top) * width + x + left] = Math.min(255, Math.max(0, still.dots[y * still.width + x] ?? 0));
  return all;
}

/** A picture as a file for a file field. */
export function file(grey: Grey): { name: string; mimeType: string; buffer: Buffer } {
  const { data, width, height } = picture(grey);
  const png = Object.assign(new PNG({ width, height }), { data: Buffer.from(data) });
  return { name: "code.png", mimeType: "image/png", buffer: PNG.sync.write(png) };
}
