// Sharing in the fake core: presets, cards, previews, codes, and "whoever scans first".
import {
  BackendError,
  type Asked,
  type Backend,
  type Category,
  type Clinic,
  type FirstState,
  type Preset,
  type PresetChoice,
  type Preview,
  type SensitiveGroup,
  type ShareChoice,
  type SharedCode,
} from "../backend";
import { clinics, stranger } from "./clinics";
import { code } from "./drawings";
import { codeOf } from "./grants";
import { freshGrant } from "./grants-of";
import type { World } from "./world";

type Part = Pick<
  Backend,
  | "presets"
  | "clinics"
  | "readCard"
  | "scan"
  | "readFrame"
  | "readPicture"
  | "previewShare"
  | "share"
  | "shareUnderWords"
  | "first"
  | "firstState"
  | "answerFirst"
  | "cancelFirst"
  | "readScreen"
  | "shareWithScreen"
  | "leaveScreen"
>;

const liveWords: Asked["words"] = ["amber", "kettle", "north"];

export function sharePart(world: World): Part {
  return {
    presets: async () => presets(),
    clinics: async () => (world.open(), world.clinics),
    readCard: async (card) => readCard(world, card),
    scan: async () => null,
    readFrame: async () => world.query.get("scans"),
    readPicture: async () => "HTTPS://RELAY.EXAMPLE/C#KIBO",
    previewShare: async (choice) => (world.open(), preview(world, choice)),
    share: async (card, choice) => share(world, readCard(world, card), choice),
    shareUnderWords: async (choice, called) => shareUnderWords(world, choice, called),
    first: async (choice) => first(world, choice),
    firstState: async () =>
      world.first?.state ?? { state: "failed", code: "ended", message: "Nobody is waiting." },
    answerFirst: async (yes) => answer(world, yes),
    async cancelFirst() {
      world.first = null;
    },
    async readScreen(text) {
      if (!isScreen(text))
        throw new BackendError("not_our_code", "This is not the code of a clinic's screen.");
      world.asking = stranger;
      return { clinic: world.asking, words: liveWords };
    },
    async shareWithScreen(choice) {
      const clinic = world.asking;
      if (!clinic)
        throw new BackendError("ended", "The clinic's screen is no longer waiting. Scan it again.");
      return share(world, clinic, choice);
    },
    async leaveScreen() {
      world.asking = null;
    },
  };
}

function readCard(world: World, card: string | Uint8Array): Clinic {
  world.open();
  const text = typeof card === "string" ? card.trim().toLowerCase() : "new";
  if (text === "" || text.includes(" ")) {
    throw new BackendError("damaged", "This is not a clinic's code. Ask the clinic to show it again.");
  }
  if (isScreen(text)) throw new BackendError("damaged", "This is a Keepwell code of another kind.");
  if (world.scene === "changed") {
    throw new BackendError(
      "key_changed",
      "This clinic's key is different from last time. Do not share. Ask the clinic.",
    );
  }
  if (world.scene === "withdrawn") {
    throw new BackendError("withdrawn", "Kibo Eye Clinic has withdrawn this card: ask for its new one");
  }
  return [...world.clinics, ...clinics()].find((clinic) => text.includes(clinic.card)) ?? stranger;
}

/** The code that a clinic shows on its screen for one patient. */
function isScreen(text: string): boolean {
  return /\/r#/i.test(text);
}

function share(world: World, clinic: Clinic, choice: ShareChoice): SharedCode {
  world.open();
  if (preview(world, choice).records === 0) {
    throw new BackendError("usage", "Nothing would be shown. Choose at least one record.");
  }
  const grant = freshGrant(`g${world.grants.length + 1}`, clinic.name, choice.minutes, world.offline);
  world.grants.unshift(grant);
  world.tell("access");
  if (!world.offline && world.query.has("opens")) setTimeout(() => opened(world, grant.line.id), 1500);
  return codeOf(grant);
}

function shareUnderWords(world: World, choice: ShareChoice, called: string): SharedCode {
  const code = share(world, { ...stranger, name: called }, choice);
  const grant = world.grants.find(({ line }) => line.id === code.grant);
  if (grant) [grant.offline_ok, grant.under_words] = [true, true];
  return code;
}

/** The clinic opens a share by itself, where the address asks for it (`opens`). */
function opened(world: World, id: string): void {
  const grant = world.grants.find(({ line }) => line.id === id);
  if (!grant || grant.line.state !== "active") return;
  const time = new Date().toISOString();
  grant.line.openings += 1;
  grant.line.last_opened = time;
  grant.events.unshift({ time, what: "opened", verified: true });
  world.tell("access");
  setTimeout(() => {
    grant.events.unshift({ time: new Date().toISOString(), what: "shown", verified: true });
    grant.reported.shown += 1;
    world.tell("access");
  }, 2500);
}

function first(world: World, choice: ShareChoice): FirstState {
  world.open();
  const text = "HTTPS://RELAY.EXAMPLE/F#RZ4M8QX2";
  const renews = new Date(Date.now() + 120_000).toISOString();
  const state: FirstState = { state: "waiting", svg: code(text), text, renews };
  world.first = { state, choice };
  if (world.scene === "first") {
    setTimeout(() => {
      if (!world.first) return;
      world.first.state = { state: "asked", asked: { clinic: stranger, words: liveWords } };
      world.tell("first");
    }, 2000);
  }
  return state;
}

function answer(world: World, yes: boolean): FirstState {
  const waiting = world.first;
  if (!waiting) return { state: "failed", code: "ended", message: "Nobody is waiting." };
  waiting.state = yes
    ? { state: "shared", code: share(world, stranger, waiting.choice) }
    : { state: "failed", code: "refused", message: "You said no. Nothing was shared." };
  return waiting.state;
}

function preview(world: World, choice: ShareChoice): Preview {
  const chosen = world.records.map(({ line }) => line).filter((line) => wanted(line, choice));
  const held = chosen.filter((line) => line.sensitive && !choice.sensitive.includes(line.sensitive));
  const shown = chosen.filter((line) => !held.includes(line));
  const categories = [...new Set(shown.map((line) => line.category))];
  const groups = [...new Set(held.map((line) => line.sensitive))].filter((group) => group !== null);
  const count = (group: SensitiveGroup) => held.filter((line) => line.sensitive === group).length;
  return {
    records: shown.length,
    sections: categories.map((category) => ({
      category,
      lines: shown.filter((line) => line.category === category),
    })),
    not_shown: groups.map((group) => ({ group, count: count(group) })),
    pdf: choice.what.kind !== "deidentified",
    attachments: choice.what.kind === "everything" ? [{ name: "eye-scan-letter.pdf", bytes: 368_640 }] : [],
    changes: choice.what.kind === "deidentified" ? ["names", "dates", "text", "documents"] : [],
  };
}

function wanted(line: { id: string; category: Category }, { what }: ShareChoice): boolean {
  if (what.kind === "everything") return true;
  if (what.kind === "claim") return what.records.includes(line.id);
  if (what.kind === "chosen")
    return what.categories.includes(line.category) || what.records.includes(line.id);
  return line.category !== "documents";
}

function presets(): PresetChoice[] {
  const choice = (preset: Preset, minutes: number, given: Partial<ShareChoice> = {}): PresetChoice => ({
    preset,
    choice: {
      what: { kind: "summary" },
      sensitive: [],
      purpose: "TREAT",
      minutes,
      openings: null,
      offline_ok: false,
      ...given,
    },
  });
  return [
    choice("gp_visit", 300),
    choice("emergency", 1440, { purpose: "ETREAT", offline_ok: true }),
    choice("dentist", 300, {
      what: { kind: "chosen", categories: ["allergies", "medicines", "problems"], records: [] },
    }),
    choice("pharmacy", 60, { what: { kind: "chosen", categories: ["allergies", "medicines"], records: [] } }),
    choice("second_opinion", 4320, { what: { kind: "everything" } }),
    choice("insurance_claim", 4320, { what: { kind: "claim", records: ["r7"] }, purpose: "HPAYMT" }),
    choice("research", 43_200, { what: { kind: "deidentified" }, purpose: "HRESCH" }),
    choice("public_health", 43_200, { what: { kind: "deidentified" }, purpose: "PUBHLTH" }),
  ];
}
