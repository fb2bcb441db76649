// The real core, through the app's shell. The only file that may import `@tauri-apps/*`.
import { invoke } from "@tauri-apps/api/core";

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

export class TauriBackend implements Backend {
  status(): Promise<Status> {
    return call("status");
  }

  create(server: string, passphrase: string): Promise<string[]> {
    return call("create", { server, passphrase });
  }

  unlock(passphrase: string): Promise<void> {
    return call("unlock", { passphrase });
  }

  lock(): Promise<void> {
    return call("lock");
  }

  records(search: string): Promise<RecordLine[]> {
    return call("records", { search });
  }

  async importFile(name: string, bytes: Uint8Array): Promise<ImportReport> {
    return call("import_file", { name, bytes: await base64(bytes) });
  }

  importSample(): Promise<ImportReport> {
    return call("import_sample");
  }

  async readCard(card: string | Uint8Array): Promise<{ card: string; clinic: Clinic }> {
    return typeof card === "string"
      ? call("read_card", { text: card })
      : call("read_card_file", { bytes: await base64(card) });
  }

  share(choice: ShareChoice): Promise<SharedCode> {
    return call("share", { choice });
  }

  grants(): Promise<GrantLine[]> {
    return call("grants");
  }

  stop(grant: string): Promise<GrantLine> {
    return call("stop", { grant });
  }
}

async function call<T>(command: string, args?: Record<string, unknown>): Promise<T> {
  try {
    return await invoke<T>(command, args);
  } catch (error) {
    throw isRefusal(error)
      ? new BackendError(error.code, error.message)
      : new BackendError("other", String(error));
  }
}

/** What every way into the shell carries, and much faster than a list of numbers. */
function base64(bytes: Uint8Array): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).replace(/^data:[^,]*,?/, ""));
    reader.onerror = () => reject(new BackendError("other", "the file could not be read"));
    reader.readAsDataURL(new Blob([new Uint8Array(bytes)]));
  });
}

function isRefusal(error: unknown): error is { code: string; message: string } {
  return typeof error === "object" && error !== null && "code" in error && "message" in error;
}
