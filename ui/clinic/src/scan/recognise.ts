// What somebody scanned, pasted or dropped: a patient's code, or something that is not one, and then what it is instead.
import { VersionError } from "../protocol/format";
import { parseLink } from "../protocol/link";

/** `patient` is a grant or a code for whoever scans first; its text is in the one spelling of a code. */
export type Recognised =
  | { is: "patient"; text: string }
  /** A clinic's card or screen: for a patient's wallet, not for here. */
  | { is: "clinic" }
  /** One of ours that is cut off or changed. */
  | { is: "damaged" }
  /** Of a later version than this page knows. */
  | { is: "newer" }
  | { is: "other" };

/** What is said when it is no patient's code; `nothing`: no code at all. */
export type Hint = Exclude<Recognised["is"], "patient"> | "unreadable" | "nothing";

export function recognise(given: string): Recognised {
  const text = given.trim().toUpperCase();
  try {
    const { kind } = parseLink(text);
    return kind === "grant" || kind === "first" ? { is: "patient", text } : { is: "clinic" };
  } catch (error) {
    if (error instanceof VersionError) return { is: "newer" };
    return { is: /^HTTPS?:\/\/[^/#]+\/[GCR]#/.test(text) ? "damaged" : "other" };
  }
}
