// @vitest-environment node
// Every byte that arrives, altered on the way: an opening is played again for each, and every one is refused by the check that
// must. Nothing that the relay or the ledger sends is taken on trust.
import { afterAll, beforeAll, expect, test } from "vitest";

import type { Bytes } from "../protocol/bytes";
import { all, altered, chosen, PATIENCE, Played } from "./played";
import { program, Stage } from "./program";

const found = program();
if (!found) console.log("skipped: keepwell is not built (cargo build --bin keepwell)");
const stage = new Stage(found ?? "");
const run = test.skipIf(!found);
let played: Played;

beforeAll(async () => {
  if (found) played = await Played.begin(stage);
}, 60_000);
afterAll(() => stage.end());

/** An age file to the end of its header, all of it; then its nonce and the first and last bytes of what is encrypted; between
 * them every 8191st: each piece of 64 KiB has one tag over all its bytes, and there are no others. */
function sealed(bytes: Bytes): number[] {
  const mac = Buffer.from(bytes).indexOf("\n---");
  const header = bytes.indexOf(0x0a, mac + 1) + 1;
  return chosen(
    bytes,
    (at) => at < header + 16 + 16 || at >= bytes.length - 16 || (at - header) % 8191 === 0,
  );
}

/** The same kind of file, read by the same code: every third speaks for the others. */
const third = (bytes: Bytes) => {
  const places = new Set(sealed(bytes).filter((_, count) => count % 3 === 0));
  return chosen(bytes, (at) => places.has(at));
};

/** One signature over all of it. */
const everyFourth = (bytes: Bytes) => chosen(bytes, (at) => at % 4 === 0);

const onTheWay: [what: string, where: RegExp, places: (bytes: Bytes) => number[], refused: string][] = [
  ["manifest", /\/parts\/manifest$/, sealed, "decrypt not_for_us"],
  ["record", /\/parts\/bundle$/, sealed, "parts altered"],
  ["summary as PDF", /\/parts\/summary$/, third, "parts altered"],
  ["ledger's signed time", /\/time$/, all, "receipt ledger_away"],
  ["checkpoint", /\/checkpoint$/, all, "receipt ledger_away"],
  ["entries", /\/tile\/entries\/000\.p\/\d+$/, all, "receipt ledger_away"],
  ["status list", /\/status\/0$/, everyFourth, "revocation altered"],
  ["hash tile", /\/tile\/0\/000\.p\/\d+$/, all, "receipt altered"],
];

run.each(onTheWay)(
  "no byte of the %s can be altered on the way",
  async (what, where, places, refused) => {
    const { tape } = played;
    const body = tape.body(where);
    expect(await played.refusal(tape.play(where, body))).toBe(null);
    const start = performance.now();
    const tried = places(body);
    const counts = await played.refusals(tried, [refused], (at) => tape.play(where, altered(body, at)));
    expect(counts).toEqual({ [refused]: tried.length });
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    console.log(`${what}: ${tried.length} of ${body.length} bytes, ${seconds} s`);
  },
  PATIENCE,
);
