// Pictures over time in the fake core: medicines with their doses, and vaccinations by disease.
import type { Medicine, Protection, Stretch } from "../backend";
import type { World } from "./world";

/** What the records of the fake wallet do not tell of: a dose before, and medicines that were taken for a while. */
const earlier: Record<string, Omit<Stretch, "record" | "current">> = {
  Metformin: { dose: "500 mg, 2 times a day", from: "2016-02-11", until: "2025-03-31" },
};
const past: Medicine[] = [
  {
    title: "Ibuprofen",
    current: false,
    stretches: [
      { record: "p1", dose: "400 mg when needed", from: "2025-02-03", until: "2025-04", current: false },
    ],
  },
  {
    title: "Prednisolone",
    current: false,
    stretches: [{ record: "p2", dose: "20 mg", from: "2025-09-16", until: null, current: false }],
  },
];

export function medicinesOf(world: World): Medicine[] {
  const lines = world.records.map(({ line }) => line).filter(({ category }) => category === "medicines");
  const current = lines.map(({ id, title, note, date }): Medicine => {
    const before = earlier[title];
    const from = before ? "2025-04-01" : (date ?? "");
    return {
      title,
      current: true,
      stretches: [
        ...(before ? [{ ...before, record: `${id}-before`, current: false }] : []),
        { record: id, dose: note, from, until: null, current: true },
      ],
    };
  });
  return lines.length > 0 ? [...current, ...past] : [];
}

export function vaccinesOf(world: World): Protection[] {
  const found = new Map<string, Protection["given"]>();
  const lines = world.records.map(({ line }) => line).filter(({ category }) => category === "immunizations");
  for (const { id, title, date, note } of [...lines].sort((a, b) =>
    (a.date ?? "").localeCompare(b.date ?? ""),
  )) {
    const number = /\d+/.exec(note ?? "")?.[0] ?? null;
    found.set(title, [...(found.get(title) ?? []), { record: id, date, number }]);
  }
  return [...found].sort().map(([disease, given]) => ({ disease, given }));
}
