import { DeleteOutlined, EditOutlined } from '@ant-design/icons';
import { NodeViewWrapper, type ReactNodeViewProps } from '@tiptap/react';
import { Button } from 'antd';
import { useMemo, useState } from 'react';
import { useText } from '../../shared/i18n/text';
import { Chart } from '../../shared/staff/Chart';
import type { ChartData } from '../../shared/article/block';
import { ChartDialog } from './ChartDialog';
import { chartOption } from '../../shared/staff/chartOption';
import s from './Card.module.css';
import { editorText } from './text';

export function ChartView({ node, updateAttributes, deleteNode, selected, editor }: ReactNodeViewProps) {
  const t = useText(editorText);
  const chart = (node.attrs as { chart: ChartData }).chart;
  const [editing, setEditing] = useState(chart.rows.length === 0);
  const option = useMemo(() => chartOption(chart), [chart]);
  return (
    <NodeViewWrapper className={`${s.card} ${selected ? s.selected : ''}`} data-drag-handle>
      <div className={s.fields}>
        <strong className={s.grow}>{chart.title || t('chart')}</strong>
        <Button icon={<EditOutlined aria-hidden />} disabled={!editor.isEditable} onClick={() => setEditing(true)}>
          {t('editTable')}
        </Button>
        <Button icon={<DeleteOutlined />} aria-label={t('removeBlock')} disabled={!editor.isEditable} onClick={deleteNode} />
      </div>
      {chart.rows.length > 0 ? <Chart option={option} label={chart.title || t('chart')} height={220} /> : null}
      <ChartDialog
        open={editing}
        chart={chart}
        onCancel={() => {
          setEditing(false);
          // A chart without numbers is none; the writer is back in the text.
          if (chart.rows.length > 0) return;
          deleteNode();
          editor.commands.focus();
        }}
        onSave={(next) => {
          updateAttributes({ chart: next });
          setEditing(false);
        }}
      />
    </NodeViewWrapper>
  );
}
