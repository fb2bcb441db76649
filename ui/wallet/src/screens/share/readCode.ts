// What to do with a code that was scanned, pasted or picked: a clinic's card leads to its name, the code on a clinic's
// screen to the three words. The core says which it is.
import type { App } from "$wallet/app.svelte";
import { BackendError, type Clinic } from "$wallet/backend/backend";

import { halts, type Flow, type Halt } from "./flow.svelte";

/** Refusals that mean "this is something else", after which the text may still be another kind of code. */
const somethingElse = ["damaged", "usage", "not_our_code"];

/** Reads a text and goes to the page for it. */
export async function readText(app: App, flow: Flow, text: string): Promise<void> {
  try {
    found(app, flow, await app.backend.readCard(text));
  } catch (refusal) {
    if (!isSomethingElse(refusal)) throw stopped(flow, refusal);
    await readScreen(app, flow, text, refusal);
  }
}

/** Reads a picture of a code, or a card's file. */
export async function readFile(app: App, flow: Flow, file: File): Promise<void> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  if (file.type.startsWith("image/")) return readText(app, flow, await app.backend.readPicture(bytes));
  try {
    found(app, flow, await app.backend.readCard(bytes));
  } catch (refusal) {
    throw stopped(flow, refusal);
  }
}

function found(app: App, flow: Flow, clinic: Clinic): void {
  flow.found = clinic;
  app.go("/share/found");
}

async function readScreen(app: App, flow: Flow, text: string, first: unknown): Promise<void> {
  try {
    flow.asked = await app.backend.readScreen(text);
  } catch (refusal) {
    throw isSomethingElse(refusal) ? first : stopped(flow, refusal);
  }
  app.go("/share/words");
}

/** Some refusals stop the whole flow; every other one is only told. */
export function stopped(flow: Flow, refusal: unknown): unknown {
  if (refusal instanceof BackendError) flow.halt = haltOf(refusal.code);
  return refusal;
}

export function haltOf(code: string | null): Halt | null {
  return halts.find((halt) => halt === code) ?? null;
}

function isSomethingElse(refusal: unknown): boolean {
  return refusal instanceof BackendError && somethingElse.includes(refusal.code);
}
