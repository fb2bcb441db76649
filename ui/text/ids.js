// Writes text/ids/<area>.ts from locales/en/<area>.ftl: each message id with the arguments it takes, so that a wrong id
// or a missing argument does not compile. `--check` writes nothing and fails when a file is out of date.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";

import { parse, Visitor } from "@fluent/syntax";

/** Read by the core, not by the page. */
const elsewhere = ["notices"];
const english = new URL("../locales/en/", import.meta.url);
const written = new URL("./ids/", import.meta.url);
const note = "// Made from the English texts by `npm run ids`; do not edit.\n";

class Arguments extends Visitor {
  names = new Set();
  visitVariableReference(node) {
    this.names.add(node.id.name);
  }
}

/** The messages of one file as lines of a type. */
function lines(area) {
  const resource = parse(readFileSync(new URL(`${area}.ftl`, english), "utf8"), {});
  return resource.body.flatMap((entry) => {
    if (entry.type === "Junk") throw new Error(`${area}.ftl: not readable: ${entry.content.slice(0, 60)}`);
    if (entry.type !== "Message") return [];
    const found = new Arguments();
    found.visit(entry);
    const key = entry.id.name;
    const fields = [...found.names].sort().map((name) => `${/^\w+$/.test(name) ? name : `"${name}"`}: Value`);
    return `  "${key}": ${fields.length > 0 ? `{ ${fields.join("; ")} }` : "null"};`;
  });
}

function area(name) {
  const body = lines(name);
  const value = body.some((line) => line.includes("Value"))
    ? 'import type { Value } from "../text.svelte";\n\n'
    : "\n";
  const type = `${name[0].toUpperCase()}${name.slice(1)}Texts`;
  const shape = body.length > 0 ? `{\n${body.join("\n")}\n}` : "Record<never, null>";
  return { type, source: `${note}${value}export type ${type} = ${shape};\n` };
}

function put(name, source) {
  const file = new URL(name, written);
  let now = "";
  try {
    now = readFileSync(file, "utf8");
  } catch {
    // Not written yet.
  }
  if (now === source) return;
  if (process.argv.includes("--check")) throw new Error(`text/ids/${name} is out of date: run npm run ids`);
  writeFileSync(file, source);
}

const names = readdirSync(english)
  .map((file) => file.replace(/\.ftl$/, ""))
  .filter((name) => !elsewhere.includes(name))
  .sort();
const all = names.map((name) => ({ name, ...area(name) }));
for (const { name, source } of all) put(`${name}.ts`, source);
const imports = all.map(({ name, type }) => `import type { ${type} } from "./${name}";`).join("\n");
put("all.ts", `${note}${imports}\n\nexport type Texts = ${all.map(({ type }) => type).join(" &\n  ")};\n`);
