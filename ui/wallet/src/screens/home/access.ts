// What Home says of access: which shares are shown first, and what is still out there when nobody can open the record.
import { t } from "$text";

import type { Access, GrantLine } from "../../backend/backend";

const SHOWN = 3;

/** Those that end first; the rest stand on the page behind "See all". */
export function first(open: GrantLine[]): GrantLine[] {
  return [...open].sort((one, other) => Date.parse(one.expires) - Date.parse(other.expires)).slice(0, SHOWN);
}

/** Copies, offline handovers and links that outlive a stop, a sentence each. */
export function leftOver(access: Access): string[] {
  return [
    access.copies > 0 ? t("home-left-copies", { count: access.copies }) : "",
    access.offline > 0 ? t("home-left-offline", { count: access.offline }) : "",
    access.bearer_links > 0 ? t("home-left-links", { count: access.bearer_links }) : "",
  ].filter(Boolean);
}
