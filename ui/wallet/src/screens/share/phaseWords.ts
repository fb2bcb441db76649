// A phase of the code screen as people say it. An end is only called "stopped" once the log has it.
import { t } from "$text";
import { clock, spanWords } from "$text/time";
import type { GrantDetail } from "$wallet/backend/backend";

import { newest, type Phase } from "./phase";

export function phaseTitle(phase: Phase): string {
  return t(`share-phase-${phase}`);
}

/** One sentence more. */
export function phaseNote(detail: GrantDetail, phase: Phase): string {
  const { clinic } = detail.line;
  switch (phase) {
    case "open":
      return t("share-phase-open-note", { clinic, time: lastOpened(detail) });
    case "scanned":
      return t("share-phase-scanned-note", { clinic });
    case "left":
      return t("share-phase-left-note", { clinic, time: lastOpened(detail) });
    case "ended":
      return t("share-phase-ended-note", { length: length(detail) });
    default:
      return t(`share-phase-${phase}-note`);
  }
}

function lastOpened(detail: GrantDetail): string {
  const opened = newest(detail.events, "opened") ?? newest(detail.events, "shown");
  return clock(opened?.time ?? detail.line.last_opened ?? detail.line.made);
}

function length({ line }: GrantDetail): string {
  return spanWords(Math.round((Date.parse(line.expires) - Date.parse(line.not_before)) / 60_000));
}
