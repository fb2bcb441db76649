// Every screen in every state that a person can meet, as an address of the fake core and what is done there.
import type { Scene } from "./scenes/act";
import { grants } from "./scenes/grants";
import { onboarding } from "./scenes/onboarding";
import { record } from "./scenes/record";
import { activity, home, rest } from "./scenes/rest";
import { share } from "./scenes/share";

export type { Scene } from "./scenes/act";

export const scenes: Scene[] = [...onboarding, ...home, ...record, ...share, ...grants, ...activity, ...rest];
