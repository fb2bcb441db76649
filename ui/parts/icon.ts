// An icon as the parts take it: a Lucide component, drawn beside a word.
import type { LucideIcon } from "@lucide/svelte";

export type Icon = LucideIcon;
export type Tone = "brand" | "danger" | "warn" | "ok" | "info" | "quiet";
