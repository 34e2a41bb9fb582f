import type { Editor } from '@tiptap/react';
import { App, Button, Checkbox, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { useQuery } from 'urql';
import { readBlocks, textOf, type Block } from '../../shared/article/block';
import { useAct } from '../../shared/graphql/useAct';
import { useText } from '../../shared/i18n/text';
import { Answer } from '../../shared/staff/Answer';
import { FaultNote } from '../../shared/staff/FaultNote';
import { Mark } from '../../shared/staff/Mark';
import { staffText } from '../../shared/staff/text';
import { useFocusReturn } from '../../shared/staff/useFocusReturn';
import { Empty } from '../../shared/states/States';
import { AddTemplateDocument, ChangeTemplateDocument, RemoveTemplateDocument, TemplatesDocument, type TemplatesQuery } from '../gql/graphql';
import { useRight } from '../session';
import s from './Dialogs.module.css';
import { toBlocks } from './document';
import { editorText } from './text';

export interface TemplateDialogProps {
  editor: Editor;
  onCancel: () => void;
  onPick: (blocks: Block[]) => void;
}

/** An empty list has no template in it by which it would be read again. */
const concerns = { additionalTypenames: ['Template'] };

/** Blocks kept before, to insert; and what is on the page, to keep. */
export function TemplateDialog({ editor, onCancel, onPick }: TemplateDialogProps) {
  useFocusReturn();
  const t = useText(editorText);
  // Taken once: the selection is what it was when the dialog opened.
  const [kept] = useState(() => blocksToKeep(editor));
  const templates = useQuery({ query: TemplatesDocument, context: concerns });
  return (
    <Modal open title={t('templates')} footer={null} width={680} onCancel={onCancel}>
      <Answer query={templates}>
        {({ templates: rows }) =>
          rows.length === 0 ? (
            <Empty title={t('templatesNone')} hint={t('templatesNoneHint')} />
          ) : (
            <ul className={s.list}>
              {rows.map((template) => (
                <One key={template.id} template={template} kept={kept.blocks} onPick={onPick} />
              ))}
            </ul>
          )
        }
      </Answer>
      {kept.blocks.length > 0 ? <Keep {...kept} /> : null}
    </Modal>
  );
}

function blocksToKeep(editor: Editor): { blocks: Block[]; selected: boolean } {
  const { selection, doc } = editor.state;
  if (selection.empty) return { blocks: toBlocks(editor.getJSON()), selected: false };
  const from = selection.$from.before(1);
  const to = selection.$to.depth > 0 ? selection.$to.after(1) : selection.to;
  return { blocks: toBlocks({ type: 'doc', content: doc.slice(from, to).content.toJSON() as [] }), selected: true };
}

interface OneProps {
  template: TemplatesQuery['templates'][number];
  kept: Block[];
  onPick: (blocks: Block[]) => void;
}

function One({ template, kept, onPick }: OneProps) {
  const t = useText(editorText);
  const common = useText(staffText);
  const { modal } = App.useApp();
  const remove = useAct(RemoveTemplateDocument);
  const change = useAct(ChangeTemplateDocument);
  const blocks = readBlocks(template.blocks);
  const ask = () =>
    modal.confirm({
      title: t('templateRemoveAsk', { name: template.name }),
      okText: t('templateRemove'),
      cancelText: common('cancel'),
      onOk: () => remove.run({ id: template.id }),
    });
  return (
    <li>
      <strong>{template.name}</strong>
      <Mark tone="neutral">{template.department ? t('templateOwn') : t('templateOfCounty')}</Mark>
      <span className={s.grow} />
      {template.mayKeep ? (
        <>
          <Button size="small" type="text" onClick={ask}>
            {t('templateRemove')}
          </Button>
          <Button
            size="small"
            type="text"
            disabled={kept.length === 0}
            loading={change.busy}
            onClick={() => void change.run({ id: template.id, input: { name: template.name, blocks: kept } })}
          >
            {t('templateOver')}
          </Button>
        </>
      ) : null}
      <Button size="small" type="primary" onClick={() => onPick(blocks)}>
        {t('templateInsert')}
      </Button>
      <div className={s.preview}>{blocks.slice(0, 4).map(textOf).join('\n').slice(0, 160)}</div>
      <FaultNote fault={remove.fault ?? change.fault} />
    </li>
  );
}

function Keep({ blocks, selected }: { blocks: Block[]; selected: boolean }) {
  const t = useText(editorText);
  const may = useRight();
  const { message } = App.useApp();
  const add = useAct(AddTemplateDocument);
  const [form] = Form.useForm<{ name: string; wholeCounty?: boolean }>();
  const save = async ({ name, wholeCounty }: { name: string; wholeCounty?: boolean }) => {
    const data = await add.run({ input: { name: name.trim(), blocks }, wholeCounty: wholeCounty ?? false });
    if (!data) return;
    form.resetFields();
    void message.success(t('templateSaved'));
  };
  return (
    <Form form={form} className={s.keep} onFinish={(values) => void save(values)}>
      <FaultNote fault={add.fault} />
      <Form.Item name="name" className={s.grow ?? ''} rules={[{ required: true, whitespace: true, message: t('templateNameNeeded') }]} extra={t('templateWhat', { what: selected ? t('templateSelection') : t('templateAll') })}>
        <Input maxLength={60} aria-label={t('templateName')} placeholder={t('templateName')} />
      </Form.Item>
      {may('column.manage') ? (
        <Form.Item name="wholeCounty" valuePropName="checked">
          <Checkbox>{t('templateWhole')}</Checkbox>
        </Form.Item>
      ) : null}
      <Button htmlType="submit" loading={add.busy}>
        {t('templateSave')}
      </Button>
    </Form>
  );
}
