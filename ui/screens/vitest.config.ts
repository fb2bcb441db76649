// Runs the page in a real browser on the fake core: `npm run screens`. One browser, several pages at a time.
import { fileURLToPath } from "node:url";

import { defineConfig } from "vitest/config";

export default defineConfig({
  root: fileURLToPath(new URL(".", import.meta.url)),
  test: {
    include: ["*.test.ts"],
    globalSetup: "serve.ts",
    environment: "node",
    pool: "threads",
    maxWorkers: 1,
    isolate: false,
    maxConcurrency: 3,
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
