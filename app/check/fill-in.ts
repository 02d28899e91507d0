import { statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Json } from '@torget/feel';
import {
  type Answers,
  draftFromExample,
  isRecord,
  journey,
  type PageError,
  type Question,
  questionOf,
  validate,
} from '@torget/form';
import {
  type Begun,
  beginDraft,
  begunDraft,
  orderPayment,
  type Sender,
  sendWhole,
  settlePayment,
  storeFile,
  withRegistersOf,
} from '#areas/applications/index.ts';
import type { Actor, CaseId } from '#platform/access/index.ts';
import { caseOfPayment, findPayment } from '#platform/payments/index.ts';
import type { Expectation } from '#platform/town/index.ts';
import { differs, folded, type Mismatch, stuck } from './mismatch.ts';
import { acting, citizen } from './people.ts';
import type { Path } from './places.ts';
import type { Stage } from './stage.ts';

/**
 * Fills in the form as the example's person and sends it. Gives what is wrong; `stage.caseId` is there afterwards when a
 * case was opened. An example that expects to be stopped or refused ends here.
 */
export async function fillIn(stage: Stage): Promise<readonly Mismatch[]> {
  const { example, service, house } = stage;
  const actor = await applicant(stage);
  if (actor.kind !== 'citizen' && service.definition.signIn === 'required') {
    return [
      stuck(
        ['answers'],
        'example-person',
        { sv: 'Tjänsten kräver att man är inloggad.', en: 'The service requires that one is signed in.' },
        {
          sv: 'Ange person: ett nummer ur kommunens befolkningsregister.',
          en: 'Give person: a number of the population register.',
        },
      ),
    ];
  }
  const sender = stage.sender(actor);
  const begun = await beginDraft(sender, house.applications, service);
  const draft = await begunDraft(sender, begun);
  const given = await withFiles(stage, sender, begun);
  const begunWith = { options: { at: sender.now, facts: draft?.facts ?? {} } };
  const { options: around } = await withRegistersOf(begunWith, service.form, given.answers, house.applications);
  const answers = draftFromExample(service.form, given.answers, around);
  const valid = validate(service.form, answers, around);
  const errors = [...given.errors, ...(valid.ok ? [] : valid.error)];
  const { stops, errors: expected } = example.expect;
  if (stops !== undefined) return stopped(stops, journey(service.form, answers, around).next);
  if (expected !== undefined) return refused(expected, errors);
  if (errors.length > 0) return errors.map(unexpected);
  return send(stage, sender, begun, answers);
}

function applicant({ db, town, example, clock }: Stage): Promise<Actor> {
  const { person, acting: agent } = example;
  if (person === undefined) return Promise.resolve({ kind: 'anonymous' });
  if (agent === undefined) return citizen(db, town, person, clock.now());
  return acting(db, town, person, agent, clock.now());
}

async function send(stage: Stage, sender: Sender, begun: Begun, answers: Answers): Promise<readonly Mismatch[]> {
  const outcome = await sendWhole(sender, stage.house.applications, stage.service, begun, answers);
  if (outcome.kind === 'errors') return outcome.errors.map(unexpected);
  if (outcome.kind === 'sign') {
    stage.round = outcome.round;
    return [];
  }
  if (outcome.kind === 'pay') return payFee(stage, sender, outcome.payment);
  if (outcome.kind !== 'sent') {
    return [
      stuck(['answers'], 'example-send', {
        sv: `Ansökan gick inte att skicka (${outcome.kind}).`,
        en: `The application could not be sent (${outcome.kind}).`,
      }),
    ];
  }
  stage.caseId = outcome.caseId;
  await stage.settle();
  return [];
}

/** Pays as the example's first `pay` says; a refused payment sends nothing, and nothing more is expected of it. */
export async function payFee(stage: Stage, sender: Sender, payment: string): Promise<readonly Mismatch[]> {
  const { applications } = stage.house;
  const { paying } = applications;
  const found = await findPayment(sender.db, payment);
  if (paying !== undefined && found !== undefined)
    await orderPayment(sender, paying, found, { method: 'swish', message: stage.service.id, returnTo: '/' });
  const settled = await settlePayment(sender, applications, payment);
  if (settled === 'sent') {
    stage.caseId = (await caseOfPayment(sender.db, payment)) as CaseId | undefined;
    await stage.settle();
    return [];
  }
  return [
    stuck(['then'], 'example-pay', {
      sv: `Avgiften betalades inte, och ansökan skickades därför inte (${settled}).`,
      en: `The fee was not paid, and so the application was not sent (${settled}).`,
    }),
  ];
}

function stopped(expected: NonNullable<Expectation['stops']>, next: ReturnType<typeof journey>['next']): Mismatch[] {
  const at = ['expect', 'stops'];
  const what = { sv: 'Formuläret stannar efter', en: 'The form stops after' };
  if (!('stop' in next)) return [differs([...at, 'page'], 'example-stops', what, expected.page, '–')];
  const text = folded(`${next.stop.title.sv} ${next.stop.text.sv}`);
  const wrong =
    next.after === expected.page ? [] : [differs([...at, 'page'], 'example-stops', what, expected.page, next.after)];
  const { contains } = expected;
  if (contains === undefined || text.includes(folded(contains))) return wrong;
  const says = { sv: 'Texten där formuläret stannar', en: 'The text where the form stops' };
  return [...wrong, differs([...at, 'contains'], 'example-stops', says, contains, text)];
}

function refused(expected: NonNullable<Expectation['errors']>, errors: readonly PageError[]): Mismatch[] {
  const told = errors.map(({ pointer, rule }) => `${pointer} ${rule}`).join(', ') || '–';
  return expected.flatMap(({ at: pointer, rule }, index) => {
    const found = errors.some((error) => error.pointer === pointer && (rule === undefined || error.rule === rule));
    const what = { sv: 'Fel i svaren', en: 'Faults in the answers' };
    return found
      ? []
      : [differs(['expect', 'errors', index], 'example-errors', what, `${pointer} ${rule ?? ''}`.trim(), told)];
  });
}

/** An error nobody expected: it stands at the answer. */
function unexpected({ pointer, rule, message, page }: PageError): Mismatch {
  const at: Path = [
    'answers',
    ...pointer
      .split('/')
      .slice(1)
      .map((part) => (/^\d+$/.test(part) ? Number(part) : part)),
  ];
  return stuck(
    at,
    'example-answer',
    {
      sv: `${pointer || `Sidan ${page}`}: ${message.sv} (${rule}).`,
      en: `${pointer || `The page ${page}`}: ${message.en} (${rule}).`,
    },
    {
      sv: 'Rätta svaret, eller vänta dig felet med expect: { errors } eller expect: { stops }.',
      en: 'Correct the answer, or expect the fault with expect: { errors } or expect: { stops }.',
    },
  );
}

interface Filled {
  readonly answers: { readonly [question: string]: Json };
  readonly errors: readonly PageError[];
}

/** The example's answers with `{ file: files/x.pdf }` replaced by files that the draft owns. */
async function withFiles(stage: Stage, sender: Sender, begun: Begun): Promise<Filled> {
  const errors: PageError[] = [];
  const place = async (question: Question, value: Json, pointer: string): Promise<Json> => {
    if (question.type === 'file' && isFile(value)) {
      const path = join(stage.folder, 'examples', value.file);
      const upload = { path, name: basename(path), size: statSync(path).size };
      const stored = await storeFile(sender, { draft: begun.id }, question, upload, stage.house.files);
      if (stored.ok) return stored.value;
      errors.push({ page: '', field: question.id, pointer, rule: stored.error.code, message: stored.error.message });
      return null;
    }
    if (question.type !== 'group' || typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) {
      const entries: Json[] = [];
      for (const [index, entry] of value.entries()) entries.push(await place(question, entry, `${pointer}/${index}`));
      return entries;
    }
    return inGroup(question, value as { readonly [id: string]: Json }, pointer);
  };
  const inGroup = async (group: Question, entry: { readonly [id: string]: Json }, pointer: string): Promise<Json> => {
    const out: { [id: string]: Json } = {};
    for (const [id, value] of Object.entries(entry)) {
      const question = group.questions?.find((sub) => sub.id === id);
      out[id] = question === undefined ? value : await place(question, value, `${pointer}/${id}`);
    }
    return out;
  };
  const answers: { [id: string]: Json } = {};
  for (const [id, value] of Object.entries(stage.example.answers)) {
    const question = questionOf(stage.service.form, id);
    answers[id] = question === undefined ? value : await place(question, value, `/${id}`);
  }
  return { answers, errors };
}

function isFile(value: Json): value is { readonly file: string } {
  return isRecord(value) && typeof value['file'] === 'string';
}
