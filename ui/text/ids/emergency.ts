// Made from the English texts by `npm run ids`; do not edit.
import type { Value } from "../text.svelte";

export type EmergencyTexts = {
  "emergency-title": null;
  "emergency-born": { age: Value; date: Value };
  "emergency-no-name": null;
  "emergency-name-add": null;
  "emergency-name": null;
  "emergency-birth": null;
  "emergency-birth-hint": null;
  "emergency-name-saved": null;
  "emergency-name-change": null;
  "emergency-allergies": null;
  "emergency-severe": { name: Value };
  "emergency-no-known": null;
  "emergency-no-known-note": null;
  "emergency-not-recorded": null;
  "emergency-not-recorded-note": null;
  "emergency-medicines": null;
  "emergency-conditions": null;
  "emergency-none": null;
  "emergency-seen": null;
  "emergency-own": null;
  "emergency-sensitive": null;
  "emergency-empty": null;
  "emergency-empty-note": null;
  "emergency-travel-title": null;
  "emergency-travel-offline": null;
  "emergency-travel-lead": null;
  "emergency-travel-language": null;
  "emergency-travel-language-note": null;
  "emergency-travel-show": null;
};
