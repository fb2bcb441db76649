// A clock that ticks only while something on the page reads it.
import { createSubscriber } from "svelte/reactivity";

const subscribe = createSubscriber((update) => {
  const timer = setInterval(update, 1000);
  return () => clearInterval(timer);
});

/** Milliseconds since 1970, once a second. */
export function now(): number {
  subscribe();
  return Date.now();
}
