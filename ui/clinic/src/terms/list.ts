// The files of the list, in one piece that is loaded with the first record, after it is shown: it is there when a language is
// chosen, also when there is no network any more.
import allergens from "../../../../crates/records/terms/allergens.tsv?raw";
import conditions from "../../../../crates/records/terms/conditions.tsv?raw";
import medicines from "../../../../crates/records/terms/medicines.tsv?raw";
import procedures from "../../../../crates/records/terms/procedures.tsv?raw";
import reactions from "../../../../crates/records/terms/reactions.tsv?raw";
import tests from "../../../../crates/records/terms/tests.tsv?raw";
import vaccines from "../../../../crates/records/terms/vaccines.tsv?raw";
import words from "../../../../crates/records/terms/words.tsv?raw";

import { Terms } from "./terms";

export const terms = new Terms([
  allergens,
  conditions,
  medicines,
  procedures,
  reactions,
  tests,
  vaccines,
  words,
]);
