// "Show the code": hands the choice to the core for whoever it is for, and goes to the page that comes then.
import type { App } from "$wallet/app.svelte";

import type { Flow } from "./flow.svelte";
import { stopped } from "./readCode";

export async function send(app: App, flow: Flow): Promise<void> {
  const { who } = flow;
  if (who === null || who.kind === "first") return app.go("/share/first");
  try {
    flow.code =
      who.kind === "screen"
        ? await app.backend.shareWithScreen(flow.choice)
        : await app.backend.share(who.clinic.card, flow.choice);
  } catch (refusal) {
    throw stopped(flow, refusal);
  }
  flow.delivered = who.kind === "screen";
  location.replace(`#/share/code/${flow.code.grant}`);
}
