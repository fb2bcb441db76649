// What is needed from a code to a record on the screen, in one piece that is fetched after the first screen stands.
import { openAny, type Desk, type Opened, type World } from "./open/open";
import type { CheckName } from "./open/refusal";
import type { Summary } from "./summary/summary";
import { Background } from "./background/background";

export { lineOf, Telling } from "./telling.svelte";
export { default as Record } from "./screens/Record.svelte";

/** A worker takes as long to come as a small record to open: it stands there before the code does. */
let waiting: Background | null = new Background();
/** When the next one is made, so that it is not in the way of a record that is being drawn; in milliseconds. */
const AFTER_MS = 3000;

/** Opens a code, given as it would be at each relay where it may be, and reads what it leads to. When each step was done
 * stands in the browser's own timeline, and nothing else. */
export async function openRecord(
  desk: Desk,
  world: World,
  codes: string[],
  passed: (name: CheckName) => void,
): Promise<{ opened: Opened; summary: Summary | null }> {
  const work = waiting ?? new Background();
  waiting = null;
  mark("begin");
  try {
    const opened = await openAny(desk, { ...world, unseal: work.unseal }, codes, (name) => {
      mark(name);
      passed(name);
    });
    const summary = await work.read(opened.parts.get("bundle") ?? new Uint8Array(), opened.time.now * 1000);
    mark("read");
    return { opened, summary };
  } finally {
    work.end();
    setTimeout(() => (waiting ??= new Background()), AFTER_MS);
  }
}

function mark(step: CheckName | "begin" | "read"): void {
  performance.mark(`keepwell:${step}`);
}
