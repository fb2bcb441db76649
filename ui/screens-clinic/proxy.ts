// Starts a proxy that holds event streams back, before a server that is started afterwards.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Worker } from "node:worker_threads";

type Said = { port: number } | { held: number };

export class HoldingProxy {
  /** How many streams were held back. */
  held = 0;
  url = "";

  private constructor(
    /** Where the server is to listen: host and port. */ readonly behind: string,
    private readonly worker: Worker,
  ) {}

  static async begin(): Promise<HoldingProxy> {
    const [host, port] = ["127.0.0.1", await freePort()];
    const worker = new Worker(new URL("./hold.js", import.meta.url), { workerData: { host, port } });
    const proxy = new HoldingProxy(`${host}:${port}`, worker);
    await new Promise<void>((ready) =>
      worker.on("message", (said: Said) => {
        if ("held" in said) return void (proxy.held = said.held);
        proxy.url = `http://${host}:${said.port}`;
        ready();
      }),
    );
    return proxy;
  }

  async end(): Promise<void> {
    await this.worker.terminate();
  }
}

/** A port that nobody listens at. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}
