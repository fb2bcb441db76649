// The complete surface that the page may use to reach the core. Two implementations: the app's shell, and a fake one
// for tests and design work in a plain browser. Names and shapes are those of the shell's commands: snake_case fields
// come as serde writes them, times are RFC 3339 UTC texts, categories and states are the words of the command line.

import type { Activity, Proof } from "./activity";
import type { CardPaper, CardPart, CardWish, EmergencyCard, EmergencyPart, LockedCard } from "./card";
import type { LinksPart } from "./links";
import type { MovingCode } from "./moving-code";
import type { TripPart } from "./trip";

export type { CardPaper, CardPart, CardWish, EmergencyCard, LockedCard, MovingCode };
export type * from "./activity";
export type * from "./links";
export type * from "./trip";

/** Where the wallet on this device stands. `key_store`: the system's key store opens it too, if it answers. */
export type Status = {
  state: "none" | "locked" | "open";
  server: string | null;
  key_store: boolean;
  platform: Platform;
};
/** What this device offers. */
export type Platform = { camera: boolean; phone: boolean; version: string };

export type Category =
  "allergies" | "medicines" | "problems" | "immunizations" | "results" | "procedures" | "documents" | "other";
/** Who a record comes from: a file of somebody's, the person's own hand, or the built-in sample. */
export type Origin = "imported" | "added_by_me" | "sample";
/** One record as a list shows it. `note`: the second line (dose, severity, value and unit), as the source wrote it. */
export type RecordLine = {
  id: string;
  category: Category;
  title: string;
  note: string | null;
  date: string | null;
  source: string | null;
  origin: Origin;
  severe: boolean;
  sensitive: SensitiveGroup | null;
};
export type RecordQuery = {
  search: string;
  category: Category | null;
  origin: Origin | null;
  order: "category" | "newest";
  offset: number;
  limit: number;
};
export type RecordPage = { total: number; lines: RecordLine[] };
/** A series of one result, oldest first; `low`/`high`: the normal range as the laboratory sent it. */
export type Series = {
  title: string;
  unit: string;
  low: number | null;
  high: number | null;
  points: { date: string; value: number; flag: "normal" | "high" | "low" | null }[];
};
/** A medicine and the times it was taken, oldest first; dates as written, `until: null` where none was written. */
export type Medicine = { title: string; current: boolean; stretches: Stretch[] };
export type Stretch = {
  record: string;
  dose: string | null;
  from: string;
  until: string | null;
  current: boolean;
};
/** A disease and the vaccinations against it, oldest first; dates and numbers as written. */
export type Protection = {
  disease: string;
  given: { record: string; date: string | null; number: string | null }[];
};
export type Overview = {
  /** `typed`: the record in which the person typed this in; null when a file says it. */
  person: { name: string; given: string; birth_date: string | null; typed: string | null } | null;
  /** Some of the records are the sample's. */ sample: boolean;
  records: number;
  allergies: RecordLine[];
  /** Says "no known allergies" only where a record says so. */ no_known_allergies: boolean;
  sections: { category: Category; count: number; first: RecordLine[]; series: Series | null }[];
};
export type RecordDetail = {
  line: RecordLine;
  clinical_name: string | null;
  codes: { system: string; code: string; display: string | null }[];
  /** Facts as label and value, in the order to show; `label` is a key of the language files ("status", "dose", …). */
  facts: { label: string; value: string }[];
  imported: string;
  file: string | null;
  document: {
    name: string;
    mime: string;
    bytes: number;
    preview: "pdf" | "image" | "text" | "none";
    pages: number;
  } | null;
  /** The document holds a card or certificate that somebody signed. */ signed: boolean;
  series: Series | null;
  /** Grants that showed it. */ shared: { grant: string; clinic: string; made: string; opened: boolean }[];
  raw: string;
};
export type HandWritten = {
  kind: "allergy" | "medicine";
  name: string;
  /** reaction or dose */ detail: string;
  severe: boolean;
  since: string | null;
};
/** What came of importing. `other_person` is set when nothing was taken because the file is about somebody else. */
export type ImportReport = {
  file: string;
  imported: number;
  duplicates: number;
  /** `code`: a word for the texts of the page; `why`: the core's own sentence. */
  problems: { where: string; code: string; why: string }[];
  other_person: { here: string; file: string } | null;
  /** Nothing was taken: the link has a passcode. `left`: how many attempts, which never come back. */
  passcode: { wrong: boolean; left: number | null } | null;
  /** A link whose content may change: it is kept, to be asked again. */ follows: boolean;
};
export type PersonRule = "ask" | "same" | "other";

/** A clinic, as its card says, and what the wallet says of the card. `card` is the text to share with. */
export type Clinic = {
  card: string;
  name: string;
  country: string;
  check: string;
  standing: "listed" | "met" | "new";
  last_shared: string | null;
};
export type SensitiveGroup = "mental" | "sexual" | "genetic" | "substance" | "violence";
export type Preset =
  | "gp_visit"
  | "emergency"
  | "dentist"
  | "pharmacy"
  | "second_opinion"
  | "insurance_claim"
  | "research"
  | "public_health";
export type What =
  | { kind: "summary" }
  | { kind: "everything" }
  | { kind: "chosen"; categories: Category[]; records: string[] }
  | { kind: "deidentified" }
  | { kind: "claim"; records: string[] };
/** What a person chose when sharing. `sensitive`: groups that are let in; all others are held back. */
export type ShareChoice = {
  what: What;
  sensitive: SensitiveGroup[];
  purpose: "TREAT" | "ETREAT" | "HPAYMT" | "HRESCH" | "PUBHLTH" | "FAMRQT";
  minutes: number;
  openings: number | null;
  offline_ok: boolean;
};
/** What a preset fills in; the person may change all of it. */
export type PresetChoice = { preset: Preset; choice: ShareChoice };
/** Exactly what the clinic will see. `changes`: keys of the language files for what de-identification did. */
export type Preview = {
  records: number;
  sections: { category: Category; lines: RecordLine[] }[];
  not_shown: { group: SensitiveGroup; count: number }[];
  pdf: boolean;
  attachments: { name: string; bytes: number }[];
  changes: string[];
};
/** A code to show; `svg` is its drawing. */
export type SharedCode = { grant: string; text: string; svg: string; expires: string; pending: boolean };

/** Somebody who scanned "whoever scans first", or whose screen was scanned; `words` are the three live words. */
export type Asked = { clinic: Clinic; words: [string, string, string] };
/** "Whoever scans first": a code that is renewed every two minutes until somebody asks, then the question. */
export type FirstState =
  | { state: "waiting"; svg: string; text: string; renews: string }
  | { state: "asked"; asked: Asked }
  | { state: "shared"; code: SharedCode }
  | { state: "failed"; code: string; message: string };

export type GrantState = "pending" | "active" | "paused" | "expired" | "revoked" | "used_up";
export type GrantLine = {
  id: string;
  clinic: string;
  state: GrantState;
  /** The clinic can get in now, as far as this device knows. */ can_open: boolean;
  made: string;
  not_before: string;
  expires: string;
  openings: number;
  /** For whoever has a link; `clinic` is what it says it is. */ link: boolean;
  /** A stop that was asked for and is not yet everywhere. */ stopping: boolean;
  last_opened: string | null;
  /** When the clinic asked for more time, as long as the person is still to be asked. */ asked:
    string | null;
};
export type GrantDetail = {
  line: GrantLine;
  purpose: string;
  what: What["kind"];
  records: number;
  sections: { category: Category; count: number }[];
  /** Newest first. `verified`: signed by the access key this wallet made. */ events: GrantEvent[];
  reported: { shown: number; saved: number; printed: number; closed: number };
  /** Two facts, not one. */ relay: "waiting" | "open" | "paused" | "closed";
  log: "waiting" | "granted" | "stop_written";
  offline_ok: boolean;
  /** For whoever is told six words: only its moving code is shown. */ under_words: boolean;
  svg: string | null;
  text: string | null;
};
export type GrantEvent = {
  time: string;
  what: "opened" | "refused" | "shown" | "saved" | "printed" | "closed" | "asked";
  verified: boolean;
};
/**
 * Who can see me. `copies`: saved copies that clinics told of. `offline`: open grants that may be opened while the log is
 * away. `left`: stopped ones that a computer without internet may still open, and when the last of them ends.
 */
export type Access = {
  open: GrantLine[];
  /** Whose clinics ask for more time. */ asked: GrantLine[];
  copies: number;
  offline: number;
  left: { count: number; until: string | null };
  bearer_links: number;
};

export type Preferences = {
  language: string | null;
  text_size: 100 | 125 | 150 | 200;
  theme: "system" | "light" | "dark";
  lock_after_min: 1 | 5 | 15 | 60;
  notify: boolean;
};
export type Backup = {
  words_checked: string | null;
  words_due: boolean;
  file_saved: string | null;
  file_is_current: boolean;
  complete: boolean;
};
export type Settings = {
  server: string;
  relay: string;
  ledger: string;
  ledger_key: string;
  /** Whose word on the log is asked for, by name. */
  witnesses: string[];
  key_store: boolean;
  backup: Backup;
  clinics: Clinic[];
};
/** One of three questions: which of these is the word at `position` (1 to 24)? */
export type WordQuestion = { position: number; choices: string[] };
export type Saved = { file: string; bytes: number; records: number } | null;
/** What changed in the core, told without asking. `locking`: it locks itself in 30 seconds unless `awake` is called. */
export type Change = "access" | "alert" | "backup" | "first" | "locked" | "locking" | "records";

/** A refusal, with one sentence for a person. Codes: locked, wrong_passphrase, refused, unreachable, damaged, usage, key_changed, … */
export class BackendError extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

export interface Backend extends EmergencyPart, LinksPart, TripPart {
  // the wallet as a whole
  status(): Promise<Status>;
  /** Whether the system's own store for keys answers (Secret Service, Keychain, biometric). It may take seconds to say no. */
  hasKeyStore(): Promise<boolean>;
  create(server: string, passphrase: string): Promise<string[]>;
  /** `backup`: the bytes of a backup file, if there is one. */
  restore(
    server: string,
    words: string,
    passphrase: string,
    backup: Uint8Array | null,
  ): Promise<{ records: number; grants: number }>;
  unlock(passphrase: string): Promise<void>;
  unlockWithKeyStore(): Promise<void>;
  /** For a forgotten passphrase: the words open the wallet, and the new passphrase takes the old one's place. */
  unlockWithWords(words: string, passphrase: string): Promise<void>;
  lock(): Promise<void>;
  /** Tells that the person is there; the wallet locks itself when this stays away for the set time. */
  awake(): Promise<void>;
  /** A code waits on the screen to be scanned, or no longer: it is not locked away so soon. */
  codeWaits(waits: boolean): Promise<void>;
  listen(told: (change: Change) => void): Promise<() => void>;
  // recovery words and backup
  words(passphrase: string): Promise<string[]>;
  wordQuestions(): Promise<WordQuestion[]>;
  answerWords(answers: string[]): Promise<boolean>;
  saveBackup(): Promise<Saved>;
  // the record
  overview(): Promise<Overview>;
  records(query: RecordQuery): Promise<RecordPage>;
  record(id: string): Promise<RecordDetail>;
  medicines(): Promise<Medicine[]>;
  vaccines(): Promise<Protection[]>;
  /** A text as it is; a picture, or one page of a PDF, as PNG bytes in Base64. */
  preview(id: string, page: number, width: number): Promise<{ text: string | null; png: string | null }>;
  addByHand(record: HandWritten): Promise<RecordLine>;
  /** Whose record it is, where no record says it. */
  namePerson(person: { name: string; birth_date: string | null }): Promise<void>;
  /** A link in it is followed, with its passcode where there is one. */
  importFile(name: string, bytes: Uint8Array, person: PersonRule, passcode?: string): Promise<ImportReport>;
  importText(text: string, person: PersonRule, passcode?: string): Promise<ImportReport>;
  /** Only into an empty wallet. */
  importSample(): Promise<ImportReport>;
  removeRecord(id: string): Promise<void>;
  removeSample(): Promise<void>;
  saveDocument(id: string): Promise<Saved>;
  // sharing
  presets(): Promise<PresetChoice[]>;
  clinics(): Promise<Clinic[]>;
  readCard(card: string | Uint8Array): Promise<Clinic>;
  /** A phone's own scanner, over the whole screen; null when the person gave up. */
  scan(): Promise<string | null>;
  /** The text of a code in a camera frame: 8-bit grey, row by row. */
  readFrame(grey: Uint8Array, width: number, height: number): Promise<string | null>;
  /** The text of a code in a picture file. */
  readPicture(bytes: Uint8Array): Promise<string>;
  previewShare(choice: ShareChoice): Promise<Preview>;
  share(card: string, choice: ShareChoice): Promise<SharedCode>;
  /** For a desk without a code: six words are told there, and `handOver` gives them. `called`: whom the lists name. */
  shareUnderWords(choice: ShareChoice, called: string): Promise<SharedCode>;
  /** Whoever scans first: start, look, answer, give up. */
  first(choice: ShareChoice): Promise<FirstState>;
  firstState(): Promise<FirstState>;
  answerFirst(yes: boolean): Promise<FirstState>;
  cancelFirst(): Promise<void>;
  /** The clinic's screen was scanned: names it, with the three words; then `shareWithScreen` or `leaveScreen`. */
  readScreen(text: string): Promise<Asked>;
  shareWithScreen(choice: ShareChoice): Promise<SharedCode>;
  leaveScreen(): Promise<void>;
  // who can see me
  access(): Promise<Access>;
  grants(): Promise<GrantLine[]>;
  grant(id: string): Promise<GrantDetail>;
  stop(id: string): Promise<GrantDetail>;
  stopAll(): Promise<GrantLine[]>;
  pause(id: string): Promise<GrantDetail>;
  resume(id: string): Promise<GrantDetail>;
  /** A new code for the same clinic and the same choice; the old one is stopped once the new one is made. */
  moreTime(id: string, minutes: number): Promise<SharedCode>;
  /** The share as an animated code, for a clinic that has no network; it must be one that opens without the log. */
  handOver(id: string): Promise<MovingCode>;
  // what happened
  activity(): Promise<Activity>;
  proof(grant: string): Promise<Proof>;
  saveProof(grant: string): Promise<Saved>;
  saveActivity(): Promise<Saved>;
  // settings
  preferences(): Promise<Preferences>;
  savePreferences(preferences: Preferences): Promise<void>;
  settings(): Promise<Settings>;
  /** From now on; old shares stay where they are. `witnesses` is the text of a policy, where there is a new one. */
  useServer(server: string, witnesses: string | null, passphrase: string): Promise<void>;
  /** For servers that serve who was invited. How many tokens came: each share takes two. */
  useInvitation(invitation: string): Promise<number>;
  changePassphrase(old: string, new_: string): Promise<void>;
  setKeyStore(on: boolean): Promise<void>;
  forgetClinic(card: string): Promise<void>;
  exportAll(): Promise<Saved>;
  /** Deletes everything on this device; needs the passphrase once more. */
  erase(passphrase: string): Promise<void>;
  /** Copies a text and clears the clipboard after 60 s. */
  copy(text: string): Promise<void>;
}
