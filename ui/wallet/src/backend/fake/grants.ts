// Who can see the record: the fake core's shares, and how they are stopped.
import { BackendError, type Access, type Backend, type GrantDetail, type SharedCode } from "../backend";
import { code, moving } from "./drawings";
import { freshGrant, isOpen } from "./grants-of";
import type { World } from "./world";

type Part = Pick<
  Backend,
  "access" | "grants" | "grant" | "stop" | "stopAll" | "pause" | "resume" | "moreTime" | "handOver"
>;

const sixWords = ["amber", "bridge", "candle", "north", "river", "tulip"];

export function grantsPart(world: World): Part {
  const lines = () => world.grants.map(({ line }) => ({ ...line, can_open: canOpen(line) }));
  return {
    async access() {
      world.open();
      const open = lines().filter(isOpen);
      open.sort((a, b) => a.expires.localeCompare(b.expires));
      return {
        open,
        asked: lines().filter(({ asked }) => asked !== null),
        copies: sum(world, ({ reported }) => reported.saved + reported.printed),
        offline: sum(world, (grant) => (grant.offline_ok && isOpen(grant.line) ? 1 : 0)),
        left: left(world),
        bearer_links: 0,
      };
    },
    grants: async () => (world.open(), lines()),
    grant: async (id) => (world.open(), shown(find(world, id))),
    stop: async (id) => (world.open(), stop(world, find(world, id))),
    async stopAll() {
      world.open();
      for (const grant of world.grants) if (isOpen(grant.line)) stop(world, grant);
      return lines();
    },
    pause: async (id) => turn(world, find(world, id), "paused"),
    resume: async (id) => turn(world, find(world, id), "active"),
    async handOver(id) {
      world.open();
      const { line, offline_ok, under_words } = find(world, id);
      if (!offline_ok) throw new BackendError("refused", "This share cannot be shown as an animated code.");
      const code = moving(line.id);
      const pictures = world.query.has("calm") ? code.pictures.slice(0, 1) : code.pictures;
      return { ...code, pictures, words: under_words ? sixWords : null };
    },
    async moreTime(id, minutes) {
      world.open();
      const old = find(world, id);
      const grant = freshGrant(`g${world.grants.length + 1}`, old.line.clinic, minutes, world.offline);
      if (isOpen(old.line)) stop(world, old);
      world.grants.unshift(grant);
      world.tell("access");
      return codeOf(grant);
    },
  };
}

function find(world: World, id: string): GrantDetail {
  const found = world.grants.find(({ line }) => line.id === id);
  if (!found) throw new BackendError("unknown", "This share is not known here.");
  return found;
}

export function codeOf({ line }: GrantDetail): SharedCode {
  const text = `HTTPS://RELAY.EXAMPLE/S#${line.id.toUpperCase()}`;
  return { grant: line.id, text, svg: code(text), expires: line.expires, pending: line.state === "pending" };
}

function canOpen({ state, stopping, expires }: GrantDetail["line"]): boolean {
  return (state === "active" || stopping) && Date.parse(expires) > Date.now();
}

/** Stopped, but a computer without internet may not know. */
function left(world: World): Access["left"] {
  const ends = world.grants
    .filter(({ line, offline_ok }) => offline_ok && !isOpen(line) && Date.parse(line.expires) > Date.now())
    .map(({ line }) => line.expires);
  return { count: ends.length, until: ends.sort().at(-1) ?? null };
}

function shown(grant: GrantDetail): GrantDetail {
  const { text, svg } = codeOf(grant);
  return {
    ...grant,
    line: { ...grant.line, can_open: canOpen(grant.line) },
    ...(isOpen(grant.line) ? { text, svg } : {}),
  };
}

function stop(world: World, grant: GrantDetail): GrantDetail {
  if (world.offline) grant.line.stopping = true;
  else {
    grant.line.state = "revoked";
    grant.line.asked = null;
    grant.relay = "closed";
    grant.log = "stop_written";
  }
  world.tell("access");
  return shown(grant);
}

function turn(world: World, grant: GrantDetail, state: "paused" | "active"): GrantDetail {
  world.open();
  grant.line.state = state;
  grant.relay = state === "paused" ? "paused" : "open";
  world.tell("access");
  return shown(grant);
}

function sum(world: World, of: (grant: GrantDetail) => number): number {
  return world.grants.reduce((total, grant) => total + of(grant), 0);
}
