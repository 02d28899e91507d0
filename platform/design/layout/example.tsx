import { formatDate, text } from '#platform/text/index.ts';
import { PhaseBanner } from '../components/phase-banner.tsx';
import type { PageOptions } from './page.ts';

/** Says on every page of an example town that nothing is for real. */
export function Example({ page }: { readonly page: PageOptions }) {
  const { example, t, language } = page;
  if (!example) return null;
  const town = text(page.town.title, language);
  const { clock } = example;
  const sentences = [
    t('design.example.what', { town }),
    clock ? t('design.example.clock', { date: (language) => formatDate(clock, language, { weekday: true }) }) : '',
  ].filter(Boolean);
  return (
    <PhaseBanner
      classes="t-example"
      attributes={{ role: 'region', 'aria-label': t('design.example.label') }}
      tag={{ text: t('design.example.tag') }}
      html={
        <>
          {sentences.join(' ')} {example.exposed ? <strong>{t('design.example.exposed')}</strong> : null}
        </>
      }
    />
  );
}
