// Holds the code reader to its weight: what the page fetches when somebody scans for the first time, gzipped. That is the
// reader's worker and its program in WebAssembly; a build in which one of them is not found fails too.
import { gzipSync } from "node:zlib";

import type { Plugin } from "vite";

/** At most so many KB. */
const MOST = 450;
const wanted = [/(^|\/)decoder-[\w-]+\.js$/, /(^|\/)zxing_reader-[\w-]+\.wasm$/];

export function scannerLoad(): Plugin {
  return {
    name: "keepwell-scanner-load",
    generateBundle: {
      order: "post",
      handler(_, bundle) {
        const sizes = wanted.map((one) => {
          const found = Object.values(bundle).filter(({ fileName }) => one.test(fileName));
          const [file] = found;
          if (!file || found.length > 1)
            this.error(`the scanner: ${found.length} files are called ${one.source}`);
          return gzipSync(file.type === "asset" ? file.source : file.code).length;
        });
        const size = sizes.reduce((sum, one) => sum + one, 0);
        const told = `scanner: ${(size / 1024).toFixed(1)} KB of JavaScript and WebAssembly, loaded on demand`;
        if (size > MOST * 1024) this.error(`${told}; at most ${MOST} KB are allowed`);
        this.info(told);
      },
    },
  };
}
