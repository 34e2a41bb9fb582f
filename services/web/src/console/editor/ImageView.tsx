import { NodeViewWrapper, type ReactNodeViewProps } from '@tiptap/react';
import type { PictureData } from '../../shared/article/block';
import { useText } from '../../shared/i18n/text';
import s from './Card.module.css';
import { CardField, CardFields } from './CardField';
import { PictureButton } from './PictureDialog';
import { useShelf } from './shelf';
import { editorText } from './text';

export function ImageView({ node, updateAttributes, deleteNode, selected, editor }: ReactNodeViewProps) {
  const t = useText(editorText);
  const shelf = useShelf();
  const picture = node.attrs as PictureData & { caption: string };
  const { mediaId, alt, caption } = picture;
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
        <PictureButton picture={{ mediaId, alt, ...(picture.focus ? { focus: picture.focus } : {}) }} disabled={disabled} onChange={updateAttributes} />
        <CardField label={t('caption')} value={caption} maxLength={200} disabled={disabled} onText={(value) => updateAttributes({ caption: value })} />
      </CardFields>
    </NodeViewWrapper>
  );
}
