// Made from the English texts by `npm run ids`; do not edit.
import type { ActivityTexts } from "./activity";
import type { AppTexts } from "./app";
import type { ClinicTexts } from "./clinic";
import type { EmergencyTexts } from "./emergency";
import type { ErrorsTexts } from "./errors";
import type { GrantsTexts } from "./grants";
import type { HomeTexts } from "./home";
import type { LinksTexts } from "./links";
import type { OnboardingTexts } from "./onboarding";
import type { ProblemsTexts } from "./problems";
import type { RecordTexts } from "./record";
import type { ScanTexts } from "./scan";
import type { SettingsTexts } from "./settings";
import type { ShareTexts } from "./share";
import type { SummaryTexts } from "./summary";
import type { TripTexts } from "./trip";

export type Texts = ActivityTexts &
  AppTexts &
  ClinicTexts &
  EmergencyTexts &
  ErrorsTexts &
  GrantsTexts &
  HomeTexts &
  LinksTexts &
  OnboardingTexts &
  ProblemsTexts &
  RecordTexts &
  ScanTexts &
  SettingsTexts &
  ShareTexts &
  SummaryTexts &
  TripTexts;
