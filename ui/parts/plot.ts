// Where the points of a series lie in a drawing of a given size. Time runs along, values run up.
import type { Series } from "$wallet/backend/backend";

export type Spot = { x: number; y: number };
export type Plot = { line: string; spots: Spot[]; band: { y: number; height: number } | null };

/** `edge`: the margin kept free for the end marker, in the drawing's own units. */
export function plot(series: Series, width: number, height: number, edge: number): Plot {
  const times = series.points.map((point) => Date.parse(point.date));
  const values = series.points.map((point) => point.value);
  const limits = [series.low, series.high].filter((value) => value !== null);
  const [early, late] = ends(times);
  const [least, most] = ends([...values, ...limits]);
  const along = (time: number) => scale(time, early, late, edge, width - edge);
  const up = (value: number) => scale(value, least, most, height - edge, edge);
  const spots = series.points.map((point) => ({ x: along(Date.parse(point.date)), y: up(point.value) }));
  return {
    line: spots.map(({ x, y }) => `${round(x)},${round(y)}`).join(" "),
    spots,
    band: band(series, up, height),
  };
}

/** The normal range; open to the edge of the drawing where the laboratory gave one limit only. */
function band(series: Series, up: (value: number) => number, height: number): Plot["band"] {
  if (series.low === null && series.high === null) return null;
  const top = series.high === null ? 0 : up(series.high);
  const bottom = series.low === null ? height : up(series.low);
  return { y: round(top), height: round(Math.max(0, bottom - top)) };
}

/** The least and the most of as many numbers as there are. */
function ends(numbers: number[]): [number, number] {
  const [first = 0] = numbers;
  return numbers.reduce(([least, most], one) => [Math.min(least, one), Math.max(most, one)], [first, first]);
}

function scale(value: number, from: number, to: number, start: number, end: number): number {
  return to === from ? (start + end) / 2 : start + ((value - from) / (to - from)) * (end - start);
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
