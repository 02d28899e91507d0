import assert from 'node:assert/strict';
import { test } from 'node:test';
import { codes, compiled, ekhamn } from '../testing.ts';

const page = (questions: string) =>
  `pages:\n  - id: falt\n    title: { sv: Fält, en: Fields }\n    questions:\n${questions}`;
const ORDER =
  '      - { id: bradska, type: yes-no, optional: true, label: { sv: Brådskar det?, en: Is it urgent? } }\n';

async function told(staff: string | undefined, changes: Parameters<typeof compiled>[0] = []) {
  const { service, faults } = await compiled(changes, { 'staff.yaml': staff }, await ekhamn());
  return { service, faults: faults.filter((fault) => fault.severity !== 'warning') };
}

test('staff.yaml is read as a form of its own, and no service needs one', async () => {
  const { service, faults } = await told(page(ORDER));
  assert.deepEqual(codes(faults), []);
  assert.deepEqual(
    service?.staffFields?.pages[0]?.questions.map(({ id }) => id),
    ['bradska'],
  );
  assert.equal((await told(undefined)).service?.staffFields, undefined);
});

test('what only an applicant can give, several pages and computed values are told with their line', async () => {
  const file = '      - { id: intyg, type: file, optional: true, label: { sv: Intyg, en: Certificate } }\n';
  const wrong = (await told(page(ORDER + file))).faults;
  assert.deepEqual(codes(wrong), ['staff-type']);
  assert.deepEqual([wrong[0]?.file, wrong[0]?.line, wrong[0]?.element], ['staff.yaml', 6, 'intyg']);
  const two = `${page(ORDER)}  - id: mer\n    questions:\n      - { id: mer, type: text, label: { sv: Mer, en: More } }\n`;
  assert.deepEqual(
    (await told(two)).faults.map(({ code, line }) => [code, line]),
    [['staff-pages', 6]],
  );
  const computed = `${page(ORDER)}computed:\n  dubbelt: "2"\n`;
  assert.deepEqual(codes((await told(computed)).faults), ['staff-computed']);
  assert.deepEqual(codes((await told(page(ORDER.replace('yes-no', 'maybe')))).faults), ['unknown-type']);
});

test('who may change fields is a role of the town that works cases, in a service that has fields', async () => {
  const edit = (roles: string) => [
    { file: 'service.yaml', from: 'register:', to: `staff-fields: { edit: [ ${roles} ] }\nregister:` },
  ];
  const { service, faults } = await told(page(ORDER), edit('delegat'));
  assert.deepEqual(codes(faults), []);
  assert.deepEqual(service?.definition.staffFields, { edit: ['delegat'] });
  assert.deepEqual(codes((await told(page(ORDER), edit('arkivarie'))).faults), ['unknown-reference']);
  assert.deepEqual(codes((await told(undefined, edit('delegat'))).faults), ['staff-fields-missing']);
});

test('expressions read the fields under case.staff, by their types, and no others', async () => {
  const rule = (expression: string) => [
    {
      file: 'service.yaml',
      from: 'register:',
      to: `rates-date: 'if ${expression} then case.received else null'\nregister:`,
    },
  ];
  assert.deepEqual(codes((await told(page(ORDER), rule('case.staff.bradska'))).faults), []);
  assert.notDeepEqual(codes((await told(page(ORDER), rule('case.staff.annat'))).faults), []);
  assert.notDeepEqual(codes((await told(undefined, rule('case.staff.bradska'))).faults), []);
});
