// One answer of a question that is answered by choosing.
import type { Icon, Tone } from "./icon";

export type Option<V> = {
  value: V;
  label: string;
  note?: string | undefined;
  /** The language of the label, where it is not the page's. */
  lang?: string;
  icon?: Icon;
  tone?: Tone;
  /** A word in a pill at the end: "Riskier", "Default". */
  mark?: string | undefined;
  disabled?: boolean;
};
