// "Show the code": hands the choice to the core for whoever it is for, and goes to the page that comes then.
import { t } from "$text";
import type { App } from "$wallet/app.svelte";
import type { ShareChoice, SharedCode } from "$wallet/backend/backend";

import type { Flow, Who } from "./flow.svelte";
import { stopped } from "./readCode";

export async function send(app: App, flow: Flow): Promise<void> {
  const { who } = flow;
  if (who === null || who.kind === "first") return app.go("/share/first");
  try {
    flow.code = await made(app, who, flow.choice);
  } catch (refusal) {
    throw stopped(flow, refusal);
  }
  flow.delivered = who.kind === "screen";
  location.replace(`#/share/code/${flow.code.grant}`);
}

function made(
  { backend }: App,
  who: Exclude<Who, { kind: "first" }>,
  choice: ShareChoice,
): Promise<SharedCode> {
  if (who.kind === "screen") return backend.shareWithScreen(choice);
  if (who.kind === "spoken") return backend.shareUnderWords(choice, t("share-spoken-name"));
  return backend.share(who.clinic.card, choice);
}
