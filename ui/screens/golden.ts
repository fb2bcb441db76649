// Pictures of the screens that somebody looked at, kept in `golden/`. A page that looks otherwise fails its test and
// leaves the new picture in `seen/`; `GOLDEN=update npm run screens` takes the new
// ones over, to be looked at before they are kept.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import pixelmatch from "pixelmatch";
import type { Page } from "playwright-core";
import { PNG } from "pngjs";

const here = import.meta.dirname;
/** Letters are drawn a little differently by every machine; a moved button is far more than this. */
const tolerance = 0.012;
const update = process.env["GOLDEN"] === "update";

/** Compares what is on the screen with the golden picture of that name. The share of other pixels, or null if new. */
export async function compare(page: Page, name: string): Promise<string | null> {
  const taken = await page.screenshot({ animations: "disabled", caret: "hide" });
  const golden = join(here, "golden", `${name}.png`);
  if (update || !existsSync(golden)) {
    put("golden", name, small(taken));
    return update ? null : `${name}: had no golden picture; look at it and keep it`;
  }
  const share = difference(PNG.sync.read(readFileSync(golden)), PNG.sync.read(taken));
  if (share <= tolerance) return null;
  put("seen", name, taken);
  return `${name}: ${(share * 100).toFixed(1)} % looks different; see seen/${name}.png`;
}

function put(folder: string, name: string, picture: Buffer): void {
  mkdirSync(join(here, folder), { recursive: true });
  writeFileSync(join(here, folder, `${name}.png`), picture);
}

/** The same picture in fewer bytes: no transparency, and packed as tightly as PNG allows. */
function small(picture: Buffer): Buffer {
  return PNG.sync.write(PNG.sync.read(picture), {
    colorType: 2,
    deflateLevel: 9,
    deflateStrategy: 0,
    filterType: 0,
  });
}

function difference(one: PNG, other: PNG): number {
  if (one.width !== other.width || one.height !== other.height) return 1;
  const count = pixelmatch(one.data, other.data, undefined, one.width, one.height, { threshold: 0.2 });
  return count / (one.width * one.height);
}
