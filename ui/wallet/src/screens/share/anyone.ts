// Shares with nobody whose code was read: whoever scans first, or whoever is told six words.
import type { App } from "$wallet/app.svelte";

import type { Flow } from "./flow.svelte";

export function anyone(app: App, flow: Flow, kind: "first" | "spoken"): void {
  flow.who = { kind };
  flow.delivered = false;
  app.go(flow.checked ? "/share/check" : "/share/what");
}
