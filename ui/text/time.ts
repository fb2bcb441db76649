// Dates, times, lengths of time and numbers as people of the chosen language write them.
import { now } from "./clock.svelte";
import { locale } from "./languages";
import { t } from "./text.svelte";

export { now } from "./clock.svelte";

const minute = 60_000;
const hour = 60 * minute;

function tag(): string {
  return locale(document.documentElement.lang || "en");
}

/** A FHIR date as it was written: the year, the month or the day, whatever this device's time zone is. */
export function day(date: string): string {
  const [, year, month, dayOfMonth] = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?/.exec(date) ?? [];
  if (!year) return date;
  const meant = new Date(Date.UTC(Number(year), Number(month ?? 1) - 1, Number(dayOfMonth ?? 1)));
  return writer(tag(), dayOfMonth ? "day" : month ? "month" : "year").format(meant);
}

/** The day and the time of a moment, here. */
export function moment(time: string): string {
  return new Date(time).toLocaleString(tag(), { dateStyle: "medium", timeStyle: "short" });
}

/** The time of a moment, here; "9:12 am" stays on one line. */
export function clock(time: string): string {
  return new Date(time).toLocaleTimeString(tag(), { timeStyle: "short" }).replace(/\s/gu, "\u00a0");
}

/** The time of a moment with "Today" or the day before it. */
export function near(time: string): string {
  const then = new Date(time);
  const days = Math.round((midnight(new Date()) - midnight(then)) / (24 * hour));
  if (days === 0) return t("app-time-today", { time: clock(time) });
  if (days === 1) return t("app-time-yesterday", { time: clock(time) });
  const year = then.getFullYear() === new Date().getFullYear() ? {} : ({ year: "numeric" } as const);
  return then.toLocaleString(tag(), {
    day: "numeric",
    month: "short",
    ...year,
    hour: "2-digit",
    minute: "2-digit",
  });
}

/** The day of a moment as a heading: "Today" is the caller's to say. */
export function dayOf(time: string): string {
  return new Date(time).toLocaleDateString(tag(), { day: "numeric", month: "long", year: "numeric" });
}

/** Milliseconds as "2 h 14 min", to the minute; under a minute in seconds. */
export function span(milliseconds: number): string {
  const left = Math.max(0, milliseconds);
  if (left < minute) return t("app-span-second", { count: Math.ceil(left / 1000) });
  const days = Math.floor(left / (24 * hour));
  const hours = Math.floor((left % (24 * hour)) / hour);
  const minutes = Math.floor((left % hour) / minute);
  const parts = [
    days > 0 ? t("app-span-day", { count: days }) : "",
    hours > 0 ? t("app-span-hour", { count: hours }) : "",
    minutes > 0 && days === 0 ? t("app-span-minute", { count: minutes }) : "",
  ];
  return parts.filter(Boolean).join(" ");
}

/** Minutes in whole words: "5 hours", "3 days". */
export function spanWords(minutes: number): string {
  if (minutes % (24 * 60) === 0 && minutes > 24 * 60) return unit(minutes / (24 * 60), "day");
  if (minutes % 60 === 0) return unit(minutes / 60, "hour");
  return unit(minutes, "minute");
}

/** What is left until a moment, ticking. */
export function left(until: string): number {
  return Math.max(0, Date.parse(until) - now());
}

/** A countdown: "4:59:52", under an hour "59:52". */
export function countdown(milliseconds: number): string {
  const seconds = Math.max(0, Math.ceil(milliseconds / 1000));
  const two = (value: number) => String(value).padStart(2, "0");
  const rest = `${two(Math.floor((seconds % 3600) / 60))}:${two(seconds % 60)}`;
  return seconds >= 3600 ? `${Math.floor(seconds / 3600)}:${rest}` : rest;
}

export function number(value: number): string {
  return value.toLocaleString(tag(), { maximumFractionDigits: 2 });
}

/** A file's size in whole kilobytes or megabytes. */
export function bytes(count: number): string {
  const large = count >= 1_000_000;
  const size = large ? count / 1_000_000 : Math.max(1, Math.round(count / 1000));
  return size.toLocaleString(tag(), {
    style: "unit",
    unit: large ? "megabyte" : "kilobyte",
    maximumFractionDigits: large ? 1 : 0,
  });
}

/** "a, b and c", each word in its own direction; of some that are not all (`unit`) "a, b". */
export function list(words: string[], type: "conjunction" | "unit" = "conjunction"): string {
  const isolated = words.map((word) => `\u2068${word}\u2069`);
  return new Intl.ListFormat(tag(), { type, style: type === "unit" ? "short" : "long" }).format(isolated);
}

/** A country's name by its two letters; the letters when they name none. */
export function country(code: string): string {
  try {
    return new Intl.DisplayNames(tag(), { type: "region" }).of(code) ?? code;
  } catch {
    return code;
  }
}

type Precision = "year" | "month" | "day";
const writers = new Map<string, Intl.DateTimeFormat>();

/** Made once for each language: a list of thousands of dates would spend most of its time on making them. Only for dates
 * without a place: what is written in this device's zone must follow the device when it travels. */
function writer(language: string, precision: Precision): Intl.DateTimeFormat {
  const name = `${language} ${precision}`;
  const known = writers.get(name);
  if (known) return known;
  const made = new Intl.DateTimeFormat(language, {
    timeZone: "UTC",
    year: "numeric",
    ...(precision === "year" ? {} : { month: "short" }),
    ...(precision === "day" ? { day: "numeric" } : {}),
  });
  writers.set(name, made);
  return made;
}

function midnight(date: Date): number {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}

function unit(value: number, name: string): string {
  return value.toLocaleString(tag(), { style: "unit", unit: name, unitDisplay: "long" });
}
