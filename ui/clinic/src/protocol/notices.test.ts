// Notices as Rust writes them, and none of which a byte is missing.
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { expect, test } from "vitest";

import { Frontier } from "../ledger/view";
import { fromHex, hex, type Bytes } from "./bytes";
import { sha256 } from "./hash";
import type { NoteKey } from "./note";
import { noticeRecord, parseNotices } from "./notices";
import { verifyingKey } from "./sign";
import { statusRootEntry } from "./statement";
import { readStatusRoot } from "./status";

const here = dirname(fileURLToPath(import.meta.url));
const file = join(here, "../../../../tests/vectors/protocol/notices.json");
const bytes = (letters: string) => fromHex(letters) as Bytes;

test("notices are read alike and lead to their root", () => {
  const found = JSON.parse(readFileSync(file, "utf8"));
  const ledger = { name: found.ledger as string, key: verifyingKey(bytes(found.ledger_seed)) } as NoteKey;
  const page = parseNotices(bytes(found.page));
  expect(hex(page.statement)).toBe(found.statement);
  expect(page.notices.map(({ index }) => index)).toEqual(found.indexes);
  const over = page.notices.reduce((log, one) => log.push(noticeRecord(one)), Frontier.empty());
  const root = readStatusRoot(page.statement, ledger);
  expect([root.size, root.notices?.count]).toEqual([found.size, over.size]);
  expect([hex(root.notices?.root as Bytes), hex(over.root())]).toEqual([found.root, found.root]);
  expect(hex(statusRootEntry(sha256(page.statement)))).toBe(found.entry);
  for (let length = 0; length < bytes(found.page).length; length += 1)
    expect(() => parseNotices(bytes(found.page).slice(0, length))).toThrow();
});
