// The record: its sections, lists, items and documents, and adding to it.
import { file, fill, met, press, type Scene } from "./act";

export const record: Scene[] = [
  { name: "record", query: "", path: "/record" },
  { name: "record-empty", query: "state=empty", path: "/record" },
  { name: "record-kind", query: "", path: "/record/category/medicines" },
  {
    name: "record-medicines-table",
    query: "",
    path: "/record/category/medicines",
    act: press("main summary"),
  },
  { name: "record-vaccines", query: "", path: "/record/category/immunizations" },
  { name: "record-many", query: "state=many", path: "/record/category/results" },
  {
    name: "record-search",
    query: "",
    path: "/record",
    act: fill("input[type=search]", "eye"),
  },
  { name: "record-allergy", query: "", path: "/record/r1" },
  { name: "record-medicine", query: "", path: "/record/r9" },
  { name: "record-result", query: "", path: "/record/r24" },
  { name: "record-document", query: "", path: "/record/r36" },
  { name: "record-document-text", query: "", path: "/record/r41", act: met("main pre") },
  { name: "record-document-picture", query: "", path: "/record/r39" },
  { name: "record-remove", query: "", path: "/record/r9", act: press("main .button.quiet") },
  { name: "record-timeline", query: "", path: "/record", act: press("main label.choice", 1) },
  { name: "record-add", query: "", path: "/record/add" },
  { name: "record-add-hand", query: "", path: "/record/add?by=hand" },
  { name: "record-add-report", query: "", path: "/record/add", act: file("broken.json") },
  { name: "record-add-other", query: "", path: "/record/add", act: file("other.json") },
  { name: "record-add-sample", query: "state=sample", path: "/record/add", act: file("mine.json") },
];
