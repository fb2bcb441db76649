// Made from the English texts by `npm run ids`; do not edit.

export type HomeTexts = Record<never, null>;
