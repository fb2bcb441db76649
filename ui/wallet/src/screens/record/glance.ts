// One line that says what is in a section: the first names, the last vaccine, the newest value as the laboratory sent it.
import { t } from "$text";
import { day, list, number } from "$text/time";

import type { Overview, Series } from "../../backend/backend";

type Section = Overview["sections"][number];

export function glance(section: Section): string {
  if (section.series) return `${section.series.title}: ${latest(section.series)}`;
  if (section.category === "immunizations") return last(section);
  const names = section.first.slice(0, 2).map((line) => line.title);
  const more = section.count - names.length;
  if (names.length === 0) return "";
  return more > 0 ? t("home-some", { first: list(names, "unit"), count: more }) : list(names);
}

function last({ first: [newest] }: Section): string {
  if (!newest) return "";
  return newest.date
    ? t("home-latest", { what: newest.title, date: day(newest.date) })
    : t("home-latest-undated", { what: newest.title });
}

function latest(series: Series): string {
  const point = series.points.at(-1);
  if (!point) return "";
  const value = { value: number(point.value), unit: series.unit };
  return point.flag
    ? t("home-result-flag", { ...value, flag: t(`app-flag-${point.flag}`) })
    : t("home-result", value);
}
