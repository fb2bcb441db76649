// The fake wallet as a whole: making, restoring, locking.
import { BackendError, type Backend } from "../backend";
import { recordsOf } from "./records-of";
import { right } from "./settings";
import { words, type World } from "./world";

type Part = Pick<
  Backend,
  | "status"
  | "hasKeyStore"
  | "create"
  | "restore"
  | "unlock"
  | "unlockWithKeyStore"
  | "unlockWithWords"
  | "lock"
  | "awake"
  | "codeWaits"
  | "listen"
>;

export function walletPart(world: World): Part {
  return {
    status: async () => ({
      state: world.state,
      server: "https://keepwell.example",
      key_store: world.keyStore,
      platform: {
        camera: true,
        phone: world.query.has("phone"),
        version: "0.3.0",
      },
    }),
    hasKeyStore: async () => !world.query.has("nostore"),
    async create(_server, passphrase) {
      world.passphrase = passphrase;
      world.state = "open";
      return words;
    },
    async restore(_server, given, passphrase, backup) {
      if (given.trim().split(/\s+/).length !== words.length) {
        throw new BackendError("usage", "These are not 12 words. Look at your paper again.");
      }
      world.passphrase = passphrase;
      world.state = "open";
      if (backup) world.records = recordsOf("amina");
      return { records: world.records.length, grants: 0 };
    },
    async unlock(passphrase) {
      right(world, passphrase);
      world.state = "open";
    },
    async unlockWithKeyStore() {
      if (!world.query.has("store")) throw new BackendError("refused", "The key store said no.");
      world.state = "open";
    },
    async unlockWithWords(given, passphrase) {
      if (given.trim().split(/\s+/).length !== words.length) {
        throw new BackendError("words", "These are not 12 words. Look at your paper again.");
      }
      world.passphrase = passphrase;
      world.state = "open";
    },
    lock: async () => lock(world),
    async awake() {
      clearTimeout(world.ending);
    },
    codeWaits: async () => undefined,
    async listen(told) {
      const deaf = world.hear(told);
      if (world.query.has("locking")) setTimeout(() => lockSoon(world), 200);
      return deaf;
    },
  };
}

function lock(world: World): void {
  world.state = "locked";
  world.tell("locked");
}

/** Nobody was there for long, where the address says so (`locking`). */
function lockSoon(world: World): void {
  if (world.state !== "open") return;
  world.ending = setTimeout(() => lock(world), 30_000);
  world.tell("locking");
}
