// @vitest-environment node
// What the page's reader makes of twenty-one distortions of five codes, beside what `zbarimg` makes of the same pictures.
import { execFileSync, type StdioOptions } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { PNG } from "pngjs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { prepareZXingModule, readBarcodes } from "zxing-wasm/reader";

import { base32 } from "../protocol/bytes";
import { distortions, drawn, picture, scaled, type Grey } from "./distortions";
import { find } from "./find";

/** Codes of five sizes, as the product makes them: two of a rendezvous, a grant, a card's digest, a card. */
const codes = [49, 33, 81, 81, 260].map((length, which) => {
  const payload = Uint8Array.from({ length }, (_, at) => (at * 73 + which * 41 + length) & 255);
  return `HTTPS://RELAY-${which}.EXAMPLE/G#${base32(payload)}`;
});
const folder = mkdtempSync(join(tmpdir(), "keepwell-codes-"));

beforeAll(async () => {
  const wasm = createRequire(import.meta.url).resolve("zxing-wasm/reader/zxing_reader.wasm");
  const wasmBinary = new Uint8Array(readFileSync(wasm)).buffer;
  await prepareZXingModule({ overrides: { wasmBinary }, fireImmediately: true });
});
afterAll(() => rmSync(folder, { recursive: true }));

const read = (grey: Grey) => find(readBarcodes, picture(grey), "picture");

/** Whether a missing tool is a failure, as where everything is checked, or only said. */
const areToolsWanted = process.env["KEEPWELL_TOOLS"] === "wanted";

/** What `zbarimg` reads of it; null when it is not installed. */
function other(grey: Grey): string | null {
  const { data, width, height } = picture(grey);
  const png = Object.assign(new PNG({ width, height }), { data: Buffer.from(data) });
  const file = join(folder, "code.png");
  writeFileSync(file, PNG.sync.write(png));
  try {
    const given = ["--raw", "-q", "--nodbus", "-Sdisable", "-Sqrcode.enable", file];
    const stdio: StdioOptions = ["ignore", "pipe", "ignore"];
    return execFileSync("zbarimg", given, { encoding: "utf8", stdio }).trim();
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ENOENT" ? null : "";
  }
}

test("reads at least as many distorted codes as zbarimg, and the most of them", async () => {
  const [ours, theirs] = [[] as string[], [] as string[]];
  let isThere = true;
  for (const [name, distort] of Object.entries(distortions)) {
    for (const [which, code] of codes.entries()) {
      const grey = distort(drawn(code));
      if ((await read(grey)) === code) ours.push(`${name} ${which}`);
      const seen: string | null = isThere ? other(grey) : null;
      isThere = seen !== null;
      if (seen === code) theirs.push(`${name} ${which}`);
    }
  }
  expect(isThere || !areToolsWanted, "zbarimg is not installed (Debian: zbar-tools)").toBe(true);
  const missed = theirs.filter((name) => !ours.includes(name));
  console.log(
    `read ${ours.length}, zbarimg ${isThere ? theirs.length : "is not here"}, of 105; missed`,
    missed,
  );
  expect(ours.length).toBeGreaterThanOrEqual(Math.max(85, theirs.length));
}, 240_000);

test("reads a code of less than two dots a module, and nothing where there is none", async () => {
  const [code = ""] = codes;
  expect(await read(scaled(0.45)(drawn(code)))).toBe(code);
  expect(await read({ dots: new Float64Array(90_000).fill(200), width: 300, height: 300 })).toBeNull();
});

test("takes Keepwell's code where a poster hangs beside it", async () => {
  const [code = ""] = codes;
  const [poster, own] = [drawn("HTTPS://EXAMPLE.ORG/WIFI"), drawn(code)];
  const width = poster.width + own.width;
  const height = Math.max(poster.height, own.height);
  const both = new Float64Array(width * height).fill(255);
  for (const [grey, left] of [
    [poster, 0],
    [own, poster.width],
  ] as const)
    for (let y = 0; y < grey.height; y += 1)
      both.set(grey.dots.subarray(y * grey.width, (y + 1) * grey.width), y * width + left);
  expect(await read({ dots: both, width, height })).toBe(code);
});
