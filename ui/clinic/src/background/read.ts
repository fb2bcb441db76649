// A Bundle's bytes read into what the page shows. They are overwritten once they were read.
import { text, type Bytes } from "../protocol/bytes";
import { summarize, type Summary } from "../summary/summary";

/** The summary at a time in milliseconds since 1970; null for bytes that are no Bundle. */
export function read(bundle: Bytes, now: number): Summary | null {
  const json = text(bundle) ?? "";
  bundle.fill(0);
  return summarize(json, now);
}
