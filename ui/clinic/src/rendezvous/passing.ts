// A key for "Patient scans this screen" where this browser has none: made at once, without a form, kept in memory only and gone
// with the page. Its card says by its name that nobody has checked it.
import { forget, makeSecrets } from "../desk/browser";
import { generationsOf, makeGeneration, type Place } from "../desk/clinic";
import type { Generation } from "../desk/keys";
import { NOWHERE } from "../desk/nowhere";
import type { World } from "../open/open";

/** `name` is what the patient reads, in the language of this page. */
export async function makePassing(world: World, place: Place, name: string): Promise<Generation> {
  const secrets = makeSecrets(world.random);
  const who = { name, country: NOWHERE, contact: null };
  const kept = await makeGeneration(who, place, secrets, world.now());
  forget(secrets);
  const [generation] = generationsOf({ generations: [kept] }, world.now());
  if (!generation) throw new Error("a key that was made now is over");
  return generation;
}
