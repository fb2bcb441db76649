// Texts that would do harm where a page took them for markup, and a record that is full of them.
import type { Json } from "./large";

/** Tries every way in. */
export const evil = `"><img src=x onerror="window.hurt=1"><script>window.hurt=1</script><a href="javascript:window.hurt=1">\u202e{{7*7}}<svg onload=window.hurt=1><link rel=stylesheet href=//evil.invalid/x>`;
/** Members that are words of FHIR's grammar, or that other members refer to. */
const grammar =
  /^(resourceType|id|fullUrl|reference|system|code|status|use|url|contentType|data|type|unit|gender|criticality|category|severity|profile|language|.*(date|Date|Time|On|start|end|issued|timestamp|lastUpdated))$/;

/** Every text that a person could have written, replaced. */
export function spoilt(value: Json, member = ""): Json {
  if (typeof value === "string") return grammar.test(member) ? value : evil;
  if (Array.isArray(value)) return value.map((item) => spoilt(item, member));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, spoilt(inner, name)]));
}
