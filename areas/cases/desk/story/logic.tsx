import type { FeelContext, FeelValue } from '@torget/feel';
import { Scroll } from '#platform/design/index.ts';
import type { HouseLanguage } from '#platform/text/index.ts';
import type { Request } from '#platform/web/index.ts';
import { DecisionTable, Feel } from './decision-table.tsx';
import type { Told } from './story.ts';
import { isTable, Value } from './value.tsx';

/** What every part of the page is told with. */
export interface Tell {
  readonly request: Request;
  readonly language: HouseLanguage;
  /** What reason texts are filled from, as the letter was. */
  readonly filling: { readonly context: FeelContext; readonly language: HouseLanguage; readonly instant: string };
  /** Provisions in the order of the page's list of them. */
  readonly cited: readonly string[];
  /** What people call a decision of this name. */
  labelOf(name: string): string;
}

/** Logic as written, table by table and line by line, with the values that it gave in this case. */
export function Logic({ tell, logic }: { readonly tell: Tell; readonly logic: Told }) {
  const { t } = tell.request;
  switch (logic.kind) {
    case 'nothing':
      return <p class="govuk-body">{t('cases.story.nothing')}</p>;
    case 'expression':
      return <Formula text={logic.text} />;
    case 'table':
      return <DecisionTable tell={tell} table={logic.table} />;
    case 'entries':
      return <Entries tell={tell} entries={logic.entries} />;
    case 'function':
      return (
        <>
          <p class="govuk-body">{t('cases.story.takes', { names: logic.parameters.join(', ') })}</p>
          <Logic tell={tell} logic={logic.body} />
        </>
      );
    case 'parts':
      return (
        <dl class="d-parts">
          {logic.parts.map(({ role, logic: part }) => (
            <div>
              <dt>
                <Feel text={role} />
              </dt>
              <dd>
                <Logic tell={tell} logic={part} />
              </dd>
            </div>
          ))}
        </dl>
      );
    default:
      return (
        <ul class="govuk-list govuk-list--bullet">
          {logic.items.map((item) => (
            <li>
              <Logic tell={tell} logic={item} />
            </li>
          ))}
        </ul>
      );
  }
}

/** A literal expression: the formula on lines of its own. */
function Formula({ text }: { readonly text: string }) {
  return (
    <p class="d-formula">
      <Feel text={text} />
    </p>
  );
}

type EntriesTold = Extract<Told, { kind: 'entries' }>['entries'];

/** A context: each entry with its formula, and what it was. */
function Entries({ tell, entries }: { readonly tell: Tell; readonly entries: EntriesTold }) {
  const { t } = tell.request;
  return (
    <dl class="d-parts">
      {entries.map(({ name, logic, value }) => (
        <div>
          <dt>{name ?? t('cases.story.result')}</dt>
          {value === undefined ? null : (
            <dd class="d-parts__was">
              <Scrolled label={name ?? t('cases.story.result')} value={value} language={tell.language} />
            </dd>
          )}
          <dd>
            <Logic tell={tell} logic={logic} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** A value; where it is a table of its own it may be wider than its place. */
function Scrolled({ label, value, language }: { readonly label: string; value: FeelValue; language: HouseLanguage }) {
  if (!isTable(value)) return <Value value={value} language={language} />;
  return (
    <Scroll label={label}>
      <Value value={value} language={language} />
    </Scroll>
  );
}
