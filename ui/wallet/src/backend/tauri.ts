// The real core, through the app's shell. The only file that may import `@tauri-apps/*`, beside the generated bindings.
import { Channel, invoke } from "@tauri-apps/api/core";

import {
  BackendError,
  type Backend,
  type CardPaper,
  type CardWish,
  type Change,
  type HandWritten,
  type LinkWish,
  type PersonRule,
  type Preferences,
  type RecordQuery,
  type ShareChoice,
  type Trip,
} from "./backend";
import { commands } from "./bindings";

export class TauriBackend implements Backend {
  private listeners = new Set<(change: Change) => void>();

  status = () => told(commands.status());
  hasKeyStore = () => told(commands.hasKeyStore());
  create = (server: string, passphrase: string) => told(commands.create(server, passphrase));
  restore = async (server: string, words: string, passphrase: string, backup: Uint8Array | null) =>
    told(commands.restore(server, words, passphrase, backup && (await base64(backup))));
  unlock = (passphrase: string) => done(commands.unlock(passphrase));
  unlockWithKeyStore = () => done(commands.unlockWithKeyStore());
  unlockWithWords = (words: string, passphrase: string) => done(commands.unlockWithWords(words, passphrase));
  lock = () => done(commands.lock());
  awake = () => done(commands.awake());
  codeWaits = (waits: boolean) => done(commands.codeWaits(waits));

  /** The shell knows one page: the first listener opens the channel for all. */
  async listen(told: (change: Change) => void): Promise<() => void> {
    this.listeners.add(told);
    if (this.listeners.size === 1) {
      await done(commands.listen(new Channel((change) => this.listeners.forEach((tell) => tell(change)))));
    }
    return () => this.listeners.delete(told);
  }

  words = (passphrase: string) => told(commands.words(passphrase));
  wordQuestions = () => told(commands.wordQuestions());
  answerWords = (answers: string[]) => told(commands.answerWords(answers));
  saveBackup = () => told(commands.saveBackup());

  overview = () => told(commands.overview());
  records = (query: RecordQuery) => told(commands.records(query));
  record = (id: string) => told(commands.record(id));
  medicines = () => told(commands.medicines());
  vaccines = () => told(commands.vaccines());
  preview = (id: string, page: number, width: number) => told(commands.preview(id, page, width));
  addByHand = (record: HandWritten) => told(commands.addByHand(record));
  namePerson = (person: { name: string; birth_date: string | null }) => done(commands.namePerson(person));
  importFile = async (name: string, bytes: Uint8Array, person: PersonRule, passcode?: string) =>
    told(commands.importFile(name, await base64(bytes), person, passcode ?? null));
  importText = (text: string, person: PersonRule, passcode?: string) =>
    told(commands.importText(text, person, passcode ?? null));
  importSample = () => told(commands.importSample());
  removeRecord = (id: string) => done(commands.removeRecord(id));
  removeSample = () => done(commands.removeSample());
  saveDocument = (id: string) => told(commands.saveDocument(id));

  emergencyCard = (wish: CardWish) => told(commands.emergencyCard(wish));
  saveEmergencyCard = (wish: CardWish, paper: CardPaper) => told(commands.saveEmergencyCard(wish, paper));
  setLockedCard = (wish: CardWish | null) => done(commands.setLockedCard(wish));
  lockedCardWish = () => told(commands.lockedCardWish());
  lockedCard = () => told(commands.lockedCard());

  presets = () => told(commands.presets());
  clinics = () => told(commands.clinics());
  readCard = async (card: string | Uint8Array) =>
    told(typeof card === "string" ? commands.readCard(card) : commands.readCardFile(await base64(card)));
  scan = () => told(scanned());
  /** Raw bytes, which the bindings do not know: several frames come every second. */
  readFrame = (grey: Uint8Array, width: number, height: number) =>
    told(
      invoke<string | null>("read_frame", grey, {
        headers: { width: String(width), height: String(height) },
      }),
    );
  readPicture = async (bytes: Uint8Array) => told(commands.readPicture(await base64(bytes)));
  previewShare = (choice: ShareChoice) => told(commands.previewShare(choice));
  share = (card: string, choice: ShareChoice) => told(commands.share(card, choice));
  shareUnderWords = (choice: ShareChoice, called: string) => told(commands.shareUnderWords(choice, called));
  first = (choice: ShareChoice) => told(commands.first(choice));
  firstState = () => told(commands.firstState());
  answerFirst = (yes: boolean) => told(commands.answerFirst(yes));
  cancelFirst = () => done(commands.cancelFirst());
  readScreen = (text: string) => told(commands.readScreen(text));
  shareWithScreen = (choice: ShareChoice) => told(commands.shareWithScreen(choice));
  leaveScreen = () => done(commands.leaveScreen());

  access = () => told(commands.access());
  grants = () => told(commands.grants());
  grant = (id: string) => told(commands.grant(id));
  stop = (id: string) => told(commands.stop(id));
  stopAll = () => told(commands.stopAll());
  pause = (id: string) => told(commands.pause(id));
  resume = (id: string) => told(commands.resume(id));
  handOver = (id: string) => told(commands.handOver(id));
  moreTime = (id: string, minutes: number) => told(commands.moreTime(id, minutes));

  links = () => told(commands.links());
  link = (id: string) => told(commands.link(id));
  makeLink = (wish: LinkWish) => told(commands.makeLink(wish));
  updateLink = (id: string) => told(commands.updateLink(id));
  rearmLink = (id: string, until: string, openings: number | null) =>
    told(commands.rearmLink(id, until, openings));
  followedLinks = () => told(commands.followedLinks());
  updateFollowed = (id: string, passcode: string | null, person: PersonRule) =>
    told(commands.updateFollowed(id, passcode, person));
  stopFollowing = (id: string) => done(commands.stopFollowing(id));
  checkCard = (record: string) => told(commands.checkCard(record));

  travelPage = (language: string) => told(commands.travelPage(language));
  trip = () => told(commands.trip());
  planTrip = (trip: Trip) => told(commands.planTrip(trip));
  forgetTrip = () => told(commands.forgetTrip());
  saveSummary = (language: string) => told(commands.saveSummary(language));
  rehearseTrip = (language: string) => told(commands.rehearseTrip(language));

  activity = () => told(commands.activity());
  proof = (grant: string) => told(commands.proof(grant));
  saveProof = (grant: string) => told(commands.saveProof(grant));
  saveActivity = () => told(commands.saveActivity());

  preferences = () => told(commands.preferences());
  savePreferences = (preferences: Preferences) => done(commands.savePreferences(preferences));
  useServer = (server: string, witnesses: string | null, passphrase: string) =>
    done(commands.useServer(server, witnesses, passphrase));
  useInvitation = (invitation: string) => told(commands.useInvitation(invitation));
  settings = () => told(commands.settings());
  changePassphrase = (old: string, new_: string) => done(commands.changePassphrase(old, new_));
  setKeyStore = (on: boolean) => done(commands.setKeyStore(on));
  forgetClinic = (card: string) => done(commands.forgetClinic(card));
  exportAll = () => told(commands.exportAll());
  erase = (passphrase: string) => done(commands.erase(passphrase));
  copy = (text: string) => done(commands.copy(text));
}

/** What a command gives; its refusal as an error of ours. */
async function told<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    throw isRefusal(error)
      ? new BackendError(error.code, error.message)
      : new BackendError("other", String(error));
  }
}

/** Tauri's plugin, which is there on phones alone. */
async function scanned(): Promise<string | null> {
  const allowed = await invoke<{ camera: string }>("plugin:barcode-scanner|request_permissions");
  if (allowed.camera !== "granted") throw new BackendError("refused", "the camera may not be used");
  const wish = { formats: ["QR_CODE"], windowed: false };
  const found = await invoke<{ content: string } | null>("plugin:barcode-scanner|scan", wish);
  return found?.content ?? null;
}

async function done(answer: Promise<unknown>): Promise<void> {
  await told(answer);
}

/** What every way into the shell carries, and much faster than a list of numbers. */
function base64(bytes: Uint8Array): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).replace(/^data:[^,]*,?/, ""));
    reader.onerror = () => reject(new BackendError("other", "the file could not be read"));
    reader.readAsDataURL(new Blob([new Uint8Array(bytes)]));
  });
}

function isRefusal(error: unknown): error is { code: string; message: string } {
  return typeof error === "object" && error !== null && "code" in error && "message" in error;
}
