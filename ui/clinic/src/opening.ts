// What is needed from a code to a record on the screen, in one piece that is fetched after the first screen stands.
import { text, type Bytes } from "./protocol/bytes";

export { open } from "./open/open";
export { summarize } from "./summary/summary";
export { lineOf, Telling } from "./telling.svelte";
export { default as Record } from "./screens/Record.svelte";

/** A part as text; what is none is as good as empty. */
export function readText(part: Bytes | undefined): string {
  return text(part ?? new Uint8Array()) ?? "";
}
