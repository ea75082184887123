import { readFileSync } from 'node:fs';
import { EXIT, readArguments, RECORDS_USAGE, USAGE, type Command } from './cli/arguments';
import { inert } from './cli/status-text';
import { openTraceFile } from './cli/trace-file';
import { folderOf, own, rendererFolder } from './place';
import { systemClock } from './polling/system-clock';
import { watchForTrouble } from './trouble';
import { VERSION } from './version';

/** Composition root of the command line. Each command loads only what it needs. */
async function main(): Promise<number> {
  const command = readArguments(process.argv.slice(2), process.env);
  if (!command.ok) {
    complain(`meridian: ${command.error}`);
    process.stderr.write(`\n${USAGE}`);
    return EXIT.usage;
  }
  switch (command.value.kind) {
    case 'help':
      process.stdout.write(USAGE);
      return 0;
    case 'version':
      process.stdout.write(`${VERSION}\n`);
      return 0;
    case 'status': {
      const { status } = await import('./cli/status');
      const outcome = await status(command.value);
      process.stderr.write(outcome.stderr);
      await written(outcome.stdout);
      return outcome.code;
    }
    case 'records-help':
      process.stdout.write(RECORDS_USAGE);
      return 0;
    case 'records': {
      const { records } = await import('./cli/records');
      const outcome = records(command.value);
      process.stderr.write(outcome.stderr);
      await written(outcome.stdout);
      return outcome.code;
    }
    case 'check': {
      const { check } = await import('./cli/check');
      const outcome = await check(command.value);
      process.stderr.write(outcome.stderr);
      await written(outcome.stdout);
      return outcome.code;
    }
    case 'changes-import':
    case 'changes-export': {
      const { changesFiles } = await import('./cli/changes-files');
      const outcome = await changesFiles(command.value);
      process.stderr.write(outcome.stderr);
      await written(outcome.stdout);
      return outcome.code;
    }
    case 'freezes': {
      const { freezes } = await import('./cli/freezes');
      const outcome = await freezes(command.value);
      process.stderr.write(outcome.stderr);
      await written(outcome.stdout);
      return outcome.code;
    }
    case 'handover': {
      const { handover } = await import('./cli/handover');
      const outcome = await handover(command.value);
      process.stderr.write(outcome.stderr);
      await written(outcome.stdout);
      return outcome.code;
    }
    case 'serve':
      return serve(command.value);
    case 'simulate':
      return simulate(command.value);
  }
}

const BROWSER_MODE = 'browser mode';

async function serve(command: Extract<Command, { kind: 'serve' }>): Promise<number> {
  const trace = openTraceFile(command.traceSaved);
  if (!trace.ok) {
    complain(`meridian: ${trace.error}`);
    return EXIT.usage;
  }
  const { openGround } = await import('./ground');
  const ground = await openGround(command.place.workspace);
  if (!ground.ok) {
    ground.error.forEach(complain);
    return EXIT.badWorkspace;
  }
  const folder = folderOf(command.place.data, ground.value.scope.demo);
  const owned = own(folder, 'serve');
  if (!owned.ok) {
    complain(`meridian: ${owned.error.message}`);
    return EXIT.inUse;
  }
  // From here on a signal ends it in order, also one that comes with the first line.
  const ended = interrupted();
  const [{ startCockpit }, { startServe }, { statusJson }, { createDesk }, { gatherDiagnostics }] = await Promise.all([
    import('./cockpit'),
    import('./serve'),
    import('../shared/domain/snapshot/status-json'),
    import('./desk/desk'),
    import('./diagnostics'),
  ]);
  const trouble = watchForTrouble({
    folder,
    runtime: BROWSER_MODE,
    exit: (code) => process.exit(code),
    echo: (line) => process.stderr.write(`${line}\n`),
  });
  const cockpit = startCockpit({
    ground: ground.value,
    folder,
    info: { version: VERSION, runtime: BROWSER_MODE, dataFolder: folder, warning: null },
    log: trouble.log,
  });
  let stopRecords = (): void => undefined;
  trouble.endWith(async () => {
    stopRecords();
    await cockpit.stop();
    owned.value.release();
  });
  await cockpit.poll();
  const { startRecordsDesk } = await import('./start-records');
  const records = startRecordsDesk({
    folder,
    snapshot: () => cockpit.engine.snapshot(),
    workspace: () => cockpit.workspace(),
    clockOffset: () => cockpit.clockOffset(),
    engine: cockpit.engine,
    trace: trace.value,
    log: trouble.log,
    outlet: null,
  });
  stopRecords = records.stop;
  const server = await startServe({
    engine: cockpit.engine,
    port: command.port,
    rendererFolder,
    statusJson: () => statusJson(cockpit.engine.snapshot(), systemClock.now()),
    desk: createDesk({
      visits: null,
      updates: null,
      onAlive: () => undefined,
      onDrawn: () => undefined,
      diagnostics: () =>
        gatherDiagnostics({
          folder,
          runtime: BROWSER_MODE,
          trouble,
          snapshot: () => cockpit.engine.snapshot(),
          workspace: () => cockpit.workspace(),
          processes: () => [],
        }),
      lastCrash: () => trouble.crashes.unseen(trouble.since),
      onCrashSeen: () => trouble.crashes.markSeen('all'),
    }),
    records,
    log: trouble.log,
  });
  if (!server.ok) {
    complain(`meridian: ${server.error.message}`);
    stopRecords();
    await cockpit.stop();
    owned.value.release();
    return EXIT.unavailable;
  }
  owned.value.announce(server.value.url);
  await written(`${JSON.stringify({ url: server.value.url, token: server.value.token, link: server.value.link })}\n`);
  await ended;
  await server.value.stop();
  stopRecords();
  await cockpit.stop();
  owned.value.release();
  return 0;
}

async function simulate(command: Extract<Command, { kind: 'simulate' }>): Promise<number> {
  let scenario: unknown;
  if (command.scenario !== null) {
    try {
      scenario = JSON.parse(readFileSync(command.scenario, 'utf8'));
    } catch (error) {
      complain(`meridian: ${command.scenario}: ${error instanceof Error ? error.message : String(error)}`);
      return EXIT.badWorkspace;
    }
  }
  try {
    const { startSimulator } = await import('./simulator/index');
    const ended = interrupted();
    const simulator = await startSimulator({
      port: command.port,
      ...(command.seed !== null && { seed: command.seed }),
      clock: systemClock.now,
      scenario,
    });
    await written(
      `${JSON.stringify({ url: simulator.url, seed: simulator.seed, now: new Date(simulator.now).toISOString() })}\n`,
    );
    await ended;
    await simulator.stop();
    return 0;
  } catch (error) {
    complain(`meridian: ${error instanceof Error ? error.message : String(error)}`);
    return EXIT.unavailable;
  }
}

/** A line for a person, on standard error; texts of files and of AWS cannot steer the terminal. */
const complain = (line: string): void => {
  process.stderr.write(`${inert(line)}\n`);
};

/** A pipe may take its time: the process must not end before it has everything. */
const written = (text: string): Promise<void> =>
  new Promise((done) => {
    process.stdout.write(text, () => {
      done();
    });
  });

const interrupted = (): Promise<void> =>
  new Promise((done) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.once(signal, () => {
        done();
      });
  });

// A reader that went away (`| head`) is no fault of ours.
process.stdout.on('error', () => process.exit(0));

void main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`meridian: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exit(70);
  },
);
