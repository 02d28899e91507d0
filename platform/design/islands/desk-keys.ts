// Keys on the desk: J and K walk the work list, digits press the buttons of the next step, / goes to the search.
// An addition: everything can be done without it. WCAG 2.2, 2.1.4: keys of one character can be turned off.

const store = 'torget-keys';
const words = {
  sv: {
    label: 'Tangenter',
    walk: 'nästa, föregående',
    steps: 'nästa steg',
    search: 'sök',
    off: 'Stäng av tangenterna',
    on: 'Slå på tangenterna',
  },
  en: {
    label: 'Keys',
    walk: 'next, previous',
    steps: 'next step',
    search: 'search',
    off: 'Turn the keys off',
    on: 'Turn the keys on',
  },
};
const say = words[document.documentElement.lang === 'en' ? 'en' : 'sv'];

const links = () => [...document.querySelectorAll<HTMLElement>('.d-list tbody th[scope="row"] a')];
const steps = () => [...document.querySelectorAll<HTMLElement>('.d-next .govuk-button')].slice(0, 9);
const search = () => document.querySelector<HTMLElement>('.d-bar__search input');
const isOn = () => localStorage.getItem(store) !== 'off';

function walk(by: number): void {
  const all = links();
  const at = all.findIndex((link) => link.closest('tr')?.classList.contains('is-cursor'));
  const to = at < 0 ? 0 : Math.min(Math.max(at + by, 0), all.length - 1);
  for (const [index, link] of all.entries()) link.closest('tr')?.classList.toggle('is-cursor', index === to);
  all[to]?.focus();
}

function press(key: string): boolean {
  if (key === 'j') walk(1);
  else if (key === 'k') walk(-1);
  else if (key === '/') search()?.focus();
  else if (/^[1-9]$/.test(key) && steps()[Number(key) - 1]) steps()[Number(key) - 1]?.click();
  else return false;
  return true;
}

document.addEventListener('keydown', (event) => {
  const writing = event.target instanceof Element && event.target.closest('input, textarea, select, [contenteditable]');
  if (!isOn() || writing || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (press(event.key.toLowerCase())) event.preventDefault();
});

function kbd(text: string): HTMLElement {
  const key = document.createElement('kbd');
  key.textContent = text;
  key.ariaHidden = 'true';
  return key;
}

function item(keys: readonly string[], text: string): HTMLElement {
  const li = document.createElement('li');
  li.append(...keys.map(kbd), ` ${text}`);
  return li;
}

/** The keys that work on this page, said at its end, and the way to turn them off. */
function legend(): HTMLElement {
  const list = document.createElement('ul');
  list.className = 'd-keys';
  list.setAttribute('aria-label', say.label);
  const toggle = document.createElement('button');
  toggle.type = 'button';
  toggle.className = 't-as-link';
  toggle.addEventListener('click', () => {
    localStorage.setItem(store, isOn() ? 'off' : 'on');
    show();
  });
  const last = document.createElement('li');
  last.append(toggle);
  function show(): void {
    toggle.textContent = isOn() ? say.off : say.on;
    for (const old of document.querySelectorAll('.d-next .govuk-button kbd')) old.remove();
    const told = isOn()
      ? [
          ...(links().length > 0 ? [item(['J', 'K'], say.walk)] : []),
          ...(steps().length > 0 ? [item(['1'], say.steps)] : []),
          ...(search() ? [item(['/'], say.search)] : []),
        ]
      : [];
    if (isOn()) for (const [index, step] of steps().entries()) step.append(kbd(String(index + 1)));
    list.replaceChildren(...told, last);
  }
  show();
  return list;
}

document.querySelector('.d-page')?.append(legend());
