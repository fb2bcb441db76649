// What a USB scanner typed, whatever keyboard it and the computer believe to be there. A scanner is a keyboard to the computer:
// it presses the keys that would give the code's text on the keyboard it was set up for, and the computer reads the same
// keys by its own layout. So the text is looked for in three ways: as it came, by which keys were pressed, and from the wrong
// characters back to the keys. The one that gives a code's prefix is right.

/** One key as the browser tells it. */
export type Press = { /** The character. */ key: string; /** The place on the keyboard. */ code: string; shift: boolean; altGraph: boolean }; // prettier-ignore

type Layout = Record<string, string>;

/** The keys that mean something else than the letter or digit of their name: `^` with Shift, `&` with AltGr. */
const scanners: Layout[] = [
  // The United States and the United Kingdom differ in # alone.
  { Slash: "/", "^Semicolon": ":", Period: ".", Minus: "-", "^Digit3": "#", Backslash: "#" },
  // France.
  {
    ...{ "^Period": "/", Period: ":", "^Comma": ".", Digit6: "-", "^Digit6": "6", "&Digit3": "#" },
    ...{ KeyQ: "A", KeyA: "Q", KeyW: "Z", KeyZ: "W", Semicolon: "M" },
  },
  // Germany.
  { "^Digit7": "/", "^Period": ":", Period: ".", Slash: "-", Backslash: "#", KeyY: "Z", KeyZ: "Y" },
];

/** What a computer makes of an American scanner's keys, and what was meant. */
const computers: Layout[] = [
  {},
  // France: digits are the lower signs of their keys; with Caps Lock they are digits, and the other keys change.
  characters("AQZWM?,:!)&É\"'(-È_ÇÀ3", "QAWZ:MM./-1234567890#"),
  characters('AQZWM?,/§°"', "QAWZ:MM./-#"),
  // Germany.
  characters("ZYÖ-ẞß§", "YZ:/--#"),
  // The United Kingdom.
  characters("£", "#"),
];

function characters(came: string, meant: string): Layout {
  return Object.fromEntries(Array.from(came, (sign, at) => [sign, meant[at] ?? ""]));
}

/** Every text that these keys can have meant, in upper case. */
export function readings(presses: readonly Press[]): string[] {
  const came = presses.map(({ key }) => (key.length === 1 ? key : "")).join("");
  const byKeys = scanners.map((layout) => presses.map((press) => byKey(press, layout)).join(""));
  return [...byKeys, ...readingsOf(came)];
}

/** The same for characters alone: what a field got, or a remote desktop passed on. */
export function readingsOf(came: string): string[] {
  const signs = Array.from(came, upper);
  return computers.map((layout) => signs.map((sign) => layout[sign] ?? sign).join(""));
}

/** In upper case, where that is one sign too: ß has none on a keyboard. */
function upper(sign: string): string {
  const large = sign.toUpperCase();
  return large.length === 1 ? large : sign;
}

function byKey({ key, code, shift, altGraph }: Press, layout: Layout): string {
  const found = (shift && layout[`^${code}`]) || (altGraph && layout[`&${code}`]) || layout[code];
  if (found) return found;
  const [, plain] = /^(?:Key|Digit|Numpad)([A-Z0-9])$/.exec(code) ?? [];
  return plain ?? (key.length === 1 ? key.toUpperCase() : "");
}
