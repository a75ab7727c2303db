import type { Message, Step, Trace } from '../../counterexample/trace.ts';
import { labelOf, stepLabel } from '../happening.ts';

/**
 * A trace as a sequence diagram of Mermaid. Its arrows are level: a message is drawn where it is delivered, as in the text
 * diagram, and numbered in the order of sending.
 */
export function mermaid(name: string, trace: Trace, isViolation: boolean): string {
  const { processes, steps, messages, lasso } = trace;
  const lanes = processes.length === 0 ? [{ id: name }] : processes;
  const lines = ['sequenceDiagram', ...lanes.map(({ id }, i) => `  participant L${i} as ${text(id)}`)];
  for (const step of steps) {
    if (lasso !== undefined && step.index === lasso.start + 1)
      lines.push(`  loop ${lasso.period} ${lasso.period === 1 ? 'step' : 'steps'}, for ever`);
    lines.push(...linesOf(trace, step, isViolation && step.index === trace.length));
  }
  if (lasso !== undefined && lasso.period > 0) lines.push('  end');
  for (const message of messages)
    if (message.deliveredAt === undefined && message.lostAt === undefined)
      lines.push(
        `  ${laneOf(trace, message.from)}--)${laneOf(trace, message.to)}: ${text(`${labelOf(message)}, in flight`)}`,
      );
  return `${lines.join('\n')}\n`;
}

function linesOf(trace: Trace, step: Step, isBad: boolean): readonly string[] {
  const received = step.receives === undefined ? undefined : (trace.messages[step.receives - 1] as Message);
  const lane = laneOf(trace, step.process);
  const over = step.process === undefined && trace.processes.length > 1 ? `L0,L${trace.processes.length - 1}` : lane;
  const lost = (step.loses ?? []).map((id) => trace.messages[id - 1] as Message);
  const sending = step.environment === 'transmit' ? `sends ${step.sends.map((id) => `m${id}`).join(' ')}` : undefined;
  const what = stepLabel(trace, step) ?? sending;
  return [
    ...(what === undefined ? [] : [`  Note over ${over}: ${text(`${isBad ? '✗ ' : ''}${step.index} ${what}`)}`]),
    ...(received === undefined
      ? []
      : [
          `  ${laneOf(trace, received.from)}-)${lane}: ${text(`${step.index}. ${labelOf(received)}${history(received)}`)}`,
        ]),
    ...lost.map((message) => {
      const number = what === undefined ? `${step.index}. ` : '';
      return `  ${laneOf(trace, message.from)}--x${laneOf(trace, message.to)}: ${text(`${number}${labelOf(message)}, lost`)}`;
    }),
    ...(isBad && what === undefined ? [`  Note over ${over}: ✗`] : []),
  ];
}

function history({ overtakes = [], copyOf }: Message): string {
  const overtaking = overtakes.length === 0 ? '' : `, overtakes ${overtakes.map((id) => `m${id}`).join(' ')}`;
  return `${copyOf === undefined ? '' : `, a duplicate of m${copyOf}`}${overtaking}`;
}

function laneOf({ processes }: Trace, process: string | undefined): string {
  return `L${Math.max(
    0,
    processes.findIndex(({ id }) => id === process),
  )}`;
}

/** Everything that could mean something to Mermaid, or to HTML, as the entity of its code point. */
function text(plain: string): string {
  return plain.replace(/[^\p{L}\p{N} _.,()=✗-]/gu, (character) => `#${character.codePointAt(0)};`);
}
