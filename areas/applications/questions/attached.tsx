import type { ComponentChildren } from 'preact';
import { Thumb } from '#platform/design/index.ts';
import { hasPreview } from '#platform/files/index.ts';
import type { Asked } from './asked.ts';
import type { KeptFile } from './kept.ts';

export interface AttachedProps {
  readonly file: KeptFile;
  readonly asked: Asked;
  /** The button that takes it away. */
  readonly children: ComponentChildren;
}

/** A file that is there: its first page where there is one to show, its name, and what can be done with it. */
export function Attached({ file, asked: { request, previews }, children }: AttachedProps) {
  const { t } = request;
  const url = previews && hasPreview(file.type) ? previews(file.file) : undefined;
  const alt = t('applications.file.preview', { name: file.name });
  return (
    <span class="t-attached">
      {url === undefined ? null : <Thumb small={`${url}?bild=liten`} large={`${url}?bild=stor`} alt={alt} />}
      <span>
        {t('applications.file.attached', { name: file.name })} {children}
      </span>
    </span>
  );
}
