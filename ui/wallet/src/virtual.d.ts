// Modules that the build makes.
declare module "virtual:licences" {
  export type LicencedPart = { name: string; version: string; licence: string; text: string };
  export const parts: LicencedPart[];
}
