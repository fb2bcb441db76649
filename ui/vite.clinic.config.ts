// Builds the clinic's page into dist/clinic: one folder of files that any server can serve, also under a path of its own.
import { defineConfig, mergeConfig } from "vite";

import wallet from "./vite.config.ts";

export default defineConfig((given) => {
  const shared = wallet(given);
  return mergeConfig(
    { resolve: shared.resolve ?? {} },
    {
      root: "clinic",
      base: "./",
      cacheDir: "../node_modules/.vite-clinic",
      plugins: shared.plugins?.slice(0, 1) ?? [],
      build: { outDir: "../dist/clinic", emptyOutDir: true, target: "es2022", assetsInlineLimit: 0 },
      worker: { format: "es" as const },
      server: { port: 5174, strictPort: true },
    },
  );
});
