import { createAreaClient } from '../shared/graphql/client';
import { liveExchange } from '../shared/staff/live';
import { ended } from './session';

const path = '/oversight/graphql';

export const client = createAreaClient({ url: path, onUnauthenticated: ended, live: liveExchange(path) });
