import {
  AudioOutlined,
  BarChartOutlined,
  LinkOutlined,
  OrderedListOutlined,
  PictureOutlined,
  RedoOutlined,
  UndoOutlined,
  UnorderedListOutlined,
  VideoCameraOutlined,
} from '@ant-design/icons';
import { useEditorState, type Editor } from '@tiptap/react';
import { Button } from 'antd';
import { useRef, type ReactNode } from 'react';
import { useText } from '../../shared/i18n/text';
import type { MediaKind } from '../../shared/article/block';
import s from './Toolbar.module.css';
import { editorText } from './text';

const accepted: Record<MediaKind, string> = {
  image: 'image/jpeg,image/png,image/gif,image/webp',
  audio: 'audio/mpeg,audio/wav,audio/mp4',
  video: 'video/mp4',
};

export function Toolbar({ editor, onFiles }: { editor: Editor; onFiles: (kind: MediaKind, files: File[]) => void }) {
  const t = useText(editorText);
  const on = useEditorState({
    editor,
    selector: ({ editor: now }) => ({
      h2: now.isActive('heading', { level: 2 }),
      h3: now.isActive('heading', { level: 3 }),
      bullet: now.isActive('bulletList'),
      ordered: now.isActive('orderedList'),
      quote: now.isActive('blockquote'),
      undo: now.can().undo(),
      redo: now.can().redo(),
    }),
  });
  const act = () => editor.chain().focus();
  return (
    <div className={s.bar} role="toolbar" aria-label={t('toolbar')}>
      <Tool label={t('heading2')} on={on.h2} onClick={() => act().toggleHeading({ level: 2 }).run()} text="H1" />
      <Tool label={t('heading3')} on={on.h3} onClick={() => act().toggleHeading({ level: 3 }).run()} text="H2" />
      <Tool label={t('bulletList')} on={on.bullet} onClick={() => act().toggleBulletList().run()} icon={<UnorderedListOutlined />} />
      <Tool label={t('orderedList')} on={on.ordered} onClick={() => act().toggleOrderedList().run()} icon={<OrderedListOutlined />} />
      <Tool label={t('quote')} on={on.quote} onClick={() => act().toggleBlockquote().run()} text="“ ”" />
      <span className={s.gap} />
      <FileTool kind="image" icon={<PictureOutlined />} onFiles={onFiles} />
      <FileTool kind="audio" icon={<AudioOutlined />} onFiles={onFiles} />
      <FileTool kind="video" icon={<VideoCameraOutlined />} onFiles={onFiles} />
      <Tool label={t('link')} onClick={() => act().insertContent({ type: 'linkCard' }).run()} icon={<LinkOutlined />} />
      <Tool label={t('chart')} onClick={() => act().insertContent({ type: 'chart' }).run()} icon={<BarChartOutlined />} />
      <span className={s.gap} />
      <Tool label={t('undo')} disabled={!on.undo} onClick={() => act().undo().run()} icon={<UndoOutlined />} />
      <Tool label={t('redo')} disabled={!on.redo} onClick={() => act().redo().run()} icon={<RedoOutlined />} />
    </div>
  );
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

function FileTool({ kind, icon, onFiles }: { kind: MediaKind; icon: ReactNode; onFiles: (kind: MediaKind, files: File[]) => void }) {
  const t = useText(editorText);
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Tool label={t(kind)} icon={icon} onClick={() => input.current?.click()} />
      <input
        ref={input}
        type="file"
        hidden
        multiple={kind === 'image'}
        accept={accepted[kind]}
        aria-label={t(kind)}
        onChange={(event) => {
          onFiles(kind, Array.from(event.target.files ?? []));
          event.target.value = '';
        }}
      />
    </>
  );
}
