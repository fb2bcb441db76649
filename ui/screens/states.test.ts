// Every state by its word and by its icon or shape, never by its colour alone: seen as somebody sees it who tells red
// and green, blue and yellow, or no colours apart. The pictures of all stand on a sheet in `golden/`.
import type { Locator, Page } from "playwright-core";
import type { PNG } from "pngjs";
import { describe, expect, test } from "vitest";

import { visit } from "./browser";
import { comparePicture } from "./golden";
import { contrast, eyes, otherness, seenBy, sheet, type Eyes } from "./seeing";

/** Where a state is met, its drawing and its word there. `room`: dots around the drawing that belong to it. */
type State = { name: string; query: string; path: string; drawing: Find; word: Find; room?: number };
type Find = (page: Page) => Locator;
type Seen = { name: string; word: string; drawing: Record<Eyes, PNG>; said: Record<Eyes, PNG> };

function share(name: string, path: string, query = ""): State {
  const head = (page: Page) => page.locator("main .head").first();
  return {
    name,
    query,
    path,
    drawing: (page) => head(page).locator(".ring"),
    word: (page) => head(page).locator("h2"),
  };
}

function proof(name: string, icon: string, query = "state=alert"): State {
  const pill = (page: Page) => page.locator("main .pill", { has: page.locator(`.${icon}`) }).first();
  const drawing: Find = (page) => pill(page).locator("svg");
  return {
    name,
    query,
    path: "/activity",
    drawing,
    word: (page) => pill(page).locator("span"),
  };
}

/** The last reading of a course is its newest, and stands first in the table below. */
function reading(name: string, path: string): State {
  return {
    name,
    query: "",
    path,
    drawing: (page) => page.locator("main svg[role=img] :is(polygon, circle)").last(),
    word: (page) => page.locator("main tbody tr").first().locator("td").last(),
    room: 2,
  };
}

const groups: Record<string, State[]> = {
  shares: [
    share("open", "/grants/g1"),
    share("ends soon", "/grants/g1", "state=ending"),
    share("paused", "/grants/g1", "state=paused"),
    share("stopped", "/grants/g3"),
    share("ended", "/grants/g4"),
    share("stop waiting", "/grants/g1", "state=stopping"),
  ],
  proofs: [
    proof("proved", "lucide-shield-check"),
    proof("waiting", "lucide-hourglass", "state=offline"),
    proof("wrong", "lucide-triangle-alert"),
  ],
  results: [reading("high", "/record/r24"), reading("normal", "/record/r30"), reading("low", "/record/r33")],
};

function look(state: State, dark: boolean): Promise<Seen> {
  const scene = { ...state, name: `states-${state.name.replace(" ", "-")}` };
  return visit(scene, { dark, query: "language=en" }, async (page) => ({
    name: state.name,
    word: (await state.word(page).innerText()).trim(),
    drawing: await seenBy(page, state.drawing(page), state.room),
    said: await seenBy(page, state.word(page)),
  }));
}

/** What two states have in common that they must not. */
function alike(one: Seen, other: Seen): string[] {
  const both = `${one.name} and ${other.name}`;
  const shapes = eyes.filter((eye) => otherness(one.drawing[eye], other.drawing[eye]) < 0.2);
  return [
    ...(one.word === other.word ? [`${both} have the same word: ${one.word}`] : []),
    ...shapes.map((eye) => `${both} have the same shape (${eye})`),
  ];
}

/** Where a drawing or a word is too faint: WCAG 2.2 asks 3 of a drawing and 4.5 of a text. */
function faint({ name, drawing, said }: Seen): string[] {
  return eyes.flatMap((eye) => [
    ...(contrast(drawing[eye]) < 3 ? [`the drawing of ${name} is faint (${eye})`] : []),
    ...(contrast(said[eye]) < 4.5 ? [`the word of ${name} is faint (${eye})`] : []),
  ]);
}

describe.each(["light", "dark"])("%s", (theme) => {
  test.each(Object.entries(groups))(
    "the states of %s differ without their colours",
    async (group, states) => {
      const seen: Seen[] = [];
      for (const state of states) seen.push(await look(state, theme === "dark"));
      const pairs = seen.flatMap((one, at) => seen.slice(at + 1).map((other) => [one, other] as const));
      const rows = seen.map(({ drawing, said }) => eyes.flatMap((eye) => [drawing[eye], said[eye]]));
      const other = await comparePicture(`states-${group}-${theme}`, () => Promise.resolve(sheet(rows)));
      const wrong = [...pairs.flatMap(([one, two]) => alike(one, two)), ...seen.flatMap(faint)];
      expect([...wrong, ...(other ? [other] : [])]).toEqual([]);
    },
  );
});
