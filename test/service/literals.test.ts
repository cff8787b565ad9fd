import { describe, expect, test } from 'vitest';
import { redact } from '../../src/service/redact.ts';
import { valueReason } from '../../src/service/secrets.ts';

const SECRETS = [
  'mysql://u:p$ss/w0rd@h/db',
  'postgres://${USER}:pre${PART}@h/db',
  'postgres://u:p$$ss@h/db',
  'amqp://:hunter2@queue',
  'DB_PASSWORD=hunter2secret node s.js',
  '"DB_PASSWORD=hunter2 secret"',
  'run --password hunter2secret',
  'run "--password" "hunter2 secret"',
  'run --verbose --password hunter2secret',
  'docker run --env=DB_PASSWORD=hunter2secret image',
  'OPTIONS="--db main --db-password hunter2secret" run',
  'OPTIONS="main DB_PASSWORD=hunter2secret" run',
  'curl "http://h/?a=1&b=2" \\\n  -u admin:hunter2secret',
  'run --dbPassword=hunter2secret',
  'run --password p$ss/w0rd',
  'java -Ddb.password=hunter2secret -jar a.jar',
  'http://h/?deep=1&access_token=hunter2secret',
  'TOKEN="${TOKEN:-hunter2secret}"',
  'curl -u admin:hunter2secret h',
  'curl --user admin:hunter2secret h',
  "curl -H 'Authorization: Basic aHVudGVyMnNlY3JldA' h",
  "curl -H 'Private-Token: x; PRIVATE_TOKEN: y' --header 'X-Auth-Token: hunter2secret' h",
];

const HARMLESS = [
  'mysql://u:${DB_PASSWORD}@h/db',
  'mysql://u:$DB_PASSWORD@h/db',
  'mysql://u:$${DB_PASSWORD}@h/db',
  'mysql://${USER:-root}:${DB_PASSWORD:-}@h/db',
  'http://${HOST:-localhost}:8080/path/user@example.com',
  'http://${HOST}:${PORT}/path/user@example.com',
  'git+ssh://git@host/group/repo',
  'http://h:80,http://h:81/x@y',
  'DB_PASSWORD= node s.js',
  'DB_PASSWORD="$OTHER" node s.js',
  'DB_PASSWORD="$(cat /run/secrets/db)" node s.js',
  'DB_PASSWORD=`cat /run/secrets/db` node s.js',
  'run --password "$1" --token --verbose',
  'run --token | tee log',
  'docker login --password-stdin registry.example.com',
  'node -e "const token = process.env.TOKEN; if (token===other) run(token=>token)"',
  'node -e "let password=readPassword()"',
  '[ "$TOKEN" == expected ] || [ "$TOKEN" = expected ]',
  'curl -H "Authorization: Bearer $TOKEN" h',
  'curl -u "$USER:$PASSWORD" h',
  'docker run --user node:node image',
  'Bearer of good news',
  'CACHE_KEY=hunter2secret SORT_KEY=name',
];

describe('a literal value of something secret is found in any text', () => {
  test.each(SECRETS)('%s', (text) => expect(valueReason(text)).toBeDefined());
});

describe('a reference, a flag, a path and a number are no secret', () => {
  test.each(HARMLESS)('%s', (text) => expect(valueReason(text)).toBeUndefined());
});

describe('what is shown of a source is as long as it was, and the value is covered', () => {
  test.each([
    '{"command":"DB_PASSWORD=hunter2secret node s.js"}',
    String.raw`{"command":"DB_PASSWORD=\"hunter2secret\" node s.js"}`,
    String.raw`{"command":"DB_PASSWORD=\"a hunter2secret\" node s.js"}`,
    `{ "note": "PASSWORD: 'a hunter2secret'" }`,
    'TSM_COMMAND="node --x --password hunter2secret"',
    'TSM_COMMAND="A=1 DB_PASSWORD=hunter2secret node s.js"',
    "args: ['--password', 'hunter2secret'],",
    'command: node s.js --password hunter2secret',
    'command: curl -u admin:hunter2secret localhost',
    'command: \'curl -H "Authorization: Bearer hunter2secret" localhost\'',
    'health: http://127.0.0.1/?token=hunter2secret',
    'DATABASE=mysql://shop:a$b/hunter2secret@db/shop',
    'DB_PASSWORD=a{b}[c],$hunter2secret',
  ])('%s', (text) => {
    const shown = redact(text);
    expect(shown).not.toContain('hunter2secret');
    expect(shown).toHaveLength(text.length);
  });

  test('the rest can still be read', () => {
    expect(redact('{"command":"DB_PASSWORD=hunter2secret node s.js"}')).toBe(
      '{"command":"DB_PASSWORD=************* node s.js"}',
    );
  });
});

test.each(['x://$', 'x://', '-a', 'curl ', 'level=\\', 'a="'])(
  '%s ten thousand times is read to its end',
  (part) => expect(valueReason(part.repeat(10_000))).toBeUndefined(),
);
