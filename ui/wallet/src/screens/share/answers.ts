// The first answer of the check page, and the small lines under all three.
import { t } from "$text";
import { country } from "$text/time";
import type { Preview } from "$wallet/backend/backend";

import type { Flow } from "./flow.svelte";
import { endsIn, groupWords } from "./sentences";

/** Who it is for. */
export function whoWords({ clinic, who }: Flow): string {
  return clinic?.name ?? t(who?.kind === "spoken" ? "share-spoken-name" : "share-check-first");
}

export function whoNotes({ clinic, who }: Flow): string[] {
  if (!clinic) return [t(who?.kind === "spoken" ? "share-check-spoken-note" : "share-check-first-note")];
  return [country(clinic.country), t(`share-clinic-${clinic.standing}`)];
}

/** How much it is, and which private topics are in it or held back. Nothing before the core has told. */
export function whatNotes(flow: Flow, preview: Preview | null): string[] {
  if (!preview) return [];
  const held = preview.not_shown.map(({ group }) => group);
  const shown = flow.sensitive.filter((group) => !held.includes(group));
  return [
    t("share-what-count", { count: preview.records }),
    held.length > 0 ? t("share-check-hidden", { groups: groupWords(held) }) : "",
    shown.length > 0 ? t("share-check-let-in", { groups: groupWords(shown) }) : "",
  ].filter(Boolean);
}

export function longNotes(flow: Flow): string[] {
  return [
    endsIn(flow.minutes),
    flow.openings === null ? "" : t("share-check-times", { count: flow.openings }),
    flow.offlineOk || flow.who?.kind === "spoken" ? t("share-check-offline") : "",
  ].filter(Boolean);
}

/** Whether made-up records of the sample go with it. */
export function hasSample(preview: Preview | null): boolean {
  return preview?.sections.some(({ lines }) => lines.some(({ origin }) => origin === "sample")) ?? false;
}
