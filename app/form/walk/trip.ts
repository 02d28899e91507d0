import { type Fields, type Form, type Journey, journey, type Page } from '@torget/form';
import { closingOf, stepsOf } from '#areas/applications/index.ts';
import { type Answered, Browser, type UploadFile } from './browser.ts';
import { Chance } from './chance.ts';
import type { Met } from './fill.ts';
import { type KeptDraft, keptDraft } from './kept.ts';
import { type Ground, type WalkedService, WalkFailure, type WalkOptions } from './types.ts';

/**
 * One person under way through a form: their browser and draft, the chance that decides for them, and every step so far.
 * What they send and see is written down here, and no answer of the server may be an error.
 */
export class Trip {
  readonly ground: Ground;
  readonly service: WalkedService;
  readonly steps: string[] = [];
  readonly detours: string[] = [];
  /** The id of the draft, once it is begun. */
  draft = '';
  readonly #options: WalkOptions;
  readonly #visits = new Map<string, number>();
  #browser: Browser;

  constructor(ground: Ground, service: WalkedService, options: WalkOptions) {
    this.ground = ground;
    this.service = service;
    this.#options = options;
    this.#browser = new Browser(ground.port);
  }

  get form(): Form {
    return this.service.form;
  }

  chance(...words: readonly (string | number)[]): Chance {
    const { seed, run } = this.#options;
    return new Chance(seed, this.service.id, run, ...words);
  }

  /** What is declared with the button that sends, on the page where the answers are read. */
  get closing(): Page | undefined {
    return closingOf(this.form, { assistedBy: null });
  }

  /** Whether a detour is made here; each is decided for itself, so that leaving one out changes no other. */
  strays(kind: string, where: string, percent: number): boolean {
    const key = `${kind} ${where}`;
    if (this.#options.without?.has(key) === true || !this.chance('detour', key).percent(percent)) return false;
    this.detours.push(key);
    return true;
  }

  /** How many times this place has been come to, this one with them. */
  visit(place: string): number {
    const visit = (this.#visits.get(place) ?? 0) + 1;
    this.#visits.set(place, visit);
    return visit;
  }

  /** @throws WalkFailure always */
  fail(code: string, detail: string): never {
    throw new WalkFailure(code, detail, this.steps, this.detours);
  }

  async get(path: string): Promise<Answered> {
    return this.#noted('GET', path, await this.#browser.get(path));
  }

  #noted(what: string, path: string, answer: Answered): Answered {
    const short = (text: string) => text.replace(this.draft, '…');
    this.steps.push(`${what} ${short(path)} → ${answer.status}${answer.to === '' ? '' : ` ${short(answer.to)}`}`);
    if (answer.status >= 400 && answer.status !== 409)
      this.fail(
        answer.status >= 500 ? 'server-error' : 'refused',
        `${what} ${path}: ${answer.status} ${answer.page.title}`,
      );
    return answer;
  }

  async post(path: string, fields: Fields, files?: readonly UploadFile[]): Promise<Answered> {
    const said = Object.entries(fields).filter(([name]) => name !== '_csrf' && name !== '_shown');
    const words = said
      .map(
        ([name, values]) => `${name}=${JSON.stringify(values.length === 1 ? (values[0] ?? '').slice(0, 60) : values)}`,
      )
      .join(' ');
    return this.#noted(
      `POST {${words}${(files ?? []).map(({ field, name }) => ` ${field}=@${name}`).join('')}}`,
      path,
      await this.#browser.post(path, fields, files),
    );
  }

  /** Presses the start button. Gives the first page's address. */
  async begin(): Promise<string> {
    const session = await this.ground.person(this.service, this.chance('person'));
    this.#browser = new Browser(this.ground.port, session);
    const service = `/tjanster/${this.service.id}`;
    const { page } = await this.get(service);
    const begun = await this.post(`${service}/ansok`, { _csrf: page.fields['_csrf'] ?? [], ny: ['ja'] });
    const draft = /\/ansok\/([0-9a-f-]{36})\//.exec(begun.to)?.[1];
    if (draft === undefined) this.fail('no-start', `the start button leads to ${begun.to || begun.status}`);
    this.draft = draft;
    return begun.to;
  }

  async kept(): Promise<KeptDraft> {
    return (await keptDraft(this.ground.db, this.draft)) ?? this.fail('draft-lost', 'the draft is gone');
  }

  way({ answers, facts }: KeptDraft): Journey {
    return stepsOf(journey(this.form, answers, { at: this.ground.now(), facts }), this.closing);
  }

  path(page: string): string {
    return `/tjanster/${this.service.id}/ansok/${this.draft}/${page}`;
  }

  pageOf(path: string): Page {
    const id = path.replace(/\?.*/, '').split('/').at(-1);
    const page = this.form.pages.find((each) => each.id === id);
    return page ?? this.fail('lost', `${path} is no page of the form`);
  }

  /** A page as it is shown now, or where its address leads instead. */
  async meet(path: string): Promise<Met | { readonly to: string }> {
    const shown = await this.get(path);
    if (shown.to !== '') return { to: shown.to };
    const page = this.pageOf(path);
    if (!shown.page.buttons.some(({ name, value }) => name === '_do' && value === 'continue'))
      this.fail('dead-end', `${page.id} has no button to continue`);
    return { form: this.form, page, seen: shown.page, draft: await this.kept(), at: this.ground.now() };
  }
}

/** Whether the page's form is sent with files. */
export function isMultipart({ page }: Met): boolean {
  return page.questions.some(
    ({ type, questions }) =>
      type === 'file' || type === 'files' || questions?.some((each) => each.type === 'file' || each.type === 'files'),
  );
}
