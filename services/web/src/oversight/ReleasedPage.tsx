import { Select } from 'antd';
import { useState } from 'react';
import { useQuery } from 'urql';
import { useText } from '../shared/i18n/text';
import { stamp } from '../shared/lib/time';
import { Answer } from '../shared/staff/Answer';
import { DataTable, type Column } from '../shared/staff/DataTable';
import { Filters } from '../shared/staff/Filters';
import { Mark } from '../shared/staff/Mark';
import { Page } from '../shared/staff/Page';
import { Pager, usePaging } from '../shared/staff/Pager';
import { Empty } from '../shared/states/States';
import { GrantsDocument, ReleasedPiecesDocument, type ReleasedPiecesQuery } from './gql/graphql';
import { oversightText, useNamed } from './text';

type Row = ReleasedPiecesQuery['releasedPieces']['nodes'][number];

export function Component() {
  const t = useText(oversightText);
  const named = useNamed();
  const paging = usePaging();
  const [county, setCounty] = useState<number | null>(null);
  const [grants] = useQuery({ query: GrantsDocument });
  const query = useQuery({ query: ReleasedPiecesDocument, variables: { first: 20, after: paging.after, county } });
  const columns: Column<Row>[] = [
    { key: 'title', title: t('title'), render: (row) => <a href={`/s/${String(row.county.code)}/articles/${row.articleId}`}>{row.title}</a> },
    { key: 'county', title: t('county'), width: '110px', render: (row) => named(row.county) },
    { key: 'department', title: t('department'), width: '180px', render: (row) => row.departmentName },
    { key: 'releasedAt', title: t('releasedAt'), width: '150px', render: (row) => stamp(row.releasedAt) },
    {
      key: 'state',
      title: t('state'),
      width: '90px',
      render: (row) => (row.withdrawnAt ? <Mark tone="warn">{t('withdrawn')}</Mark> : <Mark tone="good">{t('live')}</Mark>),
    },
  ];
  const options = (grants.data?.grants ?? []).map(({ county: one }) => ({ value: one.code, label: named(one) }));
  return (
    <Page title={t('released')}>
      <Filters>
        <Select
          allowClear
          aria-label={t('county')}
          placeholder={t('allCounties')}
          style={{ minWidth: 160 }}
          options={options}
          onChange={(code: number | undefined) => {
            paging.reset();
            setCounty(code ?? null);
          }}
        />
      </Filters>
      <Answer query={query}>
        {(data) => (
          <>
            {data.releasedPieces.nodes.length === 0 ? (
              <Empty title={t('noReleased')} />
            ) : (
              <DataTable label={t('released')} columns={columns} rows={data.releasedPieces.nodes} rowKey={(row) => row.articleId} />
            )}
            <Pager paging={paging} info={data.releasedPieces.pageInfo} />
          </>
        )}
      </Answer>
    </Page>
  );
}
