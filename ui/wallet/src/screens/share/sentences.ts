// What was chosen, in words: for the rows of the first and the last page.
import type { SensitiveGroup, What } from "$wallet/backend/backend";
import { t } from "$text";
import { clock, day, list, now } from "$text/time";

/** "Summary", "Everything", … */
export function whatWords(kind: What["kind"]): string {
  return t(`share-what-${kind}`);
}

/** "Ends today at 16:20", for an end that lies `minutes` ahead of now. */
export function endsIn(minutes: number): string {
  return endsAt(new Date(now() + minutes * 60_000));
}

/** "Ends today at 16:20", "Ends tomorrow at 09:00", "Ends 3 Dec 2026 at 09:00". */
export function endsAt(end: Date): string {
  const time = clock(end.toISOString());
  const days = dayNumber(end) - dayNumber(new Date(now()));
  if (days === 0) return t("share-long-ends-today", { time });
  if (days === 1) return t("share-long-ends-tomorrow", { time });
  return t("share-long-ends-day", { day: day(localDate(end)), time });
}

/** "Mental health and Genes". */
export function groupWords(groups: SensitiveGroup[]): string {
  return list(groups.map((group) => t(`app-sensitive-${group}`)));
}

/** The day on this device's calendar, as a count of days. */
function dayNumber(moment: Date): number {
  return Date.UTC(moment.getFullYear(), moment.getMonth(), moment.getDate()) / 86_400_000;
}

function localDate(moment: Date): string {
  const two = (part: number) => String(part).padStart(2, "0");
  return `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}`;
}
