import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { accept, journey, load } from '@torget/form';
import { houseAddresses } from '#app/house.ts';
import { createRenderer } from '#app/renderer.ts';
import { ROOT } from '#app/serve.ts';
import { questionAnswer, serviceOf } from '#areas/applications/testing.tsx';
import { loadAssets } from '#platform/design/index.ts';
import { loadTexts } from '#platform/text/index.ts';
import { loadTown } from '#platform/town/index.ts';
import type { Request } from '#platform/web/index.ts';
import { serving } from '../scripts/pinned.mjs';
import { Client, keepAlive } from './client.ts';
import { loaded, madeForm } from './form/made.ts';
import { answerPages, PAGES, PER_PAGE, RULES } from './form/person.ts';
import { freePort, run } from './running.ts';
import { bounded, type Figure, figure, quantile, report, round } from './table.ts';
import { firstVisit } from './visit.ts';

type Opened = Parameters<typeof questionAnswer>[2];

const QUESTIONS = 1000;
const LARGE_RULES = 300;
const PEOPLE = 100;
/** A quick person's time for a page. */
const THINK_MS = 4000;
const WARM_UP_MS = 8000;
const MEASURED_MS = 24_000;
const AROUND = { at: '2026-02-03T07:00:00Z', facts: {} };

/** Milliseconds of processor time per call: the best of several rounds, so that other work on the machine counts least. */
function cpuOf(work: () => unknown, calls: number, rounds = 9): number {
  for (let call = 0; call < calls; call++) work();
  let best = Number.POSITIVE_INFINITY;
  for (let turn = 0; turn < rounds; turn++) {
    const before = process.cpuUsage();
    for (let call = 0; call < calls; call++) work();
    const { user, system } = process.cpuUsage(before);
    best = Math.min(best, (user + system) / 1000 / calls);
  }
  return best;
}

function evaluation(): Figure[] {
  const made = madeForm(QUESTIONS / 10, 10, LARGE_RULES);
  const began = performance.now();
  const form = loaded(made);
  const loading = performance.now() - began;
  const whens = form.pages.flatMap((page) => page.questions).filter(({ when }) => when !== undefined).length;
  const rules =
    Object.keys(form.conditions).length +
    Object.keys(form.computed).length +
    form.pages.reduce((sum, { validation }) => sum + validation.length, 0) +
    whens;
  const whole = journey(form, made.answers, AROUND);
  if (!('check' in whole.next)) throw new Error(`the made form is not answered: ${JSON.stringify(whole.errors[0])}`);
  const last = form.pages.at(-1)?.id ?? '';
  const options = { ...AROUND, answers: made.answers };
  return [
    figure(
      'Questions',
      form.pages.reduce((sum, { questions }) => sum + questions.length, 0),
    ),
    bounded('Rules', rules, '', LARGE_RULES, 'least'),
    bounded(
      'All of it evaluated',
      cpuOf(() => journey(form, made.answers, AROUND), 40),
      'ms',
      5,
    ),
    figure('The last page taken in', round(cpuOf(() => accept(form, last, {}, options), 40)), 'ms'),
    figure('Loading it (once, at publication)', round(loading), 'ms of the clock'),
  ];
}

const HEAD = `
pages:
  - id: fraga
    title: { sv: Hur bor du?, en: How do you live? }
    questions:
`;
const ONE = `${HEAD}
      - { id: sedan, type: date, label: { sv: Sedan när?, en: Since when? } }
`;
const THREE = `${ONE}
      - { id: boende, type: choice, label: { sv: Hur bor du?, en: How do you live? },
          options: { hyr: { sv: Jag hyr, en: I rent }, ager: { sv: Jag äger, en: I own }, annat: { sv: Annat, en: Other } } }
      - { id: hyra, type: money, label: { sv: Hyra i månaden, en: Rent a month }, min: 0, max: 50000 }
`;

/** A page from its draft to the HTML with head, menu and foot: a date alone, then a date, a choice and an amount. */
async function rendering(): Promise<Figure[]> {
  const { town } = await loadTown(join(ROOT, 'towns/ekhamn'));
  if (town === undefined) throw new Error('torget check towns/ekhamn');
  const texts = loadTexts(ROOT);
  const assets = loadAssets(ROOT);
  const renderer = createRenderer({ texts, assets, addresses: houseAddresses, exposed: false });
  const request = {
    ...{ town, actor: { kind: 'anonymous' }, language: 'sv', t: texts.for('sv'), now: AROUND.at, query: {}, csrf: 'x' },
    url: (name: string, params?: { readonly [name: string]: string }) => houseAddresses.url(name, params, 'sv'),
  } as unknown as Request;
  const site = { town, mode: 'real' } as unknown as Parameters<typeof renderer.page>[0];
  const draw = (yaml: string) => {
    const service = serviceOf({}, yaml);
    const { form } = service;
    const page = form.pages[0];
    if (page === undefined || !load(yaml).ok) throw new Error('the page of the bench does not load');
    const draft: Opened['draft'] = {
      id: '0190a1c0-0000-7000-8000-000000000001',
      service: service.id,
      version: service.hash,
      party: null,
      principal: null,
      secretHash: null,
      answers: {},
      facts: {},
      updated: AROUND.at,
      typed: null,
      refused: [],
      assistedBy: null,
      assisted: null,
    };
    const opened: Opened = { draft, service, options: AROUND };
    return () => {
      const way = journey(form, {}, AROUND);
      const answer = questionAnswer(request, { map: undefined }, opened, way, page, { errors: [], open: [] });
      if (answer.kind !== 'page') throw new Error('no page');
      return renderer.page(site, request, answer, {
        nonce: undefined,
        otherLanguages: [{ language: 'en', href: '/en' }],
        waiting: 0,
      });
    };
  };
  const [several, single] = [draw(THREE), draw(ONE)];
  return [
    bounded('Pages of one question rendered per second of processor', 1000 / cpuOf(single, 500), '/s', 3000, 'least'),
    figure('Pages of three questions rendered per second of processor', round(1000 / cpuOf(several, 500)), '/s'),
    figure('HTML of the page of three', round(several().length / 1000), 'kB'),
  ];
}

const folder = mkdtempSync(join(tmpdir(), 'torget-form-'));
// As root the database runs as another user, who must be able to enter.
chmodSync(folder, 0o755);

async function saving(): Promise<Figure[]> {
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const args = [folder, String(port)];
  const server = await run('form/server.ts', { env: serving.env, log: join(folder, 'log'), node: serving.node, args });
  try {
    const asked = await server.ask<{ drafts: [string, string, string][] }>({ people: PEOPLE });
    const agent = keepAlive(PEOPLE);
    const saves: number[] = [];
    const began = performance.now();
    const [from, until] = [began + WARM_UP_MS, began + WARM_UP_MS + MEASURED_MS];
    const pause = () => new Promise<void>((resolve) => setTimeout(resolve, THINK_MS * (0.5 + Math.random())));
    const cpuAt = new Promise<NodeJS.CpuUsage>((resolve) =>
      setTimeout(() => void server.ask<NodeJS.CpuUsage>('cpu').then(resolve), WARM_UP_MS),
    );
    const visited = await firstVisit(
      origin,
      await new Client(origin, agent, cookieOf(asked.drafts[0])).get(pageOf(asked.drafts[0])),
    );
    await Promise.all(
      asked.drafts.map((draft) =>
        answerPages(new Client(origin, agent, cookieOf(draft)), draft[0], pause, until, (ms) => {
          if (performance.now() > from) saves.push(ms);
        }),
      ),
    );
    const [before, after] = [await cpuAt, await server.ask<NodeJS.CpuUsage>('cpu')];
    const cpu = (after.user + after.system - before.user - before.system) / 1000 / saves.length;
    return [
      bounded('First visit to a question page, without the font', visited.bytes / 1000, 'kB', 25),
      figure('People at once', PEOPLE),
      figure('Pages saved a second', round((1000 * saves.length) / MEASURED_MS), '/s'),
      bounded('A save, p95', quantile(saves, 0.95), 'ms', 15),
      figure('A save, median', round(quantile(saves, 0.5)), 'ms'),
      figure('Processor time of a save with the reading of its page', round(cpu), 'ms'),
    ];
  } finally {
    await server.stop();
  }
}

function cookieOf([, name, value]: [string, string, string] = ['', '', '']) {
  return { cookies: [[name, value] as const] };
}

function pageOf([draft]: [string, string, string] = ['', '', '']): string {
  return `/tjanster/lang/ansok/${draft}/sida-0`;
}

try {
  const figures = [...evaluation(), ...(await rendering()), ...(await saving())];
  const about =
    `A form of ${QUESTIONS} questions with ${LARGE_RULES} rules (conditions, computed values, rules across questions, what hides a question), all answered, ` +
    'and rendering from the draft to the whole page, both by processor time of one thread, the best of nine rounds. Saving: ' +
    `the web with its pages and a database that makes every commit durable, a form of ${PAGES} pages with ${PER_PAGE} questions and ${RULES} rules, ` +
    `${PEOPLE} people at once who each send a page about every ${THINK_MS / 1000} seconds and read the next; the time is that of the clock, from the press of the button to the answer, ` +
    `with the people on the same cores (load average of the last minute then: ${round(loadavg()[0] ?? 0)}).`;
  process.exitCode = report('form', 'npm run bench -- form', about, figures) ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
