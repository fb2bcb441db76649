// What every screen may ask: the core, where the wallet stands, how the person likes things, and where we are.
import { createContext, onMount } from "svelte";

import { pick } from "$text/languages";
import { speak } from "$text/text.svelte";

import type { Backend, Change, Preferences, Status } from "./backend/backend";
import { route, type Route } from "./route";

const [useApp, provideApp] = createContext<App>();
export { provideApp, useApp };

const usual: Preferences = {
  language: null,
  text_size: 100,
  theme: "system",
  lock_after_min: 5,
  notify: true,
};

export class App {
  status = $state.raw<Status | null>(null);
  preferences = $state.raw<Preferences>(usual);
  route = $state.raw<Route>(route(location.hash));
  #ears: ((change: Change) => void)[] = [];
  #steps = 0;
  #locked = false;

  constructor(readonly backend: Backend) {}

  /** Looks where the wallet stands: before the first picture, and whenever it was locked or unlocked. */
  async look(): Promise<void> {
    this.status = await this.backend.status();
    this.#locked = this.status.state === "locked";
  }

  /** From the moment the core tells of it, before any screen has followed. */
  get locked(): boolean {
    return this.#locked;
  }

  /** Takes the person's preferences on: language, direction, theme and text size of the page. */
  async prefer(preferences: Preferences): Promise<void> {
    const language = pick(preferences.language, navigator.languages);
    await speak(language.code);
    const page = document.documentElement;
    page.lang = language.code;
    page.dir = language.dir;
    page.style.setProperty("--text-scale", String(preferences.text_size / 100));
    page.toggleAttribute("data-large", preferences.text_size >= 150);
    this.preferences = preferences;
    this.paint();
  }

  /** Changes some of the preferences, at once on the page and for good in the core. */
  async change(some: Partial<Preferences>): Promise<void> {
    const next = { ...this.preferences, ...some };
    await this.prefer(next);
    await this.backend.savePreferences(next);
  }

  /** The theme's colours; called again when the system changes its mind. */
  paint(): void {
    const dark = matchMedia("(prefers-color-scheme: dark)").matches;
    const { theme } = this.preferences;
    document.documentElement.dataset["theme"] = theme === "system" ? (dark ? "dark" : "light") : theme;
  }

  go(path: string): void {
    location.hash = path.startsWith("#") ? path : `#${path}`;
  }

  /** One step back, or to `otherwise` where the person came in by this page. */
  back(otherwise = "/home"): void {
    if (this.#steps > 0) history.back();
    else location.replace(`#${otherwise}`);
  }

  moved(): void {
    this.#steps += 1;
    this.route = route(location.hash);
  }

  told(change: Change): void {
    if (change === "locked") this.#locked = true;
    for (const ear of this.#ears) ear(change);
  }

  hear(ear: (change: Change) => void): () => void {
    this.#ears = [...this.#ears, ear];
    return () => {
      this.#ears = this.#ears.filter((other) => other !== ear);
    };
  }
}

/** Tells a component of changes in the core while it is on the screen; without `which`, of all. */
export function onChanged(ear: (change: Change) => void, which?: Change[]): void {
  const app = useApp();
  onMount(() =>
    app.hear((change) => {
      if (!which || which.includes(change)) ear(change);
    }),
  );
}
