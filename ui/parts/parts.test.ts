// The parts do what screens rely on: rings speak at the right moments, sheets give the focus back, doses stay isolated.
import { cleanup, fireEvent, render, screen } from "@testing-library/svelte";
import { afterEach, beforeAll, expect, test, vi } from "vitest";

import { speak } from "$text/text.svelte";

import Choices from "./Choices.svelte";
import Code from "./Code.svelte";
import Dose from "./Dose.svelte";
import Files from "./Files.svelte";
import { milestone } from "./milestone";
import { plot } from "./plot";
import Ring from "./Ring.svelte";

beforeAll(() => speak("en"));
afterEach(cleanup);

const minutes = (count: number) => new Date(Date.now() + count * 60_000).toISOString();
const plain = (text: string | null) => (text ?? "").replace(/[\u2068\u2069]/g, "");

test("a ring speaks an hour, ten minutes and a minute before the end, and at the end", () => {
  const minute = 60_000;
  const passed = [61, 60, 59, 10.5, 9.9, 1.5, 0.9, 0].map((value) => value * minute);
  const spoke = passed.slice(1).filter((now, at) => milestone(passed[at] ?? 0, now));
  expect(spoke.map((value) => value / minute)).toEqual([60, 9.9, 0.9, 0]);
  expect(milestone(Infinity, 0)).toBe(false);
});

test("a ring says what it is of and how long, and is no noise", () => {
  render(Ring, { from: minutes(-60), until: minutes(60.5), state: "open", label: "Kibo" });
  const ring = screen.getByRole("timer");
  expect(plain(ring.getAttribute("aria-label"))).toBe("Kibo: 1 h left");
  expect(ring.getAttribute("aria-live")).toBe("off");
});

test("a closed ring has no arc, a waiting one is dashed, one that ends soon looks it", () => {
  const arcs = (state: "open" | "pending" | "closed", left: number) => {
    const { container } = render(Ring, { from: minutes(-60), until: minutes(left), state, label: "x" });
    return [
      container.querySelectorAll(".arc").length,
      container.querySelector(".ring")?.className ?? "",
    ] as const;
  };
  expect(arcs("closed", 60)[0]).toBe(0);
  expect(arcs("open", -1)[0]).toBe(0);
  expect(arcs("pending", 60)[1]).toContain("pending");
  expect(arcs("open", 9)[1]).toContain("soon");
});

test("a dose is isolated and left to right, whatever stands beside it", () => {
  const { container } = render(Dose, { text: "5 mg" });
  const bdi = container.querySelector("bdi");
  expect([bdi?.textContent, bdi?.getAttribute("dir")]).toEqual(["5 mg", "ltr"]);
});

test("a choice is a native radio group with its question", async () => {
  const onchange = vi.fn();
  const options = [
    { value: "a", label: "Summary" },
    { value: "b", label: "Everything" },
  ];
  render(Choices, { legend: "What?", value: null, options, onchange });
  expect(screen.getByRole("group", { name: "What?" })).toBeTruthy();
  await fireEvent.click(screen.getByRole("radio", { name: "Everything" }));
  expect(onchange).toHaveBeenCalledWith("b");
});

test("a code is a picture: nothing of its drawing becomes part of the page", () => {
  render(Code, { svg: '<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>', label: "Code" });
  expect(screen.getByRole("img", { name: "Code" }).getAttribute("src")).toContain(
    "data:image/svg+xml,%3Csvg",
  );
  expect(document.querySelector("script")).toBe(null);
});

test("files are taken from a paste, and text where text is of use", () => {
  const onfiles = vi.fn();
  const ontext = vi.fn();
  render(Files, { label: "Add", onfiles, ontext });
  const paste = (data: object) =>
    window.dispatchEvent(
      Object.assign(new Event("paste"), { clipboardData: { files: [], getData: () => "", ...data } }),
    );
  const file = new File(["x"], "a.json");
  paste({ files: [file] });
  paste({ getData: () => "HTTPS://X" });
  expect(onfiles).toHaveBeenCalledWith([file]);
  expect(ontext).toHaveBeenCalledWith("HTTPS://X");
});

test("a series is drawn inside its frame, newest at the end, with the normal range behind it", () => {
  const points = [64, 51].map((value, at) => ({ date: `202${at}-01-01`, value, flag: null }));
  const { spots, band } = plot({ title: "", unit: "", low: null, high: 48, points }, 84, 40, 7);
  expect(spots.map(({ x, y }) => [x, Math.round(y)])).toEqual([[7, 7], [77, 28]]); // prettier-ignore
  expect(band).toEqual({ y: 33, height: 7 });
});
