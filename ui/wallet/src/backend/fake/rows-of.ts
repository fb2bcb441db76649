// What has happened to the fake wallet lately.
import type { ActivityRow } from "../backend";
import type { Scene } from "./world";

const past = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();

export function rowsOf(scene: Scene): ActivityRow[] {
  if (scene === "empty" || scene === "new") return [];
  const kibo = "Kibo Eye Clinic";
  const mwangi = "Dr J. Mwangi";
  const day = 1440;
  const rows: [what: ActivityRow["what"], minutes: number, grant: string | null, clinic: string | null][] = [
    ["saved", 27, "g1", kibo],
    ["opened", 29, "g1", kibo],
    ["opened", 92, "g1", kibo],
    ["shared", 166, "g1", kibo],
    ["shared", 22 * 60, "g2", mwangi],
    ["refused", 3 * day - 22, "g3", mwangi],
    ["stopped", 3 * day, "g3", mwangi],
    ["opened", 3 * day + 60, "g3", mwangi],
    ["shared", 4 * day, "g3", mwangi],
    ["imported", 5 * day, null, null],
    ["ended", 19 * day, "g4", "Lakeside Laboratory"],
    ["shared", 20 * day, "g4", "Lakeside Laboratory"],
  ];
  const asked: ActivityRow = {
    id: "asked",
    time: past(2),
    grant: "g1",
    clinic: kibo,
    what: "asked",
    times: 1,
    proof: "proved",
  };
  const told = rows.map(([what, minutes, grant, clinic], at) => ({
    id: `a${at + 1}`,
    time: past(minutes),
    grant,
    clinic,
    what,
    times: what === "opened" && at === 7 ? 3 : 1,
    proof: proofOf(scene, what, at, grant),
  }));
  return scene === "asked" ? [asked, ...told] : told;
}

/** As the core tells it: nothing a clinic did waits for a proof, and an end by itself has none. */
function proofOf(
  scene: Scene,
  what: ActivityRow["what"],
  at: number,
  grant: string | null,
): ActivityRow["proof"] {
  if (what === "imported" || what === "ended") return "none";
  if (scene === "alert" && at === 3) return "wrong";
  return scene === "offline" && what === "shared" && grant === "g2" ? "waiting" : "proved";
}
