import { transaction } from '#platform/database/index.ts';
import { Breadcrumbs, Button, Columns, Radios } from '#platform/design/index.ts';
import { type Answer, field, type Request } from '#platform/web/index.ts';
import { choosePaper, wantsPaper } from './rows.ts';

/** How the person wants letters: here and in a digital mailbox, or on paper too. */
export async function choicePage(request: Request): Promise<Answer> {
  const { t, db, actor, url, csrf } = request;
  const paper = actor.kind === 'citizen' && (await wantsPaper(db, actor.principal));
  const wrong = request.fields['_csrf'] !== undefined;
  return {
    kind: 'page',
    frame: 'citizen',
    title: t('inbox.choice.title'),
    navigation: 'my-pages',
    ...(wrong ? { status: 422 } : {}),
    body: (
      <>
        <Breadcrumbs
          items={[
            { text: t('cases.mine.title'), href: url('my-pages') },
            { text: t('inbox.title'), href: url('inbox') },
          ]}
        />
        <Columns>
          <h1 class="govuk-heading-xl">{t('inbox.choice.title')}</h1>
          <p class="govuk-body">{t('inbox.choice.about')}</p>
          <form method="post" action={url('inbox.choice')} novalidate>
            <input type="hidden" name="_csrf" value={csrf} />
            <Radios
              idPrefix="post"
              name="post"
              fieldset={{ legend: { text: t('inbox.choice.how') } }}
              value={paper ? 'papper' : 'digitalt'}
              {...(wrong ? { errorMessage: { text: t('inbox.choice.choose') } } : {})}
              items={[
                {
                  value: 'digitalt',
                  text: t('inbox.choice.digital'),
                  hint: { text: t('inbox.choice.digital-hint') },
                },
                { value: 'papper', text: t('inbox.choice.paper'), hint: { text: t('inbox.choice.paper-hint') } },
              ]}
            />
            <Button text={t('inbox.choice.save')} preventDoubleClick />
          </form>
        </Columns>
      </>
    ),
  };
}

export async function doChoice(request: Request): Promise<Answer> {
  const { actor, now, url, db } = request;
  const chosen = field(request.fields, 'post', 20);
  if (chosen !== 'papper' && chosen !== 'digitalt') return choicePage(request);
  if (actor.kind === 'citizen')
    await transaction(db, (tx) => choosePaper(tx, actor.principal, chosen === 'papper', now));
  return { kind: 'redirect', to: url('inbox') };
}
