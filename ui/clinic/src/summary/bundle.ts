// The Bundle of a share: its resources, found by the names that others refer to them by.
import { all, humanName, isResource, one, text, type Resource } from "./fhir";

/** More resources than a person could look at; the file has all of them. */
const MOST = 50_000;

export class Bundle {
  private constructor(
    readonly whole: Resource,
    readonly resources: Resource[],
    private readonly byName: Map<string, Resource>,
  ) {}

  /** Reads a Bundle; null when it is none. */
  static parse(json: string): Bundle | null {
    let read: unknown;
    try {
      read = JSON.parse(json);
    } catch {
      return null;
    }
    if (!isResource(read) || read["resourceType"] !== "Bundle") return null;
    const byName = new Map<string, Resource>();
    const resources: Resource[] = [];
    for (const entry of all(read, "entry").slice(0, MOST)) {
      const resource = one(entry, "resource");
      if (!resource) continue;
      resources.push(resource);
      for (const name of namesOf(entry, resource)) if (!byName.has(name)) byName.set(name, resource);
    }
    return new Bundle(read, resources, byName);
  }

  of(type: string): Resource[] {
    return this.resources.filter((resource) => resource["resourceType"] === type);
  }

  /** What a Reference leads to: a resource of the Bundle, or one contained in `from`. */
  resolve(from: Resource, reference: Resource | null): Resource | null {
    const name = text(reference, "reference");
    if (!name) return null;
    if (name.startsWith("#")) {
      return all(from, "contained").find((inside) => text(inside, "id") === name.slice(1)) ?? null;
    }
    return this.byName.get(name) ?? this.byName.get(name.split("/").slice(-2).join("/")) ?? null;
  }

  /** The name of a person or an organisation that a Reference leads to. */
  nameOf(from: Resource, reference: Resource | null): string | null {
    const shown = text(reference, "display");
    if (shown) return shown;
    const found = this.resolve(from, reference);
    if (!found) return null;
    if (found["resourceType"] === "PractitionerRole") {
      return this.nameOf(found, one(found, "practitioner")) ?? this.nameOf(found, one(found, "organization"));
    }
    return text(found, "name") ?? humanName(all(found, "name")[0] ?? null);
  }

  /** Whether any record carries HL7's label for test data. */
  get isSample(): boolean {
    return this.resources.some((resource) =>
      all(one(resource, "meta"), "security").some((label) => text(label, "code") === "HTEST"),
    );
  }
}

function namesOf(entry: Resource, resource: Resource): string[] {
  const [url, type, id] = [text(entry, "fullUrl"), text(resource, "resourceType"), text(resource, "id")];
  const names = url ? [url, url.split("/").slice(-2).join("/")] : [];
  return type && id ? [...names, `${type}/${id}`] : names;
}
