// Feedback: what people think of the services, and how far they come in them. Counts, and nobody to be found in them.
import type { Route, Section } from '#platform/web/index.ts';
import { AskOne } from './pages/ask.tsx';
import { type FeedbackOptions, showFeedback, takeFeedback } from './pages/feedback.tsx';
import { statisticsPage } from './pages/statistics.tsx';

export { type FormEvent, FormEvents } from './events.ts';
export { AskOne, FeedbackLink } from './pages/ask.tsx';

/** What the area mounts: two questions for anybody, and figures for those who run the services. */
export function feedbackRoutes(options: FeedbackOptions): readonly Route[] {
  return [
    {
      name: 'feedback',
      method: 'GET',
      who: 'anyone',
      limit: 'page',
      handle: (request) => showFeedback(request, options),
    },
    {
      name: 'feedback',
      method: 'POST',
      who: 'anyone',
      limit: 'submit',
      handle: (request) => takeFeedback(request, options),
    },
    {
      name: 'desk.statistics',
      method: 'GET',
      who: 'staff',
      may: ['operate', 'services'],
      handle: (request) => statisticsPage(request, options),
    },
  ];
}

/** One question to who has had a decision, below what it says. */
export const feedbackSections: readonly Section<{ readonly view: { readonly service: string } } | null>[] = [
  {
    place: 'citizen-case-decided',
    order: 90,
    load: async (request, subject) =>
      subject === null ? null : AskOne({ request, service: subject.view.service, place: 'decision' }),
  },
];
