import { expect, it } from 'vitest';
import type { TargetState } from '../gql/graphql';
import { summaryOf } from './summary';

const of = (...states: TargetState[]) => summaryOf({ targets: states.map((state) => ({ state })) });

it('a release is named for what most needs a person', () => {
  expect(of('LIVE', 'UNCONFIRMED', 'FAILED')).toMatchObject({ key: 'sumUnconfirmed', n: 1 });
  expect(of('LIVE', 'FAILED', 'FAILED')).toMatchObject({ key: 'sumFailed', n: 2 });
  expect(of('LIVE', 'ACCEPTED', 'PLANNED')).toMatchObject({ key: 'sumSending' });
  expect(of('LIVE', 'LIVE')).toEqual({ key: 'sumLive', tone: 'good', n: 2 });
  expect(summaryOf({ withdrawnAt: '2026-11-24T00:00:00Z', targets: [{ state: 'LIVE' }] }).key).toBe('sumWithdrawn');
});
