// What is needed from a code to a record on the screen, in one piece that is fetched after the first screen stands.
import { openAny, type Desk, type Opened, type World } from "./open/open";
import { isUnderWords, openParcel, type Carried, type Stretch } from "./open/parcel";
import type { CheckName } from "./open/refusal";
import type { Bytes } from "./protocol/bytes";
import type { Summary } from "./summary/summary";
import { Background } from "./background/background";

export { lineOf, Telling } from "./telling.svelte";
export { default as Record } from "./screens/Record.svelte";

/** A worker takes as long to come as a small record to open: it stands there before the code does. */
let waiting: Background | null = new Background();
/** When the next one is made, so that it is not in the way of a record that is being drawn; in milliseconds. */
const AFTER_MS = 3000;

export { isUnderWords };

/** What a share is opened from: a code, given as it would be at each relay where it may be, or what an animated code carried, with
 * the six words in one line where it is under some. */
export type Given = { codes: string[] } | { parcel: Bytes; words: string | null };

/** Opens what was given, and reads what it leads to. When each step was done
 * stands in the browser's own timeline, and nothing else. */
export async function openRecord(
  desk: Desk,
  world: World,
  given: Given,
  passed: (name: CheckName) => void,
): Promise<{ opened: Opened; summary: Summary | null }> {
  const work = waiting ?? new Background();
  waiting = null;
  mark("begin");
  try {
    const told = (name: CheckName) => {
      mark(name);
      passed(name);
    };
    const opened = await ("parcel" in given
      ? openParcel(desk, world, carriedBy(given, work.stretch), told)
      : openAny(desk, { ...world, unseal: work.unseal }, given.codes, told));
    const summary = await work.read(opened.parts.get("bundle") ?? new Uint8Array(), opened.time.now * 1000);
    mark("read");
    return { opened, summary };
  } finally {
    work.end();
    setTimeout(() => (waiting ??= new Background()), AFTER_MS);
  }
}

function carriedBy({ parcel, words }: Extract<Given, { parcel: Bytes }>, stretch: Stretch): Carried {
  return { object: parcel, told: words === null ? null : { words, stretch } };
}

function mark(step: CheckName | "begin" | "read"): void {
  performance.mark(`keepwell:${step}`);
}
