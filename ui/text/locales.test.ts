// @vitest-environment node
// Every language says everything: the same messages with the same arguments as the English files, and an unreviewed
// translation says that it is one.
import { readdirSync, readFileSync } from "node:fs";

import { parse, Visitor, type Message, type VariableReference } from "@fluent/syntax";
import { expect, test } from "vitest";

import { languages } from "./languages";

const folder = new URL("../locales/", import.meta.url);
const areas = readdirSync(new URL("en/", folder)).sort();
const others = languages.map(({ code }) => code).filter((code) => code !== "en");

class Arguments extends Visitor {
  readonly names = new Set<string>();
  override visitVariableReference(node: VariableReference): void {
    this.names.add(node.id.name);
  }
}

function read(language: string, area: string): string {
  return readFileSync(new URL(`${language}/${area}`, folder), "utf8");
}

/** Each message with the names of its arguments. */
function messages(language: string, area: string): Record<string, string[]> {
  const { body } = parse(read(language, area), { withSpans: false });
  expect(body.filter(({ type }) => type === "Junk")).toEqual([]);
  const found = body.filter((entry): entry is Message => entry.type === "Message");
  return Object.fromEntries(
    found.map((message) => {
      const seen = new Arguments();
      seen.visit(message);
      return [message.id.name, [...seen.names].sort()];
    }),
  );
}

test("there are texts for each language that can be chosen, and for no other", () => {
  expect(readdirSync(folder).sort()).toEqual(languages.map(({ code }) => code).sort());
});

test.each(others)("%s has the files of the English texts, and no other", (language) => {
  expect(readdirSync(new URL(`${language}/`, folder)).sort()).toEqual(areas);
});

test.each(others.flatMap((language) => areas.map((area) => [language, area] as const)))(
  "%s/%s says what the English file says",
  (language, area) => {
    expect(messages(language, area)).toEqual(messages("en", area));
  },
);

test.each(others.flatMap((language) => areas.map((area) => [language, area] as const)))(
  "%s/%s is marked as unreviewed",
  (language, area) => {
    expect(read(language, area).split("\n")[0]).toBe("# unreviewed");
  },
);
