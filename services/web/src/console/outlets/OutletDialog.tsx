import { Form, Input, Modal, Select, Switch } from 'antd';
import { useAct } from '../../shared/graphql/useAct';
import { useLang } from '../../shared/i18n/lang';
import { useText } from '../../shared/i18n/text';
import { FaultNote, fieldProps } from '../../shared/staff/FaultNote';
import { staffText } from '../../shared/staff/text';
import { useFocusReturn } from '../../shared/staff/useFocusReturn';
import {
  CreateOutletDocument,
  EditOutletDocument,
  type OutletFormat,
  type OutletInput,
  type OutletKind,
  type OutletPartsFragment,
  type OutletsQuery,
} from '../gql/graphql';
import { useWord } from '../words';
import type { Once } from './SecretDialog';
import { outletsText } from './text';

const kinds: OutletKind[] = ['NEWSPAPER', 'BROADCASTER', 'NEWS_SITE', 'COMMERCIAL_SITE'];
const formats: OutletFormat[] = ['NINJS_3_1', 'NINJS_2_2', 'NEWSML_G2'];
const languages = ['zh-Hans', 'en', 'ug', 'bo', 'mn-Mong', 'ko'];
const shown = ['name', 'kind', 'place', 'contact', 'endpoint', 'format', 'topics', 'columnIds', 'languages'];

export interface OutletDialogProps {
  /** `null` for a new one. */
  outlet: OutletPartsFragment | null;
  columns: OutletsQuery['columns'];
  onClose: () => void;
  onSecret: (once: Once) => void;
}

export function OutletDialog({ outlet, columns, onClose, onSecret }: OutletDialogProps) {
  useFocusReturn();
  const t = useText(outletsText);
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
    onSecret({ is: 'secret', text: data.createOutlet.secret });
  };
  return (
    <Modal
      open
      title={outlet ? t('editOutlet', { name: outlet.name }) : t('addOutlet')}
      okText={common('confirm')}
      cancelText={common('cancel')}
      okButtonProps={{ loading: create.busy || edit.busy }}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      <FaultNote fault={fault} shown={shown} />
      <Form form={form} layout="vertical" initialValues={initial(outlet)} onFinish={(input) => void confirm(input)}>
        <Fields fault={fault} columns={columns} />
      </Form>
    </Modal>
  );
}

function initial(outlet: OutletPartsFragment | null): OutletInput {
  return {
    name: outlet?.name ?? '',
    kind: outlet?.kind ?? 'NEWSPAPER',
    place: outlet?.place ?? '',
    contact: outlet?.contact ?? '',
    endpoint: outlet?.endpoint ?? '',
    format: outlet?.format ?? 'NINJS_3_1',
    topics: outlet?.topics ?? [],
    columnIds: outlet?.columnIds ?? [],
    sensitive: outlet?.sensitive ?? false,
    languages: outlet?.languages ?? [],
  };
}

function Fields({ fault, columns }: { fault: Parameters<typeof fieldProps>[0]; columns: OutletsQuery['columns'] }) {
  const t = useText(outletsText);
  const lang = useLang();
  const word = useWord();
  const required = [{ required: true, message: t('required') }];
  return (
    <>
      <Form.Item name="name" label={t('outletName')} rules={required} {...fieldProps(fault, 'name')}>
        <Input maxLength={80} />
      </Form.Item>
      <Form.Item name="kind" label={t('kind')} {...fieldProps(fault, 'kind')}>
        <Select options={kinds.map((value) => ({ value, label: word('outlet', value) }))} />
      </Form.Item>
      <Form.Item name="place" label={t('region')} {...fieldProps(fault, 'place')}>
        <Input maxLength={40} />
      </Form.Item>
      <Form.Item name="contact" label={t('contact')} extra={t('contactHint')} {...fieldProps(fault, 'contact')}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item name="topics" label={t('topics')} extra={t('topicsHint')} {...fieldProps(fault, 'topics')}>
        <Select mode="tags" tokenSeparators={[',', '，', ' ']} />
      </Form.Item>
      <Form.Item name="columnIds" label={t('columns')} {...fieldProps(fault, 'columnIds')}>
        <Select
          mode="multiple"
          showSearch={{ optionFilterProp: 'label' }}
          options={columns.filter((column) => column.active).map((column) => ({ value: column.id, label: lang === 'zh' ? column.name : column.nameEn }))}
        />
      </Form.Item>
      <Form.Item name="languages" label={t('languages')} extra={t('languagesHint')} {...fieldProps(fault, 'languages')}>
        <Select mode="multiple" options={languages.map((value) => ({ value, label: word('language', value) }))} />
      </Form.Item>
      <Form.Item name="sensitive" label={t('sensitive')} valuePropName="checked" layout="horizontal">
        <Switch />
      </Form.Item>
      <Form.Item name="endpoint" label={t('endpoint')} extra={t('endpointHint')} {...fieldProps(fault, 'endpoint')}>
        <Input type="url" placeholder="https://" maxLength={500} />
      </Form.Item>
      <Form.Item name="format" label={t('format')} {...fieldProps(fault, 'format')}>
        <Select options={formats.map((value) => ({ value, label: word('format', value) }))} />
      </Form.Item>
    </>
  );
}
