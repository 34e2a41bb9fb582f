import { NodeViewWrapper, type ReactNodeViewProps } from '@tiptap/react';
import { useText } from '../../shared/i18n/text';
import s from './Card.module.css';
import { CardField, CardFields } from './CardField';
import { editorText } from './text';
import { webLink } from './webLink';

export function LinkView({ node, updateAttributes, deleteNode, selected, editor }: ReactNodeViewProps) {
  const t = useText(editorText);
  const { href, title, summary } = node.attrs as { href: string; title: string; summary: string };
  const disabled = !editor.isEditable;
  return (
    <NodeViewWrapper className={`${s.card} ${selected ? s.selected : ''}`} data-drag-handle>
      <CardFields editable={!disabled} onRemove={deleteNode}>
        <CardField label={t('linkText')} value={title} maxLength={120} disabled={disabled} onText={(value) => updateAttributes({ title: value })} />
        <CardField
          label={t('linkUrl')}
          type="url"
          value={href}
          maxLength={2048}
          status={href !== '' && !webLink(href) ? 'error' : ''}
          placeholder="https://"
          disabled={disabled}
          onText={(value) => updateAttributes({ href: value.trim() })}
        />
        <CardField label={t('linkSummary')} value={summary} maxLength={200} disabled={disabled} onText={(value) => updateAttributes({ summary: value })} />
      </CardFields>
    </NodeViewWrapper>
  );
}
