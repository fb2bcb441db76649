// What a code of Keepwell says (docs/formats/link.md): a grant, a card, a card's digest, or a rendezvous.
import { base32, fromBase32, type Bytes } from "./bytes";
import { FormatError, VersionError } from "./format";
import { authority, parseOrigin, type Origin } from "./origin";

const WHAT = "code";
const MOST = 8192;
const VERSION = 1;

export type GrantLink = {
  kind: "grant";
  relay: Origin;
  mailbox: Bytes;
  accessPoint: Bytes;
  statement: Bytes;
};
export type Link =
  | GrantLink
  | { kind: "card"; card: Bytes }
  | { kind: "card digest"; relay: Origin; digest: Bytes }
  | { kind: "first"; relay: Origin; id: Bytes; key: Bytes; text: string }
  | { kind: "screen"; relay: Origin; id: Bytes; key: Bytes; card: Bytes; text: string };

const kinds = { grant: 1, card: 2, "card digest": 3, first: 4, screen: 5 } as const;
const names = ["grant", "card", "card digest", "first", "screen"] as const;
const paths = { grant: "G", card: "C", "card digest": "C", first: "R", screen: "R" } as const;

/** Reads what a scanner, a paste or a picture gave: any case, white space around it. */
export function parseLink(given: string): Link {
  if (given.length > MOST) throw new FormatError(WHAT, "length");
  const text = given.trim().toUpperCase();
  const address = splitAddress(text);
  if (!address) throw new FormatError(WHAT, "address");
  const [first] = address.payload;
  if (first >> 4 !== VERSION) throw new VersionError(WHAT, "version");
  const found = readers[first & 15]?.({
    relay: address.relay,
    rest: Uint8Array.from(address.payload.slice(1)),
    text,
  });
  if (!found || paths[found.kind] !== address.path) throw new FormatError(WHAT, "kind");
  return found;
}

function splitAddress(text: string): { relay: Origin; path: string; payload: [number, ...number[]] } | null {
  const [origin, path, letters] = /^(HTTPS?:\/\/[^/#]+)\/([GCR])#([A-Z2-7]+)$/.exec(text)?.slice(1) ?? [];
  if (!origin || !path || !letters) return null;
  const relay = parseOrigin(origin);
  const [first, ...rest] = fromBase32(letters) ?? [];
  return relay && first !== undefined ? { relay, path, payload: [first, ...rest] } : null;
}

/** The text of a code. */
export function writeLink(origin: Origin, kind: Link["kind"], payload: Bytes): string {
  const [scheme] = origin.split("://");
  const bytes = Uint8Array.of((VERSION << 4) | kinds[kind], ...payload);
  return `${scheme}://${authority(origin)}/${paths[kind]}#${base32(bytes)}`.toUpperCase();
}

/** The text of a code at this relay when only what stands behind "#" is known. */
export function linkAt(relay: Origin, payload: string): string {
  const [first = 0] = fromBase32(payload.toUpperCase()) ?? [];
  const kind = names.find((name) => kinds[name] === (first & 15)) ?? "grant";
  return `${relay}/${paths[kind]}#${payload}`.toUpperCase();
}

type Given = { relay: Origin; rest: Bytes; text: string };

const readers: Record<number, (given: Given) => Link | null> = {
  [kinds.grant]: ({ relay, rest }) =>
    rest.length === 80
      ? {
          kind: "grant",
          relay,
          mailbox: rest.slice(0, 16),
          accessPoint: rest.slice(16, 48),
          statement: rest.slice(48),
        }
      : null,
  [kinds.card]: ({ rest }) => (rest.length > 0 ? { kind: "card", card: rest } : null),
  [kinds["card digest"]]: ({ relay, rest }) =>
    rest.length === 32 ? { kind: "card digest", relay, digest: rest } : null,
  [kinds.first]: ({ relay, rest, text }) =>
    rest.length === 48 ? { kind: "first", relay, id: rest.slice(0, 16), key: rest.slice(16), text } : null,
  [kinds.screen]: ({ relay, rest, text }) =>
    rest.length === 80
      ? { kind: "screen", relay, id: rest.slice(0, 16), key: rest.slice(16, 48), card: rest.slice(48), text }
      : null,
};
