// Tells on a desk page that lies open that something has happened, and offers to show it. Nothing is shown by itself:
// whoever reads or writes goes on undisturbed. An addition: the page is the same without it.

interface News {
  readonly say: string | null;
  readonly changed?: readonly string[];
  readonly sayChanged?: string;
}

/** Between two questions while somebody looks at the page; of a page in the background nothing is asked. */
const EVERY = 30_000;
/** Coming back to the page asks at once, but not again and again. */
const AT_LEAST = 2_000;

const line = document.querySelector<HTMLElement>('.d-live');
const title = document.title;
let asked = performance.now();
let over = false;

/** Tasks of the list: the boxes carry their ids. */
const shown = () =>
  new Set(
    [...document.querySelectorAll<HTMLInputElement>('input[name="uppgift"]')].map(({ value }) => value.split('~')[0]),
  );

function tell({ say, changed = [], sayChanged = '' }: News): void {
  const here = shown();
  const words = [...(say === null ? [] : [say]), ...(changed.some((id) => here.has(id)) ? [sayChanged] : [])].join(' ');
  if (!line || words === '' || line.dataset['told'] === words) return;
  line.dataset['told'] = words;
  const link = document.createElement('a');
  link.className = 'govuk-link';
  link.href = line.dataset['page'] ?? '';
  link.textContent = line.dataset['show'] ?? '';
  line.replaceChildren(words, ' ', link);
  document.title = `${words} ${title}`;
}

async function ask(): Promise<void> {
  asked = performance.now();
  try {
    const answer = await fetch(line?.dataset['news'] ?? '', { redirect: 'manual' });
    // Signed out, or no longer theirs to see: the page says so when it is used next.
    if (answer.type === 'opaqueredirect' || (answer.status >= 400 && answer.status < 500 && answer.status !== 429))
      over = true;
    else if (answer.ok) tell(await answer.json());
  } catch {
    // No way to the server just now; it is asked again.
  }
}

function askIfLooking(after: number): void {
  if (!over && document.visibilityState === 'visible' && performance.now() - asked >= after) void ask();
}

if (line) {
  setInterval(() => askIfLooking(EVERY / 2), EVERY);
  document.addEventListener('visibilitychange', () => askIfLooking(AT_LEAST));
}
