// Pictures of what went wrong, for a person: in `seen/`, named as the test says.
import { mkdirSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";

import type { Page } from "playwright-core";

const folder = join(import.meta.dirname, "seen");

/** Leaves a picture of the page as it stands. The path to say to a person, from the root of the repository. */
export async function leave(page: Page, name: string): Promise<string> {
  return put(name, await page.screenshot({ animations: "disabled", caret: "hide" }));
}

/** Leaves a picture of what failed, and says in the error where it is. */
export async function explain(error: unknown, page: Page, name: string): Promise<void> {
  const seen = await leave(page, name.slice(0, 120)).catch(() => null);
  if (seen && error instanceof Error) error.message += `\nSee ${seen}`;
}

export function put(name: string, picture: Buffer): string {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${name}.png`);
  writeFileSync(file, picture);
  return relative(join(import.meta.dirname, "../.."), file);
}
