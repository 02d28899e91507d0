import { randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { fastify } from 'fastify';
import { type ConnectionTarget, openDatabase } from '#platform/database/index.ts';
import { htmlOf } from '#platform/design/index.ts';

/**
 * The least that a service of this kind does for each request, with the same tools: one small page rendered and
 * compressed, and one transaction of four statements committed on the same PostgreSQL. Arguments: target as JSON, port.
 */
const [target = '{}', port = '0'] = process.argv.slice(2);
const { pool, close } = openDatabase(JSON.parse(target) as ConnectionTarget);
await pool.query(`create schema if not exists floor;
  create table if not exists floor.thing (id uuid primary key, at timestamptz not null, text text not null);
  create table if not exists floor.event (id uuid primary key, thing uuid not null references floor.thing, what text not null);
  create table if not exists floor.counter (id int primary key, n int not null);
  insert into floor.counter select i, 0 from generate_series(0, 999) i on conflict do nothing`);

async function commit(): Promise<string> {
  const client = await pool.connect();
  const id = randomUUID();
  try {
    await client.query('begin');
    await client.query('insert into floor.thing (id, at, text) values ($1, now(), $2)', [id, 'something']);
    await client.query('insert into floor.event (id, thing, what) values ($1, $2, $3)', [randomUUID(), id, 'made']);
    await client.query('update floor.counter set n = n + 1 where id = $1', [Math.floor(Math.random() * 1000)]);
    const { rows } = await client.query('select text from floor.thing where id = $1', [id]);
    await client.query('commit');
    return (rows as { text: string }[])[0]?.text ?? '';
  } finally {
    client.release();
  }
}

const WORDS = ['Hyra', 'El', 'Hemförsäkring', 'Resor', 'Läkarvård', 'Tandvård', 'Glasögon', 'Annat'];

function Page({ text }: { readonly text: string }) {
  return (
    <html lang="sv">
      <head>
        <meta charset="utf-8" />
        <title>{text}</title>
        <link rel="stylesheet" href="/assets/site.css" />
      </head>
      <body class="govuk-template__body">
        <main class="govuk-main-wrapper" id="main">
          <h1 class="govuk-heading-xl">{text}</h1>
          <form method="post" action="/" novalidate>
            {WORDS.map((word) => (
              <div class="govuk-form-group">
                <label class="govuk-label" for={word}>
                  {word}
                </label>
                <input class="govuk-input" id={word} name={word} type="text" />
              </div>
            ))}
            <button type="submit" class="govuk-button">
              Fortsätt
            </button>
          </form>
        </main>
      </body>
    </html>
  );
}

const app = fastify({ logger: false });
app.get('/', async (_, reply) => {
  const html = `<!doctype html>${htmlOf(<Page text={await commit()} />)}`;
  reply.header('content-type', 'text/html; charset=utf-8').header('content-encoding', 'gzip');
  return reply.send(gzipSync(Buffer.from(html), { level: 5 }));
});
await app.listen({ port: Number(port), host: '127.0.0.1' });

process.on('message', async () => {
  await app.close();
  await close();
  process.disconnect?.();
});
process.send?.('ready');
