// After each file of tests its browser ends.
import { afterAll } from "vitest";

import { end } from "./browser";

afterAll(end);
