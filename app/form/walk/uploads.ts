import type { Question } from '@torget/form';
import type { UploadFile } from './browser.ts';
import type { Chance } from './chance.ts';

/** The smallest whole files of each kind that the house takes. */
const FILES = [
  {
    ending: '.pdf',
    type: 'application/pdf',
    bytes: Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n'),
  },
  {
    ending: '.png',
    type: 'image/png',
    bytes: Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAACXBIWXMAAAPoAAAD6AG1e1JrAAAAEklEQVQImWMwXpVmvCqNAUIBACKWBQ1W9VvXAAAAAElFTkSuQmCC',
      'base64',
    ),
  },
  {
    ending: '.jpg',
    type: 'image/jpeg',
    bytes: Buffer.from(
      '/9j/2wBDABsSFBcUERsXFhceHBsgKEIrKCUlKFE6PTBCYFVlZF9VXVtqeJmBanGQc1tdhbWGkJ6jq62rZ4C8ybqmx5moq6T/2wBDARweHigjKE4rK06kbl1upKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKT/wAARCAACAAIDASIAAhEBAxEB/8QAFAABAAAAAAAAAAAAAAAAAAAAAP/EABQQAQAAAAAAAAAAAAAAAAAAAAD/xAAVAQEBAAAAAAAAAAAAAAAAAAADBP/EABQRAQAAAAAAAAAAAAAAAAAAAAD/2gAMAwEAAhEDEQA/AAA0D//Z',
      'base64',
    ),
  },
  {
    ending: '.docx',
    type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    bytes: Buffer.from(
      'UEsDBBQAAAAAAAAAIVzHHBc8CAAAAAgAAAATAAAAW0NvbnRlbnRfVHlwZXNdLnhtbDxUeXBlcy8+UEsDBBQAAAAAAAAAIVz8Vze4GQAAABkAAAARAAAAd29yZC9kb2N1bWVudC54bWw8dzpkb2N1bWVudCB4bWxuczp3PSJ3Ii8+UEsBAhQDFAAAAAAAAAAhXMccFzwIAAAACAAAABMAAAAAAAAAAAAAAIABAAAAAFtDb250ZW50X1R5cGVzXS54bWxQSwECFAMUAAAAAAAAACFc/Fc3uBkAAAAZAAAAEQAAAAAAAAAAAAAAgAE5AAAAd29yZC9kb2N1bWVudC54bWxQSwUGAAAAAAIAAgCAAAAAgQAAAAAA',
      'base64',
    ),
  },
];

/** A file that a question takes; undefined when it takes none that the house knows. */
export function upload(question: Question, field: string, chance: Chance): UploadFile | undefined {
  const accepted = question.accept ?? ['.pdf', '.jpg', '.png'];
  const file = chance.pick(FILES.filter(({ ending }) => accepted.includes(ending)));
  return file === undefined
    ? undefined
    : { field, name: `bilaga ${chance.whole(1, 99)}${file.ending}`, type: file.type, bytes: file.bytes };
}

/** A file that no question takes, under the name of one that it does. */
export function wrongUpload(field: string): UploadFile {
  return {
    field,
    name: 'intyg.pdf',
    type: 'application/pdf',
    bytes: Buffer.from('MZ\u0000\u0001 detta är inget intyg'),
  };
}

/** As the engine reads a file that is stored: what the walk puts in its place. */
export const STORED = JSON.stringify({
  file: '019b0000-0000-7000-8000-000000000000',
  name: 'bilaga.pdf',
  type: 'application/pdf',
  size: 70,
});
