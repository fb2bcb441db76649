// What a step says below its name, by how far the core says that it is.
import { t } from "$text";
import { termLanguages } from "$text/languages";
import { dayOf, near } from "$text/time";
import type { TripList, TripStep } from "$wallet/backend/backend";

type Note = (step: TripStep, when: string, list: TripList) => string;

const notes: Record<TripStep["name"], Note> = {
  record: ({ state, at }) => joined(at ? t("trip-record-done", { when: dayOf(at) }) : "", record(state)),
  trip: (_, __, list) => trip(list),
  card: ({ state }, when) => paper(state, when),
  summary: ({ state }, when) => paper(state, when),
  link: ({ state }, when) => (state === "done" ? t("trip-link-done", { when }) : t(`trip-link-${state}`)),
  test: ({ state }, when) =>
    joined(when && t("trip-test-done", { when }), state === "done" ? "" : t("trip-test-open")),
};

export function noteOf(step: TripStep, list: TripList): string {
  return notes[step.name](step, step.at ? near(step.at) : "", list);
}

function joined(...parts: string[]): string {
  return parts.filter(Boolean).join(" ");
}

function record(state: TripStep["state"]): string {
  if (state === "done") return "";
  return t(state === "open" ? "trip-record-open" : "trip-record-again");
}

function trip({ trip }: TripList): string {
  if (!trip) return t("trip-trip-open");
  const language = termLanguages.find(({ code }) => code === trip.language)?.name ?? trip.language;
  return t("trip-trip-done", { from: dayOf(trip.from), until: dayOf(trip.until), language });
}

function paper(state: TripStep["state"], when: string): string {
  if (state === "open") return t("trip-paper-open");
  const saved = t("trip-paper-done", { when });
  return state === "done" ? saved : `${saved} ${t("trip-paper-again")}`;
}
