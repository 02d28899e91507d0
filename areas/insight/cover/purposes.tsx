import type { ComponentChildren } from 'preact';
import type { OwnVersion } from '#areas/cases/index.ts';
import { lawSpaces, text } from '#platform/text/index.ts';
import type { FORM_FACTS, RetentionRule, ServiceDefinition } from '#platform/town/index.ts';
import { type Cover, List, Rows } from './parts.tsx';

/** A case of the person, with what its own version of the service says; undefined where that cannot be read. */
export interface Purpose {
  readonly own: OwnVersion;
  readonly definition: ServiceDefinition | undefined;
}

/** GDPR 15(1) a, c, d, g and h of one case: what for, on which ground, who takes part of it, how long, from where, by what rules. */
export function PurposeRows({ cover, purpose: { own, definition } }: { cover: Cover; purpose: Purpose }) {
  const { t, language, town } = cover;
  const title = (list: readonly { id: string; title: ServiceDefinition['title'] }[], id: string) =>
    text(list.find((one) => one.id === id)?.title ?? { sv: id }, language);
  const board = definition?.owner.board ?? own.board;
  const unit = definition?.owner.unit ?? own.unit;
  const secrecy = definition?.secrecy ?? own.secrecy;
  const automated = definition?.grounds.flatMap((ground) => ground.automated ?? []) ?? [];
  const rows: (readonly [label: string, value: ComponentChildren])[] = [
    [t('insight.cover.purpose'), definition === undefined ? own.matter : text(definition.title, language)],
    [
      t('insight.cover.ground'),
      definition === undefined
        ? t('insight.extract.gone')
        : definition.grounds.flatMap(({ basis }) => basis.map(lawSpaces)).join('; '),
    ],
    [
      t('insight.cover.recipients'),
      t('insight.cover.recipients-are', { board: title(town.boards, board), unit: title(town.units, unit) }),
    ],
    [
      t('insight.cover.secrecy'),
      secrecy.length === 0 ? t('insight.cover.no-secrecy') : secrecy.map(lawSpaces).join('; '),
    ],
    ...(definition === undefined
      ? []
      : ([
          [t('insight.cover.kept'), <List items={keptOf(cover, definition)} />],
          [
            t('insight.cover.sources'),
            [
              t('insight.cover.source.you'),
              ...definition.facts.map((fact) => t(`insight.cover.source.${fact as (typeof FORM_FACTS)[number]}`)),
            ].join('; '),
          ],
          [
            t('insight.cover.automated'),
            automated.length === 0
              ? t('insight.cover.not-automated')
              : t('insight.cover.is-automated', {
                  delegation: automated.map(({ delegation }) => delegation).join(', '),
                }),
          ],
        ] as const)),
  ];
  return <Rows rows={rows} />;
}

const OUTCOMES = [
  'default',
  'approved',
  'partly-approved',
  'rejected',
  'dismissed',
  'closed-without-decision',
] as const;

/** How long a case is kept, by how it ends. */
function keptOf({ t }: Cover, { retention: { klassa, outcome } }: ServiceDefinition): readonly string[] {
  const rules = Object.entries(outcome).map(([id, rule]) => {
    const known = OUTCOMES.find((one) => one === id) ?? 'default';
    return `${t(`insight.cover.outcome.${known}`)}: ${ruleText(t, rule)}`;
  });
  return [...rules, t('insight.cover.klassa', { klassa })];
}

function ruleText(t: Cover['t'], { preserve, destroyAfter, from = 'closed', rules }: RetentionRule): string {
  if (preserve || destroyAfter === undefined) return t('insight.cover.preserved');
  const { years, months, days } = Temporal.Duration.from(destroyAfter);
  const time = t('insight.cover.time', { years, months, days });
  const said = t('insight.cover.destroyed', { time, from: t(`insight.cover.from.${from}`) });
  return rules.length === 0 ? said : `${said} ${t('insight.cover.longer')}`;
}
