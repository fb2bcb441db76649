// Runs the clinic's scan screen in a real browser: a camera that plays a film of a code, a scanner's keys, pictures.
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
    testTimeout: 40_000,
    hookTimeout: 60_000,
  },
});
