// Rows put together by the day they happened on, here, the newest first.
import { t } from "$text";
import { dayOf } from "$text/time";

import type { ActivityRow } from "../../backend/backend";

export type Day = { heading: string; rows: ActivityRow[] };

export function byDay(rows: ActivityRow[], today: Date): Day[] {
  const days = new Map<string, ActivityRow[]>();
  for (const row of rows) {
    const key = new Date(row.time).toDateString();
    days.set(key, [...(days.get(key) ?? []), row]);
  }
  const yesterday = new Date(today.getFullYear(), today.getMonth(), today.getDate() - 1);
  return [...days].map(([key, inDay]) => ({
    heading: heading(key, inDay[0]?.time ?? "", today, yesterday),
    rows: inDay,
  }));
}

function heading(key: string, time: string, today: Date, yesterday: Date): string {
  if (key === today.toDateString()) return t("activity-today");
  if (key === yesterday.toDateString()) return t("activity-yesterday");
  return dayOf(time);
}
