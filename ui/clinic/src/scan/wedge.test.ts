// Scans through every pair of keyboards, and keys of a person that must be left alone.
import { describe, expect, test } from "vitest";

import { base32 } from "../protocol/bytes";
import { keyboards, scanned, type KeyboardName } from "./keyboards";
import { readingsOf, type Press } from "./layouts";
import { recognise } from "./recognise";
import { Wedge, type Heard } from "./wedge";

/** Every letter and digit that a code can have. */
const payload = Uint8Array.of(0x11, ...Array.from({ length: 80 }, (_, at) => (at * 97 + 13) & 255));
const code = `HTTPS://RELAY-7.QUAYWARD.EXAMPLE:8443/G#${base32(payload)}`;
const names = Object.keys(keyboards) as KeyboardName[];
const enter: Press = { key: "Enter", code: "Enter", shift: false, altGraph: false };

/** What is heard, and which keys the page still sees. */
function type(presses: Press[], given: { gap?: number; inField?: boolean; end?: Press[] } = {}) {
  const wedge = new Wedge();
  const { gap = 8, inField = false, end = [enter] } = given;
  const verdicts = [...presses, ...end].map((press, at) => wedge.press(press, 1000 + at * gap, inField));
  const heard: Heard | null = verdicts.at(-1)?.heard ?? null;
  return { heard, seen: verdicts.filter(({ swallow }) => !swallow).length, verdicts, wedge };
}

describe.each(names)("a scanner for a %s keyboard", (scanner) => {
  test.each(names)("on a computer with a %s one, with and without Caps Lock", (computer) => {
    for (const caps of [false, true]) {
      const { heard, seen } = type(scanned(code, { scanner, computer, caps }));
      expect(heard).toEqual({ is: "patient", text: code });
      expect(seen).toBeLessThanOrEqual(3);
    }
  });
});

test.each(names)(
  "characters alone, as a remote desktop passes them on, are read on a %s computer",
  (computer) => {
    for (const caps of [false, true]) {
      const came = scanned(code, { scanner: "american", computer, caps }).map(({ key }) => key);
      expect(readingsOf(came.join("")).map(recognise)).toContainEqual({ is: "patient", text: code });
    }
  },
);

test("French Caps Lock turns the digits' keys too", () => {
  const swaps: Record<string, string> = { "!": "§", ":": "/", ")": "°", "3": '"', '"': "3", "?": "," };
  const digits = Object.fromEntries(Array.from("&é'(-è_çà", (sign, at) => [sign, "124567890"[at] ?? ""]));
  const came = scanned(code, { scanner: "american", computer: "french" }).map(({ key }) => key);
  const turned = came.map((sign) => swaps[sign] ?? digits[sign] ?? sign.toLowerCase()).join("");
  expect(readingsOf(turned).map(recognise)).toContainEqual({ is: "patient", text: code });
});

test("in a field the first keys are taken out again, and no later one gets in", () => {
  const { verdicts, heard } = type(scanned(code, { scanner: "german", computer: "french" }), {
    inField: true,
  });
  expect(verdicts.findIndex(({ restore }) => restore)).toBe(7);
  expect(verdicts.slice(7).every(({ swallow }) => swallow)).toBe(true);
  expect(heard?.is).toBe("patient");
});

test("a person who types an address into a field is left alone", () => {
  const american = { scanner: "american", computer: "american" } as const;
  const { seen, heard } = type(scanned(code.toLowerCase(), american), { inField: true, gap: 110 });
  expect([seen, heard]).toEqual([code.length + 1, null]);
});

test("a pause of a quarter of a second begins anew, before a scan is known to be one", () => {
  const american = { scanner: "american", computer: "american" } as const;
  const wedge = new Wedge();
  const [first, ...rest] = scanned(code, american);
  if (first) wedge.press(first, 0, false);
  const late = rest.map((press, at) => wedge.press(press, 251 + at * 8, false));
  expect(late.some(({ swallow }) => swallow)).toBe(false);
});

test("a machine under load may pause in the middle of a scan", () => {
  const american = { scanner: "american", computer: "american" } as const;
  const wedge = new Wedge();
  const verdicts = [...scanned(code, american), enter].map((press, at) =>
    wedge.press(press, at * 8 + (at > 60 ? 900 : 0), false),
  );
  expect(verdicts.at(-1)?.heard).toEqual({ is: "patient", text: code });
});

test("a scanner that sends no Enter is understood once it is quiet, but not in the middle of a code", () => {
  const american = { scanner: "american", computer: "american" } as const;
  expect(type(scanned(code, american), { end: [] }).wedge.rest()).toEqual({ is: "patient", text: code });
  expect(type(scanned(code.slice(0, -1), american), { end: [] }).wedge.rest()).toBeNull();
});

test("a scan of something else presses no button, and is told", () => {
  const american = { scanner: "american", computer: "american" } as const;
  const last = (text: string) => {
    const { verdicts } = type(scanned(text, american));
    return [verdicts.at(-1)?.swallow, verdicts.at(-1)?.heard?.is];
  };
  expect(last("4006381333931")).toEqual([true, "other"]);
  expect(last("0104012345678901172612")).toEqual([true, "unreadable"]);
  expect(last("HTTPS://EXAMPLE.ORG/MENU-OF-TODAY")).toEqual([true, "other"]);
  expect(last(code.slice(0, -9))).toEqual([true, "damaged"]);
  expect(last(`HTTPS://RELAY.EXAMPLE/C#${base32(Uint8Array.of(0x13, ...new Uint8Array(32)))}`)).toEqual([
    true,
    "clinic",
  ]);
});

test("keys of a person outside of fields do what they always do", () => {
  const american = { scanner: "american", computer: "american" } as const;
  expect(type([]).seen).toBe(1);
  expect(type(scanned("hello", american), { gap: 150 }).seen).toBe(6);
  expect(type([{ key: " ", code: "Space", shift: false, altGraph: false }]).seen).toBe(2);
});

test("what some scanners say first is left out", () => {
  const american = { scanner: "american", computer: "american" } as const;
  expect(type(scanned(`]Q1${code}`, american)).heard).toEqual({ is: "patient", text: code });
});
