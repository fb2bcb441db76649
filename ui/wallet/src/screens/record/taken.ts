// One thing to take into the record; how depends on whom it is about, and a link may have a passcode.
import type { ImportReport, PersonRule } from "../../backend/backend";

export type Taken = {
  name: string;
  take: (person: PersonRule, passcode?: string) => Promise<ImportReport>;
  sample?: boolean;
};
