// "Same as last time": what the last share with a clinic was, as far as a share of its own tells. Private topics are
// never taken over: they are off until somebody chooses them anew.
import type { Clinic, GrantDetail, GrantLine, ShareChoice } from "$wallet/backend/backend";

import { start } from "./flow.svelte";

/** The newest share with this clinic. */
export function lastWith(clinic: Clinic, grants: GrantLine[]): GrantLine | null {
  const theirs = grants.filter((grant) => grant.clinic === clinic.name);
  return theirs.reduce<GrantLine | null>(
    (last, grant) => (last && last.made >= grant.made ? last : grant),
    null,
  );
}

/** The same choice again, or nothing when it was put together record by record. */
export function sameAgain(last: GrantDetail): ShareChoice | null {
  if (last.what !== "summary" && last.what !== "everything") return null;
  const minutes = Math.round((Date.parse(last.line.expires) - Date.parse(last.line.not_before)) / 60_000);
  if (!(minutes > 0)) return null;
  return { ...start, what: { kind: last.what }, minutes };
}
