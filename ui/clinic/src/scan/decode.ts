// The page's side of the worker that reads codes. The worker and its program are fetched when the first picture comes.
import type { Answer, Question } from "./decoder";
import address from "./decoder?worker&url";
import { trusted } from "./trusted";

/** A file that is larger is no picture of a code. */
const MOST_BYTES = 32 * 1024 * 1024;

type Waiting = (text: string | null) => void;

let started: Worker | null = null;
let count = 0;
const waiting = new Map<number, Waiting>();

/** The text of a code in the picture, null when there is none. The dots are handed over: the picture is empty afterwards. */
export function decode({ data, width, height }: ImageData): Promise<string | null> {
  const dots = data as Uint8ClampedArray<ArrayBuffer>;
  return ask((id) => ({ id, picture: { data: dots, width, height } }), [dots.buffer]);
}

/** The text of a code in a picture file; null when there is none, or it is no picture. */
export async function decodeFile(file: Blob): Promise<string | null> {
  return file.size > MOST_BYTES ? null : ask((id) => ({ id, file }), []);
}

/** Fetches the reader before it is needed. */
export function prepare(): void {
  worker();
}

function ask(question: (id: number) => Question, handedOver: Transferable[]): Promise<string | null> {
  count += 1;
  const asked = question(count);
  return new Promise((resolve) => {
    waiting.set(asked.id, resolve);
    worker().postMessage(asked, handedOver);
  });
}

function worker(): Worker {
  if (started) return started;
  started = new Worker(trusted(address), { type: "module", name: "codes" });
  started.addEventListener("message", ({ data: { id, text } }: MessageEvent<Answer>) => {
    waiting.get(id)?.(text);
    waiting.delete(id);
  });
  started.addEventListener("error", giveUp);
  return started;
}

/** A worker that does not run answers nobody: who waits is told that nothing was found, and the next one starts anew. */
function giveUp(): void {
  started?.terminate();
  started = null;
  for (const resolve of waiting.values()) resolve(null);
  waiting.clear();
}
