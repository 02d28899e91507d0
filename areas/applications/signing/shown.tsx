import type { Form } from '@torget/form';
import { InsetText } from '#platform/design/index.ts';
import { AnswerList, type Speaks } from '../answers.tsx';
import type { ShownToSign } from './withhold.ts';

interface Props {
  readonly shown: ShownToSign;
  readonly sections: Form['sections'];
  readonly speaks: Speaks;
}

/** The application before the eyes of who signs it: the same words as the e-ID shows. */
export function Shown({ shown: { pages, note }, sections, speaks }: Props) {
  return (
    <>
      {note === '' ? null : <InsetText text={note} />}
      <AnswerList pages={pages} sections={sections} speaks={speaks} />
    </>
  );
}
