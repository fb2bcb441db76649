// The clinics' keys that were withdrawn on a ledger. The log says only that something was withdrawn: the statements are read
// beside it, all of them by everybody, so that the ledger does not learn whose matter to whom.
import { hex } from "../protocol/bytes";
import { sha256 } from "../protocol/hash";
import { parseWithdrawal } from "../protocol/statement";
import type { Ledger } from "./ledger";
import type { LogRecord } from "./view";

/** The most statements that are read at once; the others come next time. */
const AT_ONCE = 256;

/** What is known after reading on: one that did not come, or is none, is asked for again after the others. */
export async function learn(ledger: Ledger, known: LogRecord): Promise<LogRecord> {
  const [withdrawn, unread] = [new Set(known.withdrawn), new Set(known.unread)];
  for (const digest of [...unread].slice(0, AT_ONCE)) {
    const key = await withdrawnKey(ledger, digest);
    unread.delete(digest);
    if (key === null) unread.add(digest);
    else withdrawn.add(key);
  }
  return { ...known, withdrawn, unread };
}

/** In hexadecimal; null when the ledger does not show it. */
async function withdrawnKey(ledger: Ledger, digest: string): Promise<string | null> {
  try {
    const statement = await ledger.statement(digest);
    if (!statement || hex(sha256(statement)) !== digest) return null;
    return hex(parseWithdrawal(statement).key);
  } catch {
    return null;
  }
}
