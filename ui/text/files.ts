// The Fluent files of the wallet's page, each fetched with its language.
export const files = import.meta.glob<string>(
  ["../locales/*/*.ftl", "!../locales/*/{clinic,notices,scan}.ftl"],
  {
    query: "?raw",
    import: "default",
  },
);
