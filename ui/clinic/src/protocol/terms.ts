// The terms of a grant (docs/formats/share.md): what exactly was granted, to whom, through which servers. They bind every
// byte of the record to the grant.
import type { Bytes } from "./bytes";
import { MapReader, type Value } from "./cbor";
import { FormatError } from "./format";
import { parseOrigin, type Origin } from "./origin";
import { isVerifyingKey } from "./sign";

const WHAT = "grant's terms";
const MOST = 64 * 1024;
const MOST_PARTS = 1000;

export type PartTerms = { name: string; size: number; digest: Bytes };
export type Terms = {
  consent: Bytes;
  card: Bytes;
  cardKey: Bytes;
  relay: Origin;
  mailbox: Bytes;
  accessPoint: Bytes;
  ledger: string;
  offlineOk: boolean;
  /** The bundle first. */ parts: PartTerms[];
  walletKeys: Bytes;
};

export function parseTerms(bytes: Bytes): Terms {
  const map = MapReader.parse(WHAT, bytes, MOST);
  map.version(1);
  const terms: Terms = {
    consent: map.bytes(1, "consent", 32),
    card: map.bytes(2, "card", 32),
    cardKey: map.bytes(3, "card key", 32),
    relay: parseOrigin(map.text(4, "relay", 128)) ?? map.refuse("relay"),
    mailbox: map.bytes(5, "mailbox", 16),
    accessPoint: map.bytes(6, "access point", 32),
    ledger: map.text(7, "ledger", 255),
    offlineOk: map.flag(8, "offline"),
    parts: map.list(9, "parts").map(parsePart),
    walletKeys: map.bytes(10, "wallet keys", 32),
  };
  map.finish();
  if (!isVerifyingKey(terms.cardKey)) map.refuse("card key");
  const names = new Set(terms.parts.map(({ name }) => name));
  const fits = terms.parts.length <= MOST_PARTS && names.size === terms.parts.length;
  if (!fits || terms.parts[0]?.name !== "bundle") map.refuse("parts");
  return terms;
}

function parsePart(value: Value): PartTerms {
  const [name, size, digest] = Array.isArray(value) && value.length === 3 ? value : [];
  const fits =
    typeof name === "string" &&
    /^[a-z0-9]{1,16}$/.test(name) &&
    typeof size === "number" &&
    Number.isSafeInteger(size) &&
    size >= 0 &&
    digest instanceof Uint8Array &&
    digest.length === 32;
  if (!fits) throw new FormatError(WHAT, "part");
  return { name, size, digest };
}
