import { createAreaClient } from '../shared/graphql/client';
import { liveExchange } from '../shared/staff/live';
export const client = createAreaClient({ url: '/console/graphql', live: liveExchange('/console/graphql') });
