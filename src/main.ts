import { join } from 'node:path';
import pino from 'pino';
import { systemClock } from './clock.ts';
import { openDemoClock } from './demo/demo-clock.ts';
import { type Config, ConfigError, configFromProcess } from './start/config.ts';
import { demoLogFile, demoWords } from './start/demo-words.ts';
import { type Running, start } from './start/start.ts';
import { startFaultSentence, startWords } from './start/words.ts';

/** How long a stop may take before the process ends anyway. */
const hardStopMs = 25_000;

try {
  const config = configFromProcess();
  const log = pino(
    { level: config.logLevel, base: null, timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination(logTarget(config)),
  );
  const time = config.emulator ? openDemoClock(config.dataDir) : { clock: systemClock };
  const progress = { tell: (sentence: string) => process.stdout.write(`${sentence}\n`) };
  const running = await start(config, {
    ...time,
    log,
    progress,
    loops: true,
    storeThread: true,
    storeDurable: !config.emulator,
  });
  process.stdout.write(`${startedWords(config, running)}\n`);
  stopOnSignals(running);
} catch (error) {
  process.stderr.write(`${error instanceof ConfigError ? error.message : startFaultSentence(error)}\n`);
  process.exitCode = 1;
}

/** The demo's log is a file beside its data, begun anew at each start, so that the terminal shows what a newcomer needs. */
function logTarget({ emulator, dataDir }: Config) {
  if (!emulator) return { dest: 2, sync: false };
  return { dest: join(dataDir, demoLogFile), mkdir: true, append: false, sync: false };
}

function startedWords(config: Config, { emulator, url }: Running): string {
  return emulator === undefined ? startWords.started(url) : demoWords.started(emulator.url, url, config);
}

function stopOnSignals(running: Running): void {
  let stopping = false;
  const stop = (code: number) => {
    if (stopping) process.exit(code === 0 ? 1 : code);
    stopping = true;
    setTimeout(() => process.exit(1), hardStopMs).unref();
    running.stop().then(
      () => process.exit(code),
      () => process.exit(1),
    );
  };
  process.on('SIGTERM', () => stop(0));
  process.on('SIGINT', () => stop(0));
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(event, (error: unknown) => {
      process.stderr.write(
        `出现意外错误，程序将停止：${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
      );
      stop(1);
    });
  }
}
