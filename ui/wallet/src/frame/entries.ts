// The entries of the menu. A phone shows the first four and More; a desktop shows all but More.
import ClipboardList from "@lucide/svelte/icons/clipboard-list";
import Ellipsis from "@lucide/svelte/icons/ellipsis";
import History from "@lucide/svelte/icons/history";
import House from "@lucide/svelte/icons/house";
import Plane from "@lucide/svelte/icons/plane";
import QrCode from "@lucide/svelte/icons/qr-code";
import Settings from "@lucide/svelte/icons/settings";
import Siren from "@lucide/svelte/icons/siren";

import type { Icon } from "$parts/icon";

type Name = "home" | "record" | "share" | "activity" | "more" | "emergency" | "travel" | "settings";
export type Entry = { name: Name; icon: Icon; on: "everywhere" | "narrow" | "desktop" };

export const entries: Entry[] = [
  { name: "home", icon: House, on: "everywhere" },
  { name: "record", icon: ClipboardList, on: "everywhere" },
  { name: "share", icon: QrCode, on: "everywhere" },
  { name: "activity", icon: History, on: "everywhere" },
  { name: "more", icon: Ellipsis, on: "narrow" },
  { name: "emergency", icon: Siren, on: "desktop" },
  { name: "travel", icon: Plane, on: "desktop" },
  { name: "settings", icon: Settings, on: "desktop" },
];
