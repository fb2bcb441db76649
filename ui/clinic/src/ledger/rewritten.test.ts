// A ledger that rewrote what was known, where little is new: its own signatures prove it, and what proves nothing accuses nobody.
import { expect, test } from "vitest";

import { Nonsense, Refused } from "../network/ask";
import { contact } from "../open/contact";
import { Ledger, LedgerLies } from "./ledger";
import { entry } from "./longLog";
import { ledgerKey, Served, URL } from "./served";
import { unknownLog, type LogRecord } from "./view";

const ENTRIES = Array.from({ length: 30 }, (_, index) => entry(index));
const KNOWN = 20;
const served = (entries = ENTRIES) => new Served(entries);
const ledger = (of: Served) => new Ledger(of.network, URL, ledgerKey());
const known = (): Promise<LogRecord> => ledger(served(ENTRIES.slice(0, KNOWN))).follow(unknownLog());
const changed = (at: number) => ENTRIES.map((one, index) => (index === at ? entry(99_999) : one));
const failed = (of: Promise<unknown>): Promise<unknown> =>
  of.then(() => null).catch((error: unknown) => error);

test("an entry that was changed or dropped is proved against the ledger, with both states that it signed", async () => {
  const before = await known();
  for (const entries of [changed(0), changed(19), ENTRIES.filter((_, index) => index !== 7)]) {
    const lying = served(entries);
    const caught = await failed(ledger(lying).follow(before));
    expect(caught).toBeInstanceOf(LedgerLies);
    const { known: signed, contrary } = caught as LedgerLies;
    expect([signed, contrary]).toEqual([before.signed, lying.checkpoint()]);
  }
});

test("what is new may be anything", async () => {
  expect((await ledger(served(changed(20))).follow(await known())).frontier.size).toBe(30);
});

test("entries or tiles that were altered on the way accuse nobody", async () => {
  const before = await known();
  const altered = (path: string, of: Served, width: number) => {
    const bytes = new Uint8Array(width);
    of.instead.set(path, () => new Response(bytes));
    return failed(ledger(of).follow(before));
  };
  const bundle = "/tile/entries/000.p/30";
  const other = served();
  const wrong = served(changed(25));
  const body = await (await wrong.network(`${URL}${bundle}`, {})).arrayBuffer();
  other.instead.set(bundle, () => new Response(body));
  expect(await failed(ledger(other).follow(before))).toBeInstanceOf(Nonsense);
  expect(await altered("/tile/0/000.p/30", served(changed(3)), 30 * 32)).toBeInstanceOf(Nonsense);
});

test("where the hashes of what is known are gone nothing is proved", async () => {
  const lying = served(changed(3));
  lying.instead.set("/tile/0/000.p/30", () => new Response(null, { status: 410 }));
  expect(await failed(ledger(lying).follow(await known()))).toBeInstanceOf(Refused);
});

test("a desk refuses it, also where the patient allowed to open without the ledger", async () => {
  const [before, lying] = [await known(), served(changed(3))];
  const followed = ledger(lying);
  const desk = {
    generations: [],
    ledgerOf: () => followed,
    known: () => Promise.resolve(before),
    keep: () => Promise.reject(new Error("nothing is kept")),
  };
  const random = (length: number) => new Uint8Array(length);
  const world = { network: lying.network, now: () => lying.time, random };
  await expect(contact(desk, followed, world)).rejects.toMatchObject({ code: "ledger_lies" });
});
