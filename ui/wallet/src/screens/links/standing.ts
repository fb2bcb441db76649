// What a list says of a link: what it is made as, until when it opens or how it ended, how often it was opened.
import { t } from "$text";
import { near } from "$text/time";
import type { LinkLine } from "$wallet/backend/backend";

/** True while somebody can open it, or will be able to. `now` in milliseconds since 1970. */
export function isOpen(link: LinkLine, now: number): boolean {
  if (link.stopping) return true;
  return ["pending", "active", "paused"].includes(link.state) && Date.parse(link.expires) > now;
}

/** "Paused", "Stopped"; nothing while it simply opens. */
export function stateOf(link: LinkLine, now: number): string | null {
  if (link.stopping) return t("grants-state-stopping");
  if (link.state !== "active") return t(`app-grant-${link.state}`);
  if (!isOpen(link, now)) return t("app-grant-expired");
  return Date.parse(link.from) > now ? t("links-from", { when: near(link.from) }) : null;
}

export function noteOf(link: LinkLine, now: number): string {
  return [
    t(`links-shape-${link.shape}`),
    stateOf(link, now),
    t("grants-detail-until", { when: near(link.expires) }),
    t("grants-opened", { count: link.openings }),
  ]
    .filter(Boolean)
    .join(" · ");
}

/** In minutes: a reception desk, an hour, a day, ten days, and the longest there is. */
export const lengths = [15, 60, 1440, 14_400, 43_200] as const;
