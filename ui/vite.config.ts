// Builds the wallet's page into dist/wallet, which the app's binary embeds. `--mode fake` runs it in a plain browser.
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vitest/config";

export default defineConfig(({ mode }) => ({
  root: "wallet",
  cacheDir: "../node_modules/.vite",
  plugins: [svelte()],
  build: { outDir: mode === "fake" ? "../dist/fake" : "../dist/wallet", emptyOutDir: true, target: "es2022" },
  server: { port: 5173, strictPort: true },
  resolve: mode === "test" ? { conditions: ["browser"] } : {},
  test: { environment: "happy-dom", include: ["src/**/*.test.ts"] },
}));
