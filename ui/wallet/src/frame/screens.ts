// The screens of the open wallet by the first word of their address, each loaded when it is first wanted.
import type { Component } from "svelte";

type Screen = {
  load: () => Promise<{ default: Component }>;
  /** Which entry of the menu it belongs to. */ menu: string;
  /** Full screen, without the menu. */ flow?: boolean;
};

const home: Screen = { menu: "home", load: () => import("../screens/home/Home.svelte") };
const grants: Screen = { menu: "home", load: () => import("../screens/grants/Grants.svelte") };

const screens: Record<string, Screen> = {
  home,
  grants,
  access: grants,
  record: { menu: "record", load: () => import("../screens/record/Record.svelte") },
  share: { menu: "share", flow: true, load: () => import("../screens/share/Share.svelte") },
  links: { menu: "home", load: () => import("../screens/links/Links.svelte") },
  activity: { menu: "activity", load: () => import("../screens/activity/Activity.svelte") },
  more: { menu: "more", load: () => import("../screens/more/More.svelte") },
  emergency: { menu: "emergency", load: () => import("../screens/emergency/Emergency.svelte") },
  "emergency-card": { menu: "emergency", load: () => import("../screens/emergency/Card.svelte") },
  travel: { menu: "travel", load: () => import("../screens/travel/Travel.svelte") },
  trip: { menu: "travel", load: () => import("../screens/trip/Trip.svelte") },
  words: { menu: "settings", flow: true, load: () => import("../screens/words/Words.svelte") },
  settings: { menu: "settings", load: () => import("../screens/settings/Settings.svelte") },
};

/** The first words of all addresses. */
export const names = Object.keys(screens);

/** The screen of an address; Home where there is none of that name. */
export function screenOf(name: string): Screen {
  return screens[name] ?? home;
}
