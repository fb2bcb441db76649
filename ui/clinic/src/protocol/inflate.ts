// zlib data unpacked, and never to more than is asked for: what came from outside may be small and mean very much.
import { concat, type Bytes } from "./bytes";

/** The unpacked bytes, which must be exactly so many; null for anything else. */
export async function inflated(packed: Bytes, size: number): Promise<Bytes | null> {
  const source = new ReadableStream<Bytes>({
    start(to) {
      to.enqueue(packed);
      to.close();
    },
  });
  const reader = source.pipeThrough(new DecompressionStream("deflate")).getReader();
  const pieces: Bytes[] = [];
  let found = 0;
  for (;;) {
    const next = await reader.read().catch(() => null);
    if (!next) return null;
    if (next.done) break;
    pieces.push(next.value as Bytes);
    found += next.value.length;
    if (found > size) {
      await reader.cancel().catch(() => undefined);
      return null;
    }
  }
  return found === size ? concat(...pieces) : null;
}
