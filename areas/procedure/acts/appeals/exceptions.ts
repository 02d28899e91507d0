import type { Found } from '../../appeal.ts';
import type { Given } from '../act.ts';

/** FL 45 §: what an officer has found about an appeal that came late. */
export const EXCEPTIONS = {
  name: 'undantag',
  kind: 'choice',
  label: 'procedure.appeal.exception',
  options: [
    { value: 'inget', text: 'procedure.appeal.none' },
    { value: 'underrattelse', text: 'procedure.appeal.notice-wrong' },
    { value: 'domstol', text: 'procedure.appeal.court-in-time' },
  ],
} as const;

export const found = (given: Given): Found => ({
  noticeWrong: given['undantag'] === 'underrattelse',
  courtInTime: given['undantag'] === 'domstol',
});
