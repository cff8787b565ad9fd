// The API in front of Tetra: PORT says where to listen, TETRA_URL where Tetra answers.
import { processHealth, runHttpService } from '../lib/http-service.js';

const tetraUrl = process.env.TETRA_URL || 'http://127.0.0.1:4444';

runHttpService('api', {
  '/': () => ({ status: 200, body: 'Tetra API: /health, /status' }),
  '/health': () => ({ status: 200, body: processHealth('api') }),
  '/status': askTetra,
});

/** What Tetra says of itself; 503 when it does not answer within two seconds. */
async function askTetra() {
  try {
    const response = await fetch(new URL('/health', tetraUrl), { signal: AbortSignal.timeout(2000) });
    return {
      status: response.ok ? 200 : 503,
      body: { status: response.ok ? 'ok' : 'degraded', tetra: await response.json() },
    };
  } catch (error) {
    return {
      status: 503,
      body: { status: 'degraded', tetra: null, reason: error.cause?.code ?? error.message },
    };
  }
}
