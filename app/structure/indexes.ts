import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding } from './floors.ts';

/** Tables that have a row more for each case, document, look or step, and lose none. */
const GROWING = [
  'access.look',
  'applications.application',
  'cases.case',
  'cases.closure',
  'cases.decision',
  'cases.document',
  'cases.entry',
  'cases.evaluation',
  'cases.fact',
  'cases.note',
  'cases.party_role',
  'cases.status',
  'identity.party',
  'inbox.letter',
  'procedure.act',
  'runtime.history',
  'runtime.instance',
  'runtime.task_end',
];

/** They were there before the rule (docs/decisions/0017). */
const BEFORE = [
  'areas/applications/migrations/0007',
  'areas/cases/migrations/0003',
  'areas/cases/migrations/0011',
  'areas/cases/migrations/0012',
  'areas/cases/migrations/0013',
  'areas/cases/migrations/0015',
  'areas/procedure/migrations/0004',
  'platform/access/migrations/0002',
  'platform/identity/migrations/0003',
  'platform/identity/migrations/0004',
  'platform/runtime/migrations/0003',
  'platform/runtime/migrations/0004',
];

/** Migrations that stop everybody who writes to a large table for as long as it takes to make an index on it. */
export function lockingIndexes(root: string): Finding[] {
  return globSync('{areas,platform}/*/migrations/*.sql', { cwd: root })
    .sort()
    .filter((path) => !BEFORE.some((before) => path.startsWith(before)))
    .flatMap((path) =>
      lockingIn(readFileSync(join(root, path), 'utf8')).map((table) => `${path}: an index on ${table}`),
    );
}

/** Growing tables, made elsewhere, on which a migration makes an index while it holds them. */
export function lockingIn(sql: string): string[] {
  const text = sql.replace(/--.*$/gm, '');
  const own = [...text.matchAll(/create table (?:if not exists )?([\w.]+)/g)].map((match) => match[1]);
  return [...text.matchAll(/create (?:unique )?index (?!concurrently)\w*\s*on ([\w.]+)/g)]
    .map((match) => match[1] ?? '')
    .filter((table) => GROWING.includes(table) && !own.includes(table));
}
