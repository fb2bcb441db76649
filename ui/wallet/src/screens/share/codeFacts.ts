// The ticks of the code screen, from what was reported.
import type { GrantDetail } from "$wallet/backend/backend";

import { newest } from "./phase";

export type Fact = { what: "scanned" | "key" | "shown" | "log"; time: string | null };

export function codeFacts(detail: GrantDetail): Fact[] {
  const opened = newest(detail.events, "opened");
  const shown = newest(detail.events, "shown");
  const facts: Fact[] = [];
  if (opened) facts.push({ what: "scanned", time: opened.time });
  if (opened?.verified) facts.push({ what: "key", time: opened.time });
  if (shown) facts.push({ what: "shown", time: shown.time });
  if (detail.log !== "waiting") facts.push({ what: "log", time: null });
  return facts;
}
