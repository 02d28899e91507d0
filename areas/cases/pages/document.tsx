import { fromJson, isContext, type Json } from '@torget/feel';
import type { VNode } from 'preact';
import { isUuid } from '#platform/database/index.ts';
import { BackLink, Columns, DeskPage } from '#platform/design/index.ts';
import { NotFound } from '#platform/errors.ts';
import { type PreviewSize, previewSize } from '#platform/files/index.ts';
import { formatDate } from '#platform/text/index.ts';
import type { Answer, Request } from '#platform/web/index.ts';
import { registerOf } from '../facts.ts';
import { applicationAnswers } from '../gone.tsx';
import type { CaseSubject, CasesOptions } from '../mount.ts';
import { documentOf } from '../queries/file.ts';
import { documentName, factName } from './document-names.ts';
import { RegisterAnswer } from './register-view.tsx';

/** Opens the stored bytes of a file, or the picture of its first page; who keeps files gives it. */
export type OpenFile = (
  request: Request,
  caseId: string,
  fileId: string,
  picture?: PreviewSize,
) => Promise<OpenedFile | 'waiting' | 'infected' | undefined>;

/** Bytes to hand out; a file that the scanner has not released is `waiting` or `infected`. */
export interface OpenedFile {
  readonly type: string;
  readonly name: string;
  readonly body: Uint8Array | NodeJS.ReadableStream;
}

export interface DocumentPlace extends CaseSubject {
  readonly frame: 'citizen' | 'desk';
  /** The case page. */
  readonly back: string;
  /** What the reader may open, by id; everything when absent. */
  shows?(document: string): boolean;
  /** Answers of the application that are kept from the reader. */
  readonly marked?: readonly string[];
}

/**
 * A document of a case that the reader may open: the file itself, the application as it was sent, or what a register
 * said, as a page. Anything unknown is a 404.
 */
export async function documentAnswer(
  request: Request,
  options: CasesOptions,
  openFile: OpenFile,
  place: DocumentPlace,
): Promise<Answer> {
  const { case: caseId = '', document: id = '' } = request.params;
  const document = isUuid(id) ? await documentOf(request.db, caseId, id) : undefined;
  if (document === undefined || place.shows?.(id) === false) throw new NotFound(`no document ${id}`);
  if (document.fileId !== null) {
    const file = await openFile(request, caseId, document.fileId, previewSize(request.query['bild']));
    if (file === undefined) throw new NotFound(`no file ${document.fileId}`);
    if (file === 'waiting' || file === 'infected') return heldBack(request, place, file);
    return { kind: 'file', ...file, inline: true };
  }
  const { t } = request;
  const fact = document.kind === 'register' ? factOf(document.content) : undefined;
  const title = fact === undefined ? documentName(request, { ...document, fact: null }) : factName(request, fact.name);
  const said = document.kind === 'statement' ? wordsOf(document.content) : undefined;
  const body =
    said !== undefined ? (
      said.split(/\n+/).map((line) => <p class="govuk-body">{line}</p>)
    ) : fact === undefined ? (
      await answersIn(request, options, place, document)
    ) : (
      <RegisterAnswer value={fact.value} speaker={request} />
    );
  const lead =
    fact === undefined
      ? t('cases.document.sent', { date: (language) => formatDate(document.at.toString(), language) })
      : t('cases.document.fetched', {
          source: document.title,
          date: (language) => formatDate(document.at.toString(), language),
        });
  const content = (
    <>
      <BackLink text={t('cases.document.back', { number: place.view.number })} href={place.back} />
      <Columns>
        <h1 class="govuk-heading-xl">{title}</h1>
        <p class="govuk-body-l">{lead}</p>
        {body}
      </Columns>
    </>
  );
  return {
    kind: 'page',
    frame: place.frame,
    title: `${title} ${place.view.number}`,
    navigation: place.frame === 'desk' ? 'desk' : 'my-pages',
    body: place.frame === 'desk' ? <DeskPage>{content}</DeskPage> : content,
  };
}

/** What was sent, by the form; where that is gone the application as it was frozen, and anything else as it is kept. */
async function answersIn(
  request: Request,
  options: CasesOptions,
  place: DocumentPlace,
  { kind, content }: { readonly kind: string; readonly content: Json },
): Promise<VNode> {
  const data = isRecord(content) ? content : {};
  if (place.service === undefined && kind !== 'application') return options.forms.kept(request, data);
  const register = await registerOf(request.db, place.view.id);
  return applicationAnswers(request, options, place, data, register, place.marked);
}

/** Instead of a file that nobody may open, or not yet. */
function heldBack({ t }: Request, place: DocumentPlace, why: 'waiting' | 'infected'): Answer {
  const title = t(`cases.document.${why}-title`);
  const content = (
    <>
      <BackLink text={t('cases.document.back', { number: place.view.number })} href={place.back} />
      <Columns>
        <h1 class="govuk-heading-xl">{title}</h1>
        <p class="govuk-body-l">{t(`cases.document.${why}-text`)}</p>
      </Columns>
    </>
  );
  return {
    kind: 'page',
    status: why === 'waiting' ? 503 : 410,
    frame: place.frame,
    title: `${title} ${place.view.number}`,
    navigation: place.frame === 'desk' ? 'desk' : 'my-pages',
    body: place.frame === 'desk' ? <DeskPage>{content}</DeskPage> : content,
  };
}

function isRecord(content: Json): content is { readonly [question: string]: Json } {
  return typeof content === 'object' && content !== null && !Array.isArray(content);
}

/** The words of a statement. */
function wordsOf(content: Json): string | undefined {
  const text = isRecord(content) ? content['text'] : undefined;
  return typeof text === 'string' ? text : undefined;
}

/** The name and value of a register's answer as the case keeps it. */
function factOf(content: Json) {
  const kept = fromJson(content);
  if (!isContext(kept)) return undefined;
  const { name, value } = kept;
  return typeof name === 'string' && value !== undefined && isContext(value) ? { name, value } : undefined;
}
