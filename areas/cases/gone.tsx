import type { FeelContext, Json } from '@torget/feel';
import type { VNode } from 'preact';
import { WarningText } from '#platform/design/index.ts';
import type { Translated } from '#platform/text/index.ts';
import type { Request } from '#platform/web/index.ts';
import type { CaseSubject, CasesOptions } from './mount.ts';

/** As much of a version's hash as one needs to tell versions apart. */
const SHORT = 8;

/** The version that a case follows, by as much of its hash as its pages show. */
export function versionName({ version }: CaseSubject['view']): string {
  return version.slice(0, SHORT);
}

/** What a case is about: the service's name; where its version is gone, its name when the case was opened. */
export function matterOf({ view, service }: CaseSubject): Translated {
  return service?.definition.title ?? { sv: view.matter };
}

/**
 * That the version which the case follows cannot be read: reading goes on, and nothing is handled, since nobody knows
 * what may be done and on which ground (FL 5 §). Nothing where the version is there.
 */
export function VersionMissing({ request, subject }: { readonly request: Request; readonly subject: CaseSubject }) {
  const { view, service } = subject;
  if (service !== undefined) return null;
  const { t, actor } = request;
  const about = { version: versionName(view), matter: view.matter };
  const what = actor.kind === 'staff' ? t('cases.gone.staff', about) : t('cases.gone.party', about);
  return (
    <>
      <WarningText>{t(view.closedAt === null ? 'cases.gone.title' : 'cases.gone.title-closed')}</WarningText>
      <p class="govuk-body">{what}</p>
    </>
  );
}

/** The application by its form, without what is `marked`; where that is gone as it was frozen when it was sent, or as it is kept. */
export async function applicationAnswers(
  request: Request,
  { forms }: Pick<CasesOptions, 'forms'>,
  { view, service }: CaseSubject,
  application: { readonly [question: string]: Json },
  register: FeelContext,
  marked: readonly string[] = [],
): Promise<VNode> {
  if (service !== undefined) return forms.answers(request, service.form, application, { register }, marked);
  const kept = Object.fromEntries(Object.entries(application).filter(([question]) => !marked.includes(question)));
  return (await forms.sent(request, view.id, marked)) ?? forms.kept(request, kept);
}
