import { ArrowLeftOutlined, ArrowRightOutlined, DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { NodeViewWrapper, type ReactNodeViewProps } from '@tiptap/react';
import { Button } from 'antd';
import type { PictureData } from '../../shared/article/block';
import { useText } from '../../shared/i18n/text';
import s from './Card.module.css';
import { CardField, CardFields } from './CardField';
import { PictureButton } from './PictureDialog';
import { useShelf } from './shelf';
import { editorText } from './text';

/** Pictures that belong together, each with its words; they are put in order by buttons. */
export function GalleryView({ node, updateAttributes, deleteNode, selected, editor }: ReactNodeViewProps) {
  const t = useText(editorText);
  const shelf = useShelf();
  const { images, caption } = node.attrs as { images: PictureData[]; caption: string };
  const disabled = !editor.isEditable;
  const set = (next: PictureData[]) => updateAttributes({ images: next });
  const move = (from: number, to: number) => {
    const next = images.filter((_, index) => index !== from);
    const moved = images[from];
    if (moved) next.splice(to, 0, moved);
    set(next);
  };
  return (
    <NodeViewWrapper className={`${s.card} ${selected ? s.selected : ''}`} data-drag-handle>
      <ol className={s.gallery} aria-label={t('gallery')}>
        {images.map((image, index) => (
          <li key={`${image.mediaId}-${String(index)}`}>
            <Thumb image={image} url={shelf.url(image.mediaId)} />
            <CardField
              label={t('alt')}
              value={image.alt}
              maxLength={200}
              status={image.alt.trim() === '' ? (shelf.strict ? 'error' : 'warning') : ''}
              disabled={disabled}
              onText={(alt) => set(images.map((each, at) => (at === index ? { ...each, alt } : each)))}
            />
            <CardField
              label={t('caption')}
              value={image.caption ?? ''}
              maxLength={200}
              disabled={disabled}
              onText={(text) => set(images.map((each, at) => (at === index ? { ...each, caption: text } : each)))}
            />
            <div className={s.tableTools}>
              <Button size="small" icon={<ArrowLeftOutlined />} aria-label={t('moveEarlier')} title={t('moveEarlier')} disabled={disabled || index === 0} onClick={() => move(index, index - 1)} />
              <Button size="small" icon={<ArrowRightOutlined />} aria-label={t('moveLater')} title={t('moveLater')} disabled={disabled || index === images.length - 1} onClick={() => move(index, index + 1)} />
              <PictureButton picture={image} disabled={disabled} onChange={(next) => set(images.map((each, at) => (at === index ? { ...each, ...next } : each)))} />
              <Button size="small" icon={<DeleteOutlined />} aria-label={t('removePicture')} title={t('removePicture')} disabled={disabled} onClick={() => set(images.filter((_, at) => at !== index))} />
            </div>
          </li>
        ))}
      </ol>
      <Button icon={<PlusOutlined aria-hidden />} disabled={disabled || images.length >= 30} onClick={() => shelf.pick('image', ({ id, alt }) => set([...images, { mediaId: id, alt }]))}>
        {t('galleryAdd')}
      </Button>
      <CardFields editable={!disabled} onRemove={deleteNode}>
        <CardField label={t('galleryCaption')} value={caption} maxLength={200} disabled={disabled} onText={(value) => updateAttributes({ caption: value })} />
      </CardFields>
    </NodeViewWrapper>
  );
}

function Thumb({ image, url }: { image: PictureData; url: string | null }) {
  const t = useText(editorText);
  if (!url) return <div className={s.blank}>{t('mediaUnknown')}</div>;
  const { focus } = image;
  return <img src={url} alt={image.alt} style={focus ? { objectPosition: `${String(focus.x / 10)}% ${String(focus.y / 10)}%` } : undefined} />;
}
