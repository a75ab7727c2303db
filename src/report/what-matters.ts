import type { Json } from '../counterexample/trace.ts';
import { wrap } from './columns.ts';
import { countOf } from './figures.ts';
import type { Page } from './page.ts';
import type { PropertyResult, WhatIf } from './result.ts';

const indent = 16;

/** Which assumption, if it were stronger, would make a violated property hold. */
export function describeWhatMatters({ whatIf = [] }: PropertyResult, { paint, width }: Page): readonly string[] {
  const holding = whatIf.filter(({ status }) => status === 'holds');
  const broken = whatIf.filter(({ status }) => status === 'violated');
  const open = whatIf.filter(({ status }) => status !== 'holds' && status !== 'violated');
  const sentences = [
    ...holding.map(
      (one) => `holds ${assumptionOf(one)} (${countOf(one.states, 'state')}, complete): the run needs ${needOf(one)}`,
    ),
    ...(broken.length > 0 ? [`still violated ${broken.map(assumptionOf).join('; ')}`] : []),
    ...(open.length > 0 ? [`not decided in time ${open.map(assumptionOf).join('; ')}`] : []),
  ];
  const lines = sentences.flatMap((sentence) => wrap(sentence, width - indent));
  return lines.map((line, i) => ` ${paint('dim', (i === 0 ? 'what matters' : '').padEnd(indent - 1))}${line}`);
}

/** `without crash`, `with FIFO channels`. */
function assumptionOf({ change }: WhatIf): string {
  const [[name, value] = ['', null]] = Object.entries(change) as [string, Json][];
  switch (name) {
    case 'channels':
      return 'with FIFO channels';
    case 'sending':
      return 'with atomic multicasts';
    case 'afterCrash':
      return 'if what was sent arrives';
    default:
      return value === 0 ? `without ${name}` : `with ${name}=${String(value)}`;
  }
}

/** What the counterexample makes use of, if the property holds without it. */
function needOf({ change }: WhatIf): string {
  const [name = ''] = Object.keys(change);
  const needs: Readonly<Record<string, string>> = {
    channels: 'one message to overtake another',
    sending: 'a crash before all messages of a step have left',
    afterCrash: 'messages to be lost with their sender',
    crash: 'the crash',
    recovery: 'the recovery',
    loss: 'the loss',
    duplication: 'the duplicate',
    reordering: 'the reordering',
    partition: 'the partition',
    suspicion: 'the wrong suspicion',
  };
  return needs[name] ?? name;
}
