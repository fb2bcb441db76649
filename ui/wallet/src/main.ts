// Starts the wallet's page on the real core, or on the fake one when built with `--mode fake`.
import { mount } from "svelte";

import App from "./App.svelte";
import type { Backend } from "./backend/backend";
import "./tokens.css";
import "./base.css";

async function connect(): Promise<Backend> {
  if (import.meta.env.MODE === "fake") return new (await import("./backend/fake")).FakeBackend();
  return new (await import("./backend/tauri")).TauriBackend();
}

const target = document.getElementById("app");
if (target) mount(App, { target, props: { backend: await connect() } });
