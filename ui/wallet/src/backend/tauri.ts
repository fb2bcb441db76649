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

  importFile(name: string, bytes: Uint8Array): Promise<ImportReport> {
    return call("import_file", { name, bytes: Array.from(bytes) });
  }

  importSample(): Promise<ImportReport> {
    return call("import_sample");
  }

  readCard(card: string | Uint8Array): Promise<{ card: string; clinic: Clinic }> {
    return typeof card === "string"
      ? call("read_card", { text: card })
      : call("read_card_file", { bytes: Array.from(card) });
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

function isRefusal(error: unknown): error is { code: string; message: string } {
  return typeof error === "object" && error !== null && "code" in error && "message" in error;
}
