// nginx in front of a server, set up by the very example that docs/HOSPITAL-IT.md gives to hospitals, with loopback's ports
// and the certificate of the server's own tests in the place of the example's.
import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect, createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const file = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** nginx: `KEEPWELL_NGINX`, or what the path has; null when there is none that runs. */
export function nginx(): string | null {
  const named = process.env["KEEPWELL_NGINX"] ?? "nginx";
  return spawnSync(named, ["-v"]).status === 0 ? named : null;
}

/** Leads to the certificate that nginx shows. */
export const root = file("crates/server/fixtures/root.pem");

export type Ports = {
  /** nginx, before the page and before relay and ledger. */ page: number;
  relay: number;
  /** The server behind it. */ pageBehind: number;
  relayBehind: number;
};

export async function freePorts(): Promise<Ports> {
  const held = await Promise.all([1, 2, 3, 4].map(() => heldPort()));
  const [page = 0, relay = 0, pageBehind = 0, relayBehind = 0] = held.map(({ port }) => port);
  await Promise.all(held.map(({ free }) => free()));
  return { page, relay, pageBehind, relayBehind };
}

async function heldPort(): Promise<{ port: number; free: () => Promise<unknown> }> {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address() as AddressInfo;
  return { port, free: () => new Promise((resolve) => server.close(resolve)) };
}

/** The example's servers: the page at the root of its origin, or in the folder of the second example. */
export function example(ports: Ports, isInFolder: boolean): string {
  const told = readFileSync(file("docs/HOSPITAL-IT.md"), "utf8");
  const [servers, folder] = [...told.matchAll(/```nginx\n([^`]*)```/g)].map(([, text]) => text);
  if (!servers || !folder) throw new Error("the examples are not where they were");
  const root = /location \/ \{[^}]*8788;[^}]*\}/.exec(servers)?.[0] ?? "none";
  const whole = isInFolder ? replaced(servers, root, folder) : servers;
  const others: [string, string][] = [
    ["listen 443 ssl http2;\n  server_name view.example;", `listen 127.0.0.1:${ports.page} ssl http2;`],
    ["listen 443 ssl http2;\n  server_name keepwell.example;", `listen 127.0.0.1:${ports.relay} ssl http2;`],
    ["http://127.0.0.1:8788", `http://127.0.0.1:${ports.pageBehind}`],
    ["http://127.0.0.1:8787", `http://127.0.0.1:${ports.relayBehind}`],
    ["/etc/keepwell/cert.pem", file("crates/server/fixtures/cert.pem")],
    ["/etc/keepwell/key.pem", file("crates/server/fixtures/key.pem")],
  ];
  return others.reduce((text, [from, to]) => replaced(text, from, to), whole);
}

/** What is not there cannot be replaced: then example and test have parted. */
export function replaced(text: string, from: string, to: string): string {
  if (!text.includes(from)) throw new Error(`the example has no longer ${from}`);
  return text.replaceAll(from, to);
}

export class Nginx {
  readonly #folder = mkdtempSync(join(tmpdir(), "keepwell-nginx-"));
  #process: ChildProcess | null = null;

  constructor(private readonly path: string) {}

  /** Runs these servers until `stop`; ready when it answers at `port`. */
  async start(servers: string, port: number): Promise<void> {
    const kept = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
    const paths = kept.map((name) => `${name}_temp_path ${this.#folder}/${name};`).join("\n");
    const config = join(this.#folder, "nginx.conf");
    writeFileSync(
      config,
      `daemon off;\nmaster_process off;\npid ${this.#folder}/pid;\nevents {}\n` +
        `http {\naccess_log off;\n${paths}\n${servers}\n}\n`,
    );
    const given = ["-p", this.#folder, "-c", config, "-e", "stderr"];
    const process = spawn(this.path, given, { stdio: ["ignore", "ignore", "pipe"] });
    this.#process = process;
    let said = "";
    process.stderr.on("data", (words: Buffer) => (said += words.toString()));
    while (!(await answers(port)))
      if (process.exitCode !== null) throw new Error(`nginx did not start: ${said}`);
  }

  async stop(): Promise<void> {
    const process = this.#process;
    if (process && process.exitCode === null) {
      const ended = new Promise((resolve) => process.once("exit", resolve));
      process.kill("SIGTERM");
      await ended;
    }
    this.#process = null;
  }

  async end(): Promise<void> {
    await this.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    const tell = (is: boolean) => () => {
      socket.destroy();
      resolve(is);
    };
    socket.once("connect", tell(true)).once("error", tell(false));
  });
}
