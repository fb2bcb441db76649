// Crosses what is new without its entries where that is much (docs/formats/tile.md): hashes of tiles prove that the log only grew, up to
// where its newest status list covers it; from there on every entry is read. What lies between is known by that list: the grants that
// were taken back by its bits, and what concerns every reader by its notices.
import { Nonsense, Refused } from "../network/ask";
import { same, type Bytes } from "../protocol/bytes";
import { noticeRecord, type Notice, type NoticesPage } from "../protocol/notices";
import type { StatusRoot } from "../protocol/status";
import { readOn, type Source } from "./reading";
import { begin } from "./tiles";
import { Frontier, type LogRecord } from "./view";

/** Up to so many new entries are read rather than passed over: 16 bundles, 176 KB. */
export const NEAR = 4096;
/** The most entries that are read behind a status list: five minutes of a busy country. */
const MOST_BEHIND = 131_072;
/** More notices than a ledger has; beyond it everything is read. */
const MOST_NOTICES = 2 ** 20;
const STEP = "reading what concerns every reader of the ledger";

/** The newest status root of a ledger, and the notices that it covers. That it is on the log is for the caller to see. */
export type Listed = {
  /** How many entries it covers. */ size: number;
  /** The entry that must be on the log, not before `size`. */ entry: Bytes;
  /** The notices that are new, all before `size`. */ fresh: Notice[];
  /** Over all notices before `size`. */ notices: Frontier;
};
/** One answer, with what its statement says. */
export type Page = NoticesPage & { root: StatusRoot; entry: Bytes };

/** The notices behind those that are known; null where the ledger gives none, or too many. */
export async function listed(
  ask: (from: number) => Promise<Page | null>,
  known: Frontier,
): Promise<Listed | null> {
  let notices = known;
  const fresh: Notice[] = [];
  for (;;) {
    const page = await ask(notices.size);
    const said = page?.root.notices;
    if (!page || !said || said.count > MOST_NOTICES) return null;
    notices = added(notices, page);
    fresh.push(...page.notices);
    if (notices.isSame({ size: said.count, root: said.root }))
      return { size: page.root.size, entry: page.entry, fresh, notices };
    if (page.notices.length === 0 || notices.size >= said.count) throw new Nonsense(STEP);
  }
}

function added(known: Frontier, { notices, root }: Page): Frontier {
  if (notices.some(({ index }) => index >= root.size)) throw new Nonsense(STEP);
  return notices.reduce((log, notice) => log.push(noticeRecord(notice)), known);
}

/** Whether a list is behind what is known, and near enough to the end of a log of `size` entries. */
export function leadsOn(list: Listed, { frontier }: LogRecord, size: number): boolean {
  return list.size > frontier.size && list.size <= size && size - list.size <= MOST_BEHIND;
}

/** Gives the notices that are new, then every entry behind the list. `isOne`: what is known is the beginning of what was read; that is
 * proved once `read` has the root that the ledger signed. */
export async function cross(
  source: Source,
  { frontier }: LogRecord,
  { list, size }: { list: Listed; size: number },
  take: (entry: Bytes, index: number) => void,
): Promise<{ read: Frontier; isOne: boolean }> {
  const { known, begun } = await beginOrAnew(source, { old: frontier.size, from: list.size, size });
  // Whoever kept nothing of notices has read all of those before.
  for (const { index, entry } of list.fresh) if (index >= frontier.size) take(entry, index);
  let isLogged = false;
  const read = await readOn(source, begun, size, (entry, index) => {
    isLogged ||= same(entry, list.entry);
    take(entry, index);
  });
  const isOne = known === null || known.isSame({ size: frontier.size, root: frontier.root() });
  // A lie is told first.
  if (isOne && !isLogged) throw new Nonsense("reading entries of the ledger");
  return { read, isOne };
}

/** Where hashes of what is known were pruned, nothing is left that leads from it to what there is now. */
async function beginOrAnew(
  source: Source,
  at: { old: number; from: number; size: number },
): Promise<{ known: Frontier | null; begun: Frontier }> {
  try {
    return await begin(source.tile, at);
  } catch (error) {
    if (!(error instanceof Refused && error.code === "pruned") || at.old === 0) throw error;
    const { begun } = await begin(source.tile, { ...at, old: 0 });
    return { known: null, begun };
  }
}
