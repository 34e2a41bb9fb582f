import { useQuery } from 'urql';
import { useText } from '../../shared/i18n/text';
import { Answer } from '../../shared/staff/Answer';
import { DataTable, type Column } from '../../shared/staff/DataTable';
import { PickupsOfPieceDocument, type PickupPartsFragment } from '../gql/graphql';
import { Found } from './Found';
import { pickupsText } from './text';

/** An empty list names no type, so the first pickup would not refresh it without this. */
const watched = { additionalTypenames: ['Pickup'] };

/** Where outlets used one piece. */
export function PickupsOfPiece({ articleId }: { articleId: string }) {
  const t = useText(pickupsText);
  const pickups = useQuery({ query: PickupsOfPieceDocument, variables: { articleId }, context: watched });
  const columns: Column<PickupPartsFragment>[] = [
    { key: 'outlet', title: t('outlet'), width: '160px', render: (row) => row.outletName },
    {
      key: 'url',
      title: t('url'),
      render: (row) => (
        <a href={row.url} target="_blank" rel="noreferrer" style={{ overflowWrap: 'anywhere' }}>
          {row.url}
        </a>
      ),
    },
    { key: 'usedOn', title: t('usedOn'), width: '110px', render: (row) => row.usedOn },
    { key: 'state', title: t('state'), width: '200px', render: (row) => <Found row={row} /> },
    { key: 'counted', title: t('counted'), width: '60px', render: (row) => (row.counted ? t('yes') : t('no')) },
  ];
  return (
    <Answer query={pickups}>
      {({ pickups: { nodes } }) =>
        nodes.length === 0 ? <p style={{ margin: 0 }}>{t('noneOfPiece')}</p> : <DataTable label={t('title')} columns={columns} rows={nodes} rowKey={(row) => row.id} />
      }
    </Answer>
  );
}
