// What has happened to the fake wallet lately.
import type { ActivityRow } from "../backend";
import type { Scene } from "./world";

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
    ["imported", 5 * day, null, "Lakeside Laboratory"],
    ["ended", 19 * day, "g4", "Lakeside Laboratory"],
    ["shared", 20 * day, "g4", "Lakeside Laboratory"],
  ];
  return rows.map(([what, minutes, grant, clinic], at) => ({
    id: `a${at + 1}`,
    time: new Date(Date.now() - minutes * 60_000).toISOString(),
    grant,
    clinic,
    what,
    times: what === "opened" && at === 7 ? 3 : 1,
    proof:
      what === "imported"
        ? "none"
        : scene === "alert" && at === 3
          ? "wrong"
          : at === 0
            ? "waiting"
            : "proved",
  }));
}
