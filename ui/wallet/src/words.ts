// Every text of the page in one place, in plain words. The app's translations will replace this file, not the screens.
import type { GrantLine } from "./backend/backend";

export const words = {
  name: "Keepwell",
  tagline: "Your medical record in your own hands.",
  failed: "That did not work:",
  again: "Try again",
  create: {
    title: "Make your wallet",
    server: "Server",
    serverHint: "It passes shares on. It cannot read them.",
    passphrase: "Passphrase",
    again: "The same again",
    different: "The two passphrases are not the same.",
    button: "Make my wallet",
  },
  recovery: {
    title: "Write these words on paper",
    note: "Only you have these words. We can't see them and can't make new ones. They are shown once.",
    button: "I wrote them down",
  },
  unlock: { title: "Unlock", passphrase: "Passphrase", button: "Unlock" },
  home: { lock: "Lock", share: "Share with a clinic" },
  access: {
    title: "Who can see my record",
    none: "No one can open your record now.",
    stop: "Stop",
    openings: (count: number) => ["not opened yet", "opened once"][count] ?? `opened ${count} times`,
    until: (moment: string) => `until ${moment}`,
  },
  record: {
    title: "My record",
    search: "Search",
    empty: "Nothing here yet. Add a file from your clinic, or look around with the sample record.",
    add: "Add a file",
    sample: "Add the sample record",
    imported: (count: number, again: number) =>
      `${count} added${again > 0 ? `, ${again} were here already` : ""}.`,
    problems: "Could not be read:",
  },
  share: {
    title: "Share with a clinic",
    back: "Back",
    card: "The clinic's link",
    or: "Or a picture or file of the clinic's code",
    look: "Look",
    check: (characters: string) => `Compare with the clinic: ${characters}`,
    met: "You shared with this clinic before.",
    unmet: "You have not shared with this clinic before.",
    what: "What can they see?",
    summary: "A summary",
    everything: "Everything",
    long: "For how long?",
    hours: (hours: number) => (hours <= 24 ? `${hours} h` : `${hours / 24} days`),
    note: "You can stop it any time. If they save or print a copy while it is open, we can't take that copy back.",
    button: "Show the code",
    done: "Show this code to the clinic",
    waiting: "Not sent yet: there is no connection. It is sent when there is one.",
    code: "The code for the clinic",
  },
} as const;

/** A share's state as people say it. */
export function stateWord(grant: GrantLine): string {
  if (grant.stopping) return "Stop is not sent yet. They can still open it.";
  const names: Record<GrantLine["state"], string> = {
    pending: "Not sent yet",
    active: "Open",
    paused: "Paused",
    expired: "Ended",
    revoked: "Stopped",
    used_up: "Used up",
  };
  return names[grant.state];
}

/** A category as people say it. */
export function categoryWord(category: string): string {
  const names: Record<string, string> = {
    allergies: "Allergies",
    medicines: "Medicines",
    problems: "Conditions",
    immunizations: "Vaccines",
    results: "Results",
    procedures: "Procedures",
    documents: "Documents",
  };
  return names[category] ?? "Other";
}

/** A FHIR date in this device's own way of writing it: the day as it was written, whatever the time zone. */
export function day(date: string): string {
  const [year, month, dayOfMonth] = date.slice(0, 10).split("-").map(Number);
  if (year === undefined || month === undefined || dayOfMonth === undefined) return date;
  const read = new Date(year, month - 1, dayOfMonth);
  return Number.isNaN(read.getTime()) ? date : read.toLocaleDateString(undefined, { dateStyle: "medium" });
}

/** A moment in this device's own way of writing it. */
export function moment(rfc3339: string): string {
  return new Date(rfc3339).toLocaleString(undefined, { dateStyle: "medium", timeStyle: "short" });
}
