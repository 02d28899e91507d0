import { wrongAnswer } from './answers.ts';
import { askedOn, filledRightly, isLookedUp, judged, type Met, withAnswer } from './fill.ts';
import { isMultipart, type Trip } from './trip.ts';
import { unharmed } from './unharmed.ts';
import { wrongUpload } from './uploads.ts';

/** One wrong answer among right ones: it is named, nothing is saved, what was typed stands there. Gives the page's address. */
export async function wrong(trip: Trip, path: string, where: string): Promise<string> {
  const met = await trip.meet(path);
  if ('to' in met) return met.to;
  const chance = trip.chance('wrong', where);
  const asked = askedOn(met);
  const target = chance.pick(
    asked.filter(({ question }) => !['information', 'computed', 'group', 'appointment'].includes(question.type)),
  );
  const right = filledRightly(met, 'continue', chance);
  if (target === undefined || 'stuck' in right) return path;
  const isFile = target.question.type === 'file' || target.question.type === 'files';
  const files = [
    ...right.files.filter(({ field }) => field !== target.name),
    ...(isFile ? [wrongUpload(target.name)] : []),
  ];
  // With the other answers as they stand the question stays where it is.
  const fields = isFile
    ? { ...met.seen.fields, _do: ['continue'] }
    : withAnswer(met.seen, right.fields, target.name, wrongAnswer(target.question, target.name, chance));
  const accepted = judged(met, asked, fields, files);
  if (!isFile && (accepted.kind !== 'again' || accepted.errors.length === 0)) return path;
  // Something optional that is left out is right, even where it brings up a question that is not answered yet.
  const at = (field: string) => field === target.name || field.startsWith(`${target.name}-`);
  if (
    !isFile &&
    target.question.optional &&
    accepted.kind === 'again' &&
    !accepted.errors.some(({ field }) => at(field))
  )
    return path;
  const sent = await trip.post(path, fields, isMultipart(met) ? files : undefined);
  if (sent.to.replace(/\?.*/, '') !== path.replace(/\?.*/, ''))
    trip.fail('wrong-accepted', `a wrong answer to ${target.name} leads to ${sent.to}`);
  if (!isFile) await unharmed(trip, met, accepted);
  const again = await trip.meet(sent.to);
  if ('to' in again) trip.fail('wrong-lost', `after a wrong answer ${sent.to} leads to ${again.to}`);
  const expected = isFile ? [target.name] : accepted.kind === 'again' ? accepted.errors.map(({ field }) => field) : [];
  named(trip, again, target.name, expected, isFile || isLookedUp(met.page));
  if (!isFile) stillTyped(trip, again, target.name, fields);
  return sent.to;
}

function named(trip: Trip, met: Met, target: string, expected: readonly string[], loosely: boolean): void {
  const { seen, page } = met;
  if (seen.errors.length === 0)
    trip.fail('unnamed-error', `${page.id} is shown again without saying what is wrong at ${target}`);
  for (const href of seen.errors)
    if (!href.startsWith('#') || !seen.ids.has(href.slice(1)))
      trip.fail('unnamed-error', `the error at ${href} leads to no field of ${page.id}`);
  if (loosely) return;
  for (const field of expected)
    if (!seen.errors.includes(`#${field}`))
      trip.fail('unnamed-error', `the error at ${field} is not in the summary: ${seen.errors.join(' ')}`);
  // Of an entry where nothing must be answered the group itself is named: one is missing.
  const [group = ''] = target.split('-');
  const row = askedOn(met).filter(({ name }) => name.startsWith(`${group}-`));
  const missing = row.every(({ question }) => question.optional) ? `#${group}-add` : undefined;
  const own = (href: string) => href === `#${target}` || href === missing || href.startsWith(`#${target}-`);
  if (page.validation.length === 0 && !seen.errors.some(own))
    trip.fail('unnamed-error', `nothing names ${target}: ${seen.errors.join(' ')}`);
}

/** Nothing typed is ever lost: it stands in the field to be mended. */
function stillTyped(
  trip: Trip,
  { seen }: Met,
  target: string,
  fields: { readonly [name: string]: readonly string[] },
): void {
  for (const name of seen.typed) {
    const [typed, now] = [fields[name]?.[0], seen.fields[name]?.[0]];
    if ((name !== target && !name.startsWith(`${target}-`)) || typed === undefined || now === undefined) continue;
    const plain = (text: string) => text.replaceAll('\u0000', '').replace(/\r\n?/g, '\n');
    if (plain(typed) !== plain(now) && now !== '')
      trip.fail(
        'typed-lost',
        `${name} said ${JSON.stringify(typed.slice(0, 80))} and says ${JSON.stringify(now.slice(0, 80))}`,
      );
  }
}
