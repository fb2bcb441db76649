// The whole fake core: an invented person's wallet that lives in memory. For tests and for design work in a browser.
import type { Backend } from "../backend";
import { activityPart } from "./activity";
import { emergencyPart } from "./emergency";
import { grantsPart } from "./grants";
import { linksPart } from "./links";
import { recordPart } from "./record";
import { settingsPart } from "./settings";
import { sharePart } from "./share";
import { tripPart } from "./trip";
import { walletPart } from "./wallet";
import { World } from "./world";

export function fakeBackend(query = new URLSearchParams()): Backend {
  const world = new World(query);
  return {
    ...walletPart(world),
    ...recordPart(world),
    ...emergencyPart(world),
    ...sharePart(world),
    ...grantsPart(world),
    ...linksPart(world),
    ...tripPart(world),
    ...activityPart(world),
    ...settingsPart(world),
  };
}
