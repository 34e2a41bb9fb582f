import { addColumnAfter, addRowAfter, deleteColumn, deleteRow, isInTable, TableMap, toggleHeader } from '@tiptap/pm/tables';
import type { Command } from '@tiptap/pm/state';
import { TextSelection } from '@tiptap/pm/state';
import { NodeViewContent, NodeViewWrapper, type ReactNodeViewProps } from '@tiptap/react';
import { Button, Checkbox, Input } from 'antd';
import { useText } from '../../shared/i18n/text';
import s from './Card.module.css';
import { headsOf } from './tableData';
import { editorText } from './text';

/** A table with what is done to it below: rows, columns and heads, all by buttons as well as by keys. */
export function TableView({ node, editor, getPos, updateAttributes, deleteNode }: ReactNodeViewProps) {
  const t = useText(editorText);
  const { caption } = node.attrs as { caption: string };
  const heads = headsOf(node.children.map((row) => row.children.map((cell) => cell.type.name === 'tableHeader')));
  const headed = heads.headerRow || heads.headerColumn;
  const run = (command: Command) => () => {
    const at = getPos();
    if (at === undefined) return;
    const inside = isInTable(editor.state) && editor.state.selection.from > at && editor.state.selection.to < at + node.nodeSize;
    if (!inside) {
      // Without a cell of this table chosen, its last one is meant.
      const last = at + 1 + (TableMap.get(node).map.at(-1) ?? 0);
      editor.view.dispatch(editor.state.tr.setSelection(TextSelection.near(editor.state.doc.resolve(last + 1))));
    }
    command(editor.state, (tr) => editor.view.dispatch(tr));
    editor.commands.focus();
  };
  return (
    <NodeViewWrapper className={s.table}>
      {editor.isEditable || caption ? (
        <div data-table-tools contentEditable={false}>
          <Input
            variant="borderless"
            value={caption}
            maxLength={120}
            disabled={!editor.isEditable}
            aria-label={t('tableCaption')}
            placeholder={t('tableCaption')}
            onChange={(event) => updateAttributes({ caption: event.target.value })}
          />
        </div>
      ) : null}
      <div className={s.tableScroll}>
        <NodeViewContent<'table'> as="table" />
      </div>
      {editor.isEditable ? (
        <div data-table-tools contentEditable={false} className={s.tableTools}>
          <Button size="small" onClick={run(addRowAfter)}>
            {t('rowAdd')}
          </Button>
          <Button size="small" onClick={run(addColumnAfter)}>
            {t('columnAdd')}
          </Button>
          <Button size="small" disabled={node.childCount <= 1} onClick={run(deleteRow)}>
            {t('rowRemove')}
          </Button>
          <Button size="small" disabled={(node.firstChild?.childCount ?? 0) <= 1} onClick={run(deleteColumn)}>
            {t('columnRemove')}
          </Button>
          <Checkbox checked={heads.headerRow} onChange={run(toggleHeader('row'))}>
            {t('headerRow')}
          </Checkbox>
          <Checkbox checked={heads.headerColumn} onChange={run(toggleHeader('column'))}>
            {t('headerColumn')}
          </Checkbox>
          <Button size="small" onClick={deleteNode}>
            {t('tableRemove')}
          </Button>
          {headed ? null : <span className={s.refused}>{t('tableHeadless')}</span>}
        </div>
      ) : null}
    </NodeViewWrapper>
  );
}
