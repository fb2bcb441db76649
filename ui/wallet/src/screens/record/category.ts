// The drawing of each kind of record: always the same one, always beside its word.
import ClipboardList from "@lucide/svelte/icons/clipboard-list";
import FileText from "@lucide/svelte/icons/file-text";
import FlaskConical from "@lucide/svelte/icons/flask-conical";
import HeartPulse from "@lucide/svelte/icons/heart-pulse";
import Pill from "@lucide/svelte/icons/pill";
import Scissors from "@lucide/svelte/icons/scissors";
import Syringe from "@lucide/svelte/icons/syringe";
import TriangleAlert from "@lucide/svelte/icons/triangle-alert";

import type { Icon } from "$parts/icon";

import type { Category } from "../../backend/backend";

const icons: Record<Category, Icon> = {
  allergies: TriangleAlert,
  medicines: Pill,
  problems: HeartPulse,
  immunizations: Syringe,
  results: FlaskConical,
  procedures: Scissors,
  documents: FileText,
  other: ClipboardList,
};

export function iconOf(category: Category): Icon {
  return icons[category];
}
