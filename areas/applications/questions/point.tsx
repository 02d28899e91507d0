import { Fieldset, Input, Select } from '#platform/design/index.ts';
import { text } from '#platform/text/index.ts';
import { metresOf, nearestStreet, streetNames, type TownMap } from '../map/map.ts';
import { PICTURE, SMALL } from '../map/window.ts';
import { errorOf, type QuestionProps, typedIn } from './asked.ts';
import { fieldsetOf, hintOf } from './label.tsx';

/** Beyond this the nearest street is no help to find a place. */
const NEAR_METRES = 150;

/** The picture to click on, as an image button: the browser sends where, no script needed. */
function MapButton({ view, asked, map }: QuestionProps & { readonly map: TownMap }) {
  const { t, url, town, language } = asked.request;
  const { name } = view;
  const [lat, lon] = [typedIn(view, `${name}-lat`), typedIn(view, `${name}-lon`)];
  const close = typedIn(view, `${name}-view`) === 'nara';
  const at = metresOf(map, lat, lon);
  const nearest = at === undefined ? undefined : nearestStreet(map, at);
  const near =
    nearest !== undefined && nearest.metres < NEAR_METRES ? t('applications.point.near', { street: nearest.name }) : '';
  const picture = url('application.map', { view: close ? 'nara' : 'hela', ...(at === undefined ? {} : { lat, lon }) });
  return (
    <div class="govuk-form-group">
      <p class="govuk-body">{t('applications.point.map')}</p>
      <input type="hidden" name={`${name}-view`} value={close ? 'nara' : 'hela'} />
      {at === undefined ? null : (
        <>
          <input type="hidden" name={`${name}-lat`} value={lat} />
          <input type="hidden" name={`${name}-lon`} value={lon} />
        </>
      )}
      {/* Two sizes of one picture: a click is sent in the pixels shown, so no size may follow from the window's. */}
      {[
        { part: 'map', size: PICTURE, dress: 't-wide' },
        { part: 'small', size: SMALL, dress: 't-narrow' },
      ].map(({ part, size, dress }) => (
        <div class={dress}>
          <input
            type="image"
            name={`${name}-${part}`}
            src={picture}
            width={size.width}
            height={size.height}
            alt={t('applications.point.map-alt', { town: text(town.title, language) })}
          />
        </div>
      ))}
      {at === undefined ? null : (
        <>
          <p class="govuk-body" role="status">
            {t('applications.point.marked', { place: near })}
          </p>
          <p class="govuk-body">
            <button class="t-as-link" type="submit" name="_map" value={`${name}:${close ? 'hela' : 'nara'}`}>
              {t(close ? 'applications.point.whole' : 'applications.point.closer')}
            </button>{' '}
            <button class="t-as-link" type="submit" name="_map" value={`${name}:bort`}>
              {t('applications.point.clear')}
            </button>
          </p>
        </>
      )}
    </div>
  );
}

/** A place on the map, by street or in words: each is enough, and the words need neither sight nor a pointer. */
export function PointField(props: QuestionProps) {
  const { view, asked } = props;
  const { t } = asked.request;
  const { name } = view;
  const { map } = asked;
  const hint = hintOf(props);
  const streets = map === undefined ? [] : streetNames(map);
  const chosen = typedIn(view, `${name}-gata`);
  return (
    <Fieldset {...fieldsetOf(props)}>
      {hint === undefined ? null : <div class="govuk-hint">{hint.html}</div>}
      {map === undefined ? null : <MapButton {...props} map={map} />}
      {streets.length === 0 ? null : (
        <Select
          id={`${name}-gata`}
          name={`${name}-gata`}
          label={{ text: t('applications.point.street') }}
          value={chosen}
          classes="t-width-20"
          items={[
            { value: '', text: t('applications.point.no-street') },
            ...streets.map((street) => ({ value: street, text: street })),
          ]}
        />
      )}
      <Input
        id={`${name}-text`}
        name={`${name}-text`}
        label={{ text: t('applications.point.text') }}
        hint={{ text: t('applications.point.text-hint') }}
        errorMessage={errorOf(asked, name)}
        value={typedIn(view, `${name}-text`)}
      />
    </Fieldset>
  );
}
