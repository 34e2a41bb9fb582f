import { DeleteOutlined } from '@ant-design/icons';
import { NodeViewWrapper, type ReactNodeViewProps } from '@tiptap/react';
import { Button, Input, Progress } from 'antd';
import { useText } from '../../shared/i18n/text';
import type { MediaKind } from '../../shared/article/block';
import s from './Card.module.css';
import { useShelf, type ShelfItem } from './shelf';
import { editorText } from './text';

interface MediaAttrs {
  kind: MediaKind;
  mediaId: string;
  alt: string;
  caption: string;
}

export function MediaView({ node, updateAttributes, deleteNode, selected, editor }: ReactNodeViewProps) {
  const t = useText(editorText);
  const shelf = useShelf();
  const attrs = node.attrs as MediaAttrs;
  const item = shelf.find(attrs.mediaId);
  const missing = attrs.alt.trim() === '';
  return (
    <NodeViewWrapper className={`${s.card} ${selected ? s.selected : ''}`} data-drag-handle>
      <Shown kind={attrs.kind} alt={attrs.alt} item={item} />
      {item?.progress !== undefined ? <Progress percent={Math.round(item.progress * 100)} size="small" aria-label={t('uploading')} /> : null}
      {item?.refusal ? (
        <p role="alert" className={s.refused}>
          {item.refusal}
        </p>
      ) : null}
      <div className={s.fields}>
        <label>
          <span>{t('alt')}</span>
          <Input
            value={attrs.alt}
            maxLength={200}
            status={missing && shelf.strict ? 'error' : missing ? 'warning' : ''}
            placeholder={t('altHint')}
            aria-required="true"
            disabled={!editor.isEditable}
            onChange={(event) => updateAttributes({ alt: event.target.value })}
          />
        </label>
        <label>
          <span>{t('caption')}</span>
          <Input
            value={attrs.caption}
            maxLength={200}
            disabled={!editor.isEditable}
            onChange={(event) => updateAttributes({ caption: event.target.value })}
          />
        </label>
        <Button icon={<DeleteOutlined />} aria-label={t('removeBlock')} disabled={!editor.isEditable} onClick={deleteNode} />
      </div>
    </NodeViewWrapper>
  );
}

function Shown({ kind, alt, item }: { kind: MediaKind; alt: string; item: ShelfItem | undefined }) {
  const t = useText(editorText);
  if (!item?.url) return <div className={s.blank}>{item?.fileName ?? t('mediaUnknown')}</div>;
  if (kind === 'image') return <img className={s.media} src={item.url} alt={alt} />;
  if (kind === 'audio') return <audio className={s.media} src={item.url} controls aria-label={alt} />;
  return <video className={s.media} src={item.url} controls aria-label={alt} />;
}
