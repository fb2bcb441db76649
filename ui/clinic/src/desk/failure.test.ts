// @vitest-environment node
// Each thing that can be wrong with a clinic's name or its key file has its own word, for which the page has a sentence.
import { Encrypter } from "age-encryption";
import { expect, test } from "vitest";

import type { Origin } from "../protocol/origin";
import { own } from "../protocol/hash";
import { random } from "../open/made";
import { makeSecrets } from "./browser";
import { makeGeneration, OtherClinic, WithdrawnKeys, type Name } from "./clinic";
import { fileFailure, nameFailure } from "./failure";
import { readKeyFile } from "./file";

const relay = "https://relay.example" as Origin;

async function why(file: Uint8Array<ArrayBuffer>, passphrase = "right"): Promise<string> {
  return readKeyFile(file, passphrase).then(() => "taken", fileFailure);
}

async function file(content: string): Promise<Uint8Array<ArrayBuffer>> {
  const encrypter = new Encrypter();
  encrypter.setPassphrase("right");
  encrypter.setScryptWorkFactor(2);
  return own(await encrypter.encrypt(content));
}

test("a file that does not open, is something else, is newer, or is of no use here", async () => {
  expect(await why(own(random(300)))).toBe("passphrase");
  expect(await why(await file("{}"), "wrong")).toBe("passphrase");
  expect(await why(new Uint8Array(100_000))).toBe("damaged");
  for (const content of ["not JSON", "{}", '{"format":"keepwell clinic keys 1"}', '{"format":"another"}'])
    expect(await why(await file(content)), content).toBe("damaged");
  expect(await why(await file('{"format":"keepwell clinic keys 2"}'))).toBe("newer");
  expect(fileFailure(new OtherClinic())).toBe("other");
  expect(fileFailure(new WithdrawnKeys())).toBe("withdrawn");
  expect(fileFailure(new Error("no room"))).toBe("failed");
});

test.each<[Partial<Name>, string]>([
  [{ name: "x".repeat(121) }, "name"],
  [{ name: "Two\nlines" }, "name"],
  [{ country: "IRL" }, "country"],
  [{ contact: "9".repeat(121) }, "contact"],
])("a clinic cannot call itself that: %o", async (wrong, field) => {
  const who = { name: "Harbour Clinic", country: "IE", contact: null, ...wrong };
  const made = makeGeneration(who, { relay, page: relay }, makeSecrets(random), 1_800_000_000);
  expect(await made.then(() => "made", nameFailure)).toBe(field);
});
