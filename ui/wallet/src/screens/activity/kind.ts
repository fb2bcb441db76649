// How a row of Activity looks: its drawing and tone, its words, and the pill of its proof.
import Ban from "@lucide/svelte/icons/ban";
import Eye from "@lucide/svelte/icons/eye";
import EyeOff from "@lucide/svelte/icons/eye-off";
import FileDown from "@lucide/svelte/icons/file-down";
import FilePlus from "@lucide/svelte/icons/file-plus";
import Hourglass from "@lucide/svelte/icons/hourglass";
import Lock from "@lucide/svelte/icons/lock";
import MonitorSmartphone from "@lucide/svelte/icons/monitor-smartphone";
import Pause from "@lucide/svelte/icons/pause";
import Play from "@lucide/svelte/icons/play";
import Printer from "@lucide/svelte/icons/printer";
import QrCode from "@lucide/svelte/icons/qr-code";
import ShieldCheck from "@lucide/svelte/icons/shield-check";
import TriangleAlert from "@lucide/svelte/icons/triangle-alert";

import type { Icon, Tone } from "$parts/icon";
import { t } from "$text";

import type { ActivityRow } from "../../backend/backend";

type Look = { icon: Icon; tone: Tone };

const looks: Record<ActivityRow["what"], Look> = {
  opened: { icon: Eye, tone: "brand" },
  refused: { icon: EyeOff, tone: "quiet" },
  shown: { icon: Eye, tone: "brand" },
  saved: { icon: FileDown, tone: "warn" },
  printed: { icon: Printer, tone: "warn" },
  closed: { icon: Lock, tone: "quiet" },
  asked: { icon: Hourglass, tone: "warn" },
  shared: { icon: QrCode, tone: "brand" },
  handed_over: { icon: MonitorSmartphone, tone: "brand" },
  stopped: { icon: Ban, tone: "danger" },
  paused: { icon: Pause, tone: "quiet" },
  resumed: { icon: Play, tone: "brand" },
  ended: { icon: Lock, tone: "quiet" },
  imported: { icon: FilePlus, tone: "brand" },
};

const proofs = {
  proved: { icon: ShieldCheck, tone: "ok", word: "activity-proved" },
  waiting: { icon: Hourglass, tone: "warn", word: "activity-waiting" },
  wrong: { icon: TriangleAlert, tone: "danger", word: "activity-wrong" },
} as const;

export function lookOf(row: ActivityRow): Look {
  return looks[row.what];
}

/** The pill of its proof; a row of this device alone has none. */
export function proofOf(row: ActivityRow): (typeof proofs)[keyof typeof proofs] | null {
  return row.proof === "none" ? null : proofs[row.proof];
}

/** What its proof proves, or does not: of what the person did, an entry in the log; of what a clinic did, a signature. */
export function meaningOf(row: ActivityRow): string {
  if (row.proof === "none") return t("activity-own-means");
  if (row.proof === "waiting") return t("activity-waiting-means");
  const whose = row.what === "shared" || row.what === "stopped" ? "own" : "clinic";
  return t(`activity-${row.proof}-${whose}-means`);
}

/** "Opened your record, 3 times". */
export function titleOf(row: ActivityRow): string {
  const what = t(`activity-what-${row.what}`);
  return row.times > 1 ? t("activity-times", { what, times: row.times }) : what;
}

/** Whose hand it was; for what the person did alone, nobody's. */
export function byWhom(row: ActivityRow, time: string): string {
  return row.clinic ? t("activity-by", { clinic: row.clinic, time }) : t("activity-by-me", { time });
}

export type Choice = "all" | "opened" | "saved";

export function isChosen(row: ActivityRow, choice: Choice): boolean {
  if (choice === "opened") return row.what === "opened" || row.what === "shown";
  if (choice === "saved") return row.what === "saved" || row.what === "printed";
  return true;
}
