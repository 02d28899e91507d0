import type { SeenLook } from '#platform/access/index.ts';
import { StackTable } from '#platform/design/index.ts';
import { formatDateTime, text } from '#platform/text/index.ts';
import type { Request } from '#platform/web/index.ts';

type Speaks = Pick<Request, 't' | 'language'>;

/** Who looked, why and when, in words; newest first. */
export function looksTable(request: Speaks, looks: readonly SeenLook[]) {
  const { t, language } = request;
  return (
    <StackTable
      head={[t('cases.data.when'), t('cases.data.who'), t('cases.data.why')]}
      rows={looks.map((look) => [
        <time class="t-nowrap" datetime={look.at.toString()}>
          {formatDateTime(look.at.toString(), language, { short: true })}
        </time>,
        whoText(request, look),
        t(purposeKey(look.purpose)),
      ])}
    />
  );
}

function whoText({ t, language }: Speaks, { by }: SeenLook): string {
  switch (by.kind) {
    case 'staff': {
      const roles = by.roles.map((role) => text(role, language).toLowerCase()).join(', ');
      return [by.name, `${text(by.unit, language)}, ${roles}`].filter((part) => part !== undefined).join(', ');
    }
    case 'citizen':
      return by.represented ? t('cases.data.agent', { name: by.name }) : by.name;
    case 'system':
      return t('cases.data.system');
    case 'anonymous':
      return t('cases.data.unknown');
  }
}

const PURPOSES = [
  'case',
  'task',
  'rules',
  'work-list',
  'search',
  'export',
  'decision',
  'application',
  'operations',
  'archive',
  'log-check',
  'unexecuted',
  'late',
  'extract',
  'hand-over',
] as const;

function purposeKey(purpose: string) {
  const known = PURPOSES.find((entry) => entry === purpose);
  return `cases.purpose.${known ?? 'other'}` as const;
}
