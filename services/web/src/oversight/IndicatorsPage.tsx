import { useQuery } from 'urql';
import { useText } from '../shared/i18n/text';
import { Answer } from '../shared/staff/Answer';
import { DataTable, type Column } from '../shared/staff/DataTable';
import { Page } from '../shared/staff/Page';
import { IndicatorsDocument, type IndicatorsQuery, type Level } from './gql/graphql';
import { LevelMark } from './LevelMark';
import { oversightText, useNamed } from './text';

type Row = IndicatorsQuery['indicators'][number];

const levels: readonly [string, Level][] = [
  ['notice', 'NOTICE'],
  ['warning', 'WARNING'],
  ['urgent', 'URGENT'],
  ['breach', 'BREACH'],
];

export function Component() {
  const t = useText(oversightText);
  const named = useNamed();
  const query = useQuery({ query: IndicatorsDocument });
  const columns: Column<Row>[] = [
    { key: 'name', title: t('indicator'), width: '180px', render: named },
    { key: 'version', title: t('version'), width: '70px', align: 'right', render: (row) => row.version },
    { key: 'thresholds', title: t('thresholds'), width: '330px', render: (row) => <Thresholds value={row.thresholds} /> },
    { key: 'basis', title: t('basis'), render: (row) => row.basis },
    { key: 'effective', title: t('effective'), width: '120px', render: (row) => row.effectiveFrom },
  ];
  return (
    <Page title={t('indicators')} lead={t('indicatorsNote')}>
      <Answer query={query}>
        {(data) => (
          <DataTable label={t('indicators')} columns={columns} rows={data.indicators} rowKey={(row) => `${row.id}/${String(row.version)}`} />
        )}
      </Answer>
    </Page>
  );
}

function Thresholds({ value }: { value: unknown }) {
  const given = typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  return (
    <span>
      {levels.map(([key, level]) => (
        <span key={key} style={{ display: 'inline-block', marginRight: 10 }}>
          <LevelMark level={level} /> ≥ {String(given[key] ?? '—')}
        </span>
      ))}
    </span>
  );
}
