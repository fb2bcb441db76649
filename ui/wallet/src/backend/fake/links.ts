// Links in the fake core: a share each, and what a link has beside it.
import {
  BackendError,
  type Backend,
  type CheckedCard,
  type GrantDetail,
  type LinkDetail,
  type LinkLine,
  type LinkWish,
} from "../backend";
import { code } from "./drawings";
import { freshGrant, isOpen } from "./grants-of";
import type { FakeLink } from "./links-of";
import { linked, nothing } from "./record";
import type { World } from "./world";

type Part = Pick<
  Backend,
  | "links"
  | "link"
  | "makeLink"
  | "updateLink"
  | "rearmLink"
  | "followedLinks"
  | "updateFollowed"
  | "stopFollowing"
  | "checkCard"
>;

const minute = 60_000;

export function linksPart(world: World): Part {
  return {
    async links() {
      world.open();
      return world.grants.flatMap((grant) => {
        const link = world.links.get(grant.line.id);
        return link ? [lineOf(grant, link)] : [];
      });
    },
    link: async (id) => (world.open(), detail(world, id)),
    makeLink: async (wish) => make(world, wish),
    async updateLink(id) {
      world.open();
      return detail(world, id);
    },
    async rearmLink(id, until, openings) {
      world.open();
      const { grant, link } = find(world, id);
      grant.line.expires = until;
      grant.line.state = world.offline ? "pending" : "active";
      link.limit = openings === null ? null : openings + grant.line.openings;
      world.tell("access");
      return detail(world, id);
    },
    followedLinks: async () => (world.open(), world.followed.map((link) => ({ ...link }))),
    async updateFollowed(_, passcode) {
      world.open();
      return linked(world, nothing("link"), passcode);
    },
    async stopFollowing(id) {
      world.followed = world.followed.filter((link) => link.id !== id);
    },
    checkCard: async () => (world.open(), [checked(world)]),
  };
}

function make(world: World, wish: LinkWish): LinkDetail {
  world.open();
  const from = wish.from ? Date.parse(wish.from) : Date.now();
  const until = Date.parse(wish.until);
  const minutes = (until - Date.now()) / minute;
  if (minutes <= 0 || until <= from) throw new BackendError("usage", "A share ends after it begins.");
  if (wish.passcode !== null && wish.passcode.length < 4)
    throw new BackendError("usage", "A passcode has 4 to 64 characters.");
  const grant = freshGrant(`l${world.grants.length + 1}`, wish.label, minutes, world.offline);
  grant.line.link = true;
  grant.line.expires = wish.until; // to the millisecond: a grant's own end is counted from a later look at the clock
  if (wish.from) grant.line.not_before = wish.from;
  world.grants.unshift(grant);
  world.links.set(grant.line.id, {
    shape: wish.shape,
    passcode: wish.passcode,
    attempts: wish.passcode ? 10 : null,
    limit: wish.openings,
    visits: [],
  });
  world.tell("access");
  return detail(world, grant.line.id);
}

function checked(world: World): CheckedCard {
  const { offline } = world;
  return {
    kind: "health_card",
    issuer: "https://cards.example/issuer",
    signature: offline ? "not_checked" : "valid",
    standing: world.query.has("taken") ? "revoked" : "holds",
    revocation: offline ? "none" : "checked",
    trusted: null,
    why: offline ? "The server can’t be reached." : null,
  };
}

function find(world: World, id: string): { grant: GrantDetail; link: FakeLink } {
  const grant = world.grants.find(({ line }) => line.id === id);
  const link = world.links.get(id);
  if (!grant || !link) throw new BackendError("usage", "This is not a link.");
  return { grant, link };
}

function detail(world: World, id: string): LinkDetail {
  const { grant, link } = find(world, id);
  const text = `shlink:/eyJ1cmwiOiJodHRwczovL3JlbGF5LmV4YW1wbGUvcy8${id}`;
  const page = `https://keepwell.example/view#${text}`;
  const isShown = isOpen(grant.line) && !grant.line.stopping;
  return {
    line: lineOf(grant, link),
    code: isShown ? { link: text, page, svg: code(page) } : null,
    visits: link.visits,
    sent: grant.line.state !== "pending",
  };
}

function lineOf({ line }: GrantDetail, link: FakeLink): LinkLine {
  return {
    id: line.id,
    label: line.clinic,
    shape: link.shape,
    state: line.state,
    from: line.not_before,
    expires: line.expires,
    openings: line.openings,
    openings_limit: link.limit,
    has_passcode: link.passcode !== null,
    attempts_left: link.attempts,
    stopping: line.stopping,
  };
}
