import { blindAppend, blindForget, blindInsert, insert } from '../spec/network.ts';
import { plainCopy, type Scalar } from '../spec/value.ts';
import { afterOperations, type Operation } from '../state/pool.ts';
import type { AskValue, Collection } from './collection.ts';

/**
 * An array that notes `length`, reads of an element, `shift`, `push` and sending. Anything else reads the whole: from then on it
 * is an ordinary array.
 */
export function observeArray(ask: AskValue, mayChange: boolean): Collection {
  const content: unknown[] = [];
  const operations: Operation[] = [];
  let isWhole = false;
  let shifted = 0;
  let appended = 0;
  const readWhole = (): void => {
    if (isWhole) return;
    isWhole = true;
    const value = ask({ kind: 'value' }) as readonly unknown[];
    const copy = mayChange ? (plainCopy(value) as unknown[]) : value;
    content.push(...(afterOperations(operations, copy) as unknown[]));
  };
  const length = (): number => (ask({ kind: 'size' }) as number) - shifted + appended;
  const putBlindly = (kind: 'append' | 'insert', value: unknown): void => {
    if (!isWhole) {
      operations.push({ kind, value });
      appended++;
    } else if (kind === 'append') content.push(value);
    else insert(content, value);
  };
  const appendBlindly = (value: unknown): void => putBlindly('append', value);
  const insertBlindly = (value: unknown): void => putBlindly('insert', value);
  const push = (...values: unknown[]): number => {
    const before = length();
    values.forEach(appendBlindly);
    return before + values.length;
  };
  const shift = (): unknown => {
    const head = ask({ kind: 'at', index: shifted });
    if (head === undefined) return undefined;
    operations.push({ kind: 'shift' });
    shifted++;
    return plainCopy(head);
  };
  /** Answers a read in part, if that is possible. */
  const readPart = (key: string | symbol): { readonly value: unknown } | undefined => {
    if (key === 'length') return { value: length() };
    if (mayChange && key === 'push') return { value: push };
    if (operations.some(({ kind }) => kind !== 'shift')) return undefined;
    if (mayChange && key === 'shift') return { value: shift };
    if (typeof key === 'symbol' || !/^\d+$/.test(key)) return undefined;
    const value = ask({ kind: 'at', index: Number(key) + shifted });
    return typeof value === 'object' && value !== null && mayChange ? undefined : { value };
  };
  const whole = <A extends readonly unknown[], R>(trap: (...args: A) => R) => {
    return (...args: A): R => {
      readWhole();
      return trap(...args);
    };
  };
  const draft = new Proxy(content, {
    get: (target, key) => {
      if (key === blindAppend) return mayChange ? appendBlindly : undefined;
      if (key === blindInsert) return mayChange ? insertBlindly : undefined;
      if (key === blindForget && mayChange && !isWhole)
        return (element: Scalar) => operations.push({ kind: 'forget', element });
      const part = isWhole ? undefined : readPart(key);
      if (part !== undefined) return part.value;
      readWhole();
      return Reflect.get(target, key);
    },
    set: whole(
      (target: unknown[], key: string | symbol, value: unknown) => mayChange && Reflect.set(target, key, value),
    ),
    deleteProperty: whole(
      (target: unknown[], key: string | symbol) => mayChange && Reflect.deleteProperty(target, key),
    ),
    defineProperty: whole(
      (target: unknown[], key: string | symbol, descriptor: PropertyDescriptor) =>
        mayChange && Reflect.defineProperty(target, key, descriptor),
    ),
    has: whole(Reflect.has),
    ownKeys: whole(Reflect.ownKeys),
    getOwnPropertyDescriptor: whole(Reflect.getOwnPropertyDescriptor),
  });
  return {
    draft,
    changes: () => {
      if (isWhole) return { kind: 'value', value: content };
      return operations.length > 0 ? { kind: 'operations', operations } : undefined;
    },
  };
}
