// A result's course in one sentence, for those who do not see the drawing.
import { t } from "$text";
import { day } from "$text/time";
import type { Series } from "$wallet/backend/backend";

export function courseOf({ title, unit, points }: Series): string {
  const [first, last] = [points[0], points.at(-1)];
  return t("clinic-course", {
    what: title,
    count: points.length,
    first: `${first?.value ?? ""} ${unit}`.trim(),
    last: `${last?.value ?? ""} ${unit}`.trim(),
    since: first ? day(first.date) : "",
  });
}
