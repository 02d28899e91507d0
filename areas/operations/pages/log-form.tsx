import { DeskSection, Filter, FilterDate, FilterSelect } from '#platform/design/index.ts';
import { text } from '#platform/text/index.ts';
import type { Request } from '#platform/web/index.ts';
import type { Process } from '../processes.ts';

/** Fetches the log of the processes for a process miner: which format, which service, cases received between which days. */
export function LogForm({ request, all }: { readonly request: Request; readonly all: readonly Process[] }) {
  const { t, url, language } = request;
  const services = new Map(all.map((process) => [process.service, text(process.title, language)]));
  return (
    <DeskSection id="logg" title={t('operations.log.title')}>
      <p class="govuk-body">{t('operations.log.about')}</p>
      <Filter action={url('desk.process-log')} button={t('operations.log.fetch')}>
        <FilterSelect
          id="logg-format"
          name="format"
          label={t('operations.log.format')}
          options={[
            { value: 'ocel', text: 'OCEL 2.0 (JSON)' },
            { value: 'xes', text: 'XES (IEEE 1849)' },
          ]}
        />
        <FilterSelect
          id="logg-tjanst"
          name="tjanst"
          label={t('operations.service')}
          options={[
            { value: '', text: t('operations.all') },
            ...[...services].map(([value, title]) => ({ value, text: title })),
          ]}
        />
        <FilterDate id="logg-fran" name="fran" label={t('operations.log.from')} />
        <FilterDate id="logg-till" name="till" label={t('operations.log.to')} />
      </Filter>
    </DeskSection>
  );
}
