// Made from the English texts by `npm run ids`; do not edit.

export type ErrorsTexts = {
  "errors-locked": null;
  "errors-wrong_passphrase": null;
  "errors-no_memory": null;
  "errors-key_changed": null;
  "errors-withdrawn": null;
  "errors-unreachable": null;
  "errors-key_store": null;
  "errors-key_store_late": null;
  "errors-key_store_refused": null;
  "errors-key_store_silent": null;
  "errors-key_store_waits": null;
  "errors-save": null;
  "errors-not_our_code": null;
  "errors-not_asked": null;
  "errors-code_over": null;
  "errors-scanned_twice": null;
  "errors-screen_silent": null;
  "errors-mismatch": null;
  "errors-ended": null;
  "errors-no_proof": null;
  "errors-not_empty": null;
  "errors-person_known": null;
  "errors-backup": null;
  "errors-card": null;
  "errors-clipboard": null;
  "errors-damaged": null;
  "errors-disk": null;
  "errors-grant": null;
  "errors-home": null;
  "errors-other": null;
  "errors-records": null;
  "errors-refused": null;
  "errors-usage": null;
  "errors-vault": null;
  "errors-words": null;
};
