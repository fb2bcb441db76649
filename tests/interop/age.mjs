// Does with age-encryption what the program `age` does: --decrypt --identity FILE --output OUT IN, or --recipient KEY
// --output OUT IN.
import { readFileSync, writeFileSync } from "node:fs";

import { Decrypter, Encrypter } from "age-encryption";

const words = process.argv.slice(2);
const after = (word) => words[words.indexOf(word) + 1];
const content = new Uint8Array(readFileSync(words.at(-1)));

async function done() {
  if (!words.includes("--decrypt")) {
    const encrypter = new Encrypter();
    encrypter.addRecipient(after("--recipient"));
    return encrypter.encrypt(content);
  }
  const decrypter = new Decrypter();
  decrypter.addIdentity(readFileSync(after("--identity"), "ascii").trim());
  return decrypter.decrypt(content, "uint8array");
}

writeFileSync(after("--output"), await done());
