// Listens for a USB scanner wherever the focus is on this page.
import { Wedge, type Heard } from "./wedge";

/** Longer than a scanner pauses in a code. */
const QUIET_MS = 600;

/** Tells what is heard until the given function is called. */
export function listen(heard: (what: Heard) => void): () => void {
  const wedge = new Wedge();
  let before: Content | null = null;
  let quiet: ReturnType<typeof setTimeout> | undefined;

  function rest() {
    const found = wedge.rest();
    if (found) heard(found);
  }

  function press(event: KeyboardEvent) {
    if (event.repeat || isCommand(event)) return;
    const field = fieldOf(event);
    if (wedge.isFresh(event.timeStamp)) before = field && contentOf(field);
    const { key, code, shiftKey: shift } = event;
    const altGraph = event.getModifierState("AltGraph");
    const verdict = wedge.press({ key, code, shift, altGraph }, event.timeStamp, field !== null);
    if (!verdict.swallow) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (verdict.restore && before) putBack(before);
    clearTimeout(quiet);
    if (verdict.heard) heard(verdict.heard);
    else quiet = setTimeout(rest, QUIET_MS);
  }

  window.addEventListener("keydown", press, { capture: true });
  return () => {
    clearTimeout(quiet);
    window.removeEventListener("keydown", press, { capture: true });
  };
}

/** Control or Command with a key is for the browser. AltGr is Control and Alt on some systems, and Alt alone on others. */
function isCommand(event: KeyboardEvent): boolean {
  return event.metaKey || (event.ctrlKey && !event.altKey && !event.getModifierState("AltGraph"));
}

type TextField = HTMLInputElement | HTMLTextAreaElement;
type Content = { field: TextField; value: string; start: number | null; end: number | null };

const withoutText = /^(button|checkbox|color|file|image|radio|range|reset|submit)$/;

/** The field that this key would go into. */
function fieldOf({ target }: Event): TextField | null {
  if (target instanceof HTMLTextAreaElement) return target;
  return target instanceof HTMLInputElement && !withoutText.test(target.type) ? target : null;
}

function contentOf(field: TextField): Content {
  return { field, value: field.value, start: field.selectionStart, end: field.selectionEnd };
}

/** Takes the first keys of a scan out of the field again. */
function putBack({ field, value, start, end }: Content): void {
  field.value = value;
  if (start !== null) field.setSelectionRange(start, end);
  field.dispatchEvent(new InputEvent("input", { bubbles: true }));
}
