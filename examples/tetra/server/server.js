// Tetra itself: PORT says where to listen, `--env NAME` who we are.
import { environmentName, processHealth, runHttpService } from '../lib/http-service.js';

runHttpService('tetra', {
  '/': () => ({ status: 200, body: `${process.env.TETRA_BANNER || 'Tetra'} (${environmentName()})` }),
  '/health': () => ({ status: 200, body: processHealth('tetra') }),
});
