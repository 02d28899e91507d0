import { type Form, type Journey, journey, type Page, schema, validate } from '@torget/form';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import type { Db } from '#platform/database/index.ts';
import { wrongAnswer } from './answers.ts';
import { type Answered, Browser } from './browser.ts';
import { Chance } from './chance.ts';
import { askedOn, filledRightly, isLookedUp, judged, type Met, withAnswer } from './fill.ts';
import { comparable, type KeptDraft, keptDraft, sentData } from './kept.ts';
import { wrongUpload } from './uploads.ts';

/** Where walks take place. */
export interface Ground {
  readonly port: number;
  readonly db: Db;
  now(): string;
  /** A session of an example person for a service that wants one; undefined walks without a name. */
  person(
    service: WalkedService,
    chance: Chance,
  ): Promise<{ readonly name: string; readonly value: string } | undefined>;
}

export interface WalkedService {
  readonly id: string;
  readonly form: Form;
  readonly signIn: 'required' | 'optional' | 'none';
}

export interface WalkOptions {
  readonly seed: string;
  readonly run: number;
  /** Detours that are left out, to find the smallest path that still fails. */
  readonly without?: ReadonlySet<string>;
}

export interface Walked {
  /** How it ended when all was well: sent, or told that one cannot go on. */
  readonly end: 'sent' | 'stopped';
  readonly steps: readonly string[];
  readonly detours: readonly string[];
}

/** Something that must not happen, with the way to it. */
export class WalkFailure extends Error {
  readonly code: string;
  readonly steps: readonly string[];
  readonly detours: readonly string[];

  constructor(code: string, detail: string, steps: readonly string[], detours: readonly string[]) {
    super(detail);
    this.code = code;
    this.steps = steps;
    this.detours = detours;
  }
}

const ajv = new Ajv2020({ strict: true, allErrors: true, allowUnionTypes: true, strictRequired: false });
ajv.addFormat('decimal', /^-?\d+(\.\d+)?$/);
ajv.addFormat('date', /^\d{4}-\d{2}-\d{2}$/);
const schemas = new WeakMap<Form, ValidateFunction>();

function schemaOf(form: Form): ValidateFunction {
  const known = schemas.get(form) ?? ajv.compile(schema(form));
  schemas.set(form, known);
  return known;
}

/** So many posts at one page before it counts as one that nobody gets past. */
const POSTS = 25;

/**
 * One person made of chance on their way through a form, over HTTP as any browser. At every step: no error of the
 * server, no dead end, errors that name their field, nothing changed that was not sent, and in the end data that fit the
 * schema.
 */
export class Walker {
  readonly #ground: Ground;
  readonly #service: WalkedService;
  readonly #options: WalkOptions;
  readonly #steps: string[] = [];
  readonly #detours: string[] = [];
  readonly #visits = new Map<string, number>();
  #browser: Browser;
  #draft = '';

  constructor(ground: Ground, service: WalkedService, options: WalkOptions) {
    this.#ground = ground;
    this.#service = service;
    this.#options = options;
    this.#browser = new Browser(ground.port);
  }

  #chance(...words: readonly (string | number)[]): Chance {
    const { seed, run } = this.#options;
    return new Chance(seed, this.#service.id, run, ...words);
  }

  /** Whether a detour is made here; each is decided for itself, so that leaving one out changes no other. */
  #strays(kind: string, where: string, percent: number): boolean {
    const key = `${kind} ${where}`;
    if (this.#options.without?.has(key) === true || !this.#chance('detour', key).percent(percent)) return false;
    this.#detours.push(key);
    return true;
  }

  #fail(code: string, detail: string): never {
    throw new WalkFailure(code, detail, this.#steps, this.#detours);
  }

  /** @throws WalkFailure */
  async go(): Promise<Walked> {
    let at = await this.#start();
    const most = 20 + 8 * this.#service.form.pages.length;
    for (let step = 0; step < most; step++) {
      const last = at.replace(/\?.*/, '').split('/').at(-1) ?? '';
      if (last === 'granska') {
        const changed = await this.#check(at);
        if (changed === undefined) return { end: 'sent', steps: this.#steps, detours: this.#detours };
        at = changed;
      } else if (last === 'stopp') {
        const back = await this.#stop(at);
        if (back === undefined) return { end: 'stopped', steps: this.#steps, detours: this.#detours };
        at = back;
      } else at = await this.#page(at);
    }
    return this.#fail('endless', `after ${most} steps the journey is not at its end`);
  }

  async #get(path: string): Promise<Answered> {
    return this.#noted('GET', path, await this.#browser.get(path));
  }

  #noted(what: string, path: string, answer: Answered): Answered {
    const short = (text: string) => text.replace(this.#draft, '…');
    this.#steps.push(`${what} ${short(path)} → ${answer.status}${answer.to === '' ? '' : ` ${short(answer.to)}`}`);
    if (answer.status >= 400 && answer.status !== 409)
      this.#fail(
        answer.status >= 500 ? 'server-error' : 'refused',
        `${what} ${path}: ${answer.status} ${answer.page.title}`,
      );
    return answer;
  }

  async #post(
    path: string,
    fields: { readonly [name: string]: readonly string[] },
    files?: Parameters<Browser['post']>[2],
  ): Promise<Answered> {
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

  async #start(): Promise<string> {
    const session = await this.#ground.person(this.#service, this.#chance('person'));
    this.#browser = new Browser(this.#ground.port, session);
    const service = `/tjanster/${this.#service.id}`;
    const { page } = await this.#get(service);
    const begun = await this.#post(`${service}/ansok`, { _csrf: page.fields['_csrf'] ?? [], ny: ['ja'] });
    const draft = /\/ansok\/([0-9a-f-]{36})\//.exec(begun.to)?.[1];
    if (draft === undefined) this.#fail('no-start', `the start button leads to ${begun.to || begun.status}`);
    this.#draft = draft;
    return begun.to;
  }

  async #kept(): Promise<KeptDraft> {
    return (await keptDraft(this.#ground.db, this.#draft)) ?? this.#fail('draft-lost', 'the draft is gone');
  }

  #way({ answers, facts }: KeptDraft): Journey {
    return journey(this.#service.form, answers, { at: this.#ground.now(), facts });
  }

  #path(page: string): string {
    return `/tjanster/${this.#service.id}/ansok/${this.#draft}/${page}`;
  }

  #pageOf(path: string): Page {
    const id = path.replace(/\?.*/, '').split('/').at(-1);
    const page = this.#service.form.pages.find((each) => each.id === id);
    return page ?? this.#fail('lost', `${path} is no page of the form`);
  }

  async #meet(path: string): Promise<Met | { readonly to: string }> {
    const shown = await this.#get(path);
    if (shown.to !== '') return { to: shown.to };
    const page = this.#pageOf(path);
    if (!shown.page.buttons.some(({ name, value }) => name === '_do' && value === 'continue'))
      this.#fail('dead-end', `${page.id} has no button to continue`);
    return { form: this.#service.form, page, seen: shown.page, draft: await this.#kept(), at: this.#ground.now() };
  }

  /** A page: perhaps some detours, then answered rightly until it leads on. Gives where to. */
  async #page(from: string): Promise<string> {
    const { id } = this.#pageOf(from);
    const visit = (this.#visits.get(id) ?? 0) + 1;
    this.#visits.set(id, visit);
    const where = `${id} ${visit}`;
    let path = from;
    if (this.#strays('ahead', where, 8)) await this.#ahead();
    if (this.#strays('back', where, 12)) await this.#back(id, where);
    if (this.#strays('wrong', where, 30)) path = await this.#wrong(path, where);
    const chance = this.#chance('right', where);
    const answered = new Set<string>();
    for (let post = 0; post < POSTS; post++) {
      const met = await this.#meet(path);
      if ('to' in met) return met.to;
      const button = this.#button(met, post, chance);
      const filled = filledRightly(met, button, chance, answered);
      if ('stuck' in filled)
        this.#fail('no-answer', `${filled.stuck.name} (${filled.stuck.question.type}) has no right answer`);
      const multipart = isMultipart(met) ? filled.files : undefined;
      const sent = await this.#post(path, filled.fields, multipart);
      await this.#unharmed(met, filled.accepted);
      if (filled.accepted.kind === 'again' && filled.accepted.errors.length > 0 && !isLookedUp(met.page)) {
        const [error] = filled.accepted.errors;
        this.#fail('dead-end', `no tried answers satisfy ${error?.field}: ${error?.rule} (${error?.message.en})`);
      }
      const stays = sent.to.replace(/\?.*/, '') === path.replace(/\?.*/, '');
      if (!isLookedUp(met.page) && stays === (filled.accepted.kind === 'on'))
        this.#fail('led-astray', `${id} leads to ${sent.to}, the engine says ${filled.accepted.kind}`);
      if (!stays && this.#strays('twice', where, 8)) await this.#twice(path, filled.fields, multipart, met);
      if (!stays) return sent.to;
      path = sent.to;
    }
    return this.#fail('dead-end', `${POSTS} right answers do not lead past ${id}`);
  }

  /** Which button is pressed: entries are added until there are as many as this person has. */
  #button({ page, seen, draft }: Met, post: number, chance: Chance): string {
    for (const { id, type, repeat } of page.questions) {
      if (type !== 'group' || repeat === undefined || !(seen.fields['_shown']?.[0] ?? '').split(' ').includes(id))
        continue;
      const answer = draft.answers[id];
      const count = Array.isArray(answer) ? answer.length : 0;
      const open = (seen.fields['_open'] ?? []).some((value) => value.startsWith(`${id}:`));
      if (open && chance.percent(40)) return `save:${id}`;
      if (!open && count > repeat.min && count > 0 && post < 6 && chance.percent(10))
        return `remove:${id}:${chance.whole(0, count - 1)}`;
      if (!open && count > 0 && post < 6 && chance.percent(15)) return `change:${id}:${chance.whole(0, count - 1)}`;
      if (!open && count < repeat.max && (count < repeat.min || (post < 6 && chance.percent(45)))) return `add:${id}`;
    }
    return 'continue';
  }

  /** Nothing but the page's own answers may have changed, and those as the engine says. */
  async #unharmed({ page, draft }: Met, accepted: ReturnType<typeof judged>): Promise<void> {
    const after = (await this.#kept()).answers;
    const own = new Set(page.questions.map(({ id }) => id));
    for (const id of new Set([...Object.keys(draft.answers), ...Object.keys(after)])) {
      const before = comparable(draft.answers[id]);
      if (!own.has(id) && before !== comparable(after[id]))
        this.#fail('corrupted', `${id} changed though ${page.id} does not ask it`);
      if (!own.has(id) || isLookedUp(page)) continue;
      const expected = accepted.kind === 'again' ? before : comparable(accepted.answers[id]);
      if (expected !== comparable(after[id]))
        this.#fail('not-saved', `${id} is ${comparable(after[id])}, not ${expected}`);
    }
  }

  /** A page that has not been reached leads to where the journey stands. */
  async #ahead(): Promise<void> {
    const way = this.#way(await this.#kept());
    const last = way.pages.findLast(({ state }) => state === 'ahead');
    for (const path of [this.#path('granska'), ...(last === undefined ? [] : [this.#path(last.page.id)])]) {
      const shown = await this.#get(path);
      const expected =
        'page' in way.next
          ? this.#path(way.next.page)
          : 'stop' in way.next
            ? this.#path('stopp')
            : this.#path('granska');
      if (shown.to === '' && path !== expected) this.#fail('ran-ahead', `${path} is shown before what comes before it`);
      if (shown.to !== '' && shown.to.replace(/\?.*/, '') !== expected)
        this.#fail('led-astray', `${path} leads to ${shown.to}, not ${expected}`);
    }
  }

  /** Back to a page that was answered: it stands as it was answered, and sent as it stands it changes nothing. */
  async #back(here: string, where: string): Promise<void> {
    const draft = await this.#kept();
    const done = this.#way(draft).pages.filter(({ page, state }) => state === 'done' && page.id !== here);
    const chosen = this.#chance('back to', where).pick(done);
    if (chosen === undefined) return;
    const path = this.#path(chosen.page.id);
    const met = await this.#meet(path);
    if ('to' in met) this.#fail('back-lost', `${path} was answered and leads to ${met.to}`);
    const sent = await this.#post(path, { ...met.seen.fields, _do: ['continue'] }, isMultipart(met) ? [] : undefined);
    if (sent.to.replace(/\?.*/, '') === path)
      this.#fail('back-refused', `${chosen.page.id} sent as it stood is not accepted`);
    const after = (await this.#kept()).answers;
    for (const id of Object.keys({ ...draft.answers, ...after }))
      if (comparable(draft.answers[id]) !== comparable(after[id]))
        this.#fail(
          'corrupted',
          `${id} was ${comparable(draft.answers[id])} and is ${comparable(after[id])} after ${chosen.page.id} was sent as it stood`,
        );
  }

  /** One wrong answer among right ones: it is named, nothing is saved, what was typed stands there. Gives the page's address. */
  async #wrong(path: string, where: string): Promise<string> {
    const met = await this.#meet(path);
    if ('to' in met) return met.to;
    const chance = this.#chance('wrong', where);
    const asked = askedOn(met);
    const target = chance.pick(
      asked.filter(({ question }) => !['information', 'computed', 'group', 'appointment'].includes(question.type)),
    );
    const right = filledRightly(met, 'continue', chance);
    if (target === undefined || 'stuck' in right) return path;
    const isFile = target.question.type === 'file' || target.question.type === 'files';
    const files = [
      ...right.files.filter(({ field }) => field !== target.name),
      ...(isFile ? [wrongUpload(target.name)] : []),
    ];
    // With the other answers as they stand the question stays where it is.
    const fields = isFile
      ? { ...met.seen.fields, _do: ['continue'] }
      : withAnswer(met.seen, right.fields, target.name, wrongAnswer(target.question, target.name, chance));
    const accepted = judged(met, asked, fields, files);
    if (!isFile && (accepted.kind !== 'again' || accepted.errors.length === 0)) return path;
    // Something optional that is left out is right, even where it brings up a question that is not answered yet.
    const at = (field: string) => field === target.name || field.startsWith(`${target.name}-`);
    if (
      !isFile &&
      target.question.optional &&
      accepted.kind === 'again' &&
      !accepted.errors.some(({ field }) => at(field))
    )
      return path;
    const sent = await this.#post(path, fields, isMultipart(met) ? files : undefined);
    if (sent.to.replace(/\?.*/, '') !== path.replace(/\?.*/, ''))
      this.#fail('wrong-accepted', `a wrong answer to ${target.name} leads to ${sent.to}`);
    if (!isFile) await this.#unharmed(met, accepted);
    const again = await this.#meet(sent.to);
    if ('to' in again) this.#fail('wrong-lost', `after a wrong answer ${sent.to} leads to ${again.to}`);
    const expected = isFile
      ? [target.name]
      : accepted.kind === 'again'
        ? accepted.errors.map(({ field }) => field)
        : [];
    this.#named(again, target.name, expected, isFile || isLookedUp(met.page));
    if (!isFile) this.#stillTyped(again, target.name, fields);
    return sent.to;
  }

  #named(met: Met, target: string, expected: readonly string[], loosely: boolean): void {
    const { seen, page } = met;
    if (seen.errors.length === 0)
      this.#fail('unnamed-error', `${page.id} is shown again without saying what is wrong at ${target}`);
    for (const href of seen.errors)
      if (!href.startsWith('#') || !seen.ids.has(href.slice(1)))
        this.#fail('unnamed-error', `the error at ${href} leads to no field of ${page.id}`);
    if (loosely) return;
    for (const field of expected)
      if (!seen.errors.includes(`#${field}`))
        this.#fail('unnamed-error', `the error at ${field} is not in the summary: ${seen.errors.join(' ')}`);
    // Of an entry where nothing must be answered the group itself is named: one is missing.
    const [group = ''] = target.split('-');
    const row = askedOn(met).filter(({ name }) => name.startsWith(`${group}-`));
    const missing = row.every(({ question }) => question.optional) ? `#${group}-add` : undefined;
    const own = (href: string) => href === `#${target}` || href === missing || href.startsWith(`#${target}-`);
    if (page.validation.length === 0 && !seen.errors.some(own))
      this.#fail('unnamed-error', `nothing names ${target}: ${seen.errors.join(' ')}`);
  }

  /** Nothing typed is ever lost: it stands in the field to be mended. */
  #stillTyped({ seen }: Met, target: string, fields: { readonly [name: string]: readonly string[] }): void {
    for (const name of seen.typed) {
      const [typed, now] = [fields[name]?.[0], seen.fields[name]?.[0]];
      if ((name !== target && !name.startsWith(`${target}-`)) || typed === undefined || now === undefined) continue;
      const plain = (text: string) => text.replaceAll('\u0000', '').replace(/\r\n?/g, '\n');
      if (plain(typed) !== plain(now) && now !== '')
        this.#fail(
          'typed-lost',
          `${name} said ${JSON.stringify(typed.slice(0, 80))} and says ${JSON.stringify(now.slice(0, 80))}`,
        );
    }
  }

  /** The same once more, as a double click sends it. */
  async #twice(
    path: string,
    fields: { readonly [name: string]: readonly string[] },
    files: Parameters<Browser['post']>[2],
    { page }: Met,
  ): Promise<void> {
    const before = (await this.#kept()).answers;
    await this.#post(path, fields, files);
    const after = (await this.#kept()).answers;
    for (const { id, type } of page.questions)
      if (type === 'group' && comparable(before[id]) !== comparable(after[id]))
        this.#fail(
          'doubled',
          `${id} is ${comparable(after[id])} after a double click, it was ${comparable(before[id])}`,
        );
  }

  /** Why one cannot go on, and the way back. Now and then this person goes back and thinks again. */
  async #stop(path: string): Promise<string | undefined> {
    const { page, to } = await this.#get(path);
    if (to !== '') return to;
    const back =
      page.links.find((href) => href.includes(this.#draft)) ?? this.#fail('dead-end', 'the stop has no way back');
    const visit = (this.#visits.get('stopp') ?? 0) + 1;
    this.#visits.set('stopp', visit);
    return visit <= 2 && this.#strays('again', `stopp ${visit}`, 60) ? back : undefined;
  }

  /** The answers before they are sent; perhaps one is changed first. Undefined when it is sent. */
  async #check(path: string): Promise<string | undefined> {
    const shown = await this.#get(path);
    if (shown.to !== '') return shown.to;
    const draft = await this.#kept();
    const visit = (this.#visits.get('granska') ?? 0) + 1;
    this.#visits.set('granska', visit);
    if (visit <= 3 && this.#strays('change', `granska ${visit}`, 50)) {
      const chosen = this.#chance('change', visit).pick(this.#way(draft).pages);
      if (chosen !== undefined) return `${this.#path(chosen.page.id)}?fran=granska`;
    }
    const fields = { _csrf: shown.page.fields['_csrf'] ?? [], read: shown.page.fields['read'] ?? [] };
    const sent = await this.#post(path, fields);
    const to = sent.to === this.#path('betala') ? await this.#pay(sent.to) : sent.to;
    if (!/^\/(kvitto|mina-sidor)\//.test(to)) this.#fail('not-sent', `sending leads to ${to || sent.status}`);
    await this.#get(to);
    if (this.#strays('twice', `granska ${visit}`, 15)) {
      const second = await this.#post(path, fields);
      const place = (address: string) => address.replace(/\?.*/, '');
      if (place(second.to) !== place(to)) this.#fail('doubled', `sending twice leads to ${second.to} and ${to}`);
    }
    await this.#fits(draft);
    return undefined;
  }

  /**
   * Pays by the stand-in: perhaps not at first, perhaps looking at another page or pressing twice in between, perhaps
   * without a word from the provider. Gives where it leads when it is paid.
   */
  async #pay(path: string): Promise<string> {
    const acts = ['pay', 'twice', 'silent'] as const;
    for (let turn = 0; turn < 4; turn++) {
      const shown = await this.#get(path);
      if (shown.to !== '') return shown.to;
      const _csrf = shown.page.fields['_csrf'] ?? [];
      const ordered = await this.#post(path, { _csrf, method: ['card'] });
      if (this.#strays('order', `betala ${turn}`, 20)) {
        const second = await this.#post(path, { _csrf, method: ['card'] });
        if (second.to !== ordered.to) this.#fail('doubled', `ordered twice: ${second.to} and ${ordered.to}`);
      }
      if (!/^\/test-betalning\//.test(ordered.to))
        this.#fail('not-paid', `paying leads to ${ordered.to || ordered.status}`);
      if (this.#strays('look', `betala ${turn}`, 20)) await this.#get(this.#path('granska'));
      const { page } = await this.#get(ordered.to);
      const refuses = turn < 2 && this.#strays('refuse', `betala ${turn}`, 25);
      const act = refuses ? 'no' : this.#chance('pay', turn).pick(acts);
      const back = await this.#post(ordered.to, { _csrf: page.fields['_csrf'] ?? [], act: [act ?? 'pay'] });
      if (new URL(back.to, 'http://localhost').pathname !== path)
        this.#fail('lost', `the provider leads to ${back.to}`);
    }
    return this.#fail('not-paid', 'paid, and nothing is sent');
  }

  async #fits({ answers, facts }: KeptDraft): Promise<void> {
    const { form } = this.#service;
    const data = (await sentData(this.#ground.db, this.#draft)) ?? this.#fail('not-sent', 'nothing was received');
    const check = schemaOf(form);
    if (!check(data)) this.#fail('schema', ajv.errorsText(check.errors));
    const valid = validate(form, answers, { at: this.#ground.now(), facts });
    if (!valid.ok) this.#fail('not-valid', valid.error.map(({ pointer, rule }) => `${pointer} ${rule}`).join(', '));
  }
}

function isMultipart({ page }: Met): boolean {
  return page.questions.some(
    ({ type, questions }) =>
      type === 'file' || type === 'files' || questions?.some((each) => each.type === 'file' || each.type === 'files'),
  );
}
