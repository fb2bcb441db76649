// Pictures of codes as desks and phones make them: blurred, turned, small, noisy, dark, seen from the side. Only tests import
// this. Every picture is the same in every run.
import { encode } from "uqr";

/** Brightness of each dot, 0 to 255, row by row. */
export type Grey = { dots: Float64Array; width: number; height: number };

/** A code of `scale` dots a module, its quiet margin, and paper around it. */
export function drawn(text: string, scale = 4): Grey {
  const { data, size } = encode(text, { ecc: "M", border: 4 });
  const margin = 10 * scale;
  const width = size * scale + 2 * margin;
  return made(width, width, (x, y) => {
    const [column, row] = [Math.floor((x - margin) / scale), Math.floor((y - margin) / scale)];
    return data[row]?.[column] ? 0 : 255;
  });
}

/** Red, green, blue and opacity, as a canvas has them. */
export function picture({ dots, width, height }: Grey) {
  const data = new Uint8ClampedArray(width * height * 4).fill(255);
  dots.forEach((dot, at) => data.fill(dot, at * 4, at * 4 + 3));
  return { data, width, height };
}

type Change = (from: Grey) => Grey;

/** A few turns, the blur of a shaking hand, the noise of a cheap sensor, and the light of a ward, all in one. */
function phone(degrees: number, lean: number, sigma: number, noise: number, seed: number): Change {
  return (from) => grainy(noise, seed)(blurred(sigma)(leaning(lean)(turned(degrees)(from))));
}

export const distortions: Record<string, Change> = {
  "blur 1": (from) => blurred(1)(from),
  "blur 2": (from) => blurred(2)(from),
  "blur 3": (from) => blurred(3)(from),
  "turned 3": (from) => turned(3)(from),
  "turned 10": (from) => turned(10)(from),
  "turned 30": (from) => turned(30)(from),
  "turned 90": (from) => turned(90)(from),
  grain: (from) => grainy(40, 1)(from),
  specks: (from) => specked(0.04, 2)(from),
  half: (from) => scaled(0.5)(from),
  "three quarters": (from) => scaled(0.75)(from),
  faint: (from) => dots(from, (dot) => 110 + dot * 0.14),
  shaded: (from) => dots(from, (dot, x) => dot * (0.25 + (0.75 * x) / from.width)),
  leaning: (from) => leaning(0.25)(from),
  "coarse at 60 %": (from) => scaled(1 / 0.6)(blocked(8, 24)(scaled(0.6)(from))),
  "phone 1": phone(7, 0.1, 0.8, 12, 3),
  "phone 2": phone(-12, 0.15, 0.9, 16, 4),
  "phone 3": phone(20, 0.12, 1, 10, 5),
  "phone 4": phone(-4, 0.2, 1.1, 14, 6),
  "phone 5": phone(95, 0.1, 1, 18, 7),
  inverted: (from) => dots(from, (dot) => 255 - dot),
};

function made(width: number, height: number, dot: (x: number, y: number) => number): Grey {
  const dots = new Float64Array(width * height);
  for (let y = 0; y < height; y += 1) for (let x = 0; x < width; x += 1) dots[y * width + x] = dot(x, y);
  return { dots, width, height };
}

function dots(from: Grey, change: (dot: number, x: number, y: number) => number): Grey {
  return made(from.width, from.height, (x, y) => change(at(from, x, y), x, y));
}

/** The brightness there; paper outside. */
function at({ dots, width, height }: Grey, x: number, y: number): number {
  return x < 0 || y < 0 || x >= width || y >= height ? 255 : (dots[y * width + x] ?? 255);
}

/** The brightness between four dots. */
function between(from: Grey, x: number, y: number): number {
  const [left, top] = [Math.floor(x), Math.floor(y)];
  const [right, down] = [x - left, y - top];
  const upper = at(from, left, top) * (1 - right) + at(from, left + 1, top) * right;
  const lower = at(from, left, top + 1) * (1 - right) + at(from, left + 1, top + 1) * right;
  return upper * (1 - down) + lower * down;
}

export function scaled(by: number): Change {
  return (from) => {
    const soft = by < 1 ? blurred(0.4 / by)(from) : from;
    const [width, height] = [Math.round(from.width * by), Math.round(from.height * by)];
    return made(width, height, (x, y) => between(soft, (x + 0.5) / by - 0.5, (y + 0.5) / by - 0.5));
  };
}

/** Turned about its middle, on paper large enough for its corners. */
function turned(degrees: number): Change {
  return (from) => {
    const side = Math.ceil(Math.hypot(from.width, from.height));
    const [cos, sin] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
    return made(side, side, (x, y) => {
      const [right, down] = [x - side / 2, y - side / 2];
      return between(
        from,
        right * cos + down * sin + from.width / 2,
        down * cos - right * sin + from.height / 2,
      );
    });
  };
}

/** Seen from below: the upper edge is narrower. */
function leaning(lean: number): Change {
  return (from) =>
    made(from.width, from.height, (x, y) => {
      const depth = 1 + lean * (1 - y / from.height);
      const middle = from.width / 2;
      return between(from, middle + (x - middle) * depth, from.height - (from.height - y) * depth);
    });
}

function blurred(sigma: number): Change {
  const reach = Math.ceil(sigma * 3);
  const weights = Array.from({ length: 2 * reach + 1 }, (_, place) =>
    Math.exp(-((place - reach) ** 2) / (2 * sigma ** 2)),
  );
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  const along = (from: Grey, right: number, down: number) =>
    dots(from, (_, x, y) => {
      const sum = weights.reduce((so, weight, place) => {
        const away = place - reach;
        return so + weight * at(from, x + away * right, y + away * down);
      }, 0);
      return sum / whole;
    });
  return (from) => along(along(from, 1, 0), 0, 1);
}

function grainy(strength: number, seed: number): Change {
  return (from) => {
    const next = chance(seed);
    // Four even chances together are near enough to a bell.
    return dots(from, (dot) => dot + (next() + next() + next() + next() - 2) * strength * 1.73);
  };
}

function specked(share: number, seed: number): Change {
  return (from) => {
    const next = chance(seed);
    return dots(from, (dot) => (next() < share ? (next() < 0.5 ? 0 : 255) : dot));
  };
}

/** What strong compression leaves: squares in which the fine differences are gone. */
function blocked(side: number, step: number): Change {
  return (from) =>
    dots(from, (dot, x, y) => {
      const [left, top] = [x - (x % side), y - (y % side)];
      const ground = (at(from, left, top) + at(from, left + side - 1, top + side - 1)) / 2;
      return ground + Math.round((dot - ground) / step) * step;
    });
}

/** The same numbers in every run. */
function chance(seed: number): () => number {
  let state = seed * 2654435761;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
