// The clinic's scan screen alone, for tests in a browser: what it finds is kept on the page for the test to read.
import { mount } from "svelte";

import "$look/tokens.css";
import "$look/fonts.css";
import "$look/base.css";
import "../../clinic/src/clinic.css";

import { pick } from "$text/languages";
import { speak } from "$text/text.svelte";

import Scan from "../../clinic/src/scan/Scan.svelte";

const query = new URLSearchParams(location.search);
const language = pick(query.get("language"), navigator.languages);
await speak(language.code);
document.documentElement.lang = language.code;
document.documentElement.dir = language.dir;
document.documentElement.dataset["theme"] = matchMedia("(prefers-color-scheme: dark)").matches
  ? "dark"
  : "light";

const found: string[] = [];
Object.assign(window, { found });
const target = document.getElementById("app");
const onscreen = () => found.push("screen");
if (target) mount(Scan, { target, props: { onfound: (text: string) => found.push(text), onscreen } });
