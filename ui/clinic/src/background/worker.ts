// The worker: opens the parts of one share and reads its record, away from the page's own thread, and stretches words that were
// said. It knows the key of each file and none of the clinic's, and asks nobody for anything.
import { unseal } from "../open/unseal";
import type { Bytes } from "../protocol/bytes";
import { stretched } from "../protocol/spoken";
import type { PartTerms } from "../protocol/terms";
import type { Summary } from "../summary/summary";
import { read } from "./read";

export type Task =
  | { kind: "unseal"; sealed: Bytes; fileKey: Bytes; part: PartTerms }
  | { kind: "stretch"; words: string; salt: Bytes }
  | { kind: "read"; bundle: Bytes; now: number };
export type Question = { id: number; task: Task };
/** `done` is what came of it; without it, it could not be done. The first word says that the worker is there. */
export type Answer = "ready" | { id: number; done?: Bytes | Summary | null };

addEventListener("message", ({ data: { id, task } }: MessageEvent<Question>) => {
  void work(task).then(
    (done) => give({ id, done }, done instanceof Uint8Array ? [done.buffer] : []),
    () => give({ id }),
  );
});
give("ready");

async function work(task: Task): Promise<Bytes | Summary | null> {
  if (task.kind === "stretch") return stretched(task.words, task.salt);
  if (task.kind === "read") return read(task.bundle, task.now);
  return unseal(task.sealed, task.fileKey, task.part).finally(() => task.fileKey.fill(0));
}

function give(answer: Answer, handedOver: Transferable[] = []): void {
  postMessage(answer, { transfer: handedOver });
}
