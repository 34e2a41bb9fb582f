import { Form, Input, Modal } from 'antd';
import { useAct } from '../../shared/graphql/useAct';
import { useText } from '../../shared/i18n/text';
import { FaultNote, fieldProps } from '../../shared/staff/FaultNote';
import { staffText } from '../../shared/staff/text';
import { useFocusReturn } from '../../shared/staff/useFocusReturn';
import { CreateConnectorDocument, EditConnectorDocument, type ConnectorInput, type ConnectorPartsFragment } from '../gql/graphql';
import { connectorsText } from './text';

export interface ConnectorDialogProps {
  connector: ConnectorPartsFragment | null;
  onClose: () => void;
  /** The secret of a new one, to be shown once. */
  onSecret: (name: string, secret: string) => void;
}

/** Where a program takes messages. */
export function ConnectorDialog({ connector, onClose, onSecret }: ConnectorDialogProps) {
  useFocusReturn();
  const t = useText(connectorsText);
  const common = useText(staffText);
  const create = useAct(CreateConnectorDocument);
  const edit = useAct(EditConnectorDocument);
  const [form] = Form.useForm<ConnectorInput>();
  const fault = create.fault ?? edit.fault;
  const confirm = async (input: ConnectorInput) => {
    if (connector) {
      if (await edit.run({ id: connector.id, input })) onClose();
      return;
    }
    const made = await create.run({ input });
    if (!made) return;
    onSecret(made.createConnector.connector.name, made.createConnector.secret);
    onClose();
  };
  const required = [{ required: true, message: t('required') }];
  return (
    <Modal
      open
      title={connector ? t('edit') : t('add')}
      okText={common('confirm')}
      cancelText={common('cancel')}
      okButtonProps={{ loading: create.busy || edit.busy }}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      <FaultNote fault={fault} shown={['name', 'endpoint']} />
      <Form form={form} layout="vertical" initialValues={{ name: connector?.name ?? '', endpoint: connector?.endpoint ?? '' }} onFinish={(values) => void confirm(values)}>
        <Form.Item name="name" label={t('name')} rules={required} {...fieldProps(fault, 'name')}>
          <Input maxLength={30} />
        </Form.Item>
        <Form.Item name="endpoint" label={t('endpoint')} extra={t('endpointHint')} rules={required} {...fieldProps(fault, 'endpoint')}>
          <Input inputMode="url" placeholder="https://" />
        </Form.Item>
      </Form>
    </Modal>
  );
}
