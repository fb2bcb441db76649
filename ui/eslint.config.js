// Lints for the UI: strict TypeScript, small files, and one door to the shell.
import svelte from "eslint-plugin-svelte";
import ts from "typescript-eslint";

import svelteConfig from "./svelte.config.js";

export default ts.config(
  { ignores: ["dist/", "node_modules/", "wallet/src/backend/bindings.ts"] },
  ...ts.configs.strict,
  ...svelte.configs.recommended,
  {
    files: ["**/*.svelte", "**/*.svelte.ts"],
    languageOptions: { parserOptions: { parser: ts.parser, svelteConfig } },
  },
  {
    rules: {
      "max-lines": ["error", 300],
      "max-lines-per-function": ["error", 60],
      complexity: ["error", 10],
      "no-restricted-imports": [
        "error",
        { patterns: [{ group: ["@tauri-apps/*"], message: "Only backend/tauri.ts talks to the shell." }] },
      ],
    },
  },
  { files: ["wallet/src/backend/tauri.ts"], rules: { "no-restricted-imports": "off" } },
  // The whole contract with the core in one place is worth more than a short file.
  { files: ["wallet/src/backend/backend.ts"], rules: { "max-lines": ["error", 400] } },
  { files: ["**/*.test.ts"], rules: { "max-lines-per-function": "off" } },
);
