import { lawSpaces } from '#platform/text/index.ts';
import { applies, type Service } from '#platform/town/index.ts';
import type { Request } from '#platform/web/index.ts';

interface Props {
  readonly request: Pick<Request, 't'>;
  readonly service: Pick<Service, 'definition'>;
  /** Id of the ground that it was decided on. */
  readonly ground: string;
}

/**
 * Why a case is not decided twice: what is decided is only corrected or changed (FL 36–39 §§), as far as FL 2 § and SoL 14 kap.
 * 10 § let those apply to its ground.
 */
export function FinalRule({ request: { t }, service, ground }: Props) {
  const grounds = service.definition.grounds.filter(({ id }) => id === ground);
  const some = (section: number) => grounds.some(({ regime }) => applies(regime, section));
  const rule = some(37) ? 'cases.late.rule-fl' : some(36) ? 'cases.late.rule-36' : 'cases.late.rule-other';
  return <p class="govuk-body">{lawSpaces(t(rule))}</p>;
}
