// Compiles the contract in the file named first, and prints its code in hexadecimal.
import { readFileSync } from "node:fs";

import solc from "solc";

const sources = { "CheckpointAnchor.sol": { content: readFileSync(process.argv[2], "utf8") } };
const settings = {
  optimizer: { enabled: true, runs: 1000 },
  // Without these the code holds a hash of the source and of the settings.
  metadata: { bytecodeHash: "none", appendCBOR: false },
  evmVersion: "paris",
  outputSelection: { "*": { "*": ["evm.bytecode.object"] } },
};
const made = JSON.parse(solc.compile(JSON.stringify({ language: "Solidity", sources, settings })));
for (const said of made.errors ?? []) console.error(said.formattedMessage);
console.log(made.contracts["CheckpointAnchor.sol"].CheckpointAnchor.evm.bytecode.object);
