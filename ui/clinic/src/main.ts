// Starts the clinic's page: keys from this browser, operators from this page's own server, and a code that a phone's
// browser may have brought along in the address.
import { mount } from "svelte";

import "$look/tokens.css";
import "$look/fonts.css";
import "$look/base.css";
import "./clinic.css";

import { pick } from "$text/languages";
import { speak } from "$text/text.svelte";

import Clinic from "./Clinic.svelte";
import { Shelf } from "./desk/keep";
import type { World } from "./open/open";
import { Page } from "./page.svelte";
import type { Bytes } from "./protocol/bytes";

const world: World = {
  network: (url, init) => fetch(url, init),
  now: () => Math.floor(Date.now() / 1000),
  random: (length): Bytes => crypto.getRandomValues(new Uint8Array(length)),
};

const language = pick(null, navigator.languages);
await speak(language.code);
document.documentElement.lang = language.code;
document.documentElement.dir = language.dir;
document.documentElement.dataset["theme"] = matchMedia("(prefers-color-scheme: dark)").matches
  ? "dark"
  : "light";

const target = document.getElementById("app");
const page = new Page(world, await Shelf.open(), document.baseURI);
if (target) mount(Clinic, { target, props: { page } });
