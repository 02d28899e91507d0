import type { Answers } from '@torget/form';
import { arrivalBy, CAME_BY, type CameBy, legalDay, sixMonths, startOfLegalDay } from '#platform/calendar/index.ts';
import type { Db } from '#platform/database/index.ts';
import { addDraftFile, fileOf, type ReceivedFile, receiveFile, standings } from '#platform/files/index.ts';
import { houseLanguage } from '#platform/text/index.ts';
import type { Service } from '#platform/town/index.ts';
import { dayField, field, type Request } from '#platform/web/index.ts';
import type { ApplicationsOptions } from '../mount.ts';

/** A paper application: how and when it came, the day it counts as arrived (FL 22 §), and the scan of it. */
export interface Letter {
  readonly came: CameBy;
  /** The day it was delivered, the letter-box was emptied, or it was received. */
  readonly day: string;
  readonly arrived: string;
  readonly rule: string;
  /** The scan: the application as the person signed it. */
  readonly file: string;
}

/** What is asked of a paper application before any of it is filled in. */
export interface ReadLetter extends Omit<Letter, 'file'> {
  readonly scan: ReceivedFile;
}

export interface Fault {
  readonly field: string;
  readonly text: string;
}

/**
 * Reads how a paper application came, when, and its scan; what is to be mended, in words. A day to come is none, and one
 * so long ago that FL 12 § would already be open is a slip of the year far more often than a letter.
 */
export async function readLetter(
  request: Request,
  { files }: Pick<ApplicationsOptions, 'files'>,
): Promise<{ readonly letter?: ReadLetter; readonly faults: readonly Fault[] }> {
  const { fields, t, now } = request;
  const came = CAME_BY.find((way) => way === field(fields, 'inkom', 20));
  const day = dayField(fields, 'dag');
  const wrong = day === undefined ? 'dag' : wrongDay(day, came ?? 'annat', legalDay(now));
  const scan = await scanIn(request, files);
  const faults = [
    ...(came === undefined ? [{ field: 'inkom', text: t('applications.assist.mend.inkom') }] : []),
    ...(wrong === undefined ? [] : [{ field: 'dag-day', text: t(`applications.assist.mend.${wrong}`) }]),
    ...('text' in scan ? [{ field: 'skannad', text: scan.text }] : []),
  ];
  if (came === undefined || day === undefined || wrong !== undefined || 'text' in scan) return { faults };
  const { arrived, rule } = arrivalBy(came, day);
  return { letter: { came, day: day.toString(), arrived: arrived.toString(), rule, scan }, faults };
}

function wrongDay(
  day: Temporal.PlainDate,
  came: CameBy,
  today: Temporal.PlainDate,
): 'dag-comes' | 'dag-old' | undefined {
  if (Temporal.PlainDate.compare(day, today) > 0) return 'dag-comes';
  const { mayAskFrom } = sixMonths(arrivalBy(came, day).arrived);
  return Temporal.PlainDate.compare(mayAskFrom, today) <= 0 ? 'dag-old' : undefined;
}

async function scanIn(
  { files, db, t, language }: Request,
  store: ApplicationsOptions['files'],
): Promise<ReceivedFile | { readonly text: string }> {
  const upload = files.find(({ field: name }) => name === 'skannad');
  if (upload === undefined) return { text: t('applications.assist.mend.skannad') };
  const received = await receiveFile(store, upload);
  if (!received.ok) return { text: received.error.message[houseLanguage(language)] };
  const { sha256 } = received.value;
  if ((await standings(db, [sha256])).get(sha256) === 'infected')
    return { text: t('applications.assist.mend.infected') };
  return received.value;
}

/** Lays the scan with the draft, and has it looked through; the letter as the draft keeps it. */
export async function keepLetter(
  tx: Db,
  { files }: Pick<ApplicationsOptions, 'files'>,
  draft: string,
  { scan, ...letter }: ReadLetter,
  now: string,
): Promise<Letter> {
  await files.scan?.(tx, scan.sha256, now);
  return { ...letter, file: await addDraftFile(tx, { draft }, scan, now) };
}

/** Where the service asks for what is on the paper as a file, the scan is the answer (`on-paper` of service.yaml). */
export function scanAsAnswer({ definition, form }: Service, scan: ReceivedFile, file: string): Answers {
  const asked = form.pages.flatMap(({ questions }) => questions).find(({ id }) => id === definition.onPaper?.scan);
  if (asked === undefined) return {};
  const { sha256, size, type, name } = scan;
  const answer = { file, name, type, size, sha256 };
  return { [asked.id]: asked.type === 'files' ? [answer] : answer };
}

/** Whether the scan is still there: one that was found to be infected has been taken away. */
export async function hasScan(db: Db, draft: string, { file }: Letter): Promise<boolean> {
  return (await fileOf(db, { draft }, file)) !== undefined;
}

/** When what is filled in from a letter was received: on its day of arrival; what is sent here, as it is sent. */
export function receivedOf(letter: Letter | undefined, now: string): string {
  return letter === undefined ? now : startOfLegalDay(Temporal.PlainDate.from(letter.arrived)).toString();
}
