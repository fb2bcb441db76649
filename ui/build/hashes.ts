// The SHA-256 of each file of a built page, as a file at the well-known path, in the very bytes in which `keepwell serve`
// tells them: whoever serves the folder with another program has the list too, and a release carries it beside the folder.
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

import type { Plugin } from "vite";

const name = ".well-known/keepwell-page.json";

export function hashes(folder: string): Plugin {
  return {
    name: "keepwell-hashes",
    apply: "build",
    closeBundle(error) {
      if (error) return;
      const path = join(folder, name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, list(folder));
    },
  };
}

/** What begins with a dot is not served, and not listed. */
function list(folder: string): string {
  const sums = files(folder).map((path) => {
    const sum = createHash("sha256").update(readFileSync(join(folder, path)));
    return [`/${path}`, sum.digest("hex")] as const;
  });
  return JSON.stringify({ sha256: Object.fromEntries(sums) });
}

/** The paths in a folder, in their order. */
function files(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll("\\", "/"),
    )
    .filter((path) => !path.split("/").some((part) => part.startsWith(".")))
    .sort();
}
