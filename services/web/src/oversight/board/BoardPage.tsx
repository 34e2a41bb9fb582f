import { useQuery, useSubscription } from 'urql';
import { useText } from '../../shared/i18n/text';
import { stamp } from '../../shared/lib/time';
import { Answer } from '../../shared/staff/Answer';
import { Page, Section } from '../../shared/staff/Page';
import { Empty } from '../../shared/states/States';
import { BoardDocument, BoardRingsDocument, type BoardPartsFragment } from '../gql/graphql';
import { oversightText } from '../text';
import { AccountTable } from './AccountTable';
import { CountyTable } from './CountyTable';
import { StandingTable } from './StandingTable';
import { Trends } from './Trends';

/** The counties that granted a view. It follows the figures as they are folded. */
export function Component() {
  const t = useText(oversightText);
  const query = useQuery({ query: BoardDocument });
  const [rung] = useSubscription({ query: BoardRingsDocument });
  return (
    <Answer query={query}>
      {(data) => {
        const board = rung.data?.board ?? data.board;
        return (
          <Page title={t('board')} lead={`${t('computed', { at: stamp(board.computedAt) })} · ${t('boardNote')}`}>
            {board.counties.length === 0 ? <Empty title={t('noGrants')} hint={t('noGrantsHint')} /> : <Sections board={board} />}
          </Page>
        );
      }}
    </Answer>
  );
}

function Sections({ board }: { board: BoardPartsFragment }) {
  const t = useText(oversightText);
  return (
    <>
      <Section title={t('counties')}>
        <CountyTable rows={board.counties} />
      </Section>
      <Section title={t('standings')}>
        <StandingTable rows={board.standings} />
      </Section>
      <Section title={t('trends')}>
        <Trends counties={board.counties} />
      </Section>
      <Section title={t('ranking')}>
        <AccountTable rows={board.accounts} />
      </Section>
    </>
  );
}
