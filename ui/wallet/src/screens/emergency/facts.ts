// What an emergency needs of the record, in the order it needs it. Private topics stay out.
import type { Backend, Category, Overview, RecordLine } from "$wallet/backend/backend";

export type Facts = { overview: Overview; medicines: RecordLine[]; problems: RecordLine[] };

/** More than any person takes or has; a list this long would help nobody. */
const most = 60;

export async function facts(backend: Backend): Promise<Facts> {
  const of = async (category: Category) => {
    const query = { search: "", category, origin: null, order: "category", offset: 0, limit: most } as const;
    return (await backend.records(query)).lines.filter((line) => line.sensitive === null);
  };
  const [overview, medicines, problems] = await Promise.all([
    backend.overview(),
    of("medicines"),
    of("problems"),
  ]);
  return { overview, medicines, problems };
}

/** Full years between a date of birth and now. */
export function age(birth: string, now: Date): number {
  const [year = 0, month = 1, day = 1] = birth.split("-").map(Number);
  const had = now.getMonth() + 1 > month || (now.getMonth() + 1 === month && now.getDate() >= day);
  return now.getFullYear() - year - (had ? 0 : 1);
}
