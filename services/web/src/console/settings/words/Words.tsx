import { DownloadOutlined, PlusOutlined, UploadOutlined } from '@ant-design/icons';
import { App, Button, Checkbox, Input, Select, Space } from 'antd';
import { useState } from 'react';
import { useClient, useQuery } from 'urql';
import { useAct } from '../../../shared/graphql/useAct';
import { useLang } from '../../../shared/i18n/lang';
import { useText } from '../../../shared/i18n/text';
import { stamp } from '../../../shared/lib/time';
import { Answer } from '../../../shared/staff/Answer';
import { DataTable, type Column } from '../../../shared/staff/DataTable';
import { FaultNote } from '../../../shared/staff/FaultNote';
import { Filters } from '../../../shared/staff/Filters';
import { Mark } from '../../../shared/staff/Mark';
import { Pager, usePaging } from '../../../shared/staff/Pager';
import { staffText } from '../../../shared/staff/text';
import { Empty } from '../../../shared/states/States';
import type { Tone } from '../../../shared/theme/tokens';
import { EndWordDocument, WordFileDocument, WordListsDocument, WordsDocument, type Gate, type WordPartsFragment } from '../../gql/graphql';
import { useWord } from '../../words';
import { Hits } from './Hits';
import { HistoryDialog } from './HistoryDialog';
import { ImportDialog } from './ImportDialog';
import { keep } from './keep';
import { wordsText } from './text';
import { WordDialog } from './WordDialog';

export const gates: Gate[] = ['POLITICAL', 'POLICY', 'LEGAL', 'WORDING', 'SECRECY', 'OPINION'];
const tones: Record<WordPartsFragment['severity'], Tone> = { BLOCK: 'bad', WARN: 'warn', NOTE: 'neutral' };
/** A list that is empty names no type, so the first word would not refresh it without this. */
const watched = { additionalTypenames: ['Word'] };

/** Whose list is on show: every one, the county's, those from above, or a department's id. */
type Whose = 'all' | 'county' | 'above' | string;

/** 词表: the words that texts are checked by, on lists of four levels. */
export function Words() {
  const t = useText(wordsText);
  const word = useWord();
  const lang = useLang();
  const client = useClient();
  const paging = usePaging();
  const [whose, setWhose] = useState<Whose>('all');
  const [search, setSearch] = useState('');
  const [gate, setGate] = useState<Gate | ''>('');
  const [ended, setEnded] = useState(false);
  const [dialog, setDialog] = useState<'add' | 'import' | 'hits' | WordPartsFragment | null>(null);
  const [past, setPast] = useState<WordPartsFragment | null>(null);
  const [lists] = useQuery({ query: WordListsDocument, context: watched });
  const departmentId = ['all', 'county', 'above'].includes(whose) ? null : whose;
  const filter = { search: search || null, gate: gate || null, ended, departmentId, county: whose === 'county' || null, above: whose === 'above' || null };
  const words = useQuery({ query: WordsDocument, variables: { first: 20, after: paging.after, filter }, context: watched });
  const narrow = (change: () => void) => {
    paging.reset();
    change();
  };
  const save = async () => {
    const { data } = await client.query(WordFileDocument, { departmentId }, { requestPolicy: 'network-only' }).toPromise();
    if (data) keep(data.wordFile);
  };
  const departments = lists.data?.departments ?? [];
  const named = (row: { name: string; nameEn: string }) => (lang === 'zh' ? row.name : row.nameEn);
  if (dialog === 'hits') return <Hits onClose={() => setDialog(null)} />;
  return (
    <>
      <Space wrap style={{ marginBottom: 12 }}>
        <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => setDialog('add')}>
          {t('add')}
        </Button>
        <Button icon={<UploadOutlined aria-hidden />} onClick={() => setDialog('import')}>
          {t('import')}
        </Button>
        <Button icon={<DownloadOutlined aria-hidden />} onClick={() => void save()}>
          {t('export')}
        </Button>
        <Button onClick={() => setDialog('hits')}>{t('hits')}</Button>
      </Space>
      <ul aria-label={t('lists')} style={{ margin: '0 0 12px', paddingLeft: 18, color: 'var(--ink-2)', fontSize: 13 }}>
        {(lists.data?.wordLists ?? []).map((list) => (
          <li key={`${list.level}:${list.department?.id ?? ''}:${list.changedAt}`}>
            {t('listLine', { list: list.department ? named(list.department) : t(`level_${list.level}`), n: list.words, at: stamp(list.changedAt), version: list.version })}
          </li>
        ))}
      </ul>
      <Filters>
        <Input.Search data-search allowClear aria-label={t('search')} placeholder={t('searchHint')} onSearch={(value) => narrow(() => setSearch(value.trim()))} />
        <Select
          aria-label={t('list')}
          value={whose}
          onChange={(value) => narrow(() => setWhose(value))}
          options={[
            { value: 'all', label: t('allLists') },
            { value: 'county', label: t('ownCounty') },
            { value: 'above', label: t('above') },
            ...departments.map((row) => ({ value: row.id, label: named(row) })),
          ]}
        />
        <Select
          aria-label={t('gate')}
          value={gate}
          onChange={(value) => narrow(() => setGate(value))}
          options={[{ value: '' as const, label: t('allGates') }, ...gates.map((value) => ({ value, label: word('gate', value) }))]}
        />
        <Checkbox checked={ended} onChange={(event) => narrow(() => setEnded(event.target.checked))}>
          {t('ended')}
        </Checkbox>
      </Filters>
      <Answer query={words}>
        {(data) =>
          data.words.nodes.length === 0 ? (
            <Empty title={t('none')} hint={t('noneHint')} />
          ) : (
            <>
              <Rows rows={data.words.nodes} onChange={setDialog} onPast={setPast} />
              <Pager paging={paging} info={data.words.pageInfo} />
            </>
          )
        }
      </Answer>
      {dialog === 'import' ? <ImportDialog departments={departments} departmentId={departmentId} onClose={() => setDialog(null)} /> : null}
      {dialog === 'add' || typeof dialog === 'object' ? (
        dialog ? <WordDialog word={dialog === 'add' ? null : dialog} departments={departments} departmentId={departmentId} onClose={() => setDialog(null)} /> : null
      ) : null}
      {past ? <HistoryDialog word={past} onClose={() => setPast(null)} /> : null}
    </>
  );
}

interface RowsProps {
  rows: WordPartsFragment[];
  onChange: (word: WordPartsFragment) => void;
  onPast: (word: WordPartsFragment) => void;
}

function Rows({ rows, onChange, onPast }: RowsProps) {
  const t = useText(wordsText);
  const common = useText(staffText);
  const lang = useLang();
  const word = useWord();
  const { modal } = App.useApp();
  const end = useAct(EndWordDocument);
  const ask = (row: WordPartsFragment) =>
    modal.confirm({
      title: t('endTitle', { word: row.word }),
      content: t('endNote'),
      okText: t('end'),
      cancelText: common('cancel'),
      okButtonProps: { danger: true },
      onOk: () => end.run({ id: row.id }),
    });
  const owner = (row: WordPartsFragment) => (row.department ? (lang === 'zh' ? row.department.name : row.department.nameEn) : t(`level_${row.level}`));
  const shape: Column<WordPartsFragment>[] = [
    {
      key: 'word',
      title: t('word'),
      render: (row) => (
        <>
          <strong>{row.word}</strong> {row.usage === 'ALLOW' ? <Mark tone="good">{t('usage_ALLOW')}</Mark> : null}
          {row.suggestion ? <span style={{ color: 'var(--ink-2)' }}> → {row.suggestion}</span> : null}
          {row.reason ? <div style={{ color: 'var(--ink-2)', fontSize: 13 }}>{row.reason}</div> : null}
        </>
      ),
    },
    { key: 'category', title: t('category'), width: '110px', wideOnly: true, render: (row) => row.category || '—' },
    { key: 'gate', title: t('gate'), width: '90px', render: (row) => word('gate', row.gate) },
    { key: 'severity', title: t('severity'), width: '80px', render: (row) => <Mark tone={tones[row.severity]}>{t(`severity_${row.severity}`)}</Mark> },
    { key: 'list', title: t('list'), width: '120px', render: owner },
    { key: 'days', title: t('days'), width: '190px', wideOnly: true, render: (row) => (row.startsOn || row.endsOn ? `${row.startsOn ?? ''} — ${row.endsOn ?? ''}` : t('always')) },
    {
      key: 'act',
      title: t('act'),
      width: '170px',
      render: (row) => (
        <Space size={0} wrap>
          {row.mayManage ? (
            <>
              <Button size="small" type="link" onClick={() => onChange(row)}>
                {t('change')}
              </Button>
              <Button size="small" type="link" danger onClick={() => ask(row)}>
                {t('end')}
              </Button>
            </>
          ) : null}
          {row.level === 'COUNTY' || row.level === 'DEPARTMENT' ? (
            <Button size="small" type="link" onClick={() => onPast(row)}>
              {t('history')}
            </Button>
          ) : null}
        </Space>
      ),
    },
  ];
  return (
    <>
      <FaultNote fault={end.fault} />
      <DataTable label={t('words')} columns={shape} rows={rows} rowKey={(row) => row.id} />
    </>
  );
}
