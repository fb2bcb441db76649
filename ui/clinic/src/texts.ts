// The Fluent files of the clinic's page, each fetched with its language: `$texts` for this page (vite.clinic.config.ts).
export const files = import.meta.glob<string>("../../locales/*/{app,clinic,scan}.ftl", {
  query: "?raw",
  import: "default",
});
