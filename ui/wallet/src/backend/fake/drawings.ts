// Drawings that look like what the real core sends: a code, a page of a document, a picture.
import type { MovingCode } from "../backend";

/** Looks like a QR code, the same one for the same text; nothing can read it. */
export function code(text: string): string {
  const size = 45;
  const dark = (x: number, y: number) => finder(x, y, size) ?? noise(text, x * size + y) % 2 === 0;
  let path = "";
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) if (dark(x, y)) path += `M${x + 4} ${y + 4}h1v1h-1z`;
  }
  const box = size + 8;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${box} ${box}" shape-rendering="crispEdges"><rect width="${box}" height="${box}" fill="#fff"/><path d="${path}"/></svg>`;
}

/** Looks like a code that moves; nothing can read it. */
export function moving(text: string): MovingCode {
  const side = 117;
  const picture = (number: number) => {
    const bytes = new Uint8Array(Math.ceil((side * side) / 8));
    for (let at = 0; at < side * side; at += 1) {
      const [x, y] = [at % side, Math.floor(at / side)];
      const isDark = finder(x, y, side) ?? noise(`${text}${number}`, at) % 2 === 0;
      if (isDark) bytes[at >> 3] = (bytes[at >> 3] ?? 0) | (128 >> (at & 7));
    }
    return btoa(String.fromCharCode(...bytes));
  };
  const pictures = Array.from({ length: 12 }, (_, number) => picture(number));
  return { side, rate: 8, needed: 6, pictures, words: null };
}

/** The three squares in the corners; null outside of them. */
function finder(x: number, y: number, size: number): boolean | null {
  const corners = [
    [0, 0],
    [size - 7, 0],
    [0, size - 7],
  ];
  for (const [left = 0, top = 0] of corners) {
    const [dx, dy] = [x - left, y - top];
    if (dx < -1 || dy < -1 || dx > 7 || dy > 7) continue;
    const ring = Math.max(Math.abs(dx - 3), Math.abs(dy - 3));
    return ring === 3 || ring <= 1;
  }
  return null;
}

function noise(text: string, at: number): number {
  let value = at * 2_654_435_761;
  for (const letter of text) value = (value ^ letter.charCodeAt(0)) * 16_777_619;
  return (value >>> 13) ^ (value >>> 5);
}

/** A white page with grey lines, as PNG in Base64. */
export function page(number: number): string {
  return drawn(600, 848, "#ffffff", (paint) => {
    paint.fillStyle = "#c9d2ce";
    for (let line = 0; line < 24; line += 1) {
      paint.fillRect(60, 80 + line * 30, line % 6 === 5 ? 260 : 480 - ((line * number * 37) % 90), 8);
    }
  });
}

/** A quiet picture, as PNG in Base64. */
export function picture(): string {
  return drawn(640, 480, "#7b2d1e", (paint) => {
    paint.fillStyle = "#d9825b";
    paint.beginPath();
    paint.arc(320, 240, 170, 0, 2 * Math.PI);
    paint.fill();
    paint.fillStyle = "#f2d49b";
    paint.beginPath();
    paint.arc(400, 230, 34, 0, 2 * Math.PI);
    paint.fill();
  });
}

function drawn(
  width: number,
  height: number,
  paper: string,
  draw: (paint: CanvasRenderingContext2D) => void,
): string {
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [width, height];
  const paint = canvas.getContext("2d");
  if (paint) {
    paint.fillStyle = paper;
    paint.fillRect(0, 0, width, height);
    draw(paint);
  }
  return canvas.toDataURL("image/png").replace(/^data:[^,]*,/, "");
}
