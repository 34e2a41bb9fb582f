import { Form, Input, Modal, Select } from 'antd';
import { useAct } from '../../shared/graphql/useAct';
import { useText } from '../../shared/i18n/text';
import { FaultNote, fieldProps } from '../../shared/staff/FaultNote';
import { staffText } from '../../shared/staff/text';
import { useFocusReturn } from '../../shared/staff/useFocusReturn';
import { CreateOutletDocument, EditOutletDocument, type OutletInput, type OutletPartsFragment } from '../gql/graphql';
import { accountsText } from './text';

export interface OutletDialogProps {
  /** `null` for a new one. */
  outlet: OutletPartsFragment | null;
  onClose: () => void;
  onSecret: (secret: string) => void;
}

export function OutletDialog({ outlet, onClose, onSecret }: OutletDialogProps) {
  useFocusReturn();
  const t = useText(accountsText);
  const common = useText(staffText);
  const create = useAct(CreateOutletDocument);
  const edit = useAct(EditOutletDocument);
  const [form] = Form.useForm<OutletInput>();
  const fault = create.fault ?? edit.fault;
  const confirm = async (input: OutletInput) => {
    if (outlet) {
      if (await edit.run({ id: outlet.id, input })) onClose();
      return;
    }
    const data = await create.run({ input });
    if (!data) return;
    onClose();
    onSecret(data.createOutlet.secret);
  };
  const title = outlet ? t('editOutlet', { name: outlet.name }) : t('addOutlet');
  const required = [{ required: true, message: t('required') }];
  return (
    <Modal
      open
      title={title}
      okText={common('confirm')}
      cancelText={common('cancel')}
      okButtonProps={{ loading: create.busy || edit.busy }}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      <FaultNote fault={fault} shown={['name', 'endpoint', 'topics']} />
      <Form
        form={form}
        layout="vertical"
        initialValues={{ name: outlet?.name ?? '', endpoint: outlet?.endpoint ?? 'https://', topics: outlet?.topics ?? [] }}
        onFinish={(input) => void confirm(input)}
      >
        <Form.Item name="name" label={t('outletName')} rules={required} {...fieldProps(fault, 'name')}>
          <Input maxLength={80} />
        </Form.Item>
        <Form.Item name="endpoint" label={t('endpoint')} extra={t('endpointHint')} rules={required} {...fieldProps(fault, 'endpoint')}>
          <Input type="url" maxLength={500} />
        </Form.Item>
        <Form.Item name="topics" label={t('topics')} extra={t('topicsHint')} rules={required} {...fieldProps(fault, 'topics')}>
          <Select mode="tags" tokenSeparators={[',', '，', ' ']} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
