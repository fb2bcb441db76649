// Making a wallet, bringing one back, and unlocking it.
import { file, foot, met, passphrases, press, sheetFoot, steps, type Act, type Scene } from "./act";

const key = steps(foot(0), passphrases);
const made = steps(key, foot(0));
const later = steps(made, foot(1), sheetFoot(1));
const words: Act = async (page) =>
  page.fill("textarea", "river candle orbit meadow pencil harbor velvet lantern copper saddle winter puzzle");

export const onboarding: Scene[] = [
  { name: "welcome", query: "state=new", path: "/" },
  { name: "welcome-language", query: "state=new", path: "/", act: press("header button") },
  { name: "key", query: "state=new", path: "/", act: key },
  { name: "key-wrong", query: "state=new", path: "/", act: steps(foot(0), foot(0)) },
  { name: "words", query: "state=new", path: "/", act: made },
  { name: "words-skip", query: "state=new", path: "/", act: steps(made, foot(1)) },
  {
    name: "words-ask",
    query: "state=new",
    path: "/",
    act: steps(made, foot(0), foot(0), foot(0), press("label.choice", 3)),
  },
  { name: "first-record", query: "state=new", path: "/", act: later },
  {
    name: "first-record-read",
    query: "state=new",
    path: "/",
    act: steps(later, file("broken.json")),
  },
  {
    name: "first-record-refused",
    query: "state=new",
    path: "/",
    act: steps(later, file("visit.xml")),
  },
  { name: "restore", query: "state=new", path: "/", act: foot(1) },
  {
    name: "restore-done",
    query: "state=new",
    path: "/",
    act: steps(foot(1), words, passphrases, foot(0), met("main .alert")),
  },
  { name: "unlock", query: "state=locked", path: "/" },
  {
    name: "unlock-card",
    query: "state=locked&card-when-locked",
    path: "/",
    act: met("main .button.danger-line"),
  },
  {
    name: "locked-card",
    query: "state=locked&card-when-locked",
    path: "/",
    act: press("main .button.danger-line"),
  },
  { name: "unlock-forgot", query: "state=locked", path: "/", act: press("main .button.plain") },
  { name: "unlock-wrong", query: "state=locked", path: "/", act: async (page) => {
    await page.fill("input", "wrong");
    await page.keyboard.press("Enter");
    await page.locator("[role=alert] .alert").waitFor();
  } }, // prettier-ignore
];
