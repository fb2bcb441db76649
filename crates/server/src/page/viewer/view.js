// The page: asks who opens it and for the passcode, shows the summary or says in a sentence what went wrong. Everything that came
// from elsewhere is put in as text, never as markup.

import { ask, open, read, Trouble } from './link.js';
import { summary } from './summary.js';
import { choose } from './texts.js';

const { language, texts } = choose(navigator.languages ?? []);
const find = (id) => document.getElementById(id);
document.documentElement.lang = language;
document.documentElement.dir = language === 'ar' ? 'rtl' : 'ltr';

let link;
start();

function start() {
  const words = { title: texts.title, 'who-name': texts.who, 'who-note': texts.whoNote, 'code-name': texts.code, open: texts.open };
  for (const [id, text] of Object.entries(words)) find(id).textContent = text;
  try {
    link = read(location.hash, Date.now() / 1000);
  } catch (error) {
    tell(error);
    return;
  }
  // Who comes to this computer later must not find the key in its history.
  history.replaceState(null, '', location.pathname);
  find('label').textContent = link.label;
  find('code-part').hidden = !link.hasPasscode;
  find('code').required = link.hasPasscode;
  find('ask').hidden = false;
  find('ask').addEventListener('submit', submit);
  find('who').focus();
}

async function submit(event) {
  event.preventDefault();
  const button = find('open');
  button.disabled = true;
  find('told').textContent = texts.opening;
  try {
    const wish = { recipient: find('who').value.trim(), passcode: find('code').value };
    const sealed = await ask(link, wish);
    const contents = await Promise.all(sealed.map((file) => open(link, file)));
    find('told').textContent = '';
    show(contents);
  } catch (error) {
    tell(error);
  } finally {
    button.disabled = false;
  }
}

function tell(error) {
  const what = error instanceof Trouble ? error.what : 'nonsense';
  const left = error.detail === undefined ? '' : ` ${texts.left.replace('{n}', error.detail)}`;
  const seconds = String(error.detail ?? 60);
  const said = { passcode: texts.passcode + left, often: texts.often.replace('{n}', seconds) };
  find('told').textContent = said[what] ?? texts[what] ?? texts.nonsense;
  if (what === 'passcode') find('code').focus();
}

function show(contents) {
  const { person, sections, pdfs, count } = summary(contents);
  if (count === 0) throw new Trouble('unknown');
  const record = find('record');
  const parts = [element('p', texts.caution, 'caution')];
  if (person) {
    const said = [person.name, person.birthDate && `${texts.born} ${person.birthDate}`];
    parts.push(element('p', said.filter(Boolean).join(' · '), 'person'));
  }
  for (const { id, lines } of sections) parts.push(section(id, lines));
  for (const { title, data } of pdfs) parts.push(pdf(title, data));
  parts.push(save(texts.saveData, 'summary.json', 'application/fhir+json', contents[0]));
  record.replaceChildren(...parts);
  record.hidden = false;
  find('ask').hidden = true;
  record.tabIndex = -1;
  record.focus();
}

function section(id, lines) {
  const part = element('section', '', id === 'allergies' ? 'first' : '');
  part.append(element('h2', texts[id]));
  if (lines.length === 0) {
    part.append(element('p', texts.noInformation));
    return part;
  }
  const names = document.createElement('dl');
  for (const { title, details } of lines) {
    names.append(element('dt', title), ...details.map((text) => element('dd', text)));
  }
  part.append(names);
  return part;
}

/** Text of a record is written in whichever direction it is. */
function element(name, text, kind = '') {
  const made = document.createElement(name);
  if (text) made.textContent = text;
  if (kind) made.className = kind;
  made.dir = 'auto';
  return made;
}

function pdf(title, data) {
  let bytes;
  try {
    bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
  } catch {
    return element('p', texts.damaged);
  }
  return save(title ? `${texts.savePdf} (${title})` : texts.savePdf, 'summary.pdf', 'application/pdf', bytes);
}

function save(text, name, type, content) {
  const made = element('a', text, 'save');
  made.href = URL.createObjectURL(new Blob([content], { type }));
  made.download = name;
  return made;
}
