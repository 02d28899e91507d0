import { pointsIn } from '@torget/form';
import { Select } from '#platform/design/index.ts';
import { text } from '#platform/text/index.ts';
import { metresOf, nearestStreet, streetNames, type TownMap } from '../map/map.ts';
import { PICTURE, SMALL } from '../map/window.ts';
import { type QuestionProps, typedIn } from './asked.ts';
import { PartInput } from './part-input.tsx';
import { Several } from './several.tsx';

/** The picture to click on, corner after corner, and what has been marked so far in words. */
function Corners({ view, asked, map }: QuestionProps & { readonly map: TownMap }) {
  const { t, url, town, language } = asked.request;
  const { name, question } = view;
  const kind = question.type === 'line' ? 'line' : 'area';
  const said = typedIn(view, `${name}-punkter`);
  const points = pointsIn(said);
  const close = typedIn(view, `${name}-view`) === 'nara';
  const picture = url('application.map', {
    view: close ? 'nara' : 'hela',
    ...(said === '' ? {} : { form: kind, punkter: said }),
  });
  const near = (point: (typeof points)[number]): string => {
    const at = metresOf(map, point.lat, point.lon);
    const street = at === undefined ? undefined : nearestStreet(map, at)?.name;
    return street === undefined ? '' : t('applications.point.near', { street });
  };
  return (
    <div class="govuk-form-group">
      <p class="govuk-body">{t(`applications.shape.${kind}`)}</p>
      <input type="hidden" name={`${name}-view`} value={close ? 'nara' : 'hela'} />
      <input type="hidden" name={`${name}-punkter`} value={said} />
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
      {points.length === 0 ? null : (
        <>
          <ol class="govuk-list govuk-list--number">
            {points.map((point) => (
              <li>{t('applications.shape.corner', { place: near(point), lat: point.lat, lon: point.lon })}</li>
            ))}
          </ol>
          <p class="govuk-body">
            {(['angra', 'bort', close ? 'hela' : 'nara'] as const).map((what) => (
              <>
                <button class="t-as-link" type="submit" name="_map" value={`${name}:${what}`}>
                  {t(`applications.shape.${what}`)}
                </button>{' '}
              </>
            ))}
          </p>
        </>
      )}
    </div>
  );
}

/** A stretch or a piece of ground: corners on the map, a street, or words. Each is enough. */
export function ShapeField(props: QuestionProps) {
  const { view, asked } = props;
  const { t } = asked.request;
  const { map } = asked;
  const streets = map === undefined ? [] : streetNames(map);
  return (
    <Several {...props}>
      {map === undefined ? null : <Corners {...props} map={map} />}
      {streets.length === 0 ? null : (
        <Select
          id={`${view.name}-gata`}
          name={`${view.name}-gata`}
          label={{ text: t('applications.point.street') }}
          value={typedIn(view, `${view.name}-gata`)}
          classes="t-width-20"
          items={[
            { value: '', text: t('applications.point.no-street') },
            ...streets.map((street) => ({ value: street, text: street })),
          ]}
        />
      )}
      <PartInput {...props} part="text" label={t('applications.point.text')} hint={t('applications.shape.text-hint')} />
    </Several>
  );
}
