import { Form, Input, Modal } from 'antd';
import { useAct } from '../../shared/graphql/useAct';
import { useText } from '../../shared/i18n/text';
import { FaultNote, fieldProps } from '../../shared/staff/FaultNote';
import { staffText } from '../../shared/staff/text';
import { useFocusReturn } from '../../shared/staff/useFocusReturn';
import { EditStoryDocument, OpenStoryDocument, type StoryPartsFragment } from '../gql/graphql';
import { storiesText } from './text';

interface Values {
  title: string;
  summary: string;
}

/** A new story, or one to rename. */
export function StoryDialog({ story, onClose }: { story?: StoryPartsFragment; onClose: () => void }) {
  useFocusReturn();
  const t = useText(storiesText);
  const common = useText(staffText);
  const open = useAct(OpenStoryDocument);
  const edit = useAct(EditStoryDocument);
  const [form] = Form.useForm<Values>();
  const act = story ? edit : open;
  const save = async (values: Values) => {
    const done = story ? await edit.run({ id: story.id, ...values }) : await open.run(values);
    if (done) onClose();
  };
  return (
    <Modal open title={story ? t('edit') : t('open')} okText={t('save')} cancelText={common('cancel')} okButtonProps={{ loading: act.busy }} onCancel={onClose} onOk={() => form.submit()}>
      <FaultNote fault={act.fault} shown={['title', 'summary']} />
      <Form form={form} layout="vertical" initialValues={{ title: story?.title ?? '', summary: story?.summary ?? '' }} onFinish={(values) => void save(values)}>
        <Form.Item name="title" label={t('storyTitle')} rules={[{ required: true, whitespace: true, message: t('required') }]} {...fieldProps(act.fault, 'title')}>
          <Input maxLength={60} showCount />
        </Form.Item>
        <Form.Item name="summary" label={t('summary')} extra={t('summaryHint')} {...fieldProps(act.fault, 'summary')}>
          <Input.TextArea rows={3} maxLength={300} showCount />
        </Form.Item>
      </Form>
    </Modal>
  );
}
