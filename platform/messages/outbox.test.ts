import assert from 'node:assert/strict';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { Readable } from 'node:stream';
import { after, test } from 'node:test';
import { transaction, uuidv7 } from '#platform/database/index.ts';
import { testDatabase } from '#platform/database/testing.ts';
import { addMail, deliverOutbox, type Mail, openTransport, outboxRows, type Transport } from './index.ts';

const { db, drop } = await testDatabase();
after(drop);

const AT = '2026-02-03T08:00:00+01:00';
const from = { name: 'Ekhamns kommun', address: 'noreply@ekhamn.example' };

function mail(subject: string): Mail {
  return { id: uuidv7(), recipient: 'leyla@example.org', subject, body: 'Hej åäö\n.\nslut' };
}

/** Notes what it gets; fails for subjects that ask for it. */
function recorder(): Transport & { readonly got: string[] } {
  const got: string[] = [];
  return {
    kind: 'smtp',
    got,
    close() {},
    async deliver({ subject }) {
      got.push(subject);
      if (subject.includes('trasig')) return { ok: false, permanent: false, detail: 'ECONNREFUSED' };
      return { ok: true };
    },
  };
}

test('what waits is delivered once, oldest first', async () => {
  for (const subject of ['ett', 'två']) await addMail(db, mail(subject), AT);
  const out = recorder();
  assert.deepEqual(await deliverOutbox(db, out, AT), { sent: 2, failed: [] });
  assert.deepEqual(await deliverOutbox(db, out, AT), { sent: 0, failed: [] });
  assert.deepEqual(out.got, ['ett', 'två']);
});

test('the same mail is put into the outbox once', async () => {
  const once = mail('en gång');
  await addMail(db, once, AT);
  await addMail(db, once, AT);
  const out = recorder();
  await deliverOutbox(db, out, AT);
  assert.deepEqual(out.got, ['en gång']);
});

test('a mail that the server took already is not delivered again, and keeps the moment', async () => {
  const taken = mail('redan tagen');
  await addMail(db, taken, AT, { sent: true });
  await addMail(db, taken, '2026-02-04T09:00:00Z', { sent: true });
  await addMail(db, mail('ännu inte'), AT);
  const out = recorder();
  await deliverOutbox(db, out, AT);
  assert.deepEqual(out.got, ['ännu inte']);
  const row = (await outboxRows(db)).find(({ id }) => id === taken.id);
  assert.equal(row?.sent_at?.toString(), Temporal.Instant.from(AT).toString());
});

test('a mail of a transaction that is rolled back is never sent', async () => {
  await assert.rejects(
    transaction(db, async (tx) => {
      await addMail(tx, mail('ångrad'), AT);
      throw new RangeError('rolled back');
    }),
  );
  const out = recorder();
  await deliverOutbox(db, out, AT);
  assert.deepEqual(out.got, []);
});

test('one that fails waits and does not stop the others', async () => {
  const broken = mail('trasig');
  await addMail(db, broken, AT);
  await addMail(db, mail('hel'), AT);
  const out = recorder();
  const outcome = await deliverOutbox(db, out, AT);
  assert.deepEqual(outcome, { sent: 1, failed: [{ id: broken.id, permanent: false, detail: 'ECONNREFUSED' }] });
  assert.equal((await outboxRows(db)).find((row) => row.id === broken.id)?.sent_at, null);
});

test('two deliverers never send the same mail', async () => {
  await deliverOutbox(db, { ...recorder(), deliver: async () => ({ ok: true }) }, AT);
  for (let n = 0; n < 10; n += 1) await addMail(db, mail(`nr ${n}`), AT);
  const out = recorder();
  const slow: Transport = {
    ...out,
    deliver: async (next) => {
      await new Promise((resolve) => setTimeout(resolve, 5));
      return out.deliver(next);
    },
  };
  await Promise.all([deliverOutbox(db, slow, AT), deliverOutbox(db, slow, AT)]);
  assert.equal(new Set(out.got).size, 10);
  assert.equal(out.got.length, 10);
});

test('an example town without a mail server keeps its mail for the viewer; a real one lets it wait', async () => {
  assert.equal(openTransport({ mode: 'real', from }), undefined);
  const viewer = openTransport({ mode: 'example', from });
  assert.equal(viewer?.kind, 'viewer');
  const shown = mail('visas');
  await addMail(db, shown, '2026-02-03T09:00:00+01:00');
  if (viewer) await deliverOutbox(db, viewer, '2026-02-03T09:00:00+01:00');
  const [newest] = await outboxRows(db, 1);
  assert.equal(newest?.subject, 'visas');
  assert.equal(newest?.sent_at?.toString(), '2026-02-03T08:00:00Z');
});

/** A mail server of a dozen lines: answers each command, keeps the data. */
async function smtpServer(
  refuse = false,
): Promise<{ url: string; data: () => string; commands: () => string; close(): Promise<void> }> {
  let data = '';
  let commands = '';
  const server = createServer((socket) => {
    let reading = false;
    let rest = '';
    socket.write('220 test ESMTP\r\n');
    socket.on('data', (chunk) => {
      const lines = (rest + chunk.toString('utf8')).split('\r\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        if (reading && line === '.') {
          reading = false;
          socket.write('250 ok\r\n');
        } else if (reading) data += `${line}\n`;
        else {
          commands += `${line}\n`;
          reading = line === 'DATA';
          if (line === 'QUIT') socket.end('221 bye\r\n');
          else
            socket.write(
              reading ? '354 go\r\n' : refuse && line.startsWith('RCPT') ? '550 no such user leyla\r\n' : '250 ok\r\n',
            );
        }
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = () => new Promise<void>((resolve) => void server.close(() => resolve()));
  return { url: `smtp://127.0.0.1:${port}`, data: () => data, commands: () => commands, close };
}

test('a mail server gets one recipient, one subject line and the row’s id', async () => {
  const server = await smtpServer();
  const transport = openTransport({ smtpUrl: server.url, mode: 'real', from });
  const sent = mail('Du har fått ett brev från Ekhamns kommun');
  assert.deepEqual(await transport?.deliver(sent), { ok: true });
  transport?.close();
  await server.close();
  assert.equal(server.commands().match(/^RCPT TO:<leyla@example.org>/gm)?.length, 1);
  assert.match(server.data(), new RegExp(`^Message-ID: <${sent.id}@ekhamn.example>`, 'm'));
  assert.match(server.data(), /^From: Ekhamns kommun <noreply@ekhamn.example>/m);
  assert.match(server.data(), /^Auto-Submitted: auto-generated/m);
  assert.doesNotMatch(server.data(), /^Bcc/m);
});

test('files go with a mail as they are when it is sent, and a mail that lacks them does not go', async () => {
  const server = await smtpServer();
  const transport = openTransport({ smtpUrl: server.url, mode: 'real', from });
  const bytes = Buffer.from('%PDF-1.7 åäö');
  const file = {
    file: uuidv7(),
    sha256: 'a'.repeat(64),
    name: 'Handling 1.pdf',
    type: 'application/pdf',
    size: bytes.length,
  };
  const sent: Mail = { ...mail('Handlingen du bad om'), attachments: [file] };
  await addMail(db, sent, AT);
  assert.ok(transport);
  assert.equal((await deliverOutbox(db, transport, AT)).failed.length, 1, 'without a way to open files');
  assert.equal(server.data(), '');
  assert.equal((await deliverOutbox(db, transport, AT, { open: async () => Readable.from([bytes]) })).sent, 1);
  transport.close();
  await server.close();
  assert.match(server.data(), /Content-Type: application\/pdf; name="?Handling 1\.pdf"?/);
  assert.match(server.data(), /Content-Disposition: attachment; filename="Handling 1\.pdf"/);
  assert.ok(server.data().replaceAll('\n', '').includes(bytes.toString('base64')));
  assert.deepEqual((await outboxRows(db)).find(({ id }) => id === sent.id)?.attachments, [file]);
});

test('a final refusal is told from one that may pass, without the address', async () => {
  const server = await smtpServer(true);
  const transport = openTransport({ smtpUrl: server.url, mode: 'real', from });
  const answer = await transport?.deliver(mail('x'));
  assert.ok(answer && !answer.ok && answer.permanent && !answer.detail.includes('leyla'), JSON.stringify(answer));
  transport?.close();
  await server.close();
  const away = openTransport({ smtpUrl: server.url, mode: 'real', from });
  const later = await away?.deliver(mail('x'));
  assert.ok(later && !later.ok && !later.permanent, JSON.stringify(later));
});
