import { describe, expect, it } from 'vitest';
import { closed, messages, opened, refused, running } from './harness';

const byId = (a: unknown, b: unknown): number => (a as { id: number }).id - (b as { id: number }).id;

const bearer = (token: string): Record<string, string> => ({ authorization: `Bearer ${token}` });

describe('the socket of browser mode: who may connect', () => {
  it('takes the cookie or the token', async () => {
    const { serve, connect, enter } = await running();
    await opened(connect({ cookie: await enter(), origin: serve.url }));
    await opened(connect(bearer(serve.token)));
  });

  it('refuses without them, from elsewhere and on another path', async () => {
    const { serve, connect, enter, host } = await running();
    const cookie = await enter();
    expect(await refused(connect({}))).toBe(401);
    expect(await refused(connect({ cookie: 'meridian=wrong' }))).toBe(401);
    expect(await refused(connect(bearer('wrong')))).toBe(401);
    expect(await refused(connect({ cookie, origin: 'https://evil.example' }))).toBe(403);
    expect(await refused(connect({ ...bearer(serve.token), origin: 'null' }))).toBe(403);
    expect(await refused(connect({ cookie, host: `evil.example:${host.split(':')[1] ?? ''}` }))).toBe(403);
    expect(await refused(connect({ cookie }, '/other'))).toBe(404);
    // The token of the link has no place in an address here.
    expect(await refused(connect({}, `/ws?token=${serve.token}`))).toBe(401);
  });

  it('takes so many and no more', async () => {
    const { serve, connect } = await running({ limits: { sockets: 2 } });
    const first = connect(bearer(serve.token));
    await opened(first);
    await opened(connect(bearer(serve.token)));
    expect(await refused(connect(bearer(serve.token)))).toBe(503);
    const gone = closed(first);
    first.close();
    await gone;
    await opened(connect(bearer(serve.token)));
  });
});

describe('the socket of browser mode: calls and patches', () => {
  it('carries calls through the door and answers by id', async () => {
    const { serve, connect } = await running();
    const socket = connect(bearer(serve.token));
    await opened(socket);
    const answers = messages(socket, 4);
    socket.send(JSON.stringify({ id: 1, method: 'app.info' }));
    socket.send(JSON.stringify({ id: 2, method: 'no.such' }));
    socket.send(JSON.stringify({ id: 3, method: 'attention.acknowledge', input: {} }));
    socket.send(JSON.stringify({ id: 4 }));
    expect([...(await answers)].sort(byId)).toEqual([
      { id: 1, ok: true, output: { answered: 'app.info' } },
      { id: 2, ok: false, error: { code: 'unknown-method', message: 'unknown method "no.such"' } },
      { id: 3, ok: false, error: expect.objectContaining({ code: 'bad-input' }) as unknown },
      { id: 4, ok: false, error: { code: 'unknown-method', message: 'unknown method of type undefined' } },
    ]);
  });

  it('sends every patch to every window', async () => {
    const { serve, connect, engine } = await running();
    const sockets = [connect(bearer(serve.token)), connect(bearer(serve.token))];
    await Promise.all(sockets.map(opened));
    const seen = Promise.all(sockets.map((socket) => messages(socket, 2)));
    engine.emits({ seq: 2, generatedAt: 5 });
    engine.emits({ seq: 3, generatedAt: 6, restoring: false });
    const expected = [
      { event: 'snapshot.patch', payload: { seq: 2, generatedAt: 5 } },
      { event: 'snapshot.patch', payload: { seq: 3, generatedAt: 6, restoring: false } },
    ];
    expect(await seen).toEqual([expected, expected]);
  });

  it.each([
    ['no JSON', 'hello', 1007],
    ['JSON that is no call', '[1]', 1007],
    ['null', 'null', 1007],
    ['a call without an id', '{"method":"app.info"}', 1007],
    ['an id that is no whole number', '{"id":1.5,"method":"app.info"}', 1007],
    ['bytes', Buffer.from([1, 2, 3]), 1003],
    ['more than twelve megabytes', `{"id":1,"method":"${'x'.repeat(12_000_001)}"}`, 1009],
  ])('closes on %s', async (_name, data, code) => {
    const { serve, connect } = await running();
    const socket = connect(bearer(serve.token));
    await opened(socket);
    const end = closed(socket);
    socket.send(data);
    expect((await end).code).toBe(code);
  });

  it('closes on more calls at once than a window makes', async () => {
    const { serve, connect, engine } = await running({ limits: { callsInFlight: 3 } });
    engine.holds();
    const socket = connect(bearer(serve.token));
    await opened(socket);
    const end = closed(socket);
    for (let id = 0; id < 4; id += 1) socket.send(JSON.stringify({ id, method: 'app.info' }));
    expect((await end).code).toBe(4003);
    // Answers that come after the end go nowhere and break nothing.
    engine.letGo();
  });

  it('tells a window that takes nothing to fetch the snapshot again, and holds no more for it', async () => {
    const { serve, connect, engine, log } = await running({ limits: { waiting: 200_000 } });
    const slow = connect(bearer(serve.token));
    const quick = connect(bearer(serve.token));
    await Promise.all([opened(slow), opened(quick)]);
    slow.pause();
    const text = 'x'.repeat(100_000);
    let seq = 1;
    // The system's own buffers take the first megabytes.
    while (log.length === 0 && seq < 500) {
      const seen = messages(quick, 1);
      seq += 1;
      engine.emits({ seq, generatedAt: 0, workspace: { id: 'a', name: text, file: null, problem: null } });
      await seen;
    }
    expect(log).toEqual(['a window took nothing for a while; it is told to fetch the snapshot again']);
    const end = closed(slow);
    slow.resume();
    expect((await end).code).toBe(4008);
    const after = messages(quick, 1);
    engine.emits({ seq: seq + 1, generatedAt: 0 });
    expect(await after).toMatchObject([{ payload: { seq: seq + 1 } }]);
  });

  it('pings, and ends a window that does not answer', async () => {
    const { serve, connect } = await running({ limits: { ping: 30 } });
    const deaf = connect(bearer(serve.token));
    await opened(deaf);
    // What the client library would answer by itself.
    deaf.pong = () => {};
    const answering = connect(bearer(serve.token));
    await opened(answering);
    const pinged = new Promise<void>((resolve) => answering.once('ping', () => resolve()));
    expect((await closed(deaf)).code).toBe(1006);
    await pinged;
    expect(answering.readyState).toBe(answering.OPEN);
  });

  it('says good-bye when it stops, and leaves no listener', async () => {
    const { serve, connect, engine } = await running();
    const socket = connect(bearer(serve.token));
    await opened(socket);
    const end = closed(socket);
    await serve.stop();
    expect((await end).code).toBe(1001);
    expect(engine.listeners()).toBe(0);
  });
});
