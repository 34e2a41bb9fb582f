import { Button, Segmented } from 'antd';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { useQuery } from 'urql';
import { useText } from '../../shared/i18n/text';
import { Answer } from '../../shared/staff/Answer';
import { Filters } from '../../shared/staff/Filters';
import { Page } from '../../shared/staff/Page';
import { Pager, usePaging } from '../../shared/staff/Pager';
import { Empty } from '../../shared/states/States';
import { ArticleSharesDocument, type ShareSide } from '../gql/graphql';
import { useCountyRight, useRight } from '../session';
import { ColumnsDialog } from './ColumnsDialog';
import { Shares } from './Shares';
import { matrixText } from './text';

/** An empty list names no type, so the first share would not refresh it without this. */
const watched = { additionalTypenames: ['ArticleShare'] };
const sides: ShareSide[] = ['IN', 'OUT', 'ALL'];

/** 部门共享: what departments offer and ask of each other. */
export function Component() {
  const t = useText(matrixText);
  const may = useRight();
  const county = useCountyRight();
  const [columns, setColumns] = useState(false);
  return (
    <Page title={t('title')} lead={t('lead')} actions={county('column.manage') ? <Button onClick={() => setColumns(true)}>{t('columns')}</Button> : null}>
      {/* Whoever looks after columns alone reads no pieces. */}
      {may('article.read') ? <List /> : <Empty title={t('columnsTitle')} hint={t('columnsNote')} />}
      {columns ? <ColumnsDialog onClose={() => setColumns(false)} /> : null}
    </Page>
  );
}

function List() {
  const t = useText(matrixText);
  const paging = usePaging();
  const [search, setSearch] = useSearchParams();
  const side = sides.find((each) => each === search.get('side')) ?? 'IN';
  const shares = useQuery({ query: ArticleSharesDocument, variables: { side, first: 20, after: paging.after }, context: watched });
  const show = (value: ShareSide) => {
    paging.reset();
    setSearch(value === 'IN' ? {} : { side: value });
  };
  return (
    <>
      <Filters>
        <Segmented<ShareSide> aria-label={t('side')} value={side} onChange={show} options={sides.map((value) => ({ value, label: t(value) }))} />
      </Filters>
      <Answer query={shares}>
        {({ articleShares: page }) => (
          <>
            {page.nodes.length === 0 ? <Empty title={t('none')} hint={t('noneHint')} /> : <Shares label={t('title')} shares={page.nodes} of="many" />}
            <Pager paging={paging} info={page.pageInfo} />
          </>
        )}
      </Answer>
    </>
  );
}
