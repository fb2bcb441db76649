// Builds the wallet's page into dist/wallet, which the app's binary embeds. `--mode fake` runs it in a plain browser.
import { fileURLToPath } from "node:url";

import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vitest/config";

import { firstLoad, walletLoad } from "./build/first-load.ts";
import { licences } from "./build/licences.ts";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig(({ mode }) => ({
  root: "wallet",
  cacheDir: "../node_modules/.vite",
  plugins: [
    svelte(),
    licences(here("."), mode === "production"),
    ...(mode === "production" ? [firstLoad(walletLoad)] : []),
  ],
  build: {
    outDir: mode === "fake" ? "../dist/fake" : "../dist/wallet",
    emptyOutDir: true,
    target: "es2022",
    // The content security policy lets no font or picture in from a data address.
    assetsInlineLimit: 0,
    // The tests load a page a thousand times: one file each of scripts and styles, where the app's own has eighty.
    ...(mode === "fake"
      ? { cssCodeSplit: false, rolldownOptions: { output: { codeSplitting: false } } }
      : {}),
  },
  server: {
    port: 5173,
    strictPort: true,
    // The clinic's page has the core's term list.
    fs: { allow: [here("."), here("../crates/records/terms")] },
  },
  resolve: {
    alias: {
      $parts: here("parts"),
      $text: here("text"),
      $texts: here("text/files.ts"),
      $wallet: here("wallet/src"),
      $look: here("look"),
      $locales: here("locales"),
    },
    ...(mode === "test" ? { conditions: ["browser"] } : {}),
  },
  test: {
    environment: "happy-dom",
    // What takes milliseconds alone may take seconds beside a compiler.
    testTimeout: 600_000,
    root: here("."),
    // It says where it is to bundlers alone.
    server: { deps: { inline: ["raptorq"] } },
    include: [
      "clinic/src/**/*.test.ts",
      "wallet/src/**/*.test.ts",
      "parts/**/*.test.ts",
      "text/**/*.test.ts",
      "look/**/*.test.ts",
    ],
  },
}));
