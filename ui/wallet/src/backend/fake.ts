// A core that lives in memory and protects nothing: for tests and for design work in a plain browser. It never reaches
// the app's binary.
import {
  BackendError,
  type Backend,
  type Clinic,
  type GrantLine,
  type ImportReport,
  type RecordLine,
  type ShareChoice,
  type SharedCode,
  type Status,
} from "./backend";

const WORDS = "legal winner thank year wave sausage worth useful legal winner thank yellow".split(" ");
const CLINIC: Clinic = { name: "Harbour Clinic", country: "IE", check: "7KQ2-M9XA", met: false };
const SAMPLE: RecordLine[] = [
  { id: "A1", category: "allergies", title: "Penicillin", date: "2019-04-02", source: "Harbour Clinic" },
  {
    id: "M1",
    category: "medicines",
    title: "Metformin 500 mg",
    date: "2024-01-15",
    source: "Harbour Clinic",
  },
  { id: "P1", category: "problems", title: "Type 2 diabetes", date: "2018-09-01", source: null },
];

export class FakeBackend implements Backend {
  private state: Status = { state: "none", server: null };
  private passphrase = "";
  private held: RecordLine[] = [];
  private shares: GrantLine[] = [];

  status(): Promise<Status> {
    return Promise.resolve(this.state);
  }

  create(server: string, passphrase: string): Promise<string[]> {
    this.passphrase = passphrase;
    this.state = { state: "open", server };
    return Promise.resolve(WORDS);
  }

  unlock(passphrase: string): Promise<void> {
    if (passphrase !== this.passphrase) {
      return Promise.reject(new BackendError("wrong_passphrase", "the passphrase is wrong"));
    }
    this.state = { ...this.state, state: "open" };
    return Promise.resolve();
  }

  lock(): Promise<void> {
    this.state = { ...this.state, state: "locked" };
    return Promise.resolve();
  }

  records(search: string): Promise<RecordLine[]> {
    const wanted = search.toLowerCase();
    return Promise.resolve(this.held.filter((record) => record.title.toLowerCase().includes(wanted)));
  }

  importFile(name: string): Promise<ImportReport> {
    return Promise.resolve({
      file: name,
      imported: 0,
      duplicates: 0,
      problems: [{ where: name, why: "the fake core reads no files" }],
    });
  }

  importSample(): Promise<ImportReport> {
    const imported = this.held.length === 0 ? SAMPLE.length : 0;
    this.held = SAMPLE;
    return Promise.resolve({ file: "sample", imported, duplicates: SAMPLE.length - imported, problems: [] });
  }

  readCard(card: string | Uint8Array): Promise<{ card: string; clinic: Clinic }> {
    if (typeof card === "string" && !card.toUpperCase().includes("/C#")) {
      return Promise.reject(new BackendError("not_ours", "this is not a Keepwell code"));
    }
    return Promise.resolve({
      card: typeof card === "string" ? card : "HTTPS://RELAY.EXAMPLE/C#CI",
      clinic: CLINIC,
    });
  }

  share(choice: ShareChoice): Promise<SharedCode> {
    const expires = new Date(Date.now() + choice.hours * 3_600_000).toISOString();
    const id = `G${this.shares.length + 1}`;
    this.shares = [
      { id, clinic: CLINIC.name, state: "active", expires, openings: 0, stopping: false },
      ...this.shares,
    ];
    const svg =
      '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><path d="M0 0h8v8H0z" fill="#fff"/><path d="M1 1h2v2H1zM5 1h2v2H5zM1 5h2v2H1z"/></svg>';
    return Promise.resolve({ grant: id, text: "HTTPS://RELAY.EXAMPLE/G#CE", svg, expires, pending: false });
  }

  grants(): Promise<GrantLine[]> {
    return Promise.resolve(this.shares);
  }

  stop(grant: string): Promise<GrantLine> {
    const found = this.shares.find((share) => share.id === grant);
    if (!found) return Promise.reject(new BackendError("unknown", "there is no such share"));
    const stopped: GrantLine = { ...found, state: "revoked" };
    this.shares = this.shares.map((share) => (share.id === grant ? stopped : share));
    return Promise.resolve(stopped);
  }
}
