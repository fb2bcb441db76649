// The one door to every text on the page.
export { known, t, type Id } from "./text.svelte";
