// What a desk knows after it asked a ledger whose witnesses have not looked lately, or while its browser keeps nothing.
import { expect, test } from "vitest";

import { Ledger } from "../ledger/ledger";
import { entry } from "../ledger/longLog";
import { ledgerKey, revocationOf, Served, URL, witness } from "../ledger/served";
import { unknownLog, type LogRecord } from "../ledger/view";
import { revocation } from "./checks";
import { contact, type Contact } from "./contact";

const ENTRIES = [0, 1, 2, 3].map((index) => entry(index));
let kept: LogRecord;

async function met(served: Served, known: LogRecord, fails = false): Promise<Contact> {
  kept = known;
  const ledger = new Ledger(served.network, URL, ledgerKey(), witness());
  const desk = {
    generations: [],
    ledgerOf: () => ledger,
    known: () => Promise.resolve(kept),
    keep: (_: Ledger, record: LogRecord) =>
      fails ? Promise.reject(new Error("full")) : Promise.resolve(void (kept = record)),
  };
  const random = (length: number) => new Uint8Array(length).fill(3);
  return contact(desk, ledger, { network: served.network, now: () => served.time + 7, random });
}

const judged = (one: Contact) => revocation(3, one, true, () => Promise.resolve());

test("what was read in a state that was cosigned long ago counts, and is kept", async () => {
  const served = new Served([...ENTRIES, revocationOf(3)]);
  served.cosigned = served.time - 16 * 60;
  const one = await met(served, { ...unknownLog(), readAt: served.time - 3600 });
  expect([one.isAway, one.clock.isSigned, one.age]).toEqual([true, false, 3607]);
  await expect(judged(one)).rejects.toMatchObject({ check: "revocation", code: "revoked" });
  // It was not read to its end now, as far as anybody knows.
  expect([kept.revoked.has(3), kept.readAt]).toEqual([true, served.time - 3600]);
});

test("nothing that is known from before is lost by it, and what was not stopped opens as without the ledger", async () => {
  const served = new Served(ENTRIES);
  served.cosigned = served.time - 16 * 60;
  const one = await met(served, unknownLog());
  expect([one.isAway, one.age, await judged(one)]).toEqual([true, null, { age: null, isFresh: false }]);
  served.cosigned = served.time;
  const next = await met(served, kept);
  expect([next.isAway, kept.readAt]).toEqual([false, served.time]);
});

test("what the browser could not keep opens nothing that the patient did not allow, and counts all the same", async () => {
  const served = new Served([...ENTRIES, revocationOf(3)]);
  served.cosigned = served.time;
  const one = await met(served, unknownLog(), true);
  expect(one.isAway).toBe(true);
  await expect(judged(one)).rejects.toMatchObject({ code: "revoked" });
});

test("what witnesses have cosigned already is not in the future, whatever time the ledger signs", async () => {
  const served = new Served(ENTRIES);
  served.cosigned = served.time + 600;
  const one = await met(served, unknownLog());
  expect([one.isAway, one.clock.now, kept.readAt]).toEqual([false, served.time + 600, served.time]);
});
