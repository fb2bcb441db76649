// What a person reads when the core refused.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { afterEach, expect, test } from "vitest";

import { known, t } from "$text";
import { speak } from "$text/text.svelte";

import { BackendError } from "./backend/backend";
import { byCode, refusal } from "./refusal";

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

test("every reason why a file was not taken in, and everything a server can be caught at, has a text", async () => {
  await inLanguage("en");
  const root = join(import.meta.dirname, "../../..");
  const codes = (path: string) => {
    const source = readFileSync(join(root, path), "utf8");
    return [
      ...source.matchAll(/Self::\w+(?:\(\w+\)| \{ \.\. \})? => "([a-z0-9_]+)",|Lie::\w+ => "([a-z_]+)",/g),
    ].map(([, code, lie]) => code ?? lie ?? "");
  };
  const reasons = [
    ...codes("crates/records/src/import/reason.rs"),
    ...codes("crates/records/src/import/error.rs"),
    ...codes("crates/wallet/src/records/import/why.rs"),
    ...codes("crates/wallet/src/strangers/why.rs"),
    "other_person",
  ];
  expect(reasons).toEqual(expect.arrayContaining(["untyped", "broken_json", "archive_locked", "not_utf8"]));
  expect(reasons.filter((code) => !known(`problems-${code}`))).toEqual([]);
  const found = codes("crates/wallet/src/evidence.rs");
  expect(found).toEqual(expect.arrayContaining(["forked", "rewritten", "lost_event", "foreign_revocation"]));
  expect(found.filter((code) => !known(`activity-alert-${code}`))).toEqual([]);
  // No text without a code that gives it.
  const file = readFileSync(join(root, "ui/locales/en/problems.ftl"), "utf8");
  const told = [...file.matchAll(/^problems-([a-z0-9_]+) =/gm)].map(([, code]) => code ?? "");
  expect(told.sort()).toEqual(reasons.sort());
});

test("a code that nobody knows of is told in the core's words", async () => {
  await inLanguage("de");
  expect(byCode("problems-xml", "XML cannot be imported")).toBe(t("problems-xml"));
  expect(byCode("problems-new_one", "the file sings")).toBe("The file sings.");
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
