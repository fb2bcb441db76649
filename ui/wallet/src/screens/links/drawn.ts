// A passcode that nobody guesses in ten tries and everybody can say aloud: eight digits, in two groups.

export function drawn(): string {
  const [number = 0] = crypto.getRandomValues(new Uint32Array(1));
  const digits = String(number % 100_000_000).padStart(8, "0");
  return `${digits.slice(0, 4)} ${digits.slice(4)}`;
}
