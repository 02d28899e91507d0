import type { FeelContext } from '@torget/feel';
import { sql } from 'kysely';
import { legalDay } from '#platform/calendar/index.ts';
import type { Db } from '#platform/database/index.ts';
import { TorgetError } from '#platform/errors.ts';
import {
  ANY_FIELDS,
  type Block,
  type BlockCall,
  either,
  fields,
  startLater,
  textField,
} from '#platform/runtime/index.ts';
import type { Town } from '#platform/town/index.ts';
import { caseHead } from './documents.ts';
import { registerCase } from './open.ts';
import { relate } from './related/related.ts';

/**
 * The building block that passes a part of what was asked for on to another board: each board is an authority of its own and
 * tests what it keeps (TF 2 kap. 17 §, OSL 6 kap. 3 §). The part becomes a case of that board, with a number of its own, of
 * the same version of the service and with the answers as they were sent, but for what it is about. It arrives there now
 * (FL 22 §), and its process starts when this transaction has committed.
 */
export function casePassPart(town: Town, handOver: (jobs: readonly string[]) => void): Block {
  return {
    type: 'case.pass-part',
    kind: 'inline',
    writes: true,
    about: {
      sv: 'Lämnar en del av det som begärs till en annan nämnds enhet, som ett eget ärende med samma svar.',
      en: "Passes a part of what is asked for on to another board's unit, as a case of its own with the same answers.",
    },
    input: fields(
      { unit: textField(), part: textField({ maxLength: 3000 }) },
      { variables: either(ANY_FIELDS, { type: 'null' }) },
    ),
    output: fields({ case_number: textField() }),
    run: (call) => run(call, town, handOver),
  };
}

async function run(call: BlockCall, town: Town, handOver: (jobs: readonly string[]) => void) {
  const { db, instance, input, at, actor } = call;
  const { service, businessKey: from } = instance;
  const unit = town.units.find(({ id }) => id === input['unit']);
  const head = await caseHead(db, from);
  if (unit === undefined || head === undefined) throw noUnit(String(input['unit']));
  if (unit.board === head.board) throw ownBoard(unit.id);
  const { caseId, caseNumber } = await registerCase(
    db,
    town,
    {
      applicationId: null,
      service,
      actor,
      coApplicants: [],
      data: await narrowed(call, String(input['part'])),
      register: {},
      files: [],
      language: head.language,
      receivedAt: at,
      arrivalDay: legalDay(Temporal.Instant.from(at)).toString(),
      owner: { board: unit.board, unit: unit.id },
    },
    at,
  );
  if (actor.kind === 'staff') {
    const related = { caseId: from, otherId: caseId, kind: 'same-matter' } as const;
    await relate(db, related, { by: actor.party, unit: actor.unit, at });
  }
  const variables = (input['variables'] ?? {}) as FeelContext;
  await startLater(db, { service, businessKey: caseId, variables }, handOver);
  return { output: { case_number: caseNumber } };
}

/** What was sent, with the part in place of what the service says that a case is about. */
async function narrowed({ db, instance }: BlockCall, part: string) {
  const { definition } = instance.service;
  const answers = await answersSent(db, instance.businessKey);
  return definition.subject === undefined ? answers : { ...answers, [definition.subject]: part };
}

async function answersSent(db: Db, caseId: string) {
  const { rows } = await sql<{ content: { readonly [question: string]: string } }>`select content from cases.document
    where case_id = ${caseId} and kind = 'application' order by id limit 1`.execute(db);
  return rows[0]?.content ?? {};
}

function noUnit(unit: string): TorgetError {
  const words = { sv: 'Enheten finns inte.', en: 'There is no such unit.' };
  return new TorgetError('no-unit', 500, words, `case.pass-part: no unit ${unit}`);
}

function ownBoard(unit: string): TorgetError {
  const words = {
    sv: 'Den enheten hör till er egen nämnd. Ni prövar den delen själva.',
    en: 'That unit belongs to your own board. You test that part yourselves.',
  };
  return new TorgetError('own-board', 409, words, `case.pass-part: ${unit} is of the same board`);
}
