import type { Page } from 'playwright-core';

/** What the officer does: a key or a click counts; writing and choosing what a form is to say does not. */
type Step =
  | { readonly key: string }
  | { readonly click: string }
  | { readonly write: string; readonly text: string }
  | { readonly choose: string; readonly option?: number };

/** One row of the table: an action, where the officer stands, the sequence, and what is then so. */
export interface Row {
  readonly action: string;
  /** A path, or a place of the scene. */
  readonly at: string;
  readonly steps: readonly Step[];
  /** True when it has been done. */
  readonly done: (page: Page) => Promise<boolean>;
}

const CASE = /^\/arbete\/arenden\/[0-9a-f-]{36}$/;
const path = (page: Page) => new URL(page.url()).pathname;
const has = (selector: string) => async (page: Page) => (await page.locator(selector).count()) > 0;
const leadsTo = (address: RegExp) => async (page: Page) => address.test(path(page));
const asks = (query: string) => async (page: Page) => new URL(page.url()).search.includes(query);
const submit = (action: string) => `form[action$="${action}"] button[type=submit]`;

/**
 * The desk by its keys, and as it is worked in a browser with JavaScript: no row has more than two keys or clicks. Every act
 * that there is has its row in app/desk/table.test.ts, where the desk is worked without.
 */
export const table: readonly Row[] = [
  {
    action: 'open the next case of the list',
    at: '/arbete',
    steps: [{ key: 'j' }, { key: 'Enter' }],
    done: leadsTo(CASE),
  },
  {
    action: 'search for a case, a person or a number',
    at: '/arbete',
    steps: [{ key: '/' }, { write: '.d-bar__search input', text: 'Nyström' }, { key: 'Enter' }],
    done: async (page) => path(page) === '/arbete/arenden' && (await page.locator('.d-table tbody tr').count()) > 0,
  },
  {
    action: 'filter and order the list',
    at: '/arbete',
    steps: [
      { choose: '#filter-lage', option: 1 },
      { choose: '#filter-ordning', option: 1 },
      { click: '.d-filter[method=get] button' },
    ],
    done: async (page) => (await asks('lage=ingen')(page)) && (await has('[aria-sort=ascending].num')(page)),
  },
  {
    action: 'save a view',
    at: '/arbete?lage=andra',
    steps: [
      { click: 'details:has(#vynamn) summary' },
      { write: '#vynamn', text: 'Kollegors' },
      { click: submit('/vyer') },
    ],
    done: has('.d-views a[aria-current=true]:text-is("Kollegors")'),
  },
  {
    action: 'assign what is chosen',
    at: '/arbete',
    steps: [{ choose: 'input[name=uppgift] >> nth=0' }, { choose: '#till', option: 0 }, { click: submit('/tilldela') }],
    done: asks('tilldelat=1%7E0%7E0'),
  },
  { action: 'begin the next step', at: 'desk case', steps: [{ key: '1' }], done: leadsTo(/\/uppgifter\//) },
  {
    action: 'take a task, or give it back',
    at: 'desk case',
    steps: [{ click: '.d-next form[action$="/ta"] button' }],
    // It was assigned to herself above: nobody has it now.
    done: has('.d-next form[action$="/ta"] input[name=seen][value=""]'),
  },
  {
    action: 'write a note',
    at: 'desk case',
    steps: [{ write: '#note', text: 'Ringde och frågade om hyran.' }, { click: 'form:has(#note) button' }],
    done: has(
      '#anteckningar ~ ol :text("Ringde och frågade om hyran."), .d-time :text("Ringde och frågade om hyran.")',
    ),
  },
  {
    action: 'write to a party',
    at: 'desk case',
    steps: [
      { click: 'a[href$="/skriv-till-part"]' },
      { write: '#amne', text: 'Din hyra' },
      { write: '#ord', text: 'Har hyran ändrats?' },
      // Beside it stands the button that shows the letter first.
      { click: 'form.d-do button.govuk-button[type=submit]:not([name])' },
    ],
    done: has('section:has(#meddelanden) a:text("Din hyra")'),
  },
  {
    action: 'read what has been written to and by the parties',
    at: 'desk case',
    steps: [{ click: 'section:has(#meddelanden) .d-time a' }],
    done: leadsTo(/\/(brev|handlingar)\//),
  },
  {
    action: 'comment to colleagues',
    at: 'desk case',
    steps: [{ write: '#kommentar', text: 'Ska vi ringa?' }, { click: 'form:has(#kommentar) button' }],
    done: has('section:has(#kommentarer) .d-time :text("Ska vi ringa?")'),
  },
  {
    action: 'make a comment a note of the file',
    at: 'desk case',
    steps: [{ click: 'button[name=anteckna]' }],
    done: has('section:has(#anteckningar) .d-time :text("Ska vi ringa?")'),
  },
  {
    action: 'add a party',
    at: 'desk case',
    steps: [
      { write: '#ny-part-nummer', text: '199002172386' },
      { click: submit('/lagg-till-part') },
      { choose: 'input[name=roll][value=affected]' },
      { write: '#skal', text: 'Äger Varvet 1:4 intill.' },
      // Beside it stands the button that shows the letter first.
      { click: 'form.d-do button.govuk-button[type=submit]:not([name])' },
    ],
    done: has('section:has(#parter) :text("Anna Berg")'),
  },
  {
    action: 'change a staff field',
    at: 'desk case',
    steps: [
      { click: 'a[href$="/falt"]' },
      { choose: '#forsorjningshinder' },
      { click: 'form.d-write > button[type=submit]' },
    ],
    done: has('section:has(#falt) .govuk-summary-list :text("Arbetslös")'),
  },
  {
    action: 'mark the case or a document as secret',
    at: 'desk case',
    steps: [
      { click: 'details:has(#mark-basis) summary' },
      { choose: '#mark-basis', option: 1 },
      { click: submit('/sekretess') },
    ],
    done: async (page) => page.url().endsWith('#sekretess') && (await has('.d-time :text("OSL (2009:400)")')(page)),
  },
  {
    action: 'begin an act: completion, communication, correction, appeal',
    at: 'desk case',
    steps: [{ click: 'a[href*="/atgard/"]' }],
    done: leadsTo(/\/atgard\//),
  },
  {
    action: 'do a task: propose, decide',
    at: 'desk task',
    steps: [
      { choose: 'input[name=utfall][value=approved]' },
      { write: 'input[name=beviljat]', text: '5 900' },
      { write: 'textarea[name=skal]', text: 'Hyran är styrkt.' },
      // Beside it, where the task sends letters, stands the button that shows them first.
      { click: 'form.d-write button.govuk-button[type=submit]:not([name])' },
    ],
    done: leadsTo(CASE),
  },
];

/** How many keys and clicks a row takes. */
export function countOf({ steps }: Row): number {
  return steps.filter((step) => 'key' in step || 'click' in step).length;
}

export async function take(page: Page, step: Step): Promise<void> {
  if ('key' in step) return page.keyboard.press(step.key);
  if ('write' in step) return page.locator(step.write).first().fill(step.text);
  if ('click' in step) return page.locator(step.click).first().click();
  const field = page.locator(step.choose).first();
  if (step.option === undefined) return field.check();
  await field.selectOption({ index: step.option });
}
