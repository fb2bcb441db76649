// What a person reads when the core refused.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { afterEach, expect, test } from "vitest";

import { known, t } from "$text";
import { speak } from "$text/text.svelte";

import { BackendError } from "./backend/backend";
import { refusal } from "./refusal";

afterEach(() => (document.documentElement.lang = "en"));

async function inLanguage(language: string): Promise<void> {
  document.documentElement.lang = language;
  await speak(language);
}

const wrong = new BackendError("wrong_passphrase", "the passphrase is wrong");
const damaged = new BackendError("damaged", "the card is torn: ask for another");

test("a code that says it all is said in the person's language alone", async () => {
  await inLanguage("de");
  expect(refusal(wrong)).toBe(t("errors-wrong_passphrase"));
  expect(refusal(wrong)).not.toContain("passphrase");
  await inLanguage("en");
  expect(refusal(wrong)).toBe("The passphrase is wrong. Try again.");
});

test("where the code says too little, the core's sentence follows as a sentence", async () => {
  await inLanguage("de");
  expect(refusal(damaged)).toBe(`${t("errors-damaged")} (\u2068The card is torn: ask for another.\u2069)`);
  await inLanguage("en");
  expect(refusal(damaged)).toBe("The card is torn: ask for another.");
});

test("what nobody knew of is said as it came", async () => {
  await inLanguage("en");
  expect(refusal(new Error("something new"))).toBe("Something new.");
  expect(refusal("odd")).toBe("odd");
});

test("every code word of the core has a text", async () => {
  await inLanguage("en");
  const root = join(import.meta.dirname, "../../..");
  const read = (path: string) => readFileSync(join(root, path), "utf8");
  const shell = readdirSync(join(root, "src-tauri/src"), { recursive: true, encoding: "utf8" });
  const sources = shell.filter((path) => path.endsWith(".rs")).map((path) => read(`src-tauri/src/${path}`));
  const given = sources.flatMap((source) => [...source.matchAll(/(?:Failure|Self)::new\(\s*"([a-z_]+)"/g)]);
  const met = [...read("crates/wallet/src/rendezvous.rs").matchAll(/=> "([a-z_]+)",/g)];
  const codes = [...given, ...met].map(([, code]) => code ?? "");
  expect(codes).toContain("locked");
  expect(codes).toContain("scanned_twice");
  expect(codes.filter((code) => !known(`errors-${code}`))).toEqual([]);
});
