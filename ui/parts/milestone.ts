// When a running ring speaks: an hour, ten minutes and one minute before its end, and at the end.

const marks = [60, 10, 1, 0].map((minutes) => minutes * 60_000);

/** Whether a mark lies between two readings of the time that is left, in milliseconds. */
export function milestone(before: number, now: number): boolean {
  return before !== Infinity && marks.some((mark) => before > mark && now <= mark);
}
