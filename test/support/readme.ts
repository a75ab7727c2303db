/** A command of a document, and the output that the document shows for it. */
export interface ShownCommand {
  readonly command: string;
  readonly output: string;
}

/** A file of a document: a block of TypeScript that begins with a comment of its name. */
export interface ShownFile {
  readonly name: string;
  readonly text: string;
}

/** The files that a document tells its reader to write. */
export function filesOf(document: string): ShownFile[] {
  return [...document.matchAll(/^```ts\n\/\/ (\S+)\n([\s\S]*?)^```$/gm)].map(([, name, text]) => ({
    name: name as string,
    text: text as string,
  }));
}

/** The files of a document that are no programs: a block of JSON, or of a line of it after another, with a name beside it. */
export function dataOf(document: string): ShownFile[] {
  return [...document.matchAll(/^```json (\S+)\n([\s\S]*?)^```$/gm)].map(([, name, text]) => ({
    name: name as string,
    text: text as string,
  }));
}

/** The commands of a document: each `$` of a `console` block with what follows it, each line of an `sh` block. */
export function commandsOf(document: string): ShownCommand[] {
  return [...document.matchAll(/^```(console|sh)\n([\s\S]*?)^```$/gm)].flatMap(([, kind, text]) =>
    kind === 'sh'
      ? (text as string)
          .trim()
          .split('\n')
          .map((command) => ({ command, output: '' }))
      : [...(text as string).matchAll(shownCommand)].map(([, command, output]) => ({
          command: command as string,
          output: output as string,
        })),
  );
}

const shownCommand = /^\$ (.*)\n((?:(?!\$ ).*\n)*)/gm;

/** The document with these outputs in the place of those that differ in more than time and memory. */
export function withOutputs(document: string, outputs: Pick<ReadonlyMap<string, string>, 'get'>): string {
  return document.replace(/^```console\n[\s\S]*?^```$/gm, (block) =>
    block.replace(shownCommand, (_, command: string, shown: string) => {
      const output = asInClone(outputs.get(command) ?? '');
      return `$ ${command}\n${withoutFigures(shown) === withoutFigures(output) ? shown : output}`;
    }),
  );
}

/** What the command prints of a bundled spec where the package is not installed but cloned. */
function asInClone(output: string): string {
  return output
    .replace(/^( unturned \S+)\s+node_modules\/unturned\/(\S+ ›)\s+/gm, '$1   $2 ')
    .replaceAll('node_modules/unturned/', '');
}

function withoutFigures(output: string): string {
  return output.replace(/\s+\d[\d.]* s · \d[\d.]* [MG]B/g, ' (time and memory)').replace(/ +\d+\.\d s$/gm, ' (time)');
}
