// Home, what happened, the emergency card, travelling, and the settings.
import { fill, met, press, steps, type Act, type Scene } from "./act";

export const home: Scene[] = [
  "amina",
  "nobody",
  "empty",
  "stopping",
  "offline",
  "alert",
  "asked",
  "sample",
  "mixed",
  "unsaved",
  "paused",
  "left",
  "due",
].map((state) => ({
  name: `home-${state}`,
  query: `state=${state}`,
  path: "/home",
}));

export const activity: Scene[] = [
  { name: "activity", query: "", path: "/activity" },
  { name: "activity-none", query: "state=empty", path: "/activity" },
  { name: "activity-alert", query: "state=alert", path: "/activity" },
  { name: "activity-asked", query: "state=asked", path: "/activity/asked" },
  { name: "activity-detail", query: "", path: "/activity/a2" },
  { name: "activity-detail-own", query: "", path: "/activity/a4", act: press("summary") },
  { name: "activity-detail-waiting", query: "state=offline", path: "/activity/a5", act: press("summary") },
];

const speaks =
  (language: string): Act =>
  async (page) =>
    void (await page.selectOption("main select", language));
/** The last step of the list. */
const tested: Act = press("main ol > li:last-child button");

export const rest: Scene[] = [
  { name: "locks-soon", query: "locking", path: "/record/add?by=hand", act: met("dialog[open]") },
  { name: "more", query: "", path: "/more" },
  { name: "emergency", query: "", path: "/emergency" },
  { name: "emergency-empty", query: "state=empty", path: "/emergency" },
  { name: "emergency-unnamed", query: "state=unnamed", path: "/emergency" },
  { name: "emergency-name", query: "state=unnamed", path: "/emergency", act: press("main button.second") },
  {
    name: "emergency-named",
    query: "state=unnamed",
    path: "/emergency",
    act: steps(
      press("main button.second"),
      fill("dialog [name=name]", "Mira Okonjo"),
      fill("dialog [name=born]", "1984-02-03"),
      press("dialog form button"),
    ),
  },
  { name: "emergency-card", query: "", path: "/emergency-card" },
  {
    name: "emergency-card-lines",
    query: "",
    path: "/emergency-card",
    act: steps(press("main [role=switch][aria-label]"), press("main label.switch:last-of-type")),
  },
  {
    name: "emergency-card-locked",
    query: "",
    path: "/emergency-card",
    act: press("main label.switch >> nth=-1"),
  },
  { name: "emergency-mixed", query: "state=mixed", path: "/emergency" },
  { name: "travel-mixed", query: "state=mixed", path: "/travel" },
  { name: "travel", query: "", path: "/travel" },
  { name: "travel-empty", query: "state=empty", path: "/travel" },
  { name: "travel-arabic", query: "", path: "/travel", act: speaks("ar") },
  { name: "trip", query: "", path: "/trip" },
  { name: "trip-planned", query: "state=trip", path: "/trip" },
  {
    name: "trip-online",
    query: "state=trip",
    path: "/trip",
    act: steps(tested, met("main [role=alert] .alert")),
  },
  {
    name: "trip-tested",
    query: "state=offline",
    path: "/trip",
    act: steps(tested, met("main .alert[role=status], main li .alert")),
  },
  { name: "settings", query: "", path: "/settings" },
  ...[
    "language",
    "look",
    "lock",
    "passphrase",
    "backup",
    "servers",
    "clinics",
    "export",
    "erase",
    "about",
  ].map((page) => ({
    name: `settings-${page}`,
    query: "",
    path: `/settings/${page}`,
  })),
  { name: "settings-backup-unsaved", query: "state=unsaved", path: "/settings/backup" },
  {
    name: "settings-backup-saved",
    query: "state=unsaved",
    path: "/settings/backup",
    act: press("main button.button"),
  },
  { name: "settings-servers-other", query: "", path: "/settings/servers", act: press("main summary", 1) },
  { name: "settings-servers-details", query: "", path: "/settings/servers", act: press("main summary") },
  { name: "settings-words-check", query: "", path: "/words/check" },
  { name: "settings-words-show", query: "", path: "/words/show" },
  {
    name: "settings-servers-invitation",
    query: "",
    path: "/settings/servers",
    act: steps(
      press("main summary", 2),
      fill("main details:last-of-type input", "AAAAAAAAAAAAAAAAAAAAAAAA"),
      press("main details:last-of-type button"),
    ),
  },
  { name: "settings-clinics-forget", query: "", path: "/settings/clinics", act: press("main li button") },
];
