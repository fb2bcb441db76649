// Holds the page to its weight: what is loaded before the first screen can be used stays within 90 KB of JavaScript,
// gzipped. Counted are the entry, the real core's side, the frame and Home, all that these import, and the texts of
// one language.
import { gzipSync } from "node:zlib";

import type { Plugin } from "vite";

const limit = 90 * 1024;
const wanted = [/\/backend\/tauri\.ts$/, /\/screens\/home\/Home\.svelte$/, /\/locales\/en\/\w+\.ftl\?raw$/];

type Chunk = {
  type: "chunk";
  code: string;
  imports: string[];
  isEntry: boolean;
  facadeModuleId: string | null;
};

export function firstLoad(): Plugin {
  return {
    name: "keepwell-first-load",
    generateBundle(_, bundle) {
      const chunks = new Map(
        Object.entries(bundle).filter(
          (entry): entry is [string, (typeof entry)[1] & Chunk] => entry[1].type === "chunk",
        ),
      );
      const start = [...chunks].filter(
        ([, chunk]) => chunk.isEntry || wanted.some((one) => one.test(chunk.facadeModuleId ?? "")),
      );
      const loaded = new Set(start.map(([name]) => name));
      for (const name of loaded) for (const next of chunks.get(name)?.imports ?? []) loaded.add(next);
      const size = [...loaded].reduce((sum, name) => sum + gzipSync(chunks.get(name)?.code ?? "").length, 0);
      const told = `first load: ${(size / 1024).toFixed(1)} KB of JavaScript in ${loaded.size} files`;
      if (size > limit) this.error(`${told}; at most ${limit / 1024} KB are allowed`);
      this.info(told);
    },
  };
}
