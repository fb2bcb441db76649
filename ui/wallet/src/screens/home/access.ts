// What Home says of access: which shares are shown first, and what is still out there when nobody can open the record.
import { t } from "$text";
import { near } from "$text/time";

import type { Access, GrantLine } from "../../backend/backend";

const SHOWN = 3;

/** Those that end first; the rest stand on the page behind "See all". */
export function first(open: GrantLine[]): GrantLine[] {
  return [...open].sort((one, other) => Date.parse(one.expires) - Date.parse(other.expires)).slice(0, SHOWN);
}

/** How many clinics can open the record now: what is paused, not sent or not begun does not count, and no link is a clinic. */
export function ableNow(open: GrantLine[]): number {
  return open.filter(({ can_open, link }) => can_open && !link).length;
}

/** How many links open it now, for whoever has them. */
export function linksNow(open: GrantLine[]): number {
  return open.filter(({ can_open, link }) => can_open && link).length;
}

/** "No one can open it", or less where a computer without internet still may. */
export function nobody(access: Access): string {
  return t(access.left.count > 0 ? "home-none-fetch" : "home-open-none");
}

/** What a stop does not reach at once. */
export function leftOffline({ left: { count, until } }: Access): string {
  return count > 0 && until ? t("home-left-offline", { count, until: near(until) }) : "";
}

/** Copies, offline handovers and links that outlive a stop, a sentence each. */
export function leftOver(access: Access): string[] {
  return [
    access.copies > 0 ? t("home-left-copies", { count: access.copies }) : "",
    leftOffline(access),
    access.bearer_links > 0 ? t("home-left-links", { count: access.bearer_links }) : "",
  ].filter(Boolean);
}
