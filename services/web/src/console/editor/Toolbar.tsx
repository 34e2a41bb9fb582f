import {
  AppstoreOutlined,
  AudioOutlined,
  BarChartOutlined,
  BlockOutlined,
  BoldOutlined,
  FileTextOutlined,
  ItalicOutlined,
  LinkOutlined,
  PaperClipOutlined,
  OrderedListOutlined,
  PictureOutlined,
  RedoOutlined,
  SnippetsOutlined,
  TableOutlined,
  UndoOutlined,
  UnorderedListOutlined,
  VideoCameraOutlined,
} from '@ant-design/icons';
import { useEditorState, type Editor } from '@tiptap/react';
import { App, Button } from 'antd';
import { useState, type ReactNode } from 'react';
import type { Block, MediaType } from '../../shared/article/block';
import { useText } from '../../shared/i18n/text';
import { insertBlocks } from './insert';
import { LinkDialog } from './LinkDialog';
import { toDocument } from './document';
import { plainBlocks } from './paste/plain';
import { PolicyDialog } from './PolicyDialog';
import { blankTable, tableNode } from './tableData';
import { TemplateDialog } from './TemplateDialog';
import { editorText } from './text';
import s from './Toolbar.module.css';

export function Toolbar({ editor, onMedia }: { editor: Editor; onMedia: (type: MediaType) => void }) {
  const t = useText(editorText);
  const [asking, setAsking] = useState<'link' | 'policy' | 'template' | null>(null);
  const { message } = App.useApp();
  const on = useEditorState({ editor, selector: ({ editor: now }) => stateOf(now) });
  const act = () => editor.chain().focus();
  // With text selected the link goes on the text; without, it becomes a block of its own.
  const link = () => (on.selected || on.link ? setAsking('link') : insertBlocks(editor, [{ type: 'linkCard' }]));
  const insert = (blocks: Block[]) => insertBlocks(editor, toDocument(blocks).content ?? []);
  // Reading the clipboard is the reader's to allow; the browser's own key needs no leave.
  const pastePlain = () =>
    navigator.clipboard.readText().then(
      (text) => insert(plainBlocks(text)),
      () => void message.info(t('pastePlainHow')),
    );
  return (
    <div className={s.bar} role="toolbar" aria-label={t('toolbar')}>
      <Tool label={t('heading2')} on={on.h2} onClick={() => act().toggleHeading({ level: 2 }).run()} text="H1" />
      <Tool label={t('heading3')} on={on.h3} onClick={() => act().toggleHeading({ level: 3 }).run()} text="H2" />
      <Tool label={t('bold')} on={on.bold} onClick={() => act().toggleBold().run()} icon={<BoldOutlined />} />
      <Tool label={t('italic')} on={on.italic} onClick={() => act().toggleItalic().run()} icon={<ItalicOutlined />} />
      <Tool label={t('link')} on={on.link} onClick={link} icon={<LinkOutlined />} />
      <Tool label={t('bulletList')} on={on.bullet} onClick={() => act().toggleBulletList().run()} icon={<UnorderedListOutlined />} />
      <Tool label={t('orderedList')} on={on.ordered} onClick={() => act().toggleOrderedList().run()} icon={<OrderedListOutlined />} />
      <Tool label={t('quote')} on={on.quote} onClick={() => act().toggleNode('quote', 'paragraph').run()} text="“ ”" />
      <span className={s.gap} />
      <Tool label={t('image')} onClick={() => onMedia('image')} icon={<PictureOutlined />} />
      <Tool label={t('audio')} onClick={() => onMedia('audio')} icon={<AudioOutlined />} />
      <Tool label={t('video')} onClick={() => onMedia('video')} icon={<VideoCameraOutlined />} />
      <Tool label={t('gallery')} onClick={() => insertBlocks(editor, [{ type: 'gallery' }])} icon={<AppstoreOutlined />} />
      <Tool label={t('file')} onClick={() => onMedia('file')} icon={<PaperClipOutlined />} />
      <Tool label={t('wordTable')} disabled={on.table} onClick={() => insertTable(editor)} icon={<TableOutlined />} />
      <Tool label={t('chart')} onClick={() => insertBlocks(editor, [{ type: 'chart' }])} icon={<BarChartOutlined />} />
      <Tool label={t('policy')} onClick={() => setAsking('policy')} icon={<FileTextOutlined />} />
      <Tool label={t('templates')} onClick={() => setAsking('template')} icon={<BlockOutlined />} />
      <span className={s.gap} />
      <Tool label={t('pastePlain')} onClick={() => void pastePlain()} icon={<SnippetsOutlined />} />
      <Tool label={t('undo')} disabled={!on.undo} onClick={() => act().undo().run()} icon={<UndoOutlined />} />
      <Tool label={t('redo')} disabled={!on.redo} onClick={() => act().redo().run()} icon={<RedoOutlined />} />
      <LinkDialog editor={editor} open={asking === 'link'} onClose={() => setAsking(null)} />
      {asking === 'policy' ? (
        <PolicyDialog
          onCancel={() => setAsking(null)}
          onPick={(policy) => {
            insert([policy]);
            setAsking(null);
          }}
        />
      ) : null}
      {asking === 'template' ? (
        <TemplateDialog
          editor={editor}
          onCancel={() => setAsking(null)}
          onPick={(blocks) => {
            insert(blocks);
            setAsking(null);
          }}
        />
      ) : null}
    </div>
  );
}

/** An empty table, with the cursor in its first cell. */
function insertTable(editor: Editor): void {
  insertBlocks(editor, [tableNode(blankTable(3, 3), () => [])]);
  const { selection, doc } = editor.state;
  let at = -1;
  doc.descendants((node, position) => {
    if (node.type.name === 'table' && position < selection.to) at = position;
    return at < 0 || node.type.name !== 'table';
  });
  if (at >= 0) editor.commands.focus(at + 4);
}

function stateOf(now: Editor) {
  return {
    h2: now.isActive('heading', { level: 2 }),
    h3: now.isActive('heading', { level: 3 }),
    bold: now.isActive('bold'),
    italic: now.isActive('italic'),
    link: now.isActive('link'),
    bullet: now.isActive('bulletList'),
    ordered: now.isActive('orderedList'),
    quote: now.isActive('quote'),
    table: now.isActive('table'),
    selected: !now.state.selection.empty,
    undo: now.can().undo(),
    redo: now.can().redo(),
  };
}

interface ToolProps {
  label: string;
  icon?: ReactNode;
  text?: string;
  on?: boolean;
  disabled?: boolean;
  onClick: () => void;
}

function Tool({ label, icon, text, on, disabled, onClick }: ToolProps) {
  return (
    <Button
      type="text"
      className={on ? (s.on ?? '') : ''}
      icon={icon}
      disabled={disabled ?? false}
      title={label}
      aria-label={label}
      aria-pressed={on}
      onMouseDown={(event) => event.preventDefault()}
      onClick={onClick}
    >
      {text}
    </Button>
  );
}
