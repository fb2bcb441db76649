// Runs the pages in a real browser: `npm run screens`. The wallet's on the fake core, and the clinic's scan screen; two
// files of tests at a time, each with a browser of its own and some pages at a time. No limit of time is near what
// anything takes: it is there for what hangs.
import { defineConfig } from "vitest/config";

const common = {
  environment: "node" as const,
  globalSetup: "serve.ts",
  include: ["*.test.ts"],
  pool: "threads" as const,
  isolate: false,
  testTimeout: 300_000,
  hookTimeout: 300_000,
};

export default defineConfig({
  test: {
    maxWorkers: 2,
    maxConcurrency: 3,
    slowTestThreshold: 30_000,
    projects: [
      { root: import.meta.dirname, test: { ...common, name: "wallet", setupFiles: "end.ts" } },
      { root: `${import.meta.dirname}/scan`, test: { ...common, name: "scan" } },
    ],
  },
});
