// The ledger as a clinic reads it: its signed time, its newest checkpoint, and every entry since the last visit, or where those are many
// since its newest status list, from which the root is computed again, so that a ledger that rewrites or drops something is caught.
import { Nonsense, Refused, Unreachable, type Network } from "../network/ask";
import { hex, text, type Bytes } from "../protocol/bytes";
import { MOST_PROOF, openCheckpoint, openTlogProof, type Checkpoint } from "../protocol/checkpoint";
import { sha256 } from "../protocol/hash";
import type { NoteKey } from "../protocol/note";
import { MOST_NOTICES, parseNotices } from "../protocol/notices";
import type { Origin } from "../protocol/origin";
import { MOST_KEPT, prunedBy, readRetention } from "../protocol/retention";
import type { Rotation } from "../protocol/rotation";
import { MOST_RECEIPT } from "../protocol/receipt";
import { statusRootEntry } from "../protocol/statement";
import { MOST_LIST, readStatusRoot } from "../protocol/status";
import { verifyTime } from "../protocol/time";
import { cross, leadsOn, listed, NEAR, type Listed } from "./across";
import { Gathered } from "./gathered";
import { learnKeys } from "./handover";
import { byOne, knows, only, type KeyChain } from "./keys";
import { Pieces } from "./pieces";
import { cosignedAt, isWitnessed, type Quorum } from "./quorum";
import { readOn, type Source } from "./reading";
import { judge } from "./tiles";
import { Frontier, type LogRecord } from "./view";

/** How often what does not fit is fetched before it counts as no answer. */
const ATTEMPTS = 2;
/** What a ledger answers while too few witnesses have cosigned a state that holds an entry. */
const NOT_YET = 503;

/** What passes before a state that is behind what is known is asked for again: of the machines of a ledger one may be seconds behind
 * another. In milliseconds. */
const CATCHING_UP_MS = 2000;
/** How often that is done before it is no longer believed. */
const CATCHING_UP = 2;
const ENTRIES = "reading entries of the ledger";

/** A checkpoint, and as it was signed. */
type Signed = { checkpoint: Checkpoint; note: string };

/** The ledger signed something that contradicts what it signed before; both are kept as evidence. */
export class LedgerLies extends Error {
  constructor(
    readonly known: string | null,
    readonly contrary: string,
  ) {
    super("the log does not match what this clinic saw before");
  }
}

/** Too few of the witnesses that are asked for have cosigned what the ledger shows. */
export class NotWitnessed extends Error {
  constructor() {
    super("too few witnesses have seen this state of the log");
  }
}

/** The ledger signs with a key to which none of its known keys handed over. */
export class KeyNotProven extends Error {
  constructor() {
    super("the log is signed with another key, and nothing proves that the known one handed over to it");
  }
}

export class Ledger {
  #keys: KeyChain;
  /** Rotations that were learnt and not found in the history that was read yet. */
  #learnt: Rotation[] = [];
  readonly #pieces: Pieces;

  constructor(
    network: Network,
    url: Origin,
    /** The operator's; by its name the ledger is known here. */ readonly key: NoteKey,
    /** Whom the operator asks for; nobody is without. */ private readonly quorum: Quorum | null = null,
    /** Lets so many milliseconds pass. */ private readonly wait: (ms: number) => Promise<void> = passing,
  ) {
    this.#keys = only(key);
    this.#pieces = new Pieces(network, url);
  }

  /** Takes up what was learnt of its keys at an earlier visit. */
  know({ keys }: LogRecord): void {
    if (keys && knows(keys, this.key) && keys.before.length > this.#keys.before.length) this.#keys = keys;
  }

  /** What `read` makes of it with one of the ledger's keys, also one that it can prove only now; `sizeOf` says of how large a log
   * it speaks. */
  async hold<T>(read: (key: NoteKey) => T | Promise<T>, sizeOf: (found: T) => number): Promise<T> {
    try {
      return await byOne(this.#keys, read, sizeOf);
    } catch (error) {
      const isLearnt = await this.#learn();
      if (isLearnt === null) throw new KeyNotProven();
      if (!isLearnt) throw error;
      return byOne(this.#keys, read, sizeOf);
    }
  }

  /** Whether enough witnesses cosigned this checkpoint, at `since` (seconds since 1970) or later. */
  isWitnessed(note: string, since = 0): boolean {
    return isWitnessed(this.quorum, note, since);
  }

  /** When enough witnesses had cosigned this note, in seconds since 1970; null where none are asked for. */
  cosignedAt(note: string): number | null {
    return cosignedAt(this.quorum, note);
  }

  #expectWitnessed(note: string): void {
    if (!this.isWitnessed(note)) throw new NotWitnessed();
  }

  /** Seconds since 1970 by the ledger's clock, signed over this nonce. */
  async time(nonce: Bytes): Promise<number> {
    const step = "asking the ledger for the time";
    const answer = await this.#pieces.post(step, "/time", nonce, 512);
    // A key that was handed over says nothing of the present.
    const read = (key: NoteKey) => ({ time: verifyTime(answer, nonce, key.key) });
    return (await sensible(step, () => this.hold(read, () => Number.POSITIVE_INFINITY))).time;
  }

  async checkpoint(): Promise<Signed> {
    const step = "reading the ledger's checkpoint";
    const note = text(await this.#pieces.get(step, "/checkpoint", 256 * 1024)) ?? "";
    const open = (key: NoteKey) => ({ checkpoint: openCheckpoint(note, key), note });
    return sensible(step, () => this.hold(open, ({ checkpoint }) => checkpoint.size));
  }

  /** Reads on to the newest checkpoint, and gives what is known then. Where much is new, what lies before the newest status list is
   * passed over, all but the notices among it. */
  async follow(known: LogRecord): Promise<LogRecord> {
    this.know(known);
    // Whoever begins with a key meets what those before it signed.
    if (known.signed === null) await this.#learn();
    let newest = await this.#newest(known);
    const list = await this.#listed(known, newest.checkpoint.size);
    // Once more, so that it covers the list.
    if (list) newest = await this.#newest(known);
    const { checkpoint, note } = newest;
    const across = list !== null && leadsOn(list, known, checkpoint.size) ? list : null;
    const { read, isOne, gathered } = await this.#read(known, checkpoint.size, across);
    if (!read.isSame(checkpoint)) await this.#accuse(known, newest);
    if (!isOne) throw new LedgerLies(known.signed, note);
    // Last, so that what the ledger's own signatures prove against it is noticed whoever cosigned it.
    this.#expectWitnessed(note);
    await this.#expectRotations(known, read);
    const unreadBefore = across?.size ?? known.unreadBefore;
    const keys = kept(this.#keys);
    return { ...known, frontier: read, unreadBefore, ...gathered.result(), signed: note, keys };
  }

  /** Reads up to `size` entries, across what lies before this list where there is one. */
  async #read(
    known: LogRecord,
    size: number,
    list: Listed | null,
  ): Promise<{ read: Frontier; isOne: boolean; gathered: Gathered }> {
    const gathered = new Gathered(known, list ? list.notices : known.notices);
    const take = (entry: Bytes, index: number) => gathered.take(entry, index, list?.size);
    const source: Source = {
      entries: this.#pieces.entries,
      pruned: () => this.#pruned(),
      tile: this.#pieces.tile,
    };
    if (list) return { ...(await cross(source, known, { list, size }, take)), gathered };
    return { read: await readOn(source, known.frontier, size, take), isOne: true, gathered };
  }

  /** What came does not lead to what the ledger signed. What was altered on the way is not its word: only where its tiles prove that
   * it rewrote what is known it lies, and otherwise it is asked again at the next visit, and nothing is opened now. */
  async #accuse({ frontier, signed }: LogRecord, { checkpoint, note }: Signed): Promise<never> {
    const known = { size: frontier.size, root: frontier.root() };
    const verdict = await judge(this.#pieces.tile, known, checkpoint);
    throw verdict === "rewritten" ? new LedgerLies(signed, note) : new Nonsense(ENTRIES);
  }

  /** The newest checkpoint, where it does not by itself contradict what is known. */
  async #newest({ frontier, signed }: LogRecord): Promise<Signed> {
    let newest = await this.checkpoint();
    for (let more = 0; more < CATCHING_UP && newest.checkpoint.size < frontier.size; more += 1) {
      await this.wait(CATCHING_UP_MS);
      newest = await this.checkpoint();
    }
    if (contradicts(newest.checkpoint, frontier)) throw new LedgerLies(signed, newest.note);
    return newest;
  }

  /** The newest status root with the notices behind those that are known; null where the ledger gives none, and where little is new. */
  async #listed({ frontier, notices }: LogRecord, size: number): Promise<Listed | null> {
    if (size - frontier.size <= NEAR) return null;
    const step = "reading what concerns every reader of the ledger";
    const ask = async (from: number) => {
      const bytes = await this.#pieces.find(step, `/notices/${from}`, MOST_NOTICES);
      if (!bytes) return null;
      return sensible(step, async () => {
        const page = parseNotices(bytes);
        const read = (key: NoteKey) => readStatusRoot(page.statement, key);
        const root = await this.hold(read, ({ size }) => size);
        return { ...page, root, entry: statusRootEntry(sha256(page.statement)) };
      });
    };
    return listed(ask, notices ?? Frontier.empty());
  }

  /** Which bundles the ledger has pruned, by its signed word; null where it says nothing of that. */
  async #pruned(): Promise<((bundle: number) => boolean) | null> {
    const step = "reading what the ledger has removed";
    const statement = await this.#pieces.find(step, "/retention", 4096);
    if (!statement) return null;
    const read = (key: NoteKey) => readRetention(statement, key.name, key.key);
    const policy = await sensible(step, () => this.hold(read, ({ minimum }) => minimum));
    const list = await this.#pieces.get(step, "/retention/kept", MOST_KEPT);
    return sensible(step, () => prunedBy(policy, list));
  }

  /** A key that was handed over in another history was handed over in none. It may be handed over behind what readers are shown,
   * which witnesses have seen. */
  async #expectRotations({ signed }: LogRecord, read: Frontier): Promise<void> {
    for (const { checkpoint, note } of this.#learnt)
      if (!(await this.isOneHistory(checkpoint, read))) throw new LedgerLies(signed, note);
    this.#learnt = [];
  }

  /** Asks the ledger for its keys; whether one was learnt, null where it signs with one that it cannot prove. */
  async #learn(): Promise<boolean | null> {
    const get = this.#pieces.get.bind(this.#pieces);
    const { keys, rotations, isUnproven } = await learnKeys(this.#keys, this.key.name, get);
    this.#keys = keys;
    this.#learnt.push(...rotations);
    return isUnproven ? null : rotations.length > 0;
  }

  /** The proof of an entry at the state that readers are shown, and the receipt that goes with it, as they come; null where the
   * ledger does not have the entry, or has pruned it. */
  async lookUp(entry: Bytes): Promise<{ receipt: Bytes; tlogProof: string } | null> {
    const [step, path] = ["looking up an entry of the ledger", `/entries/${hex(entry.subarray(9))}`];
    const bytes = await this.#pieces.find(step, `${path}/proof`, MOST_PROOF).catch((error: unknown) => {
      const isUnseen = this.quorum !== null && error instanceof Unreachable && error.status === NOT_YET;
      if (error instanceof Refused && error.code === "pruned") return null;
      throw isUnseen ? new NotWitnessed() : error;
    });
    if (!bytes) return null;
    const tlogProof = text(bytes) ?? "";
    const open = (key: NoteKey) => openTlogProof(tlogProof, entry, key);
    const { size } = (await sensible(step, () => this.hold(open, (found) => found.checkpoint.size)))
      .checkpoint;
    return { receipt: await this.#pieces.get(step, `${path}?size=${size}`, MOST_RECEIPT), tlogProof };
  }

  /** The statement with this digest (hexadecimal), where the ledger shows it to everybody, as a card's withdrawal. */
  async statement(digest: string): Promise<Bytes | null> {
    return this.#pieces.find("reading a statement of the ledger", `/entries/${digest}/statement`, 4096);
  }

  /** The newest status list of a shard, as it comes; null where there is none. */
  async status(shard: number): Promise<Bytes | null> {
    return this.#pieces.find("reading the ledger's status list", `/status/${shard}`, MOST_LIST);
  }

  /** Whether a state that the ledger signed is of the history that was read here: one begins with the other, proved by its tiles. */
  async isOneHistory(seen: Checkpoint, read: Frontier): Promise<boolean> {
    // Two signed states of one size with different roots are two histories.
    if (seen.size === read.size) return read.isSame(seen);
    const ours = { size: read.size, root: read.root() };
    const [older, newer] = seen.size < ours.size ? [seen, ours] : [ours, seen];
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const verdict = await judge(this.#pieces.tile, older, newer);
      if (verdict !== "open") return verdict === "extends";
    }
    throw new Nonsense("comparing two states of the ledger");
  }
}

/** Whether a ledger that signed this has less than it had, or something else. */
function contradicts(checkpoint: Checkpoint, known: Frontier): boolean {
  return checkpoint.size < known.size || (checkpoint.size === known.size && !known.isSame(checkpoint));
}

/** What is kept of the keys: nothing where there is one alone. */
function kept(keys: KeyChain): KeyChain | null {
  return keys.before.length > 0 ? keys : null;
}

function passing(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

async function sensible<T>(step: string, read: () => T | Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    const isTold = error instanceof LedgerLies || error instanceof KeyNotProven;
    throw isTold ? error : new Nonsense(step);
  }
}
