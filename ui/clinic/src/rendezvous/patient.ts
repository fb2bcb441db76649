// A patient's wallet that shares in a meeting, while a test plays the patient's hand. Only tests import this.
import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import { join } from "node:path";

import type { Stage } from "../open/program";

/** The wallet, sharing while the test types what the clinic's screen shows; `first` makes a code for whoever scans first. */
export function sharing(stage: Stage, to: string, ...more: string[]): ChildProcessWithoutNullStreams {
  const home = join(stage.folder, "wallet");
  const given = ["wallet", "grant", "--to", to, "--for", "2h", ...more, "--json", "--home", home];
  return spawn(stage.path, given, {
    env: { ...process.env, KEEPWELL_PASSPHRASE: "a passphrase for tests" },
  });
}

/** The first field of this name in what a program writes. */
export function told(wallet: ChildProcessWithoutNullStreams, field: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    let written = "";
    const look = (piece: Buffer) => {
      written += piece.toString();
      for (const line of written.split("\n").filter((one) => one.startsWith("{"))) {
        const value = parsed(line)[field];
        if (value !== undefined) resolve(value);
      }
    };
    wallet.stdout.on("data", look);
    wallet.stderr.on("data", look);
    wallet.once("exit", () => reject(new Error(`no "${field}" in: ${written}`)));
  });
}

function parsed(line: string): Record<string, unknown> {
  try {
    return JSON.parse(line) as Record<string, unknown>;
  } catch {
    return {};
  }
}
