// What a share in a list is: open or over, and which ring and words it gets. An end counts once its time is over, and a
// stop once it is everywhere.
import EyeOff from "@lucide/svelte/icons/eye-off";
import Lock from "@lucide/svelte/icons/lock";
import Pause from "@lucide/svelte/icons/pause";
import WifiOff from "@lucide/svelte/icons/wifi-off";

import type { Icon } from "$parts/icon";
import { t } from "$text";
import type { GrantLine } from "$wallet/backend/backend";

/** True while the clinic can open it, or will be able to. `now` in milliseconds since 1970. */
export function isOpen(grant: GrantLine, now: number): boolean {
  if (grant.stopping) return true;
  if (!["pending", "active", "paused"].includes(grant.state)) return false;
  return Date.parse(grant.expires) > now;
}

/** Soonest to end first, as the one to look at first. */
export function bySoonest(grants: GrantLine[]): GrantLine[] {
  return [...grants].sort((a, b) => Date.parse(a.expires) - Date.parse(b.expires));
}

/** Links have a page of their own. */
export function hrefOf(grant: GrantLine): string {
  return `#/${grant.link ? "links" : "grants"}/${encodeURIComponent(grant.id)}`;
}

export function byNewest(grants: GrantLine[]): GrantLine[] {
  return [...grants].sort((a, b) => Date.parse(b.made) - Date.parse(a.made));
}

export function ringOf(grant: GrantLine, now: number): "open" | "pending" | "closed" {
  if (grant.stopping || grant.state === "pending") return "pending";
  return isOpen(grant, now) && grant.state !== "paused" ? "open" : "closed";
}

/** What stands in its ring; `open`: the drawing of the screen for a share that is simply open. */
export function iconOf(grant: GrantLine, now: number, open: Icon): Icon {
  if (ringOf(grant, now) === "pending") return WifiOff;
  if (grant.state === "paused") return Pause;
  if (grant.state === "revoked") return EyeOff;
  return isOpen(grant, now) ? open : Lock;
}

/** "Stop not sent yet", "Paused", "Stopped"; nothing while it is simply open, where the time left is said instead. */
export function stateWords(grant: GrantLine, now: number): string | null {
  if (grant.stopping) return t("grants-state-stopping");
  if (grant.state !== "active") return t(`app-grant-${grant.state}`);
  return isOpen(grant, now) ? null : t("app-grant-expired");
}
