// The complete surface that the page may use to reach the core. Two implementations: the app's shell, and a fake one
// for tests and design work in a plain browser. Names and shapes are those of the shell's commands.

/** Where the wallet on this device stands. */
export type Status = { state: "none" | "locked" | "open"; server: string | null };

/** One record as the list shows it. */
export type RecordLine = {
  id: string;
  category: string;
  title: string;
  date: string | null;
  source: string | null;
};

/** What came of importing one file. */
export type ImportReport = {
  file: string;
  imported: number;
  duplicates: number;
  problems: { where: string; why: string }[];
};

/** A clinic, as its card says. */
export type Clinic = { name: string; country: string; check: string; met: boolean };

/** A share that was just made; `svg` is its code as a drawing. */
export type SharedCode = { grant: string; text: string; svg: string; expires: string; pending: boolean };

/** One share as the list shows it. */
export type GrantLine = {
  id: string;
  clinic: string;
  state: "pending" | "active" | "paused" | "expired" | "revoked" | "used_up";
  expires: string;
  openings: number;
  stopping: boolean;
};

/** What a person may choose when sharing. */
export type ShareChoice = { card: string; hours: number; everything: boolean };

/** A refusal, with one sentence for a person. */
export class BackendError extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

export interface Backend {
  status(): Promise<Status>;
  /** Makes a wallet and gives its recovery words, once. */
  create(server: string, passphrase: string): Promise<string[]>;
  unlock(passphrase: string): Promise<void>;
  lock(): Promise<void>;
  records(search: string): Promise<RecordLine[]>;
  importFile(name: string, bytes: Uint8Array): Promise<ImportReport>;
  importSample(): Promise<ImportReport>;
  /** Reads a card from its link, or from the bytes of its file or picture; gives the text to share with. */
  readCard(card: string | Uint8Array): Promise<{ card: string; clinic: Clinic }>;
  share(choice: ShareChoice): Promise<SharedCode>;
  grants(): Promise<GrantLine[]>;
  stop(grant: string): Promise<GrantLine>;
}
