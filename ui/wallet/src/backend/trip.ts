// Before a trip and on it.
import type { Saved } from "./backend";

export type Trip = { from: string; until: string; language: string };
export type TripStepName = "record" | "trip" | "card" | "summary" | "link" | "test";
/** `again`: it was done, and something changed since. */
export type TripStepState = "again" | "done" | "open";
export type TripStep = {
  name: TripStepName;
  state: TripStepState;
  /** When it was last done; of the link, when it ends. */ at: string | null;
};
/** What is ready. `link`: the one that serves best; `link_from` and `link_until`: when one that is made now opens. */
export type TripList = {
  trip: Trip | null;
  steps: TripStep[];
  link: string | null;
  link_from: string | null;
  link_until: string | null;
  /** The trip is longer than a link: it is given a new end on the way. */ needs_new_end: boolean;
  ready: boolean;
};
/** What was made without a network. */
export type Rehearsal = { records: number; terms: number; card: number; pdf: number; frames: number };

/** The page for a doctor, in the language of the country with what was written below. */
export type TravelPage = {
  language: string;
  /** Somebody who practises medicine in it has read its words. */ reviewed: boolean;
  sample: boolean;
  words: {
    allergies: string;
    medicines: string;
    conditions: string;
    implants: string;
    not_recorded: string;
  };
  lines: TravelLine[];
};
export type TravelLine = {
  kind: "allergy" | "medicine" | "condition" | "implant";
  /** Nothing of the kind is recorded where there is none. */ what: TravelPhrase | null;
  marks: string[];
  severe: boolean;
  /** It says that there are none. */ none: boolean;
  reactions: TravelPhrase[];
  doses: TravelPhrase[];
};
/** `language`: in which it was written, where the record says so. */
export type TravelPhrase = {
  term: string | null;
  written: string;
  language: string | null;
  untranslated: boolean;
};

export interface TripPart {
  travelPage(language: string): Promise<TravelPage>;
  trip(): Promise<TripList>;
  planTrip(trip: Trip): Promise<TripList>;
  forgetTrip(): Promise<TripList>;
  /** As a PDF to print. */
  saveSummary(language: string): Promise<Saved>;
  /** Refused with `online` while a server answers. */
  rehearseTrip(language: string): Promise<Rehearsal>;
}
