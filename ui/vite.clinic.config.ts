// Builds the clinic's page into dist/clinic: one folder of files that any server can serve, also under a path of its own.
import { fileURLToPath } from "node:url";

import { defineConfig, mergeConfig } from "vite";

import { clinicLoad, firstLoad } from "./build/first-load.ts";
import { ownFiles } from "./build/own-files.ts";
import wallet from "./vite.config.ts";

const texts = fileURLToPath(new URL("clinic/src/texts.ts", import.meta.url));

export default defineConfig((given) => {
  const shared = wallet(given);
  return mergeConfig(
    { resolve: { alias: { ...shared.resolve?.alias, $texts: texts } } },
    {
      root: "clinic",
      base: "./",
      cacheDir: "../node_modules/.vite-clinic",
      plugins: [...(shared.plugins?.slice(0, 1) ?? []), firstLoad(clinicLoad)],
      build: { outDir: "../dist/clinic", emptyOutDir: true, target: "es2022", assetsInlineLimit: 0 },
      worker: { format: "es" as const, plugins: () => [ownFiles()] },
      server: { port: 5174, strictPort: true },
    },
  );
});
