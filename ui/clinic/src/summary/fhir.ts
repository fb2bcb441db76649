// FHIR resources as they come: any member may be missing or of another kind than expected, and is then as good as absent.
// Everything that is read here ends as text on the page, never as markup.

/** A JSON object of which nothing is known. */
export type Resource = { readonly [member: string]: unknown };

export function isResource(value: unknown): value is Resource {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function text(of: Resource | null, member: string): string | null {
  const value = of?.[member];
  return typeof value === "string" && value.trim() !== "" ? value.trim() : null;
}

export function number(of: Resource | null, member: string): number | null {
  const value = of?.[member];
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}

export function one(of: Resource | null, member: string): Resource | null {
  const value = of?.[member];
  return isResource(value) ? value : null;
}

export function all(of: Resource | null, member: string): Resource[] {
  const value = of?.[member];
  return Array.isArray(value) ? value.filter(isResource) : [];
}

export type Code = { system: string | null; code: string; display: string | null };

/** A concept in the source's words, and its codes. `original` is the wording where the coded name says it differently. */
export type Concept = { title: string; original: string | null; codes: Code[] };

export function concept(of: Resource | null): Concept | null {
  const written = text(of, "text");
  const codes = all(of, "coding").flatMap((coding) => {
    const code = text(coding, "code");
    return code ? [{ system: text(coding, "system"), code, display: text(coding, "display") }] : [];
  });
  const coded = codes.find(({ display }) => display !== null)?.display ?? null;
  const title = coded ?? written ?? codes[0]?.code;
  if (!title) return null;
  return { title, original: written !== null && written !== title ? written : null, codes };
}

/** A short word of a concept or a code: its text, its display, its code. */
export function word(of: Resource | null): string | null {
  const found = concept(of);
  return found ? (found.original ?? found.title) : null;
}

/** A human name as a person writes it. */
export function humanName(of: Resource | null): string | null {
  const given = Array.isArray(of?.["given"]) ? of["given"].filter((part) => typeof part === "string") : [];
  const parts = [...given, text(of, "family")].filter(Boolean).join(" ");
  return text(of, "text") ?? (parts === "" ? null : parts);
}

/** "4.2 mmol/L", with the comparator that the source sent. */
export function quantity(of: Resource | null): string | null {
  const value = number(of, "value");
  if (value === null) return null;
  const unit = text(of, "unit") ?? text(of, "code");
  return [text(of, "comparator"), String(value), unit].filter(Boolean).join(" ");
}
