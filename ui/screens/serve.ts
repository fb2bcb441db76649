// Builds the page on the fake core and serves it under the very content security policy of the app.
import { existsSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { build } from "vite";
import type { TestProject } from "vitest/node";

const ui = fileURLToPath(new URL("..", import.meta.url));
const built = join(ui, "dist/fake");
const types: Record<string, string> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".css": "text/css",
  ".woff2": "font/woff2",
};

/** The app's policy, and leave to read this server's own files. */
function policy(): string {
  const config = JSON.parse(readFileSync(join(ui, "../src-tauri/tauri.conf.json"), "utf8")) as {
    app: { security: { csp: string } };
  };
  return config.app.security.csp;
}

export default async function serve(project: TestProject): Promise<() => void> {
  rmSync(join(import.meta.dirname, "seen"), { recursive: true, force: true });
  await build({ configFile: join(ui, "vite.config.ts"), mode: "fake", logLevel: "warn" });
  const csp = policy();
  const server = createServer((request, response) => {
    if (request.url === "/favicon.ico") return void response.writeHead(204).end();
    const path = (request.url ?? "/").split("?")[0] ?? "/";
    const file = join(built, path === "/" ? "index.html" : path);
    if (!file.startsWith(built) || !existsSync(file)) return void response.writeHead(404).end();
    response.writeHead(200, {
      "content-type": types[extname(file)] ?? "application/octet-stream",
      "content-security-policy": csp,
      // Names of assets change with their content: the browser may keep them, compiled.
      "cache-control": path.startsWith("/assets/") ? "max-age=86400" : "no-store",
    });
    response.end(readFileSync(file));
  }).listen(0, "127.0.0.1");
  await new Promise((done) => server.once("listening", done));
  project.provide("address", `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  return () => server.close();
}

declare module "vitest" {
  interface ProvidedContext {
    address: string;
  }
}
