// The record: its sections, lists, items and documents, and adding to it.
import { file, fill, met, press, steps, type Act, type Scene } from "./act";

const link = steps(
  fill("main form input[required]", "https://viewer.example/#shlink:/eyJ1cmwiOiJ4In0"),
  press("main form button[type=submit]"),
  met("dialog[open] input"),
);
const passcode = (code: string): Act =>
  steps(fill("dialog[open] input", code), press("dialog[open] form button"));
const checked: Act = steps(press("main .card button.second", 1), met("main .card [role=status] dl"));

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
  { name: "record-add-link", query: "", path: "/record/add", act: link },
  { name: "record-add-link-wrong", query: "", path: "/record/add", act: steps(link, passcode("1111")) },
  {
    name: "record-add-link-done",
    query: "",
    path: "/record/add",
    act: steps(link, passcode("2468"), met("main .alert[role=status]")),
  },
  { name: "record-followed", query: "state=links", path: "/record/followed" },
  { name: "record-card", query: "card", path: "/record/card" },
  { name: "record-card-checked", query: "card", path: "/record/card", act: checked },
  { name: "record-card-taken", query: "card&taken", path: "/record/card", act: checked },
  { name: "record-add-sample", query: "state=sample", path: "/record/add", act: file("mine.json") },
];
