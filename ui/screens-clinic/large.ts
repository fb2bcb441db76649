// A record of any size: the sample's person, with results and conditions until there are enough.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const sample = fileURLToPath(
  new URL("../../crates/records/sample/amina-haddad-sample.json", import.meta.url),
);

export type Json = string | number | boolean | null | Json[] | { [member: string]: Json };
export type Bundle = {
  resourceType: string;
  type: string;
  entry: { fullUrl: string; resource: Record<string, Json> }[];
};

/** The sample itself. */
export function read(): Bundle {
  return JSON.parse(readFileSync(sample, "utf8")) as Bundle;
}

/** The sample with as many results and conditions as make up the size, in bytes. */
export function large(size: number): Bundle {
  const bundle = read();
  const results = bundle.entry.filter(({ resource }) => resource["resourceType"] === "Observation");
  const problems = bundle.entry.filter(({ resource }) => resource["resourceType"] === "Condition");
  const entry = bundle.entry.filter(({ resource }) =>
    ["Patient", "Practitioner"].includes(String(resource["resourceType"])),
  );
  let length = 0;
  for (let at = 0; length < size; at += 1) {
    const from = at % 3 === 0 ? problems : results;
    const copy = structuredClone(from[at % from.length]);
    if (!copy) break;
    const { resource } = copy;
    copy.fullUrl = `urn:uuid:00000000-0000-4000-8000-${String(at).padStart(12, "0")}`;
    Object.assign(resource, { id: `made-${at}`, code: { text: `Number ${at % 800}` } });
    if (at % 3 !== 0) resource["effectiveDateTime"] = `${2000 + (at % 26)}-0${1 + (at % 9)}-1${at % 10}`;
    entry.push(copy);
    length += JSON.stringify(copy).length;
  }
  return { resourceType: "Bundle", type: "collection", entry };
}
