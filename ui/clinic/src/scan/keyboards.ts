// Keyboards as they are sold, for tests: a scanner that was set up for one of them, on a computer that believes in another.
import type { Press } from "./layouts";

/** Where a sign is: the key's place, with `^` for Shift and `&` for AltGr. */
type Keyboard = Record<string, string>;

const ROWS = { "1234567890": "Digit", ABCDEFGHIJKLMNOPQRSTUVWXYZ: "Key" };

function keyboard(signs: Keyboard): Keyboard {
  const usual = Object.entries(ROWS).flatMap(([row, name]) =>
    Array.from(row, (sign) => [sign, `${name === "Key" ? "^" : ""}${name}${sign}`]),
  );
  const lower = Array.from("abcdefghijklmnopqrstuvwxyz", (sign) => [sign, `Key${sign.toUpperCase()}`]);
  return { ...Object.fromEntries([...usual, ...lower]), ...signs };
}

const american = keyboard({ ":": "^Semicolon", ";": "Semicolon", "/": "Slash", ".": "Period", "-": "Minus", "#": "^Digit3", ",": "Comma", "]": "BracketRight", ">": "^Period", "\\": "Backslash" }); // prettier-ignore
const british: Keyboard = { ...american, "#": "Backslash", "£": "^Digit3" };
const german = keyboard({ ":": "^Period", "/": "^Digit7", ".": "Period", "-": "Slash", "#": "Backslash", Y: "^KeyZ", y: "KeyZ", Z: "^KeyY", z: "KeyY", Ö: "^Semicolon", ö: "Semicolon", "§": "^Digit3", ß: "Minus" }); // prettier-ignore
const french = keyboard({ ":": "Period", "/": "^Period", ".": "^Comma", ";": "Comma", "!": "Slash", ")": "Minus", "#": "&Digit3", M: "^Semicolon", m: "Semicolon", ",": "KeyM", "?": "^KeyM", A: "^KeyQ", a: "KeyQ", Q: "^KeyA", q: "KeyA", Z: "^KeyW", z: "KeyW", W: "^KeyZ", w: "KeyZ", "&": "Digit1", é: "Digit2", '"': "Digit3", "'": "Digit4", "(": "Digit5", "-": "Digit6", è: "Digit7", _: "Digit8", ç: "Digit9", à: "Digit0", "1": "^Digit1", "2": "^Digit2", "3": "^Digit3", "4": "^Digit4", "5": "^Digit5", "6": "^Digit6", "7": "^Digit7", "8": "^Digit8", "9": "^Digit9", "0": "^Digit0" }); // prettier-ignore

export const keyboards = { american, british, german, french };
export type KeyboardName = keyof typeof keyboards;

/** The keys of a scanner set up for one keyboard, as a computer with another reads them. */
export function scanned(
  text: string,
  given: { scanner: KeyboardName; computer: KeyboardName; caps?: boolean },
): Press[] {
  const reads = new Map(Object.entries(keyboards[given.computer]).map(([sign, place]) => [place, sign]));
  return Array.from(text, (sign) => {
    const place = keyboards[given.scanner][sign] ?? `no key for ${sign}`;
    const found = reads.get(place) ?? "Unidentified";
    const key = given.caps && found.length === 1 ? flipped(found) : found;
    const [shift, altGraph] = [place.startsWith("^"), place.startsWith("&")];
    return { key, code: place.replace(/^[\^&]/, ""), shift, altGraph };
  });
}

/** Caps Lock; ß has no other case on a keyboard. */
function flipped(sign: string): string {
  const other = sign === sign.toUpperCase() ? sign.toLowerCase() : sign.toUpperCase();
  return other.length === 1 ? other : sign;
}
