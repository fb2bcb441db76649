// The whole conversation with a long ledger, over a network that is played: what is asked for, what is known then, and that a
// ledger which rewrote what was passed over is caught by what it signed.
import { ed25519 } from "@noble/curves/ed25519.js";
import { expect, test } from "vitest";

import { base64, concat, hex, u64, utf8, type Bytes } from "../protocol/bytes";
import { encode, type Value } from "../protocol/cbor";
import { claims, signDocument } from "../protocol/cose";
import { labelled, sha256 } from "../protocol/hash";
import { logKey } from "../protocol/note";
import { noticeRecord } from "../protocol/notices";
import { parseOrigin, type Origin } from "../protocol/origin";
import { seedSigner } from "../protocol/signer";
import { statusRootEntry } from "../protocol/statement";
import { Ledger, LedgerLies } from "./ledger";
import { entry, honest, LIST, LongLog } from "./longLog";
import { unknownLog } from "./view";

const NAME = "ledger.example/log";
const seed = new Uint8Array(32).fill(4);
const signer = seedSigner(seed);
const key = logKey(NAME, signer.key);
const URL = parseOrigin("https://ledger.example") as Origin;

/** What the ledger logs for its list. */
async function statusRoot(log: LongLog): Promise<Bytes> {
  const { count, root } = log.said();
  const payload: [number, Value][] = [
    [0, 1],
    [1, NAME],
    [2, LIST],
    [3, new Uint8Array(32)],
    [4, 77],
    [5, count],
    [6, root],
  ];
  const issuer = `urn:keepwell:key:${hex(labelled("statement/key", signer.key))}`;
  const header: [number, Value][] = [claims(issuer, "urn:keepwell:ledger:status"), [-70_001, 3]];
  return signDocument(signer, encode(new Map(payload)), header);
}

/** A ledger with these entries, whose list is logged at its place, and the paths that were asked for. */
async function served(entries: Bytes[]): Promise<{ ledger: Ledger; asked: string[]; log: LongLog }> {
  const statement = await statusRoot(new LongLog(entries));
  const logged = statusRootEntry(sha256(statement));
  const log = new LongLog(entries.map((one, index) => (index === LIST ? logged : one)));
  const source = log.source();
  const size = entries.length;
  const text = `${NAME}\n${size}\n${base64(log.frontier(size).root())}\n`;
  const line = base64(concat(key.id, ed25519.sign(utf8(text), seed) as Bytes));
  const asked: string[] = [];
  const answer = async (path: string): Promise<Bytes | null> => {
    if (path === "/checkpoint") return utf8(`${text}\n— ${NAME} ${line}\n`);
    const from = /^\/notices\/(\d+)$/.exec(path)?.[1];
    if (from !== undefined) {
      const records = log.notices().slice(Number(from)).map(noticeRecord);
      return encode(
        new Map<number, Value>([
          [0, 1],
          [1, statement],
          [2, concat(...records)],
        ]),
      );
    }
    const [, what, groups, partial] = /^\/tile\/(entries|\d+)\/([x\d/]+?)(?:\.p\/(\d+))?$/.exec(path) ?? [];
    if (what === undefined || groups === undefined) return null;
    const index = Number(groups.replaceAll(/[x/]/g, ""));
    const width = Number(partial ?? 256);
    if (what !== "entries") return source.tile({ level: Number(what), index, width });
    const bundle = log.entries.slice(index * 256, index * 256 + width);
    return concat(...bundle.map((one) => concat(u64(one.length).slice(6), one)));
  };
  const network = async (url: string): Promise<Response> => {
    const path = url.slice(URL.length);
    asked.push(path);
    const body = await answer(path);
    return body ? new Response(body) : new Response("", { status: 404 });
  };
  return { ledger: new Ledger(network, URL, key), asked, log };
}

const bundles = (asked: string[]) => asked.filter((path) => path.startsWith("/tile/entries/")).length;

test("a new page takes the end of a long log, and knows what was withdrawn", async () => {
  const { ledger, asked, log } = await served(honest);
  const record = await ledger.follow(unknownLog());
  expect([record.frontier.size, record.unreadBefore]).toEqual([honest.length, LIST]);
  expect(record.frontier.isSame({ size: honest.length, root: log.frontier(honest.length).root() })).toBe(
    true,
  );
  expect([record.unread.size, [...record.roots.values()]]).toEqual([4, [LIST]]);
  expect([bundles(asked), asked.length < 14]).toEqual([1, true]);
});

test("what was rewritten is proved against the ledger, wherever it stands", async () => {
  const { ledger } = await served(honest);
  const known = await ledger.follow(unknownLog());
  const more = Array.from({ length: 5000 }, (_, at) => entry(20_000 + at));
  for (const changed of [7, 8000]) {
    const other = honest.map((one, index) => (index === changed ? entry(99_999) : one));
    // Its list stands where it did, so everything is read: and that does not lead to what was known.
    const { ledger: lying } = await served([...other, ...more]);
    await expect(lying.follow(known)).rejects.toThrow(LedgerLies);
    const early = { ...known, frontier: new LongLog(honest).frontier(4000), notices: null };
    const caught = lying.follow(early);
    if (changed < 4000) await expect(caught).rejects.toThrow(LedgerLies);
    else expect((await caught).unreadBefore).toBe(LIST);
  }
});

test("an old record, from before there were notices, goes on", async () => {
  const { ledger } = await served(honest);
  const known = { ...unknownLog(), frontier: new LongLog(honest).frontier(4000), notices: null };
  const record = await ledger.follow(known);
  expect([record.unread.size, record.notices?.size]).toEqual([2, 4]);
});
