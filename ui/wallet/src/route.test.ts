// The address as a route.
import { expect, test } from "vitest";

import { route } from "./route";

test("an address names the screen, what follows and the question", () => {
  const { screen, rest, query } = route("#/record/category/results?search=a%20b");
  expect([screen, rest, query.get("search")]).toEqual(["record", ["category", "results"], "a b"]);
});

test("no address is Home, and a broken one is no error", () => {
  expect(route("").screen).toBe("home");
  expect(route("#/").screen).toBe("home");
  expect(route("#/grants/%E0%A4%A").rest).toEqual(["%E0%A4%A"]);
});
