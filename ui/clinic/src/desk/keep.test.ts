// What is kept of a log where two things of one page, or two windows, read on at once: nothing that either knows is lost.
import { beforeEach, expect, test, vi } from "vitest";

import { entry } from "../ledger/longLog";
import { Frontier, unknownLog, type LogRecord } from "../ledger/view";
import { Shelf } from "./keep";

const shelves = new Map<string, unknown>();

/** A database in memory, in which only what can be cloned is kept. */
vi.mock("idb", () => {
  const get = (key: string) => Promise.resolve(structuredClone(shelves.get(key)));
  const put = (value: unknown, key: string) => Promise.resolve(void shelves.set(key, structuredClone(value)));
  const database = {
    get: (_: string, key: string) => get(key),
    transaction: () => ({ store: { get, put }, done: Promise.resolve() }),
  };
  return { openDB: () => Promise.resolve(database) };
});

const LOG = "ledger.example/log";
let shelf: Shelf;

beforeEach(async () => {
  shelves.clear();
  shelf = await Shelf.open();
});

function at(size: number, more: Partial<LogRecord> = {}): LogRecord {
  let frontier = Frontier.empty();
  for (let index = 0; index < size; index += 1) frontier = frontier.push(entry(index));
  return { ...unknownLog(), frontier, ...more };
}

const list = (size: number) => ({ size, bytes: Uint8Array.of(size) });

test("who reads beside an opening takes neither its list nor its time away", async () => {
  const opened = at(10, { readAt: 500, lists: new Map([[0, list(9)]]), revoked: new Set([3]) });
  await shelf.keepLog(LOG, opened);
  for (const stale of [
    at(10),
    at(10, { readAt: 400, lists: new Map([[0, list(7)]]) }),
    at(12, { readAt: 400, lists: new Map([[1, list(11)]]), withdrawn: new Set(["aa"]) }),
  ])
    await shelf.keepLog(LOG, stale);
  const known = await shelf.log(LOG);
  expect([known.frontier.size, known.readAt]).toEqual([12, 500]);
  expect([...known.lists].sort()).toEqual([
    [0, list(9)],
    [1, list(11)],
  ]);
  expect([[...known.revoked], [...known.withdrawn]]).toEqual([[3], ["aa"]]);
});

test("who read less far, but later, adds what it knows", async () => {
  await shelf.keepLog(LOG, at(12, { readAt: 400, signed: "the larger one" }));
  await shelf.keepLog(LOG, at(10, { readAt: 500, lists: new Map([[0, list(9)]]), revoked: new Set([3]) }));
  const { frontier, signed, readAt, lists, revoked } = await shelf.log(LOG);
  expect([frontier.size, signed, readAt]).toEqual([12, "the larger one", 500]);
  expect([lists.get(0), revoked.has(3)]).toEqual([list(9), true]);
});

test("of many shards those are kept whose lists cover most", async () => {
  const lists = new Map(Array.from({ length: 8 }, (_, shard) => [shard, list(shard + 1)] as const));
  await shelf.keepLog(LOG, at(20, { lists }));
  await shelf.keepLog(LOG, at(20, { lists: new Map([[9, list(20)]]) }));
  expect([...(await shelf.log(LOG)).lists.keys()].sort()).toEqual([1, 2, 3, 4, 5, 6, 7, 9]);
});

test("a list that was kept before it was noted how much it covers is read, and gives way", async () => {
  await shelf.keepLog(LOG, at(10, { readAt: 500 }));
  const before = shelves.get(LOG) as { lists: unknown };
  shelves.set(LOG, { ...before, lists: [[0, Uint8Array.of(1)]] });
  expect((await shelf.log(LOG)).lists.get(0)).toEqual({ size: 0, bytes: Uint8Array.of(1) });
  await shelf.keepLog(LOG, at(10, { lists: new Map([[0, list(4)]]) }));
  expect((await shelf.log(LOG)).lists.get(0)).toEqual(list(4));
});
