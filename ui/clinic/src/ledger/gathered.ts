// What the entries that were read mean for this clinic: which grants were taken back, which cards withdrawn, where the last status
// lists stand. Gathered beside what is known, which stays as it is until the root was compared.
import { Nonsense } from "../network/ask";
import { fromU64, hex, type Bytes } from "../protocol/bytes";
import { isNotice, noticeRecord } from "../protocol/notices";
import type { Entry } from "../protocol/statement";
import { Frontier, type LogRecord } from "./view";

const ENTRY = 41;
const REVOCATION = 2;
const STATUS_ROOT = 3;
const WITHDRAWAL = 6;
/** How many status roots are kept: the newest list is of the last, or of the one before while that is being published. */
const ROOTS = 4;

export class Gathered {
  readonly #revoked: Set<number>;
  readonly #unread: Set<string>;
  #roots: (readonly [string, number])[];

  /** `notices`: over those before the first entry that is taken in, where that is known. */
  constructor(
    known: LogRecord,
    private notices: Frontier | null,
  ) {
    [this.#revoked, this.#unread] = [new Set(known.revoked), new Set(known.unread)];
    this.#roots = [...known.roots];
  }

  /** Takes in an entry; a notice that stands before `from` is in `notices` already. */
  take(bytes: Bytes, index: number, from = 0): void {
    const entry = parseEntry(bytes);
    if (entry.type === REVOCATION) this.#revoked.add(entry.target);
    if (entry.type === STATUS_ROOT)
      this.#roots = [...this.#roots, [hex(entry.statement), index] as const].slice(-ROOTS);
    if (entry.type === WITHDRAWAL) this.#unread.add(hex(entry.statement));
    if (index >= from) this.#note(bytes, index);
  }

  #note(entry: Bytes, index: number): void {
    // Where it is read anew from its beginning.
    if (index === 0) this.notices = Frontier.empty();
    if (isNotice(entry[0] ?? -1)) this.notices = this.notices?.push(noticeRecord({ index, entry })) ?? null;
  }

  result(): Pick<LogRecord, "revoked" | "unread" | "roots" | "notices"> {
    const [revoked, unread] = [this.#revoked, this.#unread];
    return { revoked, unread, roots: new Map(this.#roots), notices: this.notices };
  }
}

/** An entry of 41 bytes; null bytes of another length make no sense. */
function parseEntry(bytes: Bytes): Entry {
  const target = fromU64(bytes.subarray(1, 9));
  const type = bytes[0];
  if (bytes.length !== ENTRY || target === null || type === undefined)
    throw new Nonsense("reading entries of the ledger");
  return { type, target, statement: bytes.slice(9) };
}
