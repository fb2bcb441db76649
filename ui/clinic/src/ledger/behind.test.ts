// A ledger that shows less than is known: one of its machines may be seconds behind another, and nobody is accused at once.
import { expect, test } from "vitest";

import { Unreachable } from "../network/ask";
import { Ledger, LedgerLies } from "./ledger";
import { entry } from "./longLog";
import { ledgerKey, Served, URL } from "./served";
import { unknownLog, type LogRecord } from "./view";

const ENTRIES = Array.from({ length: 30 }, (_, index) => entry(index));
const KNOWN = 20;

/** Follows a ledger from what is known, and after each wait does this; what came of it, and how long was waited each time. */
async function followed(
  served: Served,
  after: (waits: number) => void,
): Promise<{ found: LogRecord | Error; waited: number[] }> {
  const known = await new Ledger(new Served(ENTRIES.slice(0, KNOWN)).network, URL, ledgerKey()).follow(
    unknownLog(),
  );
  const waited: number[] = [];
  const wait = (ms: number) => {
    waited.push(ms);
    return Promise.resolve(after(waited.length));
  };
  const ledger = new Ledger(served.network, URL, ledgerKey(), null, wait);
  const found = await ledger.follow(known).catch((error: unknown) => error as Error);
  return { found, waited };
}

test.each([1, 2])("who catches up after %i moments is read on, and accused of nothing", async (moments) => {
  const served = new Served(ENTRIES);
  served.shown = KNOWN - 1;
  const { found, waited } = await followed(served, (waits) => {
    if (waits === moments) served.shown = null;
  });
  expect(found).toMatchObject({ frontier: { size: 30 } });
  expect(waited).toEqual(Array.from({ length: moments }, () => 2000));
});

test("who shows what is known is read, and nothing is new", async () => {
  const served = new Served(ENTRIES);
  served.shown = KNOWN - 1;
  const { found } = await followed(served, () => void (served.shown = KNOWN));
  expect(found).toMatchObject({ frontier: { size: KNOWN } });
});

test("who shows less three times lies", async () => {
  const served = new Served(ENTRIES);
  served.shown = KNOWN - 1;
  const { found, waited } = await followed(served, () => undefined);
  expect(found).toBeInstanceOf(LedgerLies);
  expect(served.asked).toEqual(["/checkpoint", "/checkpoint", "/checkpoint"]);
  expect(waited.length).toBe(2);
});

test("who goes away meanwhile is away", async () => {
  const served = new Served(ENTRIES);
  served.shown = KNOWN - 1;
  const { found } = await followed(served, () => {
    served.instead.set("/checkpoint", () => new Response(null, { status: 502 }));
  });
  expect(found).toBeInstanceOf(Unreachable);
});

test("another history of the same size is a lie at once, also after a wait", async () => {
  const other = new Served(ENTRIES.map((one, index) => (index === 3 ? entry(99) : one)));
  other.shown = KNOWN;
  const at = await followed(other, () => undefined);
  expect([at.found instanceof LedgerLies, at.waited]).toEqual([true, []]);
  other.shown = KNOWN - 1;
  const later = await followed(other, () => void (other.shown = KNOWN));
  expect([later.found instanceof LedgerLies, later.waited.length]).toEqual([true, 1]);
});
