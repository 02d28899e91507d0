import { DeskSection, Dl } from '#platform/design/index.ts';
import { formatDateTime } from '#platform/text/index.ts';
import type { Section as Part, Request } from '#platform/web/index.ts';
import { verifySignatures } from './verify.ts';

/** Who has signed the application of a case, checked when it is looked at, beside the case on the desk. */
export function signaturesSection(): Part<{ readonly view: { readonly id: string } } | null> {
  return { place: 'desk-case', order: 5, load };
}

async function load({ db, t }: Request, subject: { readonly view: { readonly id: string } } | null) {
  const signatures = subject === null ? [] : await verifySignatures(db, subject.view.id);
  if (signatures.length === 0) return null;
  return (
    <DeskSection id="underskrifter" title={t('applications.sign.desk.title')}>
      <Dl
        items={signatures.map(({ name, at, level, faults }) => ({
          term: name,
          value: (
            <>
              {t('applications.sign.desk.signed', { date: (language) => formatDateTime(at, language), level })}
              <br />
              {t(faults.length === 0 ? 'applications.sign.desk.ok' : 'applications.sign.desk.broken')}
            </>
          ),
        }))}
      />
    </DeskSection>
  );
}
