import { Checkbox, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { useAct } from '../../shared/graphql/useAct';
import { useText } from '../../shared/i18n/text';
import { FaultNote, fieldProps } from '../../shared/staff/FaultNote';
import { staffText } from '../../shared/staff/text';
import { useFocusReturn } from '../../shared/staff/useFocusReturn';
import { AnswerSubmissionDocument, type SubmissionPartsFragment } from '../gql/graphql';
import { blocksOf, plainOf } from './paragraphs';
import { submissionsText } from './text';

interface Values {
  answer: string;
  title: string;
  text: string;
}

/** Answers the desk; title and text may be changed with it where a plain field can hold them. */
export function AnswerDialog({ row, onClose }: { row: SubmissionPartsFragment; onClose: () => void }) {
  useFocusReturn();
  const t = useText(submissionsText);
  const common = useText(staffText);
  const answer = useAct(AnswerSubmissionDocument);
  const [form] = Form.useForm<Values>();
  const plain = plainOf(row.blocks);
  const [editing, setEditing] = useState(false);
  const send = async (values: Values) => {
    const input = editing
      ? {
          title: values.title,
          blocks: blocksOf(values.text),
          kind: row.kind,
          note: row.note,
          attachmentIds: row.attachments.map((file) => file.id),
        }
      : null;
    if (await answer.run({ id: row.id, answer: values.answer, input })) onClose();
  };
  const required = [{ required: true, whitespace: true, message: t('required') }];
  return (
    <Modal open title={t('answer')} okText={t('answer')} cancelText={common('cancel')} okButtonProps={{ loading: answer.busy }} onCancel={onClose} onOk={() => form.submit()}>
      <FaultNote fault={answer.fault} shown={['answer', 'title', 'blocks']} />
      <p>{row.reason}</p>
      <Form form={form} layout="vertical" initialValues={{ answer: '', title: row.title, text: plain ?? '' }} onFinish={(values) => void send(values)}>
        <Form.Item name="answer" label={t('answerLabel')} extra={t('answerNote')} rules={required} {...fieldProps(answer.fault, 'answer')}>
          <Input.TextArea rows={3} maxLength={500} showCount />
        </Form.Item>
        {plain === null ? null : (
          <Form.Item>
            <Checkbox checked={editing} onChange={(event) => setEditing(event.target.checked)}>
              {t('editText')}
            </Checkbox>
          </Form.Item>
        )}
        {editing ? (
          <>
            <Form.Item name="title" label={t('heading')} rules={required} {...fieldProps(answer.fault, 'title')}>
              <Input maxLength={120} />
            </Form.Item>
            <Form.Item name="text" label={t('text')} {...fieldProps(answer.fault, 'blocks')}>
              <Input.TextArea autoSize={{ minRows: 6, maxRows: 20 }} />
            </Form.Item>
          </>
        ) : null}
      </Form>
    </Modal>
  );
}
