// Pictures as eyes see them that tell some colours, or all, not apart: Chromium plays them, and what is left of a
// drawing is measured by its brightness alone.
import type { Locator, Page } from "playwright-core";
import { PNG } from "pngjs";

export const eyes = ["none", "protanopia", "deuteranopia", "tritanopia", "achromatopsia"] as const;
export type Eyes = (typeof eyes)[number];

/** Takes a picture of one place on the page for each kind of eyes. */
export async function seenBy(page: Page, place: Locator, room = 0): Promise<Record<Eyes, PNG>> {
  const session = await page.context().newCDPSession(page);
  await place.scrollIntoViewIfNeeded();
  const box = await place.boundingBox();
  if (!box) throw new Error("There is nothing to see there.");
  const clip = {
    x: box.x - room,
    y: box.y - room,
    width: box.width + 2 * room,
    height: box.height + 2 * room,
  };
  const pictures: Partial<Record<Eyes, PNG>> = {};
  for (const type of eyes) {
    await session.send("Emulation.setEmulatedVisionDeficiency", { type });
    pictures[type] = PNG.sync.read(await page.screenshot({ clip, animations: "disabled" }));
  }
  await session.send("Emulation.setEmulatedVisionDeficiency", { type: "none" });
  await session.detach();
  return pictures as Record<Eyes, PNG>;
}

/** The relative luminance (WCAG 2) of each dot, 0 to 1. */
function brightness({ data }: PNG): number[] {
  const linear = (value: number) =>
    value <= 0.04045 * 255 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4;
  return Array.from({ length: data.length / 4 }, (_, at) => {
    const [red = 0, green = 0, blue = 0] = data.subarray(at * 4, at * 4 + 3);
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
  });
}

/** The contrast of each dot with the ground, which is what most of the picture shows. */
function contrasts(picture: PNG): number[] {
  const dots = brightness(picture);
  const counts = new Map<number, number>();
  for (const dot of dots) counts.set(dot, (counts.get(dot) ?? 0) + 1);
  const ground = [...counts].sort(([, one], [, other]) => other - one)[0]?.[0] ?? 0;
  return dots.map((dot) => (Math.max(dot, ground) + 0.05) / (Math.min(dot, ground) + 0.05));
}

/** The strongest contrast in a picture, 1 to 21. */
export function contrast(picture: PNG): number {
  return contrasts(picture).reduce((most, dot) => Math.max(most, dot), 1);
}

/** The share of what is drawn in either picture, from above left, that is drawn in only one: 0 to 1, colours aside. */
export function otherness(one: PNG, other: PNG): number {
  const [first, second] = [drawn(one), drawn(other)];
  const either = new Set([...first, ...second]);
  const both = [...first].filter((dot) => second.has(dot)).length;
  return either.size === 0 ? 0 : (either.size - both) / either.size;
}

/** The places that stand out from the ground. */
function drawn(picture: PNG): Set<string> {
  const enough = 2;
  const places = contrasts(picture).flatMap((dot, at) =>
    dot >= enough ? [`${at % picture.width},${Math.floor(at / picture.width)}`] : [],
  );
  return new Set(places);
}

/** All pictures on one sheet: a row each, as wide as the widest. */
export function sheet(rows: PNG[][]): Buffer {
  const gap = 8;
  const width = Math.max(...rows.map((row) => row.reduce((sum, picture) => sum + picture.width + gap, gap)));
  const heights = rows.map((row) => Math.max(...row.map(({ height }) => height)) + gap);
  const page = new PNG({ width, height: heights.reduce((sum, height) => sum + height, gap) });
  page.data.fill(Buffer.from([0xbf, 0xbf, 0xbf, 0xff]));
  let [top, left] = [gap, gap];
  for (const [at, row] of rows.entries()) {
    for (const picture of row) {
      PNG.bitblt(picture, page, 0, 0, picture.width, picture.height, left, top);
      left += picture.width + gap;
    }
    [left, top] = [gap, top + (heights[at] ?? 0)];
  }
  return PNG.sync.write(page);
}
