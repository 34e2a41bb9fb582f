import { NodeViewWrapper, type ReactNodeViewProps } from '@tiptap/react';
import { useText } from '../../shared/i18n/text';
import s from './Card.module.css';
import { CardField, CardFields } from './CardField';
import { useShelf } from './shelf';
import { editorText } from './text';

/** A sound, a film or a document under its title. */
export function ClipView({ node, updateAttributes, deleteNode, selected, editor }: ReactNodeViewProps) {
  const t = useText(editorText);
  const shelf = useShelf();
  const { mediaId, title } = node.attrs as { mediaId: string; title: string };
  const url = shelf.url(mediaId);
  const disabled = !editor.isEditable;
  const missing = title.trim() === '';
  return (
    <NodeViewWrapper className={`${s.card} ${selected ? s.selected : ''}`} data-drag-handle>
      {url ? null : <div className={s.blank}>{t('mediaUnknown')}</div>}
      {url && node.type.name === 'audio' ? <audio className={s.media} src={url} controls aria-label={title} /> : null}
      {url && node.type.name === 'video' ? <video className={s.media} src={url} controls aria-label={title} /> : null}
      {url && node.type.name === 'file' ? (
        <p className={s.policyName}>
          <span>{t('file')}</span>{' '}
          <a href={url} download>
            {title || t('file')}
          </a>
        </p>
      ) : null}
      <CardFields editable={!disabled} onRemove={deleteNode}>
        <CardField
          label={t('clipTitle')}
          value={title}
          maxLength={200}
          status={missing ? (shelf.strict ? 'error' : 'warning') : ''}
          aria-required="true"
          disabled={disabled}
          onText={(value) => updateAttributes({ title: value })}
        />
      </CardFields>
    </NodeViewWrapper>
  );
}
