/**
 * Where a text stops being JSON, counted from 0: at the first character that no JSON text could have there, or at its end.
 * `JSON.parse` says so in other words in each version of Node, and not always.
 */
export function jsonFault(text: string): number {
  const scanner = new Scanner(text);
  scanner.value();
  scanner.space();
  return scanner.fault ?? scanner.at;
}

class Scanner {
  readonly #text: string;
  at = 0;
  fault: number | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  space(): void {
    this.#skip(/[ \t\r\n]*/y);
  }

  value(): void {
    this.space();
    const start = this.#text[this.at];
    if (start === '{') this.#list('}', () => this.#member());
    else if (start === '[') this.#list(']', () => this.value());
    else if (start === '"') this.#string();
    else if (!this.#skip(/-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y)) this.#fail();
  }

  #member(): void {
    this.space();
    this.#string();
    this.space();
    if (!this.#skip(/:/y)) this.#fail();
    this.value();
  }

  #list(end: string, item: () => void): void {
    this.at++;
    this.space();
    if (this.#text[this.at] === end) {
      this.at++;
      return;
    }
    while (this.fault === undefined) {
      item();
      this.space();
      const next = this.#text[this.at];
      if (this.fault === undefined && next !== ',' && next !== end) this.#fail();
      if (this.fault !== undefined) return;
      this.at++;
      if (next === end) return;
    }
  }

  #string(): void {
    if (this.#skip(/"(?:[^"\\\p{Cc}]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"/uy)) return;
    if (this.#text[this.at] === '"') this.#skip(/"(?:[^"\\\p{Cc}]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*/uy);
    this.#fail();
  }

  #skip(pattern: RegExp): boolean {
    if (this.fault !== undefined) return false;
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.#text);
    if (found === null) return false;
    this.at += found[0].length;
    return true;
  }

  #fail(): void {
    this.fault ??= this.at;
  }
}
