// Trusted time: the ledger's clock, signed over a nonce of ours, so that neither an old answer nor this computer's wrong
// clock decides whether a grant has ended.
import { same, type Bytes } from "./bytes";
import { MapReader } from "./cbor";
import { isBy, Sign1 } from "./cose";
import { SignatureError } from "./format";

const WHAT = "signed time";
const MOST = 512;

/** Seconds since 1970. */
export function verifyTime(bytes: Bytes, nonce: Bytes, key: Bytes): number {
  const document = new Sign1(WHAT, bytes, MOST);
  if (!isBy(document, key)) throw new SignatureError(WHAT, "signature");
  const map = MapReader.parse(WHAT, document.finish(), MOST);
  map.version(1);
  if (!same(map.bytes(1, "nonce", 32), nonce)) map.refuse("nonce");
  const time = map.number(2, "time");
  map.finish();
  return time;
}

/** Seconds since 1970 of `YYYY-MM-DDThh:mm:ssZ` in that one spelling; null for anything else. */
export function parseTime(written: string): number | null {
  const milliseconds = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(written) ? Date.parse(written) : Number.NaN;
  if (Number.isNaN(milliseconds) || writeTime(milliseconds / 1000) !== written) return null;
  return milliseconds / 1000;
}

export function writeTime(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace(".000Z", "Z");
}
