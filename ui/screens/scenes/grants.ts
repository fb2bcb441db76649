// Who can see the record: the list, one share, stopping one or all, and going through them one by one.
import { fill, foot, met, press, sheetFoot, steps, type Act, type Scene } from "./act";

/** A stop that cannot be sent is called "on its way" for a moment before it is called "not sent". */
const unsent: Act = async (page) => {
  await foot(0)(page);
  await page.locator("dialog .lucide-wifi-off").first().waitFor();
};

const madeLink = steps(
  fill("main form input:not([type=radio])", "blue anchor 42"),
  press("main form button[type=submit]"),
  met("main .code"),
);

export const grants: Scene[] = [
  { name: "grants", query: "", path: "/grants" },
  { name: "grants-none", query: "state=empty", path: "/grants" },
  { name: "grants-left", query: "state=left", path: "/grants" },
  { name: "grants-paused", query: "state=paused", path: "/grants" },
  { name: "grants-stop-all", query: "", path: "/grants", act: press("main .button.danger-line:not(.fit)") },
  {
    name: "grants-stopped-all",
    query: "",
    path: "/grants",
    act: steps(press("main .button.danger-line:not(.fit)"), sheetFoot(0)),
  },
  { name: "grant-paused", query: "state=paused", path: "/grants/g1" },
  { name: "grant-unsent", query: "state=offline", path: "/grants/g2" },
  { name: "grant-ending", query: "state=ending", path: "/grants/g1" },
  { name: "grant", query: "", path: "/grants/g1" },
  { name: "grant-stopped", query: "", path: "/grants/g1", act: foot(0) },
  { name: "grant-stopped-offline", query: "state=offline", path: "/grants/g1", act: unsent },
  { name: "grant-asked", query: "state=asked", path: "/grants/g1" },
  { name: "grant-past", query: "", path: "/grants/g3" },
  { name: "grant-more", query: "", path: "/grants/g1/more" },
  { name: "grants-links", query: "state=links", path: "/grants" },
  { name: "links", query: "state=links", path: "/links" },
  { name: "links-none", query: "", path: "/links" },
  { name: "link", query: "state=links", path: "/links/l1" },
  { name: "link-unsent", query: "state=links", path: "/links/l2" },
  { name: "link-made", query: "", path: "/links/new", act: madeLink },
  { name: "link-make", query: "", path: "/links/new" },
  { name: "link-make-us", query: "", path: "/links/new", act: press("main label.choice", 1) },
  { name: "link-make-trip", query: "state=trip", path: "/links/new?trip" },
  { name: "link-new-end", query: "state=links", path: "/links/l1", act: press("main summary", 1) },
  { name: "access", query: "", path: "/access" },
  { name: "access-nobody", query: "state=nobody", path: "/access" },
];
