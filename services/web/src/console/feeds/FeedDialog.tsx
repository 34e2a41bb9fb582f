import { Form, Input, InputNumber, Modal, Select } from 'antd';
import { useQuery } from 'urql';
import { useAct } from '../../shared/graphql/useAct';
import { useText } from '../../shared/i18n/text';
import { FaultNote, fieldProps } from '../../shared/staff/FaultNote';
import { staffText } from '../../shared/staff/text';
import { useFocusReturn } from '../../shared/staff/useFocusReturn';
import { AddFeedDocument, EditFeedDocument, FeedChoicesDocument, type FeedPartsFragment } from '../gql/graphql';
import { feedsText } from './text';

interface Values {
  sourceId: string;
  name: string;
  url: string;
  everyMinutes: number;
}

/** A new feed, or one to change; whose it is stays. */
export function FeedDialog({ feed, onClose }: { feed: FeedPartsFragment | null; onClose: () => void }) {
  useFocusReturn();
  const t = useText(feedsText);
  const common = useText(staffText);
  const add = useAct(AddFeedDocument);
  const edit = useAct(EditFeedDocument);
  const [{ data }] = useQuery({ query: FeedChoicesDocument, pause: feed !== null });
  const [form] = Form.useForm<Values>();
  const act = feed ? edit : add;
  const save = async ({ sourceId, ...values }: Values) => {
    const done = feed ? await edit.run({ id: feed.id, ...values }) : await add.run({ sourceId, ...values });
    if (done) onClose();
  };
  const required = [{ required: true, message: t('required') }];
  return (
    <Modal
      open
      title={feed ? t('editOf', { name: feed.name }) : t('add')}
      okText={t('save')}
      cancelText={common('cancel')}
      okButtonProps={{ loading: act.busy }}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      <FaultNote fault={act.fault} shown={['sourceId', 'name', 'url', 'everyMinutes']} />
      <Form
        form={form}
        layout="vertical"
        initialValues={{ name: feed?.name ?? '', url: feed?.url ?? '', everyMinutes: feed?.everyMinutes ?? 60 }}
        onFinish={(values) => void save(values)}
      >
        {feed ? null : (
          <Form.Item name="sourceId" label={t('source')} rules={required} extra={t('sourceHint')} {...fieldProps(act.fault, 'sourceId')}>
            <Select
              showSearch={{ optionFilterProp: 'label' }}
              options={data?.sources.map((source) => ({ value: source.id, label: source.domain ? `${source.name}（${source.domain}）` : source.name }))}
            />
          </Form.Item>
        )}
        <Form.Item name="name" label={t('name')} rules={required} {...fieldProps(act.fault, 'name')}>
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name="url" label={t('url')} rules={required} extra={t('urlHint')} {...fieldProps(act.fault, 'url')}>
          <Input type="url" maxLength={1000} placeholder="https://" />
        </Form.Item>
        <Form.Item name="everyMinutes" label={t('every')} rules={required} extra={t('everyHint')} {...fieldProps(act.fault, 'everyMinutes')}>
          <InputNumber min={15} max={1440} precision={0} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
