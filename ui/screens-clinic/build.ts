// Builds the page as it is served.
import { fileURLToPath } from "node:url";

import { build } from "vite";

export default async function make(): Promise<void> {
  await build({
    configFile: fileURLToPath(new URL("../vite.clinic.config.ts", import.meta.url)),
    logLevel: "warn",
  });
}
