import { Button, Form, Input, Modal, Radio } from 'antd';
import { useMemo, useState } from 'react';
import { useText } from '../../shared/i18n/text';
import { Chart } from '../../shared/staff/Chart';
import type { ChartData, ChartKind } from '../../shared/article/block';
import { chartOption } from '../../shared/staff/chartOption';
import { parseTable, printTable } from './chartTable';
import { editorText } from './text';

interface ChartDialogProps {
  open: boolean;
  chart: ChartData;
  onCancel: () => void;
  onSave: (chart: ChartData) => void;
}

/** A chart is made from its table: the numbers are what is reviewed, the drawing follows. */
export function ChartDialog(props: ChartDialogProps) {
  const t = useText(editorText);
  return (
    <Modal open={props.open} title={t('chartFromTable')} onCancel={props.onCancel} footer={null} width={640} destroyOnHidden>
      <ChartForm {...props} />
    </Modal>
  );
}

function ChartForm({ chart, onCancel, onSave }: ChartDialogProps) {
  const t = useText(editorText);
  const [title, setTitle] = useState(chart.title);
  const [unit, setUnit] = useState(chart.unit ?? '');
  const [kind, setKind] = useState<ChartKind>(chart.kind);
  const [source, setSource] = useState(chart.rows.length > 0 ? printTable(chart) : '');
  const table = useMemo(() => parseTable(source), [source]);
  const measure = unit.trim() === '' ? {} : { unit: unit.trim() };
  const next: ChartData | null = 'badLine' in table ? null : { kind, title: title.trim(), ...measure, ...table };
  const option = useMemo(() => ('badLine' in table ? null : chartOption({ kind, title: '', unit: unit.trim(), ...table })), [table, kind, unit]);
  const ready = next !== null && next.title !== '';
  return (
    <Form layout="vertical" component="div">
      <Form.Item label={t('chartTitle')} required htmlFor="chart-title">
        <Input id="chart-title" value={title} maxLength={80} onChange={(event) => setTitle(event.target.value)} />
      </Form.Item>
      <Form.Item label={t('chartKind')}>
        <Radio.Group value={kind} onChange={(event) => setKind(event.target.value as ChartKind)}>
          {(['bar', 'line', 'pie'] as const).map((each) => (
            <Radio key={each} value={each}>
              {t(`chart_${each}`)}
            </Radio>
          ))}
        </Radio.Group>
        <label>
          {t('unit')}
          <Input style={{ width: 96, marginLeft: 8 }} value={unit} maxLength={12} onChange={(event) => setUnit(event.target.value)} />
        </label>
      </Form.Item>
      <Form.Item
        label={t('table')}
        htmlFor="chart-table"
        extra={t('tableHint')}
        validateStatus={source !== '' && 'badLine' in table ? 'error' : ''}
        help={source !== '' && 'badLine' in table ? t('tableBad', { line: table.badLine }) : undefined}
      >
        <Input.TextArea
          id="chart-table"
          rows={6}
          value={source}
          onChange={(event) => setSource(event.target.value)}
          style={{ fontFamily: 'var(--font-mono)', whiteSpace: 'pre', overflowX: 'auto' }}
        />
      </Form.Item>
      {option ? <Chart option={option} label={title || t('chart')} height={200} /> : null}
      <ChartButtons ready={ready} onCancel={onCancel} onSave={() => next && onSave(next)} />
    </Form>
  );
}

function ChartButtons({ ready, onCancel, onSave }: { ready: boolean; onCancel: () => void; onSave: () => void }) {
  const t = useText(editorText);
  return (
    <div style={{ display: 'flex', justifyContent: 'flex-end', gap: 8, marginTop: 12 }}>
      <Button onClick={onCancel}>{t('cancel')}</Button>
      <Button type="primary" disabled={!ready} onClick={onSave}>
        {t('insertChart')}
      </Button>
    </div>
  );
}
