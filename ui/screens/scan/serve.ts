// Builds the scan screen and serves it under the very policy that a Keepwell server gives its page: own files only, WebAssembly,
// and Trusted Types.
import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { build } from "vite";
import type { TestProject } from "vitest/node";

const ui = fileURLToPath(new URL("../..", import.meta.url));
const built = join(ui, "dist/scan");
const types: Record<string, string> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".css": "text/css",
  ".woff2": "font/woff2",
  ".wasm": "application/wasm",
};

/** As `crates/server/src/page/policy.rs` says it. */
const policy = [
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; style-src 'self'",
  "img-src 'self' blob: data:; font-src 'self'; manifest-src 'self'; connect-src 'self'",
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  "require-trusted-types-for 'script'; trusted-types keepwell svelte-trusted-html",
].join("; ");

export default async function serve(project: TestProject): Promise<() => void> {
  await build({
    configFile: join(ui, "vite.clinic.config.ts"),
    root: fileURLToPath(new URL(".", import.meta.url)),
    build: {
      outDir: built,
      emptyOutDir: true,
      // In place of the page and of what keeps its files.
      rollupOptions: { input: fileURLToPath(new URL("index.html", import.meta.url)) },
    },
    logLevel: "warn",
  });
  const server = createServer((request, response) => {
    if (request.url === "/favicon.ico") return void response.writeHead(204).end();
    const path = (request.url ?? "/").split("?")[0] ?? "/";
    const file = join(built, path === "/" ? "index.html" : path);
    if (!file.startsWith(built) || !existsSync(file)) return void response.writeHead(404).end();
    response.writeHead(200, {
      "content-type": types[extname(file)] ?? "application/octet-stream",
      "content-security-policy": policy,
      "permissions-policy": "camera=(self)",
    });
    response.end(readFileSync(file));
  }).listen(0, "127.0.0.1");
  await new Promise((done) => server.once("listening", done));
  project.provide("address", `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  return () => server.close();
}
