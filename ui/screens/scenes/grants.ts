// Who can see the record: the list, one share, stopping one or all, and going through them one by one.
import { foot, press, sheetFoot, steps, type Act, type Scene } from "./act";

/** A stop that cannot be sent is called "on its way" for a moment before it is called "not sent". */
const unsent: Act = async (page) => {
  await foot(0)(page);
  await page.locator("dialog .lucide-wifi-off").first().waitFor();
};

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
  { name: "access", query: "", path: "/access" },
  { name: "access-nobody", query: "state=nobody", path: "/access" },
];
