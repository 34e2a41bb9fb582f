import { PlusOutlined } from '@ant-design/icons';
import { Button, Form, Input, InputNumber, Modal, Select } from 'antd';
import { useState } from 'react';
import { useQuery } from 'urql';
import { useAct } from '../../shared/graphql/useAct';
import { useLang } from '../../shared/i18n/lang';
import { useText } from '../../shared/i18n/text';
import { stamp } from '../../shared/lib/time';
import { Answer } from '../../shared/staff/Answer';
import { DataTable, type Column } from '../../shared/staff/DataTable';
import { FaultNote, fieldProps } from '../../shared/staff/FaultNote';
import { Mark } from '../../shared/staff/Mark';
import { Section } from '../../shared/staff/Page';
import { staffText } from '../../shared/staff/text';
import { useFocusReturn } from '../../shared/staff/useFocusReturn';
import { Empty } from '../../shared/states/States';
import type { Tone } from '../../shared/theme/tokens';
import { AllColumnsDocument, DropRhythmDocument, KeepRhythmDocument, KeepRhythmWarningDocument, RhythmsDocument, type Freshness, type RhythmsPartsFragment } from '../gql/graphql';
import { rhythmText } from './rhythmText';

type Row = RhythmsPartsFragment['rows'][number];

const tones: Record<Freshness, Tone> = { FRESH: 'good', SOON: 'warn', STALE: 'bad' };

/** Nothing set yet names no type, so the first rhythm would not refresh it without this. */
const watched = { additionalTypenames: ['Rhythms', 'Rhythm'] };

/** 更新周期 (C5): which columns and topics want a piece how often, and which are going stale. */
export function Rhythms() {
  const t = useText(rhythmText);
  const lang = useLang();
  const rhythms = useQuery({ query: RhythmsDocument, context: watched });
  const drop = useAct(DropRhythmDocument);
  const [editing, setEditing] = useState<Row | 'new' | null>(null);
  const nameOf = (row: Row) => (lang === 'zh' ? row.name : row.nameEn);
  const columns: Column<Row>[] = [
    {
      key: 'what',
      title: t('what'),
      render: (row) => (
        <Button type="link" style={{ height: 'auto', minHeight: 24, padding: 0 }} aria-label={t('change', { name: nameOf(row) })} onClick={() => setEditing(row)}>
          {nameOf(row)}
        </Button>
      ),
    },
    { key: 'kind', title: t('kind'), width: '80px', wideOnly: true, render: (row) => (row.columnId ? t('column') : t('topic')) },
    { key: 'every', title: t('every'), width: '90px', render: (row) => t('days', { n: row.days }) },
    { key: 'last', title: t('last'), width: '150px', render: (row) => (row.lastAt ? stamp(row.lastAt) : t('never')) },
    { key: 'due', title: t('due'), width: '150px', render: (row) => stamp(row.dueAt) },
    { key: 'state', title: t('state'), width: '90px', render: (row) => <Mark tone={tones[row.freshness]}>{t(row.freshness)}</Mark> },
    {
      key: 'act',
      title: '',
      width: '110px',
      render: (row) => (
        <Button size="small" disabled={drop.busy} aria-label={t('removeOf', { name: nameOf(row) })} onClick={() => void drop.run({ id: row.id })}>
          {t('remove')}
        </Button>
      ),
    },
  ];
  return (
    <Section title={t('rhythms')}>
      <p>{t('lead')}</p>
      <FaultNote fault={drop.fault} />
      <Answer query={rhythms}>
        {({ rhythms: data }) => (
          <>
            <Warning key={data.warnDays} days={data.warnDays} />
            <Button icon={<PlusOutlined aria-hidden />} style={{ marginBottom: 12 }} onClick={() => setEditing('new')}>
              {t('add')}
            </Button>
            {data.rows.length === 0 ? <Empty title={t('none')} hint={t('noneHint')} /> : <DataTable label={t('rhythms')} columns={columns} rows={data.rows} rowKey={(row) => row.id} />}
          </>
        )}
      </Answer>
      {editing ? <RhythmDialog rhythm={editing === 'new' ? null : editing} onClose={() => setEditing(null)} /> : null}
    </Section>
  );
}

function Warning({ days }: { days: number }) {
  const t = useText(rhythmText);
  const keep = useAct(KeepRhythmWarningDocument);
  const [value, setValue] = useState<number | null>(days);
  return (
    <Form layout="inline" component="div" style={{ marginBottom: 12 }}>
      <FaultNote fault={keep.fault} shown={['days']} />
      <Form.Item label={t('warn')} htmlFor="warn-days" {...fieldProps(keep.fault, 'days')}>
        <InputNumber id="warn-days" min={0} max={30} precision={0} value={value} onChange={setValue} />
      </Form.Item>
      <Button disabled={value === null || value === days} loading={keep.busy} onClick={() => value !== null && void keep.run({ days: value })}>
        {t('save')}
      </Button>
    </Form>
  );
}

interface Values {
  of: 'column' | 'topic';
  columnId: string;
  topic: string;
  days: number;
}

function RhythmDialog({ rhythm, onClose }: { rhythm: Row | null; onClose: () => void }) {
  useFocusReturn();
  const t = useText(rhythmText);
  const common = useText(staffText);
  const lang = useLang();
  const keep = useAct(KeepRhythmDocument);
  const [{ data }] = useQuery({ query: AllColumnsDocument });
  const [form] = Form.useForm<Values>();
  const of = Form.useWatch('of', form) ?? 'column';
  const save = async (values: Values) => {
    const what = rhythm ? { columnId: rhythm.columnId, topic: rhythm.topic } : values.of === 'topic' ? { columnId: null, topic: values.topic } : { columnId: values.columnId, topic: null };
    if (await keep.run({ ...what, days: values.days })) onClose();
  };
  const required = [{ required: true, message: t('required') }];
  const title = rhythm ? t('change', { name: lang === 'zh' ? rhythm.name : rhythm.nameEn }) : t('add');
  const columns = (data?.columns ?? []).filter((column) => column.active);
  return (
    <Modal open title={title} okText={t('save')} cancelText={common('cancel')} okButtonProps={{ loading: keep.busy }} onCancel={onClose} onOk={() => form.submit()}>
      <FaultNote fault={keep.fault} shown={['topic', 'days']} />
      <Form form={form} layout="vertical" initialValues={{ of: 'column', days: rhythm?.days ?? 7 }} onFinish={(values) => void save(values)}>
        {rhythm ? null : (
          <Form.Item name="of" label={t('kind')}>
            <Select
              options={[
                { value: 'column', label: t('column') },
                { value: 'topic', label: t('topic') },
              ]}
            />
          </Form.Item>
        )}
        {!rhythm && of === 'column' ? (
          <Form.Item name="columnId" label={t('column')} rules={required}>
            <Select options={columns.map((column) => ({ value: column.id, label: lang === 'zh' ? column.name : column.nameEn }))} />
          </Form.Item>
        ) : null}
        {!rhythm && of === 'topic' ? (
          <Form.Item name="topic" label={t('topic')} rules={required} {...fieldProps(keep.fault, 'topic')}>
            <Input maxLength={40} />
          </Form.Item>
        ) : null}
        <Form.Item name="days" label={t('daysField')} rules={required} {...fieldProps(keep.fault, 'days')}>
          <InputNumber min={1} max={366} precision={0} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
