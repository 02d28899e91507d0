import {
  type Accepted,
  type Answers,
  accept,
  after,
  type FieldError,
  type Fields,
  type Journey,
  type JourneyOptions,
  journey,
  type Open,
  type Page,
} from '@torget/form';
import { NotFound } from '#platform/errors.ts';
import type { Service } from '#platform/town/index.ts';
import type { Answer, Request } from '#platform/web/index.ts';
import { closingOf, stepsOf } from '../closing.ts';
import { withLookUps, withTimes } from '../look-ups.ts';
import { mapFields } from '../map/click.ts';
import type { ApplicationsOptions } from '../mount.ts';
import { withStandIns } from './files.ts';
import { AS, factsAs } from './person.ts';
import { answersIn, PAGE, TO } from './state.ts';
import { checkStep, endStep, questionStep, stopStep } from './steps.tsx';

/** A form that is walked through without a draft: what is answered travels in the pages themselves. */
export interface Trying {
  readonly service: Service;
  readonly options: JourneyOptions;
  readonly answers: Answers;
  /** In the steps that people take: declarations stand on the check page. */
  readonly way: Journey;
  readonly closing: Page | undefined;
  /** The example person that it is tried as; empty for nobody. */
  readonly as: string;
}

export interface Shown {
  readonly errors: readonly FieldError[];
  readonly open: readonly Open[];
  readonly fields?: Fields;
}

/** No draft has it: no time is held by a try-out. */
const NO_DRAFT = '00000000-0000-0000-0000-000000000000';
const NOTHING: Shown = { errors: [], open: [] };

/** The first page of a form, for whoever answers for the service: no draft is begun, and nothing is counted. */
export async function showTry(request: Request, options: ApplicationsOptions): Promise<Answer> {
  const trying = tryingOf(request, options, {}, request.query['som'] ?? '');
  const [first] = trying.way.pages;
  return first === undefined ? checkStep(request, trying) : step(request, options, trying, first.page, NOTHING);
}

/** What was sent for a page of a try-out, and the page that comes of it. Nothing is stored, asked for or told. */
export async function walkTry(request: Request, options: ApplicationsOptions): Promise<Answer> {
  const trying = tryingOf(request, options, answersIn(request.fields), request.fields[AS]?.[0] ?? '');
  const { way, service } = trying;
  const to = request.fields[TO]?.[0];
  if (to === 'slut') return endStep(request, trying);
  if (to === 'granska') return next(request, options, trying, way.next);
  if (to !== undefined) {
    const reached = way.pages.find(({ page, state }) => page.id === to && state !== 'ahead');
    return reached === undefined
      ? next(request, options, trying, way.next)
      : step(request, options, trying, reached.page, NOTHING);
  }
  const page = service.form.pages.find(({ id }) => id === request.fields[PAGE]?.[0]);
  if (page === undefined) throw new NotFound('no page of the form that is tried');
  return answered(request, options, trying, page);
}

function tryingOf(request: Request, { catalogue }: ApplicationsOptions, answers: Answers, as: string): Trying {
  const service = catalogue.find(request.params['service'] ?? '');
  if (service === undefined) throw new NotFound(`no service ${request.params['service']}`);
  const facts = { register: factsAs(request, service, as) };
  return withAnswers({ service, options: { at: request.now, facts }, as }, answers);
}

function withAnswers({ service, options, as }: Omit<Trying, 'answers' | 'way' | 'closing'>, answers: Answers): Trying {
  const closing = closingOf(service.form, { assistedBy: null });
  const way = stepsOf(journey(service.form, answers, options), closing);
  return { service, options, as, answers, closing, way };
}

async function answered(request: Request, options: ApplicationsOptions, trying: Trying, page: Page): Promise<Answer> {
  const fields = mapFields(withStandIns(request.fields, page), options.map);
  const around = { draft: { id: NO_DRAFT }, options: trying.options };
  const timed = await withTimes(request.db, around, page, options);
  const { opened } = await withLookUps(timed, page, fields, options);
  const { form } = trying.service;
  const accepted: Accepted = accept(form, page.id, fields, { ...opened.options, answers: trying.answers });
  if (accepted.kind === 'again') return step(request, options, { ...trying, options: opened.options }, page, accepted);
  const on = withAnswers({ ...trying, options: opened.options }, accepted.answers);
  if (accepted.kind === 'stay') return step(request, options, on, page, { errors: [], open: accepted.open });
  return next(request, options, on, after(on.way, page.id));
}

async function next(
  request: Request,
  options: ApplicationsOptions,
  trying: Trying,
  to: Journey['next'],
): Promise<Answer> {
  if ('stop' in to) return stopStep(request, trying, to.stop, to.after);
  if ('check' in to) return checkStep(request, trying);
  const found = trying.way.pages.find(({ page }) => page.id === to.page);
  if (found === undefined) throw new NotFound(`no page ${to.page}`);
  return step(request, options, trying, found.page, NOTHING);
}

async function step(
  request: Request,
  options: ApplicationsOptions,
  trying: Trying,
  page: Page,
  shown: Shown,
): Promise<Answer> {
  const around = { draft: { id: NO_DRAFT }, options: trying.options };
  const timed = await withTimes(request.db, around, page, options);
  return questionStep(request, options, { ...trying, options: timed.options }, page, shown);
}
