import { Button } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { useClient } from 'urql';
import { useAct } from '../../shared/graphql/useAct';
import { useText } from '../../shared/i18n/text';
import { download } from '../../shared/lib/download';
import { DataTable, type Column } from '../../shared/staff/DataTable';
import { FaultNote } from '../../shared/staff/FaultNote';
import { Mark } from '../../shared/staff/Mark';
import { Page, Section } from '../../shared/staff/Page';
import type { Tone } from '../../shared/theme/tokens';
import { ImportArticlesDocument, ImportSampleDocument, PreviewImportDocument, type BatchPartsFragment, type ImportOutcome, type ListFormat } from '../gql/graphql';
import { fileInput } from '../settings/words/keep';
import s from './Imports.module.css';
import { importsText } from './text';

const most = 8 << 20;
type Line = BatchPartsFragment['lines'][number];
const tones: Record<ImportOutcome, Tone> = { SOUND: 'info', CREATED: 'good', KNOWN: 'neutral', REFUSED: 'bad' };

/** Many drafts from one list: what would come of each line first, then the drafts. */
export function Component() {
  const t = useText(importsText);
  const preview = useAct(PreviewImportDocument);
  const apply = useAct(ImportArticlesDocument);
  const [file, setFile] = useState<{ name: string; base64: string } | null>(null);
  const [seen, setSeen] = useState<BatchPartsFragment | null>(null);
  const [done, setDone] = useState(false);
  const [large, setLarge] = useState(false);
  const choose = async (chosen: File | undefined) => {
    if (!chosen) return;
    setSeen(null);
    setDone(false);
    apply.clear();
    setLarge(most < chosen.size);
    if (most < chosen.size) return;
    const input = await fileInput(chosen);
    setFile(input);
    setSeen((await preview.run({ file: input }))?.previewImport ?? null);
  };
  const confirm = async () => {
    const data = file ? await apply.run({ file }) : null;
    if (!data) return;
    setSeen(data.importArticles);
    setDone(true);
  };
  return (
    <Page title={t('batchTitle')} lead={<Link to="/console/articles">{t('backToList')}</Link>}>
      <Section>
        <p>{t('batchNote')}</p>
        <FaultNote fault={preview.fault ?? apply.fault} />
        <label htmlFor="batch-file" className={s.label}>
          {t('chooseFile')}
        </label>
        <input id="batch-file" type="file" accept=".csv,.xlsx,.jsonl,.ndjson" disabled={preview.busy || apply.busy} onChange={(event) => void choose(event.target.files?.[0])} />
        {large ? <p role="alert">{t('fileLarge')}</p> : null}
        <Samples />
      </Section>
      {seen ? <Result seen={seen} done={done} busy={apply.busy} onImport={() => void confirm()} /> : <Columns />}
    </Page>
  );
}

function Samples() {
  const t = useText(importsText);
  const client = useClient();
  const fetch = async (format: ListFormat) => {
    const { data } = await client.query(ImportSampleDocument, { format }).toPromise();
    if (data) download(data.importSample);
  };
  return (
    <div className={s.buttons}>
      <Button size="small" onClick={() => void fetch('CSV')}>
        {t('sampleCsv')}
      </Button>
      <Button size="small" onClick={() => void fetch('JSON_LINES')}>
        {t('sampleLines')}
      </Button>
    </div>
  );
}

function Result({ seen, done, busy, onImport }: { seen: BatchPartsFragment; done: boolean; busy: boolean; onImport: () => void }) {
  const t = useText(importsText);
  const count = (outcome: ImportOutcome) => seen.lines.filter((line) => line.outcome === outcome).length;
  const counts = { sound: count('SOUND'), created: count('CREATED'), known: count('KNOWN'), refused: count('REFUSED') };
  return (
    <Section title={done ? t('result') : t('preview')}>
      <p role="status">{t(done ? 'countsDone' : 'counts', counts)}</p>
      {seen.ignoredColumns.length > 0 ? <p>{t('ignored', { names: seen.ignoredColumns.join('、') })}</p> : null}
      <div className={s.buttons}>
        {done ? null : (
          <Button type="primary" disabled={counts.sound === 0} loading={busy} onClick={onImport}>
            {counts.sound === 0 ? t('nothing') : t('import', { n: counts.sound })}
          </Button>
        )}
        <Button onClick={() => download(seen.result)}>{t('download')}</Button>
      </div>
      <Lines lines={seen.lines} />
    </Section>
  );
}

function Lines({ lines }: { lines: readonly Line[] }) {
  const t = useText(importsText);
  const columns: Column<Line>[] = [
    { key: 'line', title: t('line'), width: '70px', render: (line) => line.line },
    { key: 'key', title: t('key'), width: '140px', wideOnly: true, render: (line) => <span className={s.key}>{line.key || '—'}</span> },
    { key: 'title', title: t('title'), render: (line) => (line.articleId ? <Link to={`/console/articles/${line.articleId}`}>{line.title}</Link> : line.title || '—') },
    { key: 'outcome', title: t('outcome'), width: '120px', render: (line) => <Mark tone={tones[line.outcome]}>{t(line.outcome)}</Mark> },
    {
      key: 'why',
      title: t('why'),
      render: (line) =>
        line.faults.length === 0 ? (
          '—'
        ) : (
          <div>
            {line.faults.map((fault) => (
              <div key={`${fault.field}:${fault.code}`}>{`${nameOf(t, fault.field)}：${fault.message}`}</div>
            ))}
          </div>
        ),
    },
  ];
  return <DataTable label={t('result')} columns={columns} rows={[...lines]} rowKey={(line) => String(line.line)} />;
}

const fields = ['key', 'title', 'summary', 'body', 'kind', 'column', 'topics', 'sensitivity', 'emergency', 'origin', 'source', 'sourceUrl', 'sourceAuthor', 'sourcePublishedAt', 'sourceLicence', 'ai'] as const;

/** The column of a fault as the table names it; of a block, the text it is in. */
function nameOf(t: (key: (typeof fields)[number]) => string, field: string): string {
  const known = fields.find((each) => each === field);
  if (known) return t(known);
  return field.startsWith('blocks') ? t('body') : field;
}

function Columns() {
  const t = useText(importsText);
  const columns: Column<(typeof fields)[number]>[] = [
    { key: 'name', title: t('columnName'), width: '120px', render: (field) => t(field) },
    { key: 'json', title: t('columnJson'), width: '120px', render: (field) => <code>{field}</code> },
    { key: 'help', title: t('columnMeaning'), render: (field) => t(`${field}Help`) },
  ];
  return (
    <Section title={t('columns')}>
      <DataTable label={t('columns')} columns={columns} rows={[...fields]} rowKey={(field) => field} />
    </Section>
  );
}
