// Pictures of the screens that somebody looked at, kept in `golden/`. A page that looks otherwise fails its test and
// leaves in `seen/` the new picture and one of the differences; `GOLDEN=update npm run screens` takes the new ones
// over, to be looked at before they are kept.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import pixelmatch from "pixelmatch";
import type { Page } from "playwright-core";
import { PNG } from "pngjs";

import { put } from "./pictures";
import { quiet, settle } from "./rest";

/** Letters are drawn a little differently by every machine; a changed word is more than this. */
const tolerance = 0.003;
const update = process.env["GOLDEN"] === "update";
/** A picture that differs is taken again this often: on a busy machine a page may have been caught half drawn. */
const tries = 3;

type Take = () => Promise<Buffer>;

/** Compares what is on the screen with the golden picture of that name. What is wrong with it, or null. */
export function compare(page: Page, name: string): Promise<string | null> {
  return comparePicture(name, () => take(page));
}

/** The same for any picture; `taken` takes it, again if it differs. */
export async function comparePicture(name: string, taken: Take): Promise<string | null> {
  const file = join(import.meta.dirname, "golden", `${name}.png`);
  const golden = existsSync(file) ? PNG.sync.read(readFileSync(file)) : null;
  if (update) return renew(taken, file, golden);
  if (golden) return held(taken, name, golden);
  const seen = put(name, await taken());
  return `${name}: has no golden picture. Look at ${seen}; GOLDEN=update npm run screens keeps it`;
}

async function held(take: Take, name: string, golden: PNG): Promise<string | null> {
  for (let left = tries; ; left -= 1) {
    const taken = await take();
    const { share, drawn } = difference(golden, PNG.sync.read(taken));
    if (share <= tolerance) return null;
    if (left > 1) continue;
    const seen = put(name, taken);
    const where = drawn ? ` and ${put(`${name}-difference`, PNG.sync.write(drawn))}` : "";
    return `${name}: ${(share * 100).toFixed(1)} % looks different. See ${seen}${where}`;
  }
}

/** A picture that shows the same is not written anew: each one weighs in the history for ever. */
async function renew(take: Take, file: string, golden: PNG | null): Promise<null> {
  const taken = PNG.sync.read(await take());
  if (!golden || difference(golden, taken).share > 0) writeFileSync(file, small(taken));
  return null;
}

async function take(page: Page): Promise<Buffer> {
  await quiet(page);
  await settle(page);
  return page.screenshot({ animations: "disabled", caret: "hide" });
}

/** The same picture in fewer bytes: no transparency, and packed as tightly as PNG allows. */
function small(picture: PNG): Buffer {
  return PNG.sync.write(picture, {
    colorType: 2,
    deflateLevel: 9,
    deflateStrategy: 0,
    filterType: 0,
  });
}

/** The share of dots that differ, and a picture of where. */
function difference(one: PNG, other: PNG): { share: number; drawn: PNG | null } {
  const { width, height } = one;
  if (width !== other.width || height !== other.height) return { share: 1, drawn: null };
  const drawn = new PNG({ width, height });
  const count = pixelmatch(one.data, other.data, drawn.data, width, height, { threshold: 0.2 });
  return { share: count / (width * height), drawn };
}
