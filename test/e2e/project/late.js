import { existsSync } from 'node:fs';
import { createServer } from 'node:http';

createServer((_, response) => {
  response.statusCode = existsSync('/run/healthy') ? 200 : 503;
  response.end();
}).listen(process.env.PORT);
