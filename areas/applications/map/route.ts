import { pointsIn } from '@torget/form';
import { NotFound } from '#platform/errors.ts';
import type { Answer, Request } from '#platform/web/index.ts';
import { drawMap } from './draw.tsx';
import { metresOf, type TownMap } from './map.ts';
import { windowOf } from './window.ts';

/** The town's plan as a picture, whole (`hela`) or around the mark (`nara`). Says nothing about who looks. */
export async function mapPicture(request: Request, map: TownMap | undefined): Promise<Answer> {
  const view = request.params['view'] ?? '';
  if (map === undefined || (view !== 'hela' && view !== 'nara')) throw new NotFound('no such map');
  request.forget();
  const [lat, lon] = [request.query['lat'] ?? '', request.query['lon'] ?? ''];
  const { form } = request.query;
  const points = form === 'line' || form === 'area' ? pointsIn(request.query['punkter'] ?? '') : [];
  const last = points.at(-1) ?? { lat, lon };
  const window = windowOf(map, view, last.lat, last.lon);
  const corners = points.flatMap((point) => {
    const at = metresOf(map, point.lat, point.lon);
    return at === undefined ? [] : [at];
  });
  const shape = corners.length === 0 ? undefined : ({ kind: form === 'line' ? 'line' : 'area', corners } as const);
  const svg = drawMap(map, window, metresOf(map, lat, lon), shape);
  return { kind: 'file', type: 'image/svg+xml', name: 'karta.svg', body: Buffer.from(svg), inline: true };
}
