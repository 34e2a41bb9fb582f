import { Node, type AnyExtension } from '@tiptap/core';
import { addColumnAfter, addRowAfter, deleteColumn, deleteRow, goToNextCell, tableEditing } from '@tiptap/pm/tables';
import { ReactNodeViewRenderer, type ReactNodeViewProps } from '@tiptap/react';
import type { ComponentType } from 'react';
import { TableView } from './TableView';

declare module '@tiptap/core' {
  interface NodeConfig<Options, Storage> {
    /** What the table commands take the node for. */
    tableRole?: string | ((this: { name: string; options: Options; storage: Storage }) => string);
  }
}

/** Cells span nothing else: an article's table is a grid. */
const single = () => ({ colspan: { default: 1, rendered: false }, rowspan: { default: 1, rendered: false }, colwidth: { default: null, rendered: false } });

const Row = Node.create({
  name: 'tableRow',
  content: '(tableCell | tableHeader)+',
  tableRole: 'row',
  parseHTML: () => [{ tag: 'tr' }],
  renderHTML: () => ['tr', 0],
});

const Cell = Node.create({
  name: 'tableCell',
  content: 'paragraph',
  tableRole: 'cell',
  isolating: true,
  addAttributes: single,
  parseHTML: () => [{ tag: 'td' }],
  renderHTML: () => ['td', 0],
});

const Header = Cell.extend({ name: 'tableHeader', tableRole: 'header_cell', parseHTML: () => [{ tag: 'th' }], renderHTML: () => ['th', 0] });

/** A table one types into: Tab goes on to the next cell, and from the last one begins a row. */
const Table = Node.create({
  name: 'table',
  group: 'block',
  content: 'tableRow+',
  tableRole: 'table',
  isolating: true,
  addAttributes: () => ({ caption: { default: '', rendered: false } }),
  parseHTML: () => [{ tag: 'table' }],
  renderHTML: () => ['table', ['tbody', 0]],
  addNodeView: () =>
    ReactNodeViewRenderer(TableView as ComponentType<ReactNodeViewProps>, {
      contentDOMElementTag: 'tbody',
      // The caption's field and the buttons are no part of the text.
      stopEvent: ({ event }) => event.target instanceof HTMLElement && event.target.closest('[data-table-tools]') !== null,
    }),
  addProseMirrorPlugins: () => [tableEditing()],
  extendNodeSchema: (extension) => ({ tableRole: extension.config.tableRole as unknown }),
  addKeyboardShortcuts() {
    const { editor } = this;
    const run = (command: typeof addRowAfter) => () => editor.isActive('table') && command(editor.state, (tr) => editor.view.dispatch(tr));
    const next = () => {
      if (!editor.isActive('table')) return false;
      if (run(goToNextCell(1))()) return true;
      return run(addRowAfter)() && run(goToNextCell(1))();
    };
    return {
      Tab: next,
      'Shift-Tab': () => editor.isActive('table') && (run(goToNextCell(-1))() || true),
      'Mod-Alt-ArrowDown': run(addRowAfter),
      'Mod-Alt-ArrowRight': run(addColumnAfter),
      'Mod-Alt-ArrowUp': run(deleteRow),
      'Mod-Alt-ArrowLeft': run(deleteColumn),
    };
  },
});

export const tableNodes: AnyExtension[] = [Table, Row, Cell, Header];
