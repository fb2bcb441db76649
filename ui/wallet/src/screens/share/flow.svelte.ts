// The answers of one share while its pages are walked through. Lives as long as the share screens, so that Back keeps
// every answer. It knows no rules: it holds what was chosen and hands it to the core as it is.
import type {
  Asked,
  Category,
  Clinic,
  Preset,
  PresetChoice,
  SensitiveGroup,
  ShareChoice,
  SharedCode,
  What,
} from "$wallet/backend/backend";

/** Who it is for: a clinic whose code was read, whoever scans first or is told six words, or the screen that was scanned. */
export type Who =
  | { kind: "clinic"; clinic: Clinic }
  | { kind: "first" }
  | { kind: "spoken" }
  | { kind: "screen"; asked: Asked };

/** Refusals that stop the whole flow: the clinic's key is not the one it had, or the clinic withdrew its code. */
export const halts = ["key_changed", "withdrawn"] as const;
export type Halt = (typeof halts)[number];

/** What a share starts with: a summary for five hours, as often as they like, and nothing without the log. */
export const start: ShareChoice = {
  what: { kind: "summary" },
  sensitive: [],
  purpose: "TREAT",
  minutes: 300,
  openings: null,
  offline_ok: false,
};

export class Flow {
  who = $state<Who | null>(null);
  /** A clinic that was read and not yet confirmed. */
  found = $state<Clinic | null>(null);
  /** A clinic's screen that was read; its words are not yet confirmed. */
  asked = $state<Asked | null>(null);
  preset = $state<Preset | null>(null);
  kind = $state<What["kind"]>("summary");
  categories = $state<Category[]>([]);
  records = $state<string[]>([]);
  /** Which section each record on a page of records was in, so that a section can count its own. */
  sections = $state<Record<string, Category>>({});
  sensitive = $state<SensitiveGroup[]>([]);
  purpose = $state<ShareChoice["purpose"]>("TREAT");
  minutes = $state(300);
  openings = $state<number | null>(null);
  offlineOk = $state(false);
  /** The check page was reached: Next of an earlier page leads back to it. */
  checked = $state(false);
  /** Why nothing goes on from here. */
  halt = $state<Halt | null>(null);
  code = $state<SharedCode | null>(null);
  /** The share went to the screen that was scanned: there is no code to show. */
  delivered = $state(false);

  /** What the core is asked for. */
  get choice(): ShareChoice {
    return {
      what: this.what,
      sensitive: [...this.sensitive],
      purpose: this.purpose,
      minutes: this.minutes,
      openings: this.openings,
      offline_ok: this.offlineOk,
    };
  }

  /** False while "I choose" or a claim has nothing in it. */
  get chosen(): boolean {
    if (this.kind === "claim") return this.records.length > 0;
    return this.kind !== "chosen" || this.records.length > 0 || this.categories.length > 0;
  }

  /** The clinic's name, where one is known. */
  get clinic(): Clinic | null {
    if (this.who?.kind === "clinic") return this.who.clinic;
    return this.who?.kind === "screen" ? this.who.asked.clinic : null;
  }

  /** Takes over a whole choice: a preset's, or the last one for this clinic. */
  fill(choice: ShareChoice): void {
    const { what } = choice;
    this.kind = what.kind;
    this.categories = what.kind === "chosen" ? [...what.categories] : [];
    this.records = what.kind === "chosen" || what.kind === "claim" ? [...what.records] : [];
    this.sensitive = [...choice.sensitive];
    this.purpose = choice.purpose;
    this.minutes = choice.minutes;
    this.openings = choice.openings;
    this.offlineOk = choice.offline_ok;
  }

  usePreset(preset: PresetChoice | null): void {
    this.preset = preset?.preset ?? null;
    this.fill(preset?.choice ?? start);
  }

  /** How many single records of a section were chosen. */
  picked(category: Category): number {
    return this.records.filter((id) => this.sections[id] === category).length;
  }

  private get what(): What {
    if (this.kind === "chosen") {
      return { kind: "chosen", categories: [...this.categories], records: [...this.records] };
    }
    if (this.kind === "claim") return { kind: "claim", records: [...this.records] };
    return { kind: this.kind };
  }
}
