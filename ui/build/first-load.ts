// Holds a page to its weight: the JavaScript that is loaded before its first screen can be used, gzipped. Counted are the
// entry, what the page fetches at once, all that these import, and the texts of one language.
import { gzipSync } from "node:zlib";

import type { Plugin } from "vite";

/** At most so many KB, for the entry and the files that these find. */
type Load = { most: number; wanted: RegExp[] };

/** The wallet: the real core's side, the frame and Home. */
export const walletLoad: Load = {
  most: 90,
  wanted: [/\/backend\/tauri\.ts$/, /\/screens\/home\/Home\.svelte$/, /\/locales\/en\/\w+\.ftl\?raw$/],
};

/** The clinic's page without what opens a share, which follows once the page is ready, and without the scanner. */
export const clinicLoad: Load = { most: 120, wanted: [/\/locales\/en\/\w+\.ftl\?raw$/] };

type Chunk = {
  type: "chunk";
  code: string;
  imports: string[];
  isEntry: boolean;
  facadeModuleId: string | null;
};

export function firstLoad({ most, wanted }: Load): Plugin {
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
      if (size > most * 1024) this.error(`${told}; at most ${most} KB are allowed`);
      this.info(told);
    },
  };
}
