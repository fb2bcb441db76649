// The `keepwell` program beside a test: a real server, and a patient's wallet on it. Only tests import this.
import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));

/** Where the program is: `KEEPWELL_PROGRAM`, or what cargo built last; null when there is none. */
export function program(): string | null {
  const built = join(here, "../../../../target/debug/keepwell");
  const named = process.env["KEEPWELL_PROGRAM"] ?? built;
  return existsSync(named) ? named : null;
}

export type Info = { url: string; page_url: string; ledger: { origin: string; key: string } };

export class Stage {
  readonly folder = mkdtempSync(join(tmpdir(), "keepwell-page-"));
  #server: ChildProcess | null = null;
  readonly #witnesses = new Map<string, ChildProcess>();
  info: Info = { url: "", page_url: "", ledger: { origin: "", key: "" } };

  constructor(/** Where the program is. */ readonly path: string) {}

  async serve(listen = "127.0.0.1:0", ...more: string[]): Promise<void> {
    const given = ["serve", "--data", join(this.folder, "server"), "--listen", listen, "--json", ...more];
    const server = spawn(this.path, given, { stdio: ["ignore", "pipe", "ignore"] });
    this.#server = server;
    for await (const line of createInterface({ input: server.stdout })) {
      this.info = JSON.parse(line) as Info;
      return;
    }
    throw new Error("the server did not start");
  }

  async stop(): Promise<void> {
    if (this.#server) await ended(this.#server);
    this.#server = null;
  }

  /** Starts a witness of this name for the log with this key, where it was before or at a free port. */
  async witness(name: string, log: string, listen = "127.0.0.1:0"): Promise<{ url: string; key: string }> {
    const given = ["witness", "--data", join(this.folder, name), "--name", name, "--log", log];
    const witness = spawn(this.path, [...given, "--listen", listen, "--json"], {
      stdio: ["ignore", "pipe", "ignore"],
    });
    this.#witnesses.set(name, witness);
    for await (const line of createInterface({ input: witness.stdout })) {
      return JSON.parse(line) as { url: string; key: string };
    }
    throw new Error("the witness did not start");
  }

  async dismiss(name: string): Promise<void> {
    const witness = this.#witnesses.get(name);
    this.#witnesses.delete(name);
    if (witness) await ended(witness);
  }

  /** What a wallet command answers. */
  wallet<T>(...given: string[]): T {
    const options = {
      env: { ...process.env, KEEPWELL_PASSPHRASE: "a passphrase for tests" },
      encoding: "utf8",
    } as const;
    const home = ["--home", join(this.folder, "wallet"), "--json"];
    return JSON.parse(
      execFileSync(this.path, ["wallet", ...given, ...home], { ...options, stdio: "pipe" }),
    ) as T;
  }

  async end(): Promise<void> {
    await this.stop();
    for (const name of [...this.#witnesses.keys()]) await this.dismiss(name);
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function ended(process: ChildProcess): Promise<unknown> {
  const end = new Promise((resolve) => process.once("exit", resolve));
  process.kill("SIGTERM");
  return end;
}
