import { check } from 'unturned';
import { expect, test } from 'vitest';
import lock from './lock.ts';

test('the lock excludes, and nobody is stuck', async () => {
  const { verdict } = await check(lock, { params: { processes: 4 } });
  expect(verdict).toBe('holds');
});

test('the properties catch a server that lets everybody in', async () => {
  const { properties } = await check(lock, { params: { queues: false } });
  expect(properties.filter(({ status }) => status === 'violated')).toMatchObject([{ name: 'mutualExclusion' }]);
});
