import { NodeViewWrapper, type ReactNodeViewProps } from '@tiptap/react';
import { useText } from '../../shared/i18n/text';
import s from './Card.module.css';
import { CardField, CardFields } from './CardField';
import { useShelf } from './shelf';
import { editorText } from './text';

export function ImageView({ node, updateAttributes, deleteNode, selected, editor }: ReactNodeViewProps) {
  const t = useText(editorText);
  const shelf = useShelf();
  const { mediaId, alt, caption } = node.attrs as { mediaId: string; alt: string; caption: string };
  const url = shelf.url(mediaId);
  const disabled = !editor.isEditable;
  const missing = alt.trim() === '';
  return (
    <NodeViewWrapper className={`${s.card} ${selected ? s.selected : ''}`} data-drag-handle>
      {url ? <img className={s.media} src={url} alt={alt} /> : <div className={s.blank}>{t('mediaUnknown')}</div>}
      <CardFields editable={!disabled} onRemove={deleteNode}>
        <CardField
          label={t('alt')}
          value={alt}
          maxLength={200}
          status={missing ? (shelf.strict ? 'error' : 'warning') : ''}
          placeholder={t('altHint')}
          aria-required="true"
          disabled={disabled}
          onText={(value) => updateAttributes({ alt: value })}
        />
        <CardField label={t('caption')} value={caption} maxLength={200} disabled={disabled} onText={(value) => updateAttributes({ caption: value })} />
      </CardFields>
    </NodeViewWrapper>
  );
}
