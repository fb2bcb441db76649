// A share that came without its receipt: the patient showed it offline, and it may have been recorded and stopped since.
import { expect, test } from "vitest";

import { entry } from "../ledger/longLog";
import { Ledger } from "../ledger/ledger";
import { ledgerKey, revocationOf, Served, URL, witness } from "../ledger/served";
import { unknownLog, type LogRecord } from "../ledger/view";
import { hex, type Bytes } from "../protocol/bytes";
import { grantEntry } from "../protocol/statement";
import { revocation, type Status } from "./checks";
import { contact } from "./contact";
import { receipt } from "./receipt";

const DIGEST: Bytes = new Uint8Array(32).fill(77);
const PATH = `/entries/${hex(DIGEST)}`;
const OTHERS = [0, 1, 2].map((index) => entry(index));
const RECORDED = [...OTHERS, grantEntry(DIGEST), entry(4)];
const STOPPED = [...RECORDED, revocationOf(3)];

type Found = { index: number | null; status: Status; kept: LogRecord };

/** What is found of a share without a receipt; or the name of the check that refused it, and why. */
async function found(served: Served, offlineOk: boolean, isSeen = false): Promise<Found | string> {
  let kept = unknownLog();
  const keep = (record: LogRecord) => Promise.resolve(void (kept = record));
  const ledger = new Ledger(served.network, URL, ledgerKey(), isSeen ? witness() : null);
  const desk = {
    generations: [],
    ledgerOf: () => ledger,
    known: () => Promise.resolve(kept),
    keep: (_: Ledger, record: LogRecord) => keep(record),
  };
  const random = (length: number) => new Uint8Array(length).fill(3);
  const world = { network: served.network, now: () => served.time, random };
  try {
    const met = await contact(desk, ledger, world);
    const { index, record } = await receipt({ proof: null, digest: DIGEST }, met, offlineOk, keep);
    const status = await revocation(index, { ...met, record }, offlineOk, keep);
    return { index, status, kept };
  } catch (error) {
    const { check, code } = error as { check?: string; code?: string };
    if (!check) throw error;
    return `${check} ${code}`;
  }
}

const away = () => new Response(null, { status: 502 });

test("recorded since is found where it stands, and stopped since is refused", async () => {
  expect(await found(new Served(RECORDED), true)).toMatchObject({ index: 3 });
  expect(await found(new Served(STOPPED), true)).toBe("revocation revoked");
  expect(await found(new Served(STOPPED), false)).toBe("revocation revoked");
});

test("what was recorded and stopped after the log was read is read before it is decided", async () => {
  const served = new Served(OTHERS);
  served.instead.set(`${PATH}/proof`, () => {
    served.instead.clear();
    served.entries = STOPPED;
    return new Response(served.proof(3));
  });
  expect(await found(served, true)).toBe("revocation revoked");
});

test("what the ledger does not have opens only if the patient allowed it, and is never called fresh", async () => {
  const notFresh = { index: null, status: { age: null, isFresh: false } };
  const served = new Served(OTHERS);
  expect(await found(served, true)).toMatchObject(notFresh);
  expect(await found(served, false)).toBe("receipt not_recorded");
  // Pruned meanwhile.
  served.instead.set(`${PATH}/proof`, () => new Response(null, { status: 410 }));
  expect(await found(served, true)).toMatchObject(notFresh);
});

test("without the ledger nobody is asked, and nothing is called fresh", async () => {
  const served = new Served(STOPPED);
  served.instead.set("/checkpoint", away);
  expect(await found(served, true)).toMatchObject({ index: null, status: { age: null, isFresh: false } });
  expect(served.asked.some((path) => path.startsWith("/entries/"))).toBe(false);
  expect(await found(served, false)).toBe("receipt ledger_away");
});

test("what proves nothing or does not come opens nothing", async () => {
  const served = new Served(RECORDED);
  const other = new Served([...OTHERS, grantEntry(new Uint8Array(32)), entry(4)]);
  served.instead.set(`${PATH}/proof`, () => new Response(other.proof(3)));
  expect(await found(served, true)).toBe("receipt altered");
  served.instead.set(`${PATH}/proof`, away);
  expect(await found(served, true)).toBe("receipt unreachable");
  served.instead.clear();
  served.instead.set(`${PATH}?size=5`, away);
  expect(await found(served, true)).toBe("receipt unreachable");
  const receiptAtFour = await served.receipt(3, 4);
  served.instead.set(`${PATH}?size=5`, () => new Response(receiptAtFour));
  expect(await found(served, true)).toBe("receipt altered");
});

test("a state of another history in which it stands is a lie", async () => {
  const served = new Served(RECORDED);
  const other = new Served([entry(99), ...RECORDED.slice(1, 4)]);
  const forged = await other.receipt(3);
  served.instead.set(`${PATH}/proof`, () => new Response(other.proof(3)));
  served.instead.set(`${PATH}?size=4`, () => new Response(forged));
  expect(await found(served, true)).toBe("receipt ledger_lies");
});

test("where witnesses are asked for, only a state that they have seen counts", async () => {
  const served = new Served(STOPPED);
  served.cosigned = served.time;
  expect(await found(served, true, true)).toBe("revocation revoked");
  served.instead.set(`${PATH}/proof`, () => new Response(null, { status: 503 }));
  expect(await found(served, true, true)).toBe("receipt not_witnessed");
  expect(await found(served, true, false)).toBe("receipt unreachable");
  const unseen = new Served(STOPPED);
  const [proof, receiptOfIt] = [unseen.proof(3), await unseen.receipt(3)];
  served.instead.set(`${PATH}/proof`, () => new Response(proof));
  served.instead.set(`${PATH}?size=6`, () => new Response(receiptOfIt));
  expect(await found(served, true, true)).toBe("receipt not_witnessed");
});
