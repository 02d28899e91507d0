import { statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fromJson, type Json } from '@torget/feel';
import { draftFromExample, type Form } from '@torget/form';
import { dataOf } from '#areas/applications/index.ts';
import {
  addAttachment,
  addMaskedCopy,
  addReleasedCopy,
  isSigned,
  myTasks,
  oneCase,
  readFacts,
  staffTasks,
  type TaskRow,
  taskForm,
} from '#areas/cases/index.ts';
import { type Actor, kinOf } from '#platform/access/index.ts';
import { transaction, uuidv7 } from '#platform/database/index.ts';
import { addDraftFile, receiveFile, submitDraftFiles } from '#platform/files/index.ts';
import { waitingFor } from '#platform/runtime/index.ts';
import type { ExampleStep } from '#platform/town/index.ts';
import { compare } from './compare.ts';
import { type Mismatch, stuck } from './mismatch.ts';
import { outcomeOf } from './outcome.ts';
import { someone } from './people.ts';
import type { Path } from './places.ts';
import { notAsked, sign } from './sign.ts';
import { changeFields } from './staff-fields.ts';
import type { Stage } from './stage.ts';

type Step<K extends ExampleStep['kind']> = Extract<ExampleStep, { readonly kind: K }>;

const NO_CASE: Mismatch = stuck(
  ['answers'],
  'example-send',
  { sv: 'Inget ärende öppnades.', en: 'No case was opened.' },
  { sv: 'Steg kan bara följa på svar som går att skicka.', en: 'Steps can only follow answers that can be sent.' },
);

/** Takes one step of `then`. Gives what is wrong with it; nothing when it went as the example says. */
export async function takeStep(stage: Stage, step: ExampleStep, at: Path): Promise<readonly Mismatch[]> {
  switch (step.kind) {
    case 'sign':
      return sign(stage, step, at);
    case 'pay':
      return paid(stage, step, at);
    case 'task':
      return task(stage, step, at);
    case 'message':
      return message(stage, step, at);
    case 'advance':
      await stage.advance(step.by);
      return [];
    case 'upload':
      return upload(stage, step, at);
    case 'fields':
      return changeFields(stage, step, at);
    case 'expect':
      if (stage.caseId === undefined) return [NO_CASE];
      return compare(step.expect, await outcomeOf(stage.db, stage.caseId, stage.service), stage.service, [
        ...at,
        'expect',
      ]);
    default:
      return step satisfies never;
  }
}

/** The payment has been answered when it was ordered; the step says where in the story that was. */
function paid({ example, payments }: Stage, step: Step<'pay'>, at: Path): readonly Mismatch[] {
  const index = example.steps.filter(({ kind }) => kind === 'pay').indexOf(step);
  return payments > index ? [] : [notAsked(at, { sv: 'betalning hit', en: 'payment up to here' })];
}

async function task(stage: Stage, step: Step<'task'>, at: Path): Promise<readonly Mismatch[]> {
  const { db, town, caseId, house, clock } = stage;
  if (caseId === undefined) return [NO_CASE];
  const actor = await someone(db, town, step.by, clock.now());
  const mine = await tasksFor(stage, caseId, actor);
  const open = mine.find((row) => row.element === step.element);
  if (open === undefined) {
    const all = (await outcomeOf(db, caseId, stage.service)).tasks;
    return [
      stuck(
        at,
        'example-task',
        {
          sv: `Uppgiften ${step.element} är inte öppen för ${step.by}.`,
          en: `The task ${step.element} is not open for ${step.by}.`,
        },
        { sv: `Öppna uppgifter: ${all.join(', ') || 'inga'}.`, en: `Open tasks: ${all.join(', ') || 'none'}.` },
      ),
    ];
  }
  const form = taskForm(stage.service, open.form, house.own);
  const facts = (await readFacts(db, town, caseId, stage.service)).context;
  const read =
    form === undefined
      ? ({ ok: true, value: { json: {}, feel: {} } } as const)
      : answered(form, step.answers, { at: clock.now(), facts });
  if (!read.ok) {
    return read.error.map(({ pointer, rule, message: { sv, en } }) =>
      stuck([...at, 'answers', ...pointer.split('/').slice(1)], 'example-answer', {
        sv: `${pointer}: ${sv} (${rule}).`,
        en: `${pointer}: ${en} (${rule}).`,
      }),
    );
  }
  const complete = async () => {
    await transaction(db, (tx) => house.runtime.completeTask(tx, open.id, read.value, actor));
    await stage.settle();
  };
  if (isSigned(stage.service, open.element, read.value.feel, clock.now())) {
    stage.unsigned = { by: step.by, actor, task: open.id, complete };
  } else await complete();
  return [];
}

function answered(form: Form, answers: { readonly [question: string]: Json }, options: Parameters<typeof dataOf>[2]) {
  return dataOf(form, draftFromExample(form, answers, options), options);
}

/** The tasks that the person's own pages would show: staff in cases that they may open, parties by their role. */
async function tasksFor(stage: Stage, caseId: string, actor: Actor): Promise<readonly TaskRow[]> {
  const { db } = stage;
  if (actor.kind !== 'staff') return (await myTasks(db, actor)).filter((row) => row.caseId === caseId);
  const openable = await oneCase(db, actor, caseId, await kinOf(db, actor.party));
  return openable === undefined ? [] : staffTasks(db, actor, caseId);
}

async function message(stage: Stage, step: Step<'message'>, at: Path): Promise<readonly Mismatch[]> {
  const { db, caseId, house } = stage;
  if (caseId === undefined) return [NO_CASE];
  const waiting = await waitingFor(db, caseId);
  const found = waiting.find(({ name }) => name === step.name);
  if (found === undefined) {
    const names = waiting.map(({ name }) => name).join(', ');
    return [
      stuck(
        at,
        'example-message',
        { sv: `Ärendet väntar inte på ${step.name}.`, en: `The case does not wait for ${step.name}.` },
        { sv: `Det väntar på: ${names || 'ingenting'}.`, en: `It waits for: ${names || 'nothing'}.` },
      ),
    ];
  }
  const variables = Object.fromEntries(Object.entries(step.values).map(([name, value]) => [name, fromJson(value)]));
  const from: Actor = { kind: 'system', function: 'message' };
  await transaction(db, (tx) => house.runtime.message(tx, { name: step.name, key: found.key, variables }, from));
  await stage.settle();
  return [];
}

/** An example says that a copy is masked, not of what. */
const MASKED = { of: null, tested: [], basis: 'OSL (2009:400)', words: 0, lines: 0, pages: 1 };

/** A party hands in a file after the application: a received document of the case; or an officer puts it there to go out. */
async function upload(stage: Stage, step: Step<'upload'>, at: Path): Promise<readonly Mismatch[]> {
  const { db, town, caseId, house, clock, example } = stage;
  if (caseId === undefined) return [NO_CASE];
  const who = step.by ?? example.person;
  const actor: Actor = who === undefined ? { kind: 'anonymous' } : await someone(db, town, who, clock.now());
  const path = join(stage.folder, 'examples', step.file);
  const received = await receiveFile(house.files, { path, name: basename(path), size: statSync(path).size });
  if (!received.ok) {
    const { sv, en } = received.error.message;
    return [stuck(at, 'example-upload', { sv: `${step.file}: ${sv}`, en: `${step.file}: ${en}` })];
  }
  const file = received.value;
  await transaction(db, async (tx) => {
    const hand = uuidv7();
    const id = await addDraftFile(tx, { draft: hand }, file, clock.now());
    await submitDraftFiles(tx, hand, caseId, [id]);
    const entry = { caseId, fileId: id, title: file.name, at: clock.now() };
    if (step.out === 'whole') return void (await addReleasedCopy(tx, { ...entry, made: { of: null, tested: [] } }));
    if (step.out === 'masked') return void (await addMaskedCopy(tx, { ...entry, outgoing: true, made: MASKED }));
    const by = actor.kind === 'citizen' || actor.kind === 'staff' ? actor.party : null;
    await addAttachment(tx, { caseId, fileId: id, title: file.name, by, at: clock.now() });
  });
  await stage.settle();
  return [];
}
