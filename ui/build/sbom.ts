// What the clinic's page is made of, as CycloneDX: every package of which the build read a file for the page or its workers, by
// what the build itself says, also where little of it was left over. Tools that only build are not in it. Licence and
// version are those of the installed package, the hash is that of the archive that the lock file names.
import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

import type { Plugin } from "vite";

type Locked = { packages: Record<string, { integrity?: string } | undefined> };
type Manifest = { name: string; version: string; license?: string };

/** What the bundler itself puts into a page has these names. */
const bundlers = /^\0(vite|rolldown)\//;

/** Notes what a build, or that of a worker, takes in, and writes `file` when the page is in `folder`: a test may build a part of
 * it elsewhere, and that is not what is served. */
export function sbom(
  root: string,
  folder: string,
  file: string,
): { page: () => Plugin; worker: () => Plugin } {
  let built = "";
  const taken = new Set<string>();
  const worker = (): Plugin => ({
    name: "keepwell-sbom-parts",
    apply: "build",
    generateBundle(_, bundle) {
      // Fonts and pictures are no modules.
      const files = Object.values(bundle).flatMap((one) =>
        one.type === "asset" ? one.originalFileNames : [],
      );
      for (const id of [...this.getModuleIds(), ...files]) {
        const folder = packageOf(id);
        if (folder) taken.add(folder);
      }
    },
  });
  const page = (): Plugin => ({
    ...worker(),
    name: "keepwell-sbom",
    configResolved(config) {
      built = resolve(config.root, config.build.outDir);
    },
    closeBundle(error) {
      if (!error && built === folder)
        writeFileSync(file, JSON.stringify(bill(root, [...taken].sort()), null, 2) + "\n");
    },
  });
  return { page, worker };
}

/** The folder of the package that a module is from, below the root; null for our own. */
function packageOf(id: string): string | null {
  const bundler = bundlers.exec(id)?.[1];
  if (bundler) return `node_modules/${bundler}`;
  return /.*(node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(id.replaceAll("\\", "/"))?.[1] ?? null;
}

function bill(root: string, folders: string[]): object {
  const read = <T>(path: string): T => JSON.parse(readFileSync(join(root, path), "utf8")) as T;
  const { version, license } = read<Manifest>("package.json");
  const { packages } = read<Locked>("package-lock.json");
  return {
    bomFormat: "CycloneDX",
    specVersion: "1.5",
    version: 1,
    metadata: {
      component: { type: "application", name: "keepwell-page", version, licenses: licences(license) },
    },
    components: folders.map((folder) => {
      const part = read<Manifest>(`${folder}/package.json`);
      const purl = `pkg:npm/${part.name.replace("@", "%40")}@${part.version}`;
      return {
        type: "library",
        "bom-ref": purl,
        name: part.name,
        version: part.version,
        hashes: sums(packages[folder]?.integrity),
        licenses: licences(part.license),
        purl,
      };
    }),
  };
}

function licences(expression: string | undefined): object[] {
  return expression ? [{ expression }] : [];
}

/** "sha512-" and Base64, as the lock file has it. */
function sums(integrity: string | undefined): object[] {
  const [, letters] = /^sha512-(.+)$/.exec(integrity ?? "") ?? [];
  return letters ? [{ alg: "SHA-512", content: Buffer.from(letters, "base64").toString("hex") }] : [];
}
