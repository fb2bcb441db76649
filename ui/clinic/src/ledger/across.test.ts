// A clinic that is new, or was away for long: what is passed over is proved by hashes, what concerns everybody is not missed.
import { expect, test } from "vitest";

import { Refused } from "../network/ask";
import type { Bytes } from "../protocol/bytes";
import { noticeRecord } from "../protocol/notices";
import { cross, leadsOn, listed, type Listed } from "./across";
import { Gathered } from "./gathered";
import { entry, honest, LIST, LongLog, SIZE } from "./longLog";
import type { Source } from "./reading";
import { Frontier, unknownLog, type LogRecord } from "./view";

async function read(log: LongLog, known: LogRecord): Promise<{ record: LogRecord; isOne: boolean }> {
  const list = (await listed(log.pages(), known.notices ?? Frontier.empty())) as Listed;
  expect(leadsOn(list, known, log.entries.length)).toBe(true);
  const gathered = new Gathered(known, list.notices);
  const size = log.entries.length;
  const found = await cross(log.source(), known, { list, size }, (one, index) =>
    gathered.take(one, index, list.size),
  );
  expect(found.read.isSame({ size, root: log.frontier(size).root() })).toBe(true);
  const record = { ...known, frontier: found.read, unreadBefore: list.size, ...gathered.result() };
  return { record, isOne: found.isOne };
}

test("a newcomer begins at the newest list and knows what concerns everybody", async () => {
  const log = new LongLog(honest);
  const { record, isOne } = await read(log, unknownLog());
  expect(isOne).toBe(true);
  expect([record.unread.size, record.roots.size, record.unreadBefore]).toEqual([4, 1, LIST]);
  expect(record.notices?.size).toBe(4);
  expect(log.asked).toBeLessThan(8);
});

test("who was away, and who kept nothing of notices, is told of those that are new alone", async () => {
  const log = new LongLog(honest);
  const at = { ...unknownLog(), frontier: log.frontier(4000) };
  const before = [100, 2999].map((index) => ({ index, entry: honest[index] as Bytes }));
  const notices = before.reduce((all, one) => all.push(noticeRecord(one)), Frontier.empty());
  for (const known of [
    { ...at, notices },
    { ...at, notices: null },
  ]) {
    const { record, isOne } = await read(log, known);
    expect([isOne, record.unread.size, record.notices?.size]).toEqual([true, 2, 4]);
  }
});

test("what was changed in what was known is not the same log", async () => {
  const other = new LongLog(honest.map((one, index) => (index === 7 ? entry(99_999) : one)));
  const known = { ...unknownLog(), frontier: new LongLog(honest).frontier(4000) };
  expect((await read(other, known)).isOne).toBe(false);
});

test("that what was known was changed is told before that the list is not on the log", async () => {
  const other = new LongLog(honest.map((one, index) => (index === 7 ? entry(99_999) : one)));
  const known = { ...unknownLog(), frontier: new LongLog(honest).frontier(4000) };
  const list = { ...((await listed(other.pages(), Frontier.empty())) as Listed), entry: entry(5) };
  const crossed = await cross(other.source(), known, { list, size: SIZE }, () => undefined);
  expect(crossed.isOne).toBe(false);
});

test("where hashes of what was known are pruned it is begun anew", async () => {
  const log = new LongLog(honest);
  const source = log.source();
  const known = { ...unknownLog(), frontier: log.frontier(300) };
  const list = (await listed(log.pages(), Frontier.empty())) as Listed;
  const pruned: Source = {
    ...source,
    tile: (tile) =>
      tile.level === 0 && tile.index === 1 ? Promise.reject(new Refused("pruned")) : source.tile(tile),
  };
  const { read: found, isOne } = await cross(pruned, known, { list, size: SIZE }, () => undefined);
  expect([isOne, found.size]).toEqual([true, SIZE]);
});

test("notices that lead nowhere and a list that is not on the log are refused", async () => {
  const log = new LongLog(honest);
  const without = log.pages((page) => ({ ...page, notices: page.notices.slice(1) }));
  await expect(listed(without, Frontier.empty())).rejects.toThrow("concerns every reader");
  const none = log.pages((page) => ({ ...page, root: { ...page.root, notices: null } }));
  expect(await listed(none, Frontier.empty())).toBeNull();
  const list = (await listed(log.pages(), Frontier.empty())) as Listed;
  const elsewhere = { ...list, entry: entry(5) };
  const crossed = cross(log.source(), unknownLog(), { list: elsewhere, size: SIZE }, () => undefined);
  await expect(crossed).rejects.toThrow("reading entries");
});
