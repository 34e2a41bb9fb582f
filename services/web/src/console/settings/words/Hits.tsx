import { Button, Checkbox, Select } from 'antd';
import { useState } from 'react';
import { useQuery } from 'urql';
import { useText } from '../../../shared/i18n/text';
import { stamp } from '../../../shared/lib/time';
import { Answer } from '../../../shared/staff/Answer';
import { DataTable, type Column } from '../../../shared/staff/DataTable';
import { Filters } from '../../../shared/staff/Filters';
import { Mark } from '../../../shared/staff/Mark';
import { Empty } from '../../../shared/states/States';
import { WordHitsDocument, type WordHitsQuery } from '../../gql/graphql';
import { wordsText } from './text';

type Row = WordHitsQuery['wordHits'][number];

const spans = [7, 30, 90, 365];

/** 命中审计: which words were found how often, and what was done. */
export function Hits({ onClose }: { onClose: () => void }) {
  const t = useText(wordsText);
  const [days, setDays] = useState(30);
  const [noisy, setNoisy] = useState(false);
  const hits = useQuery({ query: WordHitsDocument, variables: { days }, requestPolicy: 'cache-and-network' });
  const level = (row: Row) => t(`level_${row.level.toUpperCase()}` as 'level_COUNTY');
  const shape: Column<Row>[] = [
    { key: 'word', title: t('word'), render: (row) => <>{row.word} {row.noisy ? <Mark tone="warn">{t('noisy')}</Mark> : null}</> },
    { key: 'list', title: t('list'), width: '90px', render: level },
    { key: 'hits', title: t('count'), width: '70px', align: 'right', render: (row) => row.hits },
    { key: 'pieces', title: t('pieces'), width: '70px', align: 'right', render: (row) => row.pieces },
    { key: 'mended', title: t('mended'), width: '70px', align: 'right', render: (row) => row.mended },
    { key: 'accepted', title: t('accepted'), width: '120px', align: 'right', render: (row) => row.accepted },
    { key: 'left', title: t('left'), width: '80px', align: 'right', render: (row) => row.left },
    { key: 'last', title: t('last'), width: '140px', wideOnly: true, render: (row) => stamp(row.lastAt) },
  ];
  return (
    <>
      <Button style={{ marginBottom: 12 }} onClick={onClose}>
        ← {t('words')}
      </Button>
      <p>{t('hitsNote', { n: days })}</p>
      <Filters>
        <Select aria-label={t('hits')} value={days} onChange={setDays} options={spans.map((value) => ({ value, label: t('lastDays', { n: value }) }))} />
        <Checkbox checked={noisy} onChange={(event) => setNoisy(event.target.checked)}>
          {t('onlyNoisy')}
        </Checkbox>
      </Filters>
      <Answer query={hits}>
        {(data) => {
          const rows = data.wordHits.filter((row) => !noisy || row.noisy);
          return rows.length === 0 ? <Empty title={t('noHits')} /> : <DataTable label={t('hits')} columns={shape} rows={rows} rowKey={(row) => `${row.level}:${row.word}`} />;
        }}
      </Answer>
    </>
  );
}
