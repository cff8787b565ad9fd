import { expect, test } from 'vitest';
import { ofLastStart } from '../../src/doctor/journal-lines.ts';

test('regression: what an earlier run lacked was taken for what the last one lacks', () => {
  const text = `Nov 25 09:00:01 web1 systemd[1]: Starting shop-web.service - web...
Nov 25 09:00:02 web1 node[41]: Error: Cannot find module 'express'
Nov 25 09:00:02 web1 systemd[1]: shop-web.service: Failed with result 'exit-code'.
Nov 25 09:01:01 web1 systemd[1]: Starting shop-web.service - web...
Nov 25 09:01:01 web1 env[42]: Error: listen EADDRNOTAVAIL: address: not here
Nov 25 09:01:01 web1 env[42]:     at Server.listen
Nov 25 09:01:02 web1 systemd[1]: shop-web.service: Failed with result 'exit-code'.`;
  expect(ofLastStart(text).split('\n')).toEqual([
    'Starting shop-web.service - web...',
    'Error: listen EADDRNOTAVAIL: address: not here',
    '    at Server.listen',
    "shop-web.service: Failed with result 'exit-code'.",
  ]);
});
