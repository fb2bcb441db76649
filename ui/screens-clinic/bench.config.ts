// What is measured and not judged: `npm run bench:scan`.
import tests from "./vitest.config.ts";

export default { ...tests, test: { ...tests.test, include: ["*.bench.ts"] } };
