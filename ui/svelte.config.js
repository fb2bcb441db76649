// Tells the Svelte tools that scripts are TypeScript.
import { vitePreprocess } from "@sveltejs/vite-plugin-svelte";

export default { preprocess: vitePreprocess() };
