import { getHeapStatistics } from 'node:v8';
import { Worker } from 'node:worker_threads';
import { presentCall } from '../../spec/calling.ts';
import { SpecError } from '../../spec/spec-error.ts';
import { addressSpace } from '../address-space.ts';
import { isCompiled, ownModule } from '../package-folder.ts';
import type { Watched } from './watched.ts';

/** Of the heap, what one call may fill. */
const greatestShare = 0.5;

/** Of the address space, where `ulimit -v` bounds it, what a thread may need: without it there is no watch. */
const threadAddresses = 2 * 2 ** 30;

/** Watches from another thread that every call of a function of the spec comes to an end. */
export interface CallWatch {
  readonly release: () => void;
}

const globalName = '__unturnedStop';

/**
 * Has `onStuck` called, from within a call that takes longer than `time` milliseconds, or without a bound more memory than
 * `memory` bytes. It must say all there is to say, and return the status with which the process is then ended, as the call
 * cannot be. What is watched costs two increments a call.
 */
export function watchCalls(time: number, memory: number, onStuck: (error: SpecError) => number): CallWatch {
  const addresses = addressSpace();
  if (!isCompiled || addresses.limit - addresses.used() < threadAddresses) return { release: () => {} };
  const beats = new Int32Array(new SharedArrayBuffer(8));
  const growth = greatestShare * Math.min(getHeapStatistics().heap_size_limit, memory);
  presentCall.beats = beats;
  const stop = (reason: 'time' | 'memory'): void => {
    const { where } = presentCall;
    if (where !== undefined) process.exit(onStuck(reason === 'time' ? tooLong(where, time) : tooMuch(where, growth)));
  };
  Object.defineProperty(globalThis, globalName, { value: stop, configurable: true });
  const watched: Watched = { beats, time, growth, globalName };
  const thread = new Worker(ownModule('cli/watching/thread'), {
    workerData: watched,
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: 16, maxYoungGenerationSizeMb: 2, stackSizeMb: 1 },
  });
  thread.unref();
  thread.on('error', () => {}); // without a watch everything goes on
  return {
    release: () => {
      presentCall.beats = new Int32Array(2);
      void thread.terminate();
    },
  };
}

function tooLong(where: string, time: number): SpecError {
  return new SpecError('S111', {
    where,
    text: `one call takes longer than ${time / 1000} s`,
    help: 'It must look at one state, and come to an end. --max-call-time allows more time.',
  });
}

function tooMuch(where: string, growth: number): SpecError {
  return new SpecError('S111', {
    where,
    text: `one call takes more than ${Math.round(growth / 2 ** 20)} MB of memory`,
    help: 'It must look at one state, and come to an end.',
  });
}
