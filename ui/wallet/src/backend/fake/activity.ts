// What happened, and what the log says of it, in the fake core.
import { BackendError, type Activity, type Backend } from "../backend";
import { ago, type World } from "./world";

type Part = Pick<Backend, "activity" | "proof" | "saveProof" | "saveActivity">;

export function activityPart(world: World): Part {
  return {
    activity: async () => (world.open(), activity(world)),
    async proof(grant) {
      world.open();
      if (world.grants.find(({ line }) => line.id === grant)?.log === "waiting") {
        throw new BackendError("no_proof", "there is no proof yet: the log has not confirmed this");
      }
      return {
        entry: 41,
        tree_size: 48,
        root_words: ["copper", "river", "saddle", "winter", "orbit"],
        checked: ago(2),
        log: "ledger.keepwell.example",
      };
    },
    saveProof: async (grant) => ({ file: `keepwell-proof-${grant}.json`, bytes: 2140, records: 1 }),
    saveActivity: async () => ({ file: "keepwell-activity.json", bytes: 18_400, records: world.rows.length }),
  };
}

function activity(world: World): Activity {
  const alert =
    world.scene === "alert"
      ? {
          code: "rewritten",
          message: "the ledger has changed or dropped entries that it had recorded",
          evidence: "keepwell-evidence.json",
        }
      : null;
  return { rows: world.rows, log: { checked: world.offline ? ago(95) : ago(2), entries: 48, alert } };
}
