import { caseNames } from '#areas/cases/index.ts';
import { logLook, type PartyId } from '#platform/access/index.ts';
import { legalDay } from '#platform/calendar/index.ts';
import { transaction } from '#platform/database/index.ts';
import {
  Button,
  DeskPage,
  DeskSection,
  DeskTable,
  DeskTitle,
  Dl,
  ErrorSummary,
  Input,
  Radios,
} from '#platform/design/index.ts';
import { TorgetError } from '#platform/errors.ts';
import { formatDate, formatDateTime, houseLanguage, text } from '#platform/text/index.ts';
import { type Answer, field, type Request } from '#platform/web/index.ts';
import { checker, type Judgement, judge, sign } from './judge.ts';
import { type CheckedLook, checkOf, checksOf, type LogCheck, selectionOf, VERDICTS } from './read.ts';

const MOST = 100;
const SIGNS = ['protected', 'hours', 'name', 'no-work'] as const;

/** The checks of the log of a board's units: what is to be done, by when, and what was found. */
export async function checksPage(request: Request): Promise<Answer> {
  const { t, db, url, actor, town, language, now } = request;
  const { units } = checker(actor, town);
  const checks = await checksOf(db, units, MOST);
  const today = legalDay(Temporal.Instant.from(now)).toString();
  return {
    kind: 'page',
    frame: 'desk',
    title: t('insight.check.title'),
    navigation: 'log-checks',
    body: (
      <DeskPage>
        <DeskTitle title={t('insight.check.title')}>{t('insight.check.about')}</DeskTitle>
        {checks.length === 0 ? <p class="govuk-body">{t('insight.check.none')}</p> : null}
        {checks.length === 0 ? null : (
          <DeskTable
            caption={t('insight.check.title')}
            columns={[
              { text: t('insight.check.month') },
              { text: t('insight.check.unit') },
              { text: t('insight.check.looks'), numeric: true, wide: true },
              { text: t('insight.check.state') },
            ]}
            rows={checks.map((one) => ({
              cells: [
                <a class="govuk-link" href={url('desk.log-check', { check: one.id })}>
                  {formatDate(one.from, language, { short: true })}
                </a>,
                unitOf(request, one),
                one.looks,
                stateOf(request, one, today),
              ],
              ...(one.signed === null ? { kind: 'ask' as const } : {}),
            }))}
          />
        )}
      </DeskPage>
    ),
  };
}

function unitOf({ town, language }: Request, { unit }: LogCheck): string {
  return text(town.units.find(({ id }) => id === unit)?.title ?? { sv: unit }, language);
}

function stateOf({ t, language }: Request, one: LogCheck, today: string): string {
  if (one.signed !== null) return t('insight.check.signed', { n: one.found });
  const due = formatDate(one.due, language, { short: true });
  return t(one.due < today ? 'insight.check.late' : 'insight.check.open', { due, left: one.selected - one.judged });
}

/** One check: the selection, to be judged look by look, and the report with its signature. */
export async function checkPage(request: Request): Promise<Answer> {
  return show(request, undefined);
}

async function read(request: Request) {
  const { db, actor, town, now: at, requestId, params } = request;
  const by = checker(actor, town);
  return transaction(db, async (tx) => {
    const check = await checkOf(tx, by.units, params['check'] ?? '');
    const looks = await selectionOf(tx, check.id, by.actor.may.includes('protected'));
    // Whoever checks looks too, and those whose data it is can see that.
    const subjects = looks.map(({ subjectId }) => subjectId as PartyId);
    await logLook(tx, [{ kind: 'LISTED', actor, at, purpose: 'log-check', subjects, requestId }]);
    const numbers = await caseNames(
      tx,
      looks.flatMap(({ caseId }) => caseId ?? []),
    );
    return { check, looks, numbers };
  });
}

async function show(request: Request, problem: TorgetError | undefined): Promise<Answer> {
  const { t, url, csrf, language } = request;
  const { check, looks, numbers } = await read(request);
  const title = t('insight.check.of', {
    unit: unitOf(request, check),
    month: (language) => formatDate(check.from, language),
  });
  return {
    kind: 'page',
    status: problem?.status ?? 200,
    frame: 'desk',
    title,
    navigation: 'log-checks',
    body: (
      <DeskPage>
        {problem === undefined ? null : (
          <ErrorSummary
            titleText={t('insight.check.problem')}
            errorList={[{ text: problem.public[houseLanguage(language)], href: '#urval' }]}
          />
        )}
        <DeskTitle title={title}>
          <a class="govuk-link" href={url('desk.log-checks')}>
            {t('insight.check.back')}
          </a>
        </DeskTitle>
        <DeskSection id="rapport" title={t('insight.check.report')}>
          <Dl items={reportOf(request, check)} />
        </DeskSection>
        <form class="d-do" method="post" action={url('desk.log-check', { check: check.id })} novalidate>
          <input type="hidden" name="_csrf" value={csrf} />
          <DeskSection id="urval" title={t('insight.check.selection')} note={String(looks.length)}>
            {looks.map((look, index) => (
              <Look
                request={request}
                look={look}
                index={index + 1}
                number={numbers.get(look.caseId ?? '')?.number ?? '–'}
              />
            ))}
          </DeskSection>
          {check.signed === null ? (
            <div class="govuk-button-group">
              <Button text={t('insight.check.save')} name="how" value="save" classes="govuk-button--secondary" />
              <Button text={t('insight.check.sign')} name="how" value="sign" preventDoubleClick />
            </div>
          ) : null}
        </form>
      </DeskPage>
    ),
  };
}

function reportOf({ t, language }: Request, check: LogCheck) {
  const { signed } = check;
  return [
    {
      term: t('insight.check.period'),
      value: `${formatDate(check.from, language)} – ${formatDate(check.to, language)}`,
    },
    {
      term: t('insight.check.looks'),
      value: t('insight.check.looks-by', { n: check.looks, officers: check.officers }),
    },
    {
      term: t('insight.check.selection'),
      value: t('insight.check.judged', { n: check.selected, judged: check.judged }),
    },
    { term: t('insight.check.found'), value: String(check.found) },
    { term: t('insight.check.due'), value: formatDate(check.due, language) },
    {
      term: t('insight.check.signature'),
      value:
        signed === null
          ? t('insight.check.unsigned')
          : t('insight.check.signed-by', {
              by: signed.by,
              at: (language) => formatDateTime(Temporal.Instant.from(signed.at).toString(), language),
              sha256: signed.sha256.slice(0, 16),
            }),
    },
  ];
}

interface LookProps {
  readonly request: Request;
  readonly look: CheckedLook;
  readonly index: number;
  readonly number: string;
}

function Look({ request, look, index, number }: LookProps) {
  const { t, language, town, actor, fields } = request;
  const own = actor.kind === 'staff' && actor.party === look.byParty;
  const roles = look.roles.map((id) => text(town.roles.find((role) => role.id === id)?.title ?? { sv: id }, language));
  const why = SIGNS.filter((one) => look.why.includes(one)).map((one) => t(`insight.check.why.${one}`));
  const line = t('insight.check.look', {
    n: index,
    officer: look.officer,
    roles: roles.join(', ').toLowerCase(),
    subject: look.subject ?? t('insight.check.hidden'),
    at: (language) => formatDateTime(look.at, language, { short: true }),
    number,
  });
  // What was judged by somebody else while one judged it too.
  const said = VERDICTS.find((one) => one === field(fields, `v-${look.id}`, 20));
  const mine =
    said === undefined
      ? ''
      : [t(`insight.check.verdict.${said}`), field(fields, `n-${look.id}`, 2000)].filter(Boolean).join(': ');
  const because = why.length === 0 ? t('insight.check.why.chance') : why.join(', ');
  if (look.verdict !== null || own)
    return (
      <p class="govuk-body">
        {line} <span class="t-soft">{because}.</span>{' '}
        <strong>{look.verdict === null ? t('insight.check.own') : t(`insight.check.verdict.${look.verdict}`)}</strong>
        {look.note ? `: ${look.note}` : ''}
        {mine === '' ? null : (
          <>
            {' '}
            <strong>{t('insight.check.yours')}</strong> {mine}
          </>
        )}
      </p>
    );
  return (
    <>
      <Radios
        idPrefix={`v-${look.id}`}
        name={`v-${look.id}`}
        classes="govuk-radios--small govuk-radios--inline"
        fieldset={{ legend: { text: line } }}
        hint={{ text: `${because}.` }}
        value={field(fields, `v-${look.id}`, 20)}
        items={VERDICTS.map((value) => ({ value, text: t(`insight.check.verdict.${value}`) }))}
      />
      <Input
        id={`n-${look.id}`}
        name={`n-${look.id}`}
        label={{ text: t('insight.check.note', { n: index }) }}
        value={field(fields, `n-${look.id}`, 2000)}
      />
    </>
  );
}

/** Keeps what is judged so far; with `sign` the report is signed. */
export async function doCheck(request: Request): Promise<Answer> {
  const { db, actor, town, now, params, fields, url } = request;
  const by = checker(actor, town);
  const check = await checkOf(db, by.units, params['check'] ?? '');
  const said = Object.keys(fields).flatMap((name): Judgement[] => {
    const look = /^v-([0-9a-f-]{36})$/.exec(name)?.[1];
    const verdict = VERDICTS.find((one) => one === field(fields, name, 20));
    return look === undefined || verdict === undefined
      ? []
      : [{ look, verdict, note: field(fields, `n-${look}`, 2000) }];
  });
  try {
    await transaction(db, (tx) => judge(tx, by.actor, check.id, said, now));
    if (field(fields, 'how', 10) === 'sign') await sign(db, by.actor, by.units, check.id, now);
    return { kind: 'redirect', to: url('desk.log-check', { check: check.id }) };
  } catch (error) {
    if (error instanceof TorgetError && [409, 422].includes(error.status)) return show(request, error);
    throw error;
  }
}
