import { NodeViewWrapper, type ReactNodeViewProps } from '@tiptap/react';
import { policyName } from '../../shared/article/block';
import { useText } from '../../shared/i18n/text';
import s from './Card.module.css';
import { CardField, CardFields } from './CardField';
import { editorText } from './text';

/** A released policy by its title and number. The title is that of the piece it names; the number is written here. */
export function PolicyView({ node, updateAttributes, deleteNode, selected, editor }: ReactNodeViewProps) {
  const t = useText(editorText);
  const { title, number, href } = node.attrs as { title: string; number: string; href: string };
  const disabled = !editor.isEditable;
  return (
    <NodeViewWrapper className={`${s.card} ${selected ? s.selected : ''}`} data-drag-handle>
      <p className={s.policyName}>
        <span>{t('policy')}</span> <a href={href}>{policyName({ title, number })}</a>
      </p>
      <CardFields editable={!disabled} onRemove={deleteNode}>
        <CardField
          label={t('policyNumber')}
          value={number}
          maxLength={60}
          placeholder={t('policyNumberHint')}
          disabled={disabled}
          onText={(value) => updateAttributes({ number: value })}
        />
      </CardFields>
    </NodeViewWrapper>
  );
}
