// What happened, and the log's proof of it.
export type ActivityRow = {
  id: string;
  time: string;
  grant: string | null;
  clinic: string | null;
  what:
    | "opened"
    | "refused"
    | "shown"
    | "saved"
    | "printed"
    | "closed"
    | "asked"
    | "shared"
    | "handed_over"
    | "stopped"
    | "paused"
    | "resumed"
    | "ended"
    | "imported";
  /** How many alike were folded into this row. */ times: number;
  proof: "proved" | "waiting" | "wrong" | "none";
};
export type Activity = {
  rows: ActivityRow[]; /** Shared, stopped, looked: the log's own state. */
  log: {
    checked: string | null;
    entries: number;
    /** `code`: a word for the texts of the page; `message`: the core's own sentence. */
    alert: { code: string; message: string; evidence: string | null } | null;
  };
};
export type Proof = { entry: number; tree_size: number; root_words: string[]; checked: string; log: string };
