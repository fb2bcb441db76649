// What the fake core remembers: an invented person's wallet. `?state=` in the address chooses where it stands, so that
// tests and design work reach every state of every screen.
import type {
  ActivityRow,
  Backup,
  CardWish,
  Change,
  Clinic,
  FirstState,
  FollowedLink,
  GrantDetail,
  Preferences,
  ShareChoice,
  Status,
} from "../backend";
import { BackendError } from "../backend";
import { clinics } from "./clinics";
import { grantsOf } from "./grants-of";
import { linksOf, type FakeLink } from "./links-of";
import { cardRecord, recordsOf, type FakeRecord } from "./records-of";
import { rowsOf } from "./rows-of";
import { tripOf, type FakeTrip } from "./trip-of";

const scenes = [
  "amina",
  "empty",
  "nobody",
  "new",
  "locked",
  "offline",
  "stopping",
  "paused",
  "left",
  "ending",
  "scanned",
  "gone",
  "changed",
  "withdrawn",
  "alert",
  "asked",
  "first",
  "many",
  "sample",
  "mixed",
  "unnamed",
  "unsaved",
  "due",
  "links",
  "trip",
] as const;
export type Scene = (typeof scenes)[number];

export const words =
  "river candle orbit meadow pencil harbor velvet lantern copper saddle winter puzzle".split(" ");

export class World {
  readonly scene: Scene;
  state: Status["state"];
  passphrase = "open sesame";
  /** Whether the device's key store opens the wallet too. */
  keyStore: boolean;
  /** Whose word on the log is asked for. */
  witnesses: string[] = [];
  server = "https://keepwell.example";
  records: FakeRecord[];
  grants: GrantDetail[];
  rows: ActivityRow[];
  links: Map<string, FakeLink>;
  trip: FakeTrip;
  followed: FollowedLink[];
  clinics: Clinic[] = clinics();
  backup: Backup;
  first: { state: FirstState; choice: ShareChoice } | null = null;
  asking: Clinic | null = null;
  wrongPasscodes = 0;
  /** What a locked wallet shows, from the start where the address says so (`card-when-locked`). */
  lockedCard: CardWish | null;
  /** Who the person said they are. */
  typed: { name: string; birth_date: string | null } | null = null;
  /** Locks when it is over. */
  ending: ReturnType<typeof setTimeout> | undefined;
  preferences: Preferences;
  readonly #ears = new Set<(change: Change) => void>();

  constructor(readonly query: URLSearchParams) {
    const wanted = query.get("state");
    this.scene = scenes.find((scene) => scene === wanted) ?? "amina";
    this.state = this.scene === "new" ? "none" : this.scene === "locked" ? "locked" : "open";
    this.keyStore = this.scene === "locked" && !query.has("nostore");
    this.records = recordsOf(this.scene);
    if (query.has("card")) this.records.push(cardRecord());
    this.grants = grantsOf(this.scene);
    this.rows = rowsOf(this.scene);
    this.links = linksOf(this.scene);
    this.trip = tripOf(this.scene);
    this.followed = this.scene === "links" ? followed() : [];
    this.backup = backupOf(this.scene);
    this.lockedCard = query.has("card-when-locked") ? lockedCard() : null;
    this.preferences = preferencesOf(query);
  }

  get offline(): boolean {
    return this.scene === "offline" || this.scene === "stopping";
  }

  /** Every call but those for a locked wallet starts with this. */
  open(): void {
    if (this.state !== "open") throw new BackendError("locked", "The wallet is locked. Unlock it first.");
  }

  tell(change: Change): void {
    for (const ear of this.#ears) ear(change);
  }

  hear(ear: (change: Change) => void): () => void {
    this.#ears.add(ear);
    return () => this.#ears.delete(ear);
  }
}

/** A moment so many minutes from now. */
export function ago(minutes: number): string {
  return new Date(Date.now() - minutes * 60_000).toISOString();
}

function lockedCard(): CardWish {
  return { language: "es", parts: ["name", "allergies", "medicines", "contacts"], keyboard: false };
}

function followed(): FollowedLink[] {
  return [
    {
      id: "4F7A0C21",
      source: "Moshi District Hospital, shl.example",
      has_passcode: true,
      since: ago(30 * 1440),
      updated: ago(6 * 1440),
    },
  ];
}

function backupOf(scene: Scene): Backup {
  const saved =
    scene !== "unsaved" && scene !== "new" && scene !== "sample" && scene !== "mixed" && scene !== "empty";
  const due = scene === "due";
  return {
    words_checked: saved ? ago((due ? 100 : 40) * 24 * 60) : null,
    words_due: !saved || due,
    file_saved: saved ? ago(9 * 24 * 60) : null,
    file_is_current: saved,
    complete: saved,
  };
}

function preferencesOf(query: URLSearchParams): Preferences {
  const theme = query.get("theme");
  const size = Number(query.get("text"));
  return {
    language: query.get("language"),
    text_size: size === 125 || size === 150 || size === 200 ? size : 100,
    theme: theme === "dark" || theme === "light" ? theme : "system",
    lock_after_min: 5,
    notify: true,
  };
}
