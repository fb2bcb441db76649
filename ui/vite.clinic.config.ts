// Builds the clinic's page into dist/clinic: one folder of files that any server can serve, also under a path of its own.
import { fileURLToPath } from "node:url";

import { defineConfig, mergeConfig } from "vite";

import { clinicLoad, firstLoad } from "./build/first-load.ts";
import { hashes } from "./build/hashes.ts";
import { ownFiles } from "./build/own-files.ts";
import { sbom } from "./build/sbom.ts";
import { scannerLoad } from "./build/scanner-load.ts";
import wallet from "./vite.config.ts";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const texts = here("clinic/src/texts.ts");
const page = here("dist/clinic");
const parts = sbom(here("."), page, here("dist/keepwell-page.cdx.json"));

export default defineConfig((given) => {
  const shared = wallet(given);
  return mergeConfig(
    { resolve: { alias: { ...shared.resolve?.alias, $texts: texts } } },
    {
      root: "clinic",
      base: "./",
      cacheDir: "../node_modules/.vite-clinic",
      plugins: [
        ...(shared.plugins?.slice(0, 1) ?? []),
        firstLoad(clinicLoad),
        scannerLoad(),
        hashes(page),
        parts.page(),
      ],
      build: {
        outDir: "../dist/clinic",
        emptyOutDir: true,
        target: "es2022",
        assetsInlineLimit: 0,
        rollupOptions: {
          // What keeps the page's files stands beside the page, under the same name in every version.
          input: { index: here("clinic/index.html"), sw: here("clinic/src/offline/worker.ts") },
          output: {
            entryFileNames: ({ name }: { name: string }) =>
              name === "sw" ? "sw.js" : "assets/[name]-[hash].js",
          },
        },
      },
      worker: { format: "es" as const, plugins: () => [ownFiles(), parts.worker()] },
      server: { port: 5174, strictPort: true },
    },
  );
});
