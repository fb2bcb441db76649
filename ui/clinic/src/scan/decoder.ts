// The worker: reads codes in pictures away from the page's own thread, so that nothing stutters. The reader (zxing) and its
// program come from this page's own folder, never from anybody else's server.
import { prepareZXingModule, readBarcodes } from "zxing-wasm/reader";
import program from "zxing-wasm/reader/zxing_reader.wasm?url";

import { find, type Effort, type Picture } from "./find";

/** What is asked: a picture of the camera, or a file of any kind that this browser can show. */
export type Question = { id: number; picture: Picture } | { id: number; file: Blob };
export type Answer = { id: number; text: string | null };

/** The longest side of a picture from a file; a phone's photo has more than is of use. */
const LONGEST = 2400;

void prepareZXingModule({
  overrides: { locateFile: () => new URL(program, import.meta.url).href },
  fireImmediately: true,
}).catch(() => undefined);

addEventListener("message", (event: MessageEvent<Question>) => {
  const { data: question } = event;
  void answer(question).then(
    (text) => postMessage({ id: question.id, text } satisfies Answer),
    () => postMessage({ id: question.id, text: null } satisfies Answer),
  );
});

async function answer(question: Question): Promise<string | null> {
  const [picture, effort]: [Picture, Effort] =
    "file" in question ? [await drawn(question.file), "picture"] : [question.picture, "frame"];
  return find(readBarcodes, picture, effort);
}

/** The dots of a picture file, on white where it is transparent. */
async function drawn(file: Blob): Promise<Picture> {
  const bitmap = await createImageBitmap(file);
  const scale = Math.min(1, LONGEST / Math.max(bitmap.width, bitmap.height));
  const [width, height] = [Math.max(1, bitmap.width * scale) | 0, Math.max(1, bitmap.height * scale) | 0];
  const context = new OffscreenCanvas(width, height).getContext("2d");
  if (!context) throw new TypeError("this browser draws nothing in a worker");
  context.fillStyle = "white";
  context.fillRect(0, 0, width, height);
  context.drawImage(bitmap, 0, 0, width, height);
  bitmap.close();
  return context.getImageData(0, 0, width, height);
}
