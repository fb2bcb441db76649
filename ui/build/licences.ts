// Which parts made by others are in the app, and under which licence: read from the installed packages when the page is
// built, so that the list under "About" cannot fall behind. Given to the page as the module `virtual:licences`.
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

import type { Plugin } from "vite";

export type LicencedPart = { name: string; version: string; licence: string; text: string };
type Crate = { id: string; name: string; version: string; license: string | null; source: string | null; manifest_path: string }; // prettier-ignore
type Node = { id: string; deps: { pkg: string; dep_kinds: { kind: string | null }[] }[] };

/** What the page itself is made of; tools that only build it are not in it. */
const packages = [
  "@fluent/bundle",
  "@fontsource-variable/atkinson-hyperlegible-next",
  "@fontsource-variable/inter",
  "@fontsource-variable/noto-sans-arabic",
  "@lucide/svelte",
  "@tauri-apps/api",
  "svelte",
];
const name = "virtual:licences";
const large = 64 * 1024 * 1024;

/** `crates`: whether the Rust side is listed too, as the app needs it and a page in a browser does not. */
export function licences(root: string, crates: boolean): Plugin {
  return {
    name: "keepwell-licences",
    resolveId: (id) => (id === name ? `\0${name}` : undefined),
    load(id) {
      if (id !== `\0${name}`) return undefined;
      const parts = [...packages.map((part) => installed(root, part)), ...(crates ? rust(root) : [])];
      parts.sort((a, b) => a.name.localeCompare(b.name, "en"));
      return `export const parts = ${JSON.stringify(parts)};`;
    },
  };
}

function installed(root: string, part: string): LicencedPart {
  const folder = join(root, "node_modules", part);
  const { version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as {
    version: string;
    license?: string;
  };
  return { name: part, version, licence: license ?? "", text: words(folder) };
}

/** Every crate that the app links, by what cargo itself says. */
function rust(root: string): LicencedPart[] {
  const manifest = join(root, "../src-tauri/Cargo.toml");
  const told = execFileSync(
    "cargo",
    ["metadata", "--format-version=1", "--locked", "--manifest-path", manifest],
    {
      maxBuffer: large,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  const { packages: all, resolve } = JSON.parse(told) as {
    packages: Crate[];
    resolve: { root: string; nodes: Node[] };
  };
  const linked = reach(resolve.root, new Map(resolve.nodes.map((node) => [node.id, node])));
  return all
    .filter((crate) => crate.source !== null && linked.has(crate.id))
    .map((crate) => ({
      name: crate.name,
      version: crate.version,
      licence: crate.license ?? "",
      text: words(dirname(crate.manifest_path)),
    }));
}

function reach(start: string, nodes: Map<string, Node>): Set<string> {
  const seen = new Set([start]);
  for (const id of seen) {
    for (const { pkg, dep_kinds } of nodes.get(id)?.deps ?? []) {
      if (dep_kinds.some(({ kind }) => kind === null)) seen.add(pkg);
    }
  }
  return seen;
}

/** The licence files of a folder, one after the other; the Apache licence by its address, as it allows. */
function words(folder: string): string {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && /^(licen[cs]e|copying|notice)/i.test(entry.name))
    .map((entry) => short(readFileSync(join(folder, entry.name), "utf8")))
    .join("\n\n");
}

function short(text: string): string {
  const apache = text.includes("Apache License") && text.includes("TERMS AND CONDITIONS");
  return apache ? "Apache License, Version 2.0: https://www.apache.org/licenses/LICENSE-2.0" : text.trim();
}
