import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { type FeelContext, fromJson, isContext, type Json } from '@torget/feel';
import { World } from '@torget/process/scenarios';
import { ROOT } from '../serve.ts';
import { modelText } from './files.ts';
import { standIn } from './stand-in.ts';

const folder = join(process.env['TORGET_SHARED'] ?? join(ROOT, '../shared'), 'data/process-models');
/** Models of a municipality and of the interchange group, for the line that says that they did not run. */
const KNOWN = 11;

interface Way {
  readonly file: string;
  readonly variables?: { readonly [name: string]: Json };
  readonly answers?: { readonly [element: string]: Json };
  /** Elements that the way has to pass, in this order. */
  readonly passes?: readonly string[];
  readonly root?: { readonly [name: string]: string };
}

const APPLICANT = { applicantEmail: 'a@example.se', decisionDescription: 'x' };

/** Every executable model of other people, unmodified; stand-ins answer what gateways ask for. */
const WAYS: readonly Way[] = [
  {
    file: 'sundsvall/egensotning.bpmn',
    variables: APPLICANT,
    // First a completion and back, then the automatic way.
    answers: {
      VerifieraAnsokan: [{ outcome: 'NEEDS_SUPPLEMENT' }, { outcome: 'AUTO_APPROVE' }],
      ValideraDokument: { documentsValid: true },
    },
    passes: ['BegarKomplettering', 'VerifieraAnsokan', 'MailaBeslut'],
  },
  {
    file: 'sundsvall/egensotning.bpmn',
    variables: APPLICANT,
    answers: {
      VerifieraAnsokan: { outcome: 'MANUAL' },
      'manual-review-completed': { manuelltGodkand: false, decisionDescription: 'nej' },
    },
    passes: ['SattStatusManuell', 'SkapaAvslag', 'MailaAvslag'],
  },
  ...['brandfarlig-vara', 'explosiv-vara'].map((name) => ({
    file: `sundsvall/${name}.bpmn`,
    variables: APPLICANT,
    answers: {
      VerifieraAnsokan: [{ outcome: 'NEEDS_SUPPLEMENT' }, { outcome: 'COMPLETE' }],
      'aterkalla-received': null,
      'handlaggning-klar': { beslut: 'INSPECTION' },
      'inspektion-genomford': { godkand: true },
      Tillstandsbeslut: { decisionDescription: 'ja' },
    },
    passes: ['BegarKomplettering', 'SattStatusInspektion', 'UtfardaTillstand', 'SattStatusBeviljat'],
  })),
  {
    file: 'sundsvall/process-parking-permit.bpmn',
    variables: {
      isAppeal: false,
      municipalityId: '2281',
      updateAvailable: false,
      applicantNotResidentOfMunicipality: false,
      assignedToAdministrator: true,
      phaseAction: 'UNKNOWN',
      finalDecision: false,
      isApproved: true,
      cardExists: false,
      timeToSendControlMessage: '2026-02-01T00:00:00Z',
    },
    answers: {
      // Nothing is done until somebody says that the case has an update: the flag pattern of these services.
      external_task_actualization_verify_administrator_stakeholder_exists_task: [{}, { phaseAction: 'COMPLETE' }],
      actualization_wait_for_stakeholder_update: { updateAvailable: true },
      external_task_actualization_check_phase_action_task: [{ updateAvailable: false }, { phaseAction: 'COMPLETE' }],
      actualization_is_case_update_available: { updateAvailable: true },
      external_task_investigation_check_phase_action_task: { phaseAction: 'COMPLETE', updateAvailable: false },
      external_task_check_decision_task: [{ finalDecision: false }, { finalDecision: true }],
      decision_is_case_update_available: { updateAvailable: true },
      external_task_execution_check_if_card_exists: { cardExists: true },
    },
    passes: ['actualization_phase', 'investigation_phase', 'decision_phase', 'call_activity_execution', 'end_process'],
    root: { displayPhase: 'Uppföljning' },
  },
  { file: 'miwg/C.1.0.bpmn', variables: { approved: true, clarified: 'yes' } },
  { file: 'miwg/C.1.1.bpmn', variables: { approved: true, clarified: 'yes' } },
  { file: 'miwg/C.3.0.bpmn', variables: { 'Service Level': 'Premium' } },
  { file: 'miwg/C.8.1.bpmn', variables: { 'Vacation Approval': 'Approved' } },
  ...['C.9.0', 'C.9.1', 'C.9.2'].map((name) => ({
    file: `miwg/${name}.bpmn`,
    variables: { documentReferenceId: 'd', fraudSuspectedId: 'f', fraud: false },
  })),
];

test('executable models of others run unmodified to their ends, with stand-ins', async (t) => {
  if (!existsSync(folder)) {
    const untested = `NOT RUN: ${KNOWN} models of others (no reference data)`;
    console.log(untested);
    t.skip(untested);
    return;
  }
  for (const way of WAYS) {
    await t.test(`${way.file} ${Object.keys(way.answers ?? {})[0] ?? ''}`, async () => {
      const stage = new World('2026-01-01T00:00:00Z', undefined, ({ element }) => element);
      await stage.deploy([{ name: way.file, text: await modelText(join(folder, way.file)) }]);
      const told: string[] = [];
      const given = { variables: context(way.variables), answers: context(way.answers) };
      assert.ok(await standIn(stage, given, (line) => told.push(line)), told.slice(-4).join('\n'));
      const seen = await stage.see();
      let at = -1;
      for (const element of way.passes ?? []) {
        at = seen.completed.findIndex((one, index) => index > at && one.element === element);
        assert.ok(at >= 0, `${element} is not passed: ${seen.completed.map((one) => one.element).join(', ')}`);
      }
      const { variables } = seen.instances[0] ?? {};
      for (const [name, value] of Object.entries(way.root ?? {})) assert.equal(variables?.[name], value);
    });
  }
});

function context(json: { readonly [name: string]: Json } | undefined): FeelContext {
  const value = fromJson(json ?? {});
  return isContext(value) ? value : {};
}
