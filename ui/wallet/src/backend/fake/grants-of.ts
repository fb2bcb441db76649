// The shares of the fake wallet: two open, some past.
import type { GrantDetail, GrantEvent, GrantLine, GrantState } from "../backend";
import type { Scene } from "./world";

type Given = {
  clinic: string;
  state: GrantState;
  /** Minutes since it was made, and until it ends. */
  made: number;
  left: number;
  events?: GrantEvent[];
  offline?: boolean;
};

const at = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();

const sections: GrantDetail["sections"] = [
  { category: "allergies", count: 2 },
  { category: "medicines", count: 4 },
  { category: "problems", count: 3 },
  { category: "immunizations", count: 11 },
  { category: "results", count: 12 },
];
/** What the server and the log say in each state. */
const facts: Record<GrantState, Pick<GrantDetail, "relay" | "log">> = {
  pending: { relay: "waiting", log: "waiting" },
  active: { relay: "open", log: "granted" },
  paused: { relay: "paused", log: "granted" },
  expired: { relay: "closed", log: "granted" },
  revoked: { relay: "closed", log: "stop_written" },
  used_up: { relay: "closed", log: "granted" },
};

function grant(id: string, { clinic, state, made, left, events = [], offline = false }: Given): GrantDetail {
  const count = (what: GrantEvent["what"]) => events.filter((event) => event.what === what).length;
  return {
    line: {
      id,
      clinic,
      state,
      can_open: state === "active",
      made: at(-made),
      not_before: at(-made),
      expires: at(left),
      openings: count("opened"),
      link: false,
      stopping: false,
      last_opened: events.find((event) => event.what === "opened")?.time ?? null,
      asked: events.find((event) => event.what === "asked")?.time ?? null,
    },
    purpose: "TREAT",
    what: "summary",
    records: 32,
    sections,
    events,
    reported: {
      shown: count("shown"),
      saved: count("saved"),
      printed: count("printed"),
      closed: count("closed"),
    },
    ...facts[state],
    offline_ok: offline,
    under_words: false,
    svg: null,
    text: null,
  };
}

const event = (what: GrantEvent["what"], minutes: number): GrantEvent => ({
  time: at(-minutes),
  what,
  verified: true,
});

const mwangi = { clinic: "Dr J. Mwangi", made: 22 * 60, left: 50 * 60 };

/** What the clinic of the first one told, newest first. */
const seen = () => [event("saved", 27), event("shown", 29), event("opened", 29), event("opened", 92)];

function open(events = seen(), left = 134): GrantDetail[] {
  return [
    grant("g1", { clinic: "Kibo Eye Clinic", state: "active", made: 166, left, events }),
    grant("g2", { ...mwangi, state: "active", offline: true }),
  ];
}

function past(): GrantDetail[] {
  return [
    grant("g3", {
      clinic: "Dr J. Mwangi",
      state: "revoked",
      made: 4 * 1440,
      left: -3 * 1440,
      events: [event("refused", 3 * 1440 - 22), event("opened", 3 * 1440 + 60)],
    }),
    grant("g4", { clinic: "Lakeside Laboratory", state: "expired", made: 20 * 1440, left: -19 * 1440 }),
    grant("g5", {
      clinic: "Kibo Eye Clinic",
      state: "used_up",
      made: 60 * 1440,
      left: -59 * 1440,
      events: [event("printed", 60 * 1440 - 30), event("opened", 60 * 1440 - 20)],
    }),
  ];
}

/** The shares that are not over, or were stopped before their time, where they are other ones than usual. */
const others: Partial<Record<Scene, () => GrantDetail[]>> = {
  nobody: () => [],
  asked: () => open([event("asked", 2), ...seen()], 8),
  scanned: () => open([event("opened", 1)]),
  gone: () => open([event("closed", 4), ...seen()]),
  left: () => [grant("g2", { ...mwangi, state: "revoked", offline: true })],
  offline() {
    const unsent = grant("g2", { ...mwangi, state: "pending", made: 4, left: 296 });
    return [...open().slice(0, 1), unsent];
  },
  paused: () => with1({ state: "paused", can_open: false }),
  stopping: () => with1({ stopping: true }),
  ending: () => with1({ expires: at(8) }),
  links: () => [...links(), ...open().slice(0, 1)],
};

/** Links for whoever has them: one that is open and one that waits for its server. */
function links(): GrantDetail[] {
  const label = "Patient summary";
  const trip = { ...grant("l1", { clinic: label, state: "active", made: 3 * 1440, left: 9 * 1440 }) };
  const desk = { ...grant("l2", { clinic: label, state: "pending", made: 2, left: 13 }) };
  trip.line.openings = 2;
  for (const { line } of [trip, desk]) line.link = true;
  return [trip, desk];
}

/** The usual ones, the first of which stands so. */
function with1(line: Partial<GrantLine>): GrantDetail[] {
  const all = open();
  Object.assign(all[0]?.line ?? {}, line);
  return all;
}

export function grantsOf(scene: Scene): GrantDetail[] {
  if (["empty", "new", "sample", "mixed", "unnamed", "unsaved"].includes(scene)) return [];
  return [...(others[scene]?.() ?? open()), ...past()];
}

/** A share that has just been made. */
export function freshGrant(id: string, clinic: string, minutes: number, pending: boolean): GrantDetail {
  return grant(id, { clinic, state: pending ? "pending" : "active", made: 0, left: minutes });
}

export function isOpen(line: GrantLine): boolean {
  return line.state === "active" || line.state === "paused" || line.state === "pending";
}
