// Preferences, backup and the way out of the fake wallet.
import { BackendError, type Backend } from "../backend";
import { words, type World } from "./world";

type Part = Pick<
  Backend,
  | "words"
  | "wordQuestions"
  | "answerWords"
  | "saveBackup"
  | "preferences"
  | "savePreferences"
  | "settings"
  | "useServer"
  | "useInvitation"
  | "changePassphrase"
  | "setKeyStore"
  | "forgetClinic"
  | "exportAll"
  | "erase"
  | "copy"
>;

const asked = [7, 2, 11];

export function settingsPart(world: World): Part {
  return { ...backupPart(world), ...ownPart(world), copy: async () => undefined };
}

function backupPart(world: World): Pick<Part, "words" | "wordQuestions" | "answerWords" | "saveBackup"> {
  return {
    async words(passphrase) {
      right(world, passphrase);
      return words;
    },
    wordQuestions: async () => asked.map((position, at) => ({ position, choices: choices(position, at) })),
    async answerWords(answers) {
      const good = asked.every((position, at) => answers[at] === words[position - 1]);
      if (good)
        world.backup = complete({
          ...world.backup,
          words_checked: new Date().toISOString(),
          words_due: false,
        });
      world.tell("backup");
      return good;
    },
    async saveBackup() {
      world.open();
      world.backup = complete({
        ...world.backup,
        file_saved: new Date().toISOString(),
        file_is_current: true,
      });
      world.tell("backup");
      return { file: "keepwell-2026-11-21.kwb", bytes: 1_482_000, records: world.records.length };
    },
  };
}

function ownPart(
  world: World,
): Omit<Part, "copy" | "words" | "wordQuestions" | "answerWords" | "saveBackup"> {
  return {
    preferences: async () => world.preferences,
    async savePreferences(preferences) {
      world.preferences = preferences;
    },
    async settings() {
      world.open();
      return {
        server: world.server,
        relay: world.server.replace("//", "//relay."),
        ledger: world.server.replace("//", "//ledger."),
        ledger_key: "ledger.keepwell.example+7c31a0f2+AWJd0k3mYx9Qp7sV2rT8uLzE4cHnB6gFxKiPq1wXy5Za",
        witnesses: world.witnesses,
        key_store: world.keyStore,
        backup: world.backup,
        clinics: world.clinics,
      };
    },
    async useServer(server, witnesses, passphrase) {
      right(world, passphrase);
      if (!server.startsWith("https://")) throw new BackendError("usage", "An address begins with https://.");
      if (witnesses !== null) world.witnesses = names(witnesses);
      world.server = server;
    },
    async useInvitation(invitation) {
      world.open();
      if (!/^[\dA-Z-]{24,30}$/i.test(invitation.trim()))
        throw new BackendError("not_an_invitation", "This is not an invitation.");
      return 100;
    },
    async changePassphrase(old, new_) {
      right(world, old);
      world.passphrase = new_;
    },
    async setKeyStore(on) {
      world.keyStore = on;
    },
    async forgetClinic(card) {
      world.clinics = world.clinics.filter((clinic) => clinic.card !== card);
    },
    exportAll: async () => ({ file: "keepwell-record.zip", bytes: 4_820_000, records: world.records.length }),
    async erase(passphrase) {
      right(world, passphrase);
      world.records = [];
      world.grants = [];
      world.lockedCard = null;
      world.state = "none";
      world.tell("locked");
    },
  };
}

/** The witnesses of a policy, by the lines that name them. */
function names(policy: string): string[] {
  const lines = policy.split("\n").filter((line) => line.startsWith("witness "));
  if (lines.length === 0) throw new BackendError("witness_policy", "This witness policy can't be used.");
  return lines.map((line) => line.split(" ")[2]?.split("+")[0] ?? "");
}

export function right(world: World, passphrase: string): void {
  if (passphrase !== world.passphrase) {
    throw new BackendError("wrong_passphrase", "The passphrase is wrong. Try again.");
  }
}

/** A check that is due again does not undo it. */
function complete(backup: World["backup"]): World["backup"] {
  return { ...backup, complete: backup.words_checked !== null && backup.file_is_current };
}

/** Six words, the right one among them, always in the same order. */
function choices(position: number, turn: number): string[] {
  const good = words[position - 1] ?? "";
  const others = words.filter((word) => word !== good).slice(turn, turn + 5);
  return [...others, good].sort();
}
