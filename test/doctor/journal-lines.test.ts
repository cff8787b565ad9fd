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
  const { text: all, own } = ofLastStart(text);
  expect(all.split('\n')).toEqual([
    'Starting shop-web.service - web...',
    'Error: listen EADDRNOTAVAIL: address: not here',
    '    at Server.listen',
    "shop-web.service: Failed with result 'exit-code'.",
  ]);
  expect(own).toEqual(['Error: listen EADDRNOTAVAIL: address: not here', '    at Server.listen']);
});

test('systemd’s child that could not become the program is no word of the program', () => {
  const text = `Nov 25 09:01:01 web1 systemd[1]: Starting shop-web.service - web...
Nov 25 09:01:01 web1 (node)[42]: shop-web.service: Failed to locate executable node: No such file or directory
Nov 25 09:01:01 web1 systemd[1]: shop-web.service: Failed with result 'exit-code'.`;
  expect(ofLastStart(text).own).toEqual([]);
});
