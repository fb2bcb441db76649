// Checks with @transmute/rfc9162 the proofs in the JSON file named first: for each whether it holds, and whether the package
// makes the same one from the entries, which are decimal numbers.
import { readFileSync } from "node:fs";

import rfc9162 from "@transmute/rfc9162";

const api = rfc9162.default ?? rfc9162;
const bytes = (hex) => Uint8Array.from(Buffer.from(hex, "hex"));
const hex = (bytes) => Buffer.from(bytes).toString("hex");
const entries = (size) => Array.from({ length: size }, (_, at) => new TextEncoder().encode(String(at)));
const isPowerOf2 = (number) => (number & (number - 1)) === 0;

async function inclusion({ index, size, leaf, root, path, entries: known }) {
  const proof = { log_id: "", tree_size: size, leaf_index: index, inclusion_path: path.map(bytes) };
  const holds = await api.verifyInclusionProof(bytes(root), bytes(leaf), proof);
  if (known === "unknown") return { holds };
  const made = await api.inclusionProof(entries(size)[index], entries(size));
  return { holds, same: made.inclusion_path.map(hex).join() === path.join() };
}

// RFC 9162 §2.1.4.2 step 2, which this package leaves to its caller: before a first size that is a power of two its root is
// put in front. The package's own proofs bring it along, ours and the RFC's do not.
async function consistency({ old, size, old_root, root, path }) {
  const whole = isPowerOf2(old) ? [old_root, ...path] : path;
  const proof = { log_id: "", tree_size_1: old, tree_size_2: size, consistency_path: whole.map(bytes) };
  const holds = path.length > 0 && (await api.verifyConsistencyProof(bytes(old_root), bytes(root), proof));
  const made = await api.consistencyProof({ tree_size: old }, entries(size));
  const theirs = made.consistency_path.map(hex).join();
  return { holds, same: theirs === path.join() || theirs === whole.join() };
}

const answers = [];
for (const given of JSON.parse(readFileSync(process.argv[2], "utf8"))) {
  const answer = await (given.kind === "inclusion" ? inclusion(given) : consistency(given));
  answers.push({ ...given, ...answer });
}
console.log(JSON.stringify(answers));
