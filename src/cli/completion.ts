import tab from '@bomb.sh/tab/commander';
import type { Command } from 'commander';
import { bundledSpecs } from './bundled.ts';
import { explanations } from './explain.ts';

/**
 * Adds the command that prints a script for a shell, and the one by which that script asks what may follow. What may follow
 * is read from the program itself, but for the names of specs and codes.
 */
export function addCompletion(program: Command): void {
  // A description of several lines is several suggestions to a shell.
  for (const command of program.commands) command.description(command.summary());
  const completions = tab(program, { completionCommandName: 'completion' });
  for (const [name, command] of completions.commands) {
    if (command.arguments.has('spec'))
      command.argument(
        'spec',
        (complete) => {
          for (const { name: spec, family } of bundledSpecs()) complete(spec, family);
        },
        name === 'check',
      );
    if (name === 'explain')
      command.argument('code', (complete) => {
        for (const { code, title } of explanations()) complete(code, title);
      });
  }
}
