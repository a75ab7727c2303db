import 'unturned/vitest';
import { expect, test } from 'vitest';

test('the lock excludes, and nobody is stuck', async () => {
  await expect('./lock.ts').toHold({ params: { processes: 4 } });
});

test('the properties catch a server that lets everybody in', async () => {
  await expect('./lock.ts').toViolate('mutualExclusion', { within: 6, params: { queues: false } });
});
