// Takes the address of somebody else's server out of the code reader: its program comes from the page's own folder, so the
// address is never used, and whoever looks through the page's files should not find it there.
import type { Plugin } from "vite";

const elsewhere = "https://fastly.jsdelivr.net/npm/";

export function ownFiles(): Plugin {
  return {
    name: "keepwell-own-files",
    transform(code, id) {
      if (!id.includes("zxing-wasm")) return undefined;
      return { code: code.replaceAll(elsewhere, "./"), map: null };
    },
    renderChunk(code, { name }) {
      if (code.includes(elsewhere)) this.error(`${name} names a server that is not the page's own`);
      return null;
    },
  };
}
