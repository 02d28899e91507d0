import type { Fixture } from './fixtures.ts';

/** Where a component of ours is not its counterpart to the letter, and why; everything else of its fixtures is equal. */
export interface Deviation {
  readonly why: string;
  /** Classes of the elements in the fixture that ours does not have. */
  readonly without: readonly string[];
  /** What the macro says of itself and our component is told: given where a fixture leaves it out. */
  readonly told: Fixture['options'];
}

const LICENCE = 'https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/';
const COPYRIGHT =
  'https://www.nationalarchives.gov.uk/information-management/re-using-public-sector-information/uk-government-licensing-framework/crown-copyright/';

/** All deviations. A component that is not here has no difference in any fixture. */
export const deviations: { readonly [component: string]: Deviation } = {
  header: {
    why: 'crown and logotype of GOV.UK may not be used elsewhere (e-services, legal limits); a town gives its own mark',
    without: ['govuk-header__logotype'],
    told: { homepageUrl: '//gov.uk' },
  },
  footer: {
    why: 'the crown, the mark of the Open Government Licence and Crown copyright are not a Swedish municipality’s',
    without: ['govuk-footer__crown', 'govuk-footer__licence-logo'],
    told: {
      contentLicence: {
        html: `All content is available under the <a class="govuk-footer__link" href="${LICENCE}" rel="license">Open Government Licence v3.0</a>, except where otherwise stated`,
      },
      copyright: { text: '© Crown copyright' },
    },
  },
};

/** The options of a fixture with what the macro would have said of itself. */
export function toldTo(fixture: Fixture): Fixture['options'] {
  const told = deviations[fixture.component]?.told;
  if (told === undefined) return fixture.options;
  const options = { ...told, ...fixture.options };
  if (fixture.component !== 'footer') return options;
  return { ...options, copyright: { ...(options['copyright'] as object), href: COPYRIGHT } };
}
