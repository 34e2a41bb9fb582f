import { Button, Form, Input, Modal, Select } from 'antd';
import { useAct } from '../../shared/graphql/useAct';
import { useText } from '../../shared/i18n/text';
import { FaultNote, fieldProps } from '../../shared/staff/FaultNote';
import { staffText } from '../../shared/staff/text';
import { useFocusReturn } from '../../shared/staff/useFocusReturn';
import { AddMediaFolderDocument, ChangeMediaFolderDocument, RemoveMediaFolderDocument } from '../gql/graphql';
import { mediaText } from './text';
import { targets, type Folder } from './tree';

interface Values {
  name: string;
  parentId: string;
}

export interface FolderDialogProps {
  /** None: a new one. */
  folder: Folder | null;
  folders: readonly Folder[];
  /** Where a new one is made unless said otherwise. */
  within: string;
  onClose: (changed: boolean) => void;
}

/** A new folder, or one to rename, move or remove. */
export function FolderDialog({ folder, folders, within, onClose }: FolderDialogProps) {
  useFocusReturn();
  const t = useText(mediaText);
  const common = useText(staffText);
  const add = useAct(AddMediaFolderDocument);
  const change = useAct(ChangeMediaFolderDocument);
  const remove = useAct(RemoveMediaFolderDocument);
  const [form] = Form.useForm<Values>();
  const act = folder ? change : add;
  const fault = act.fault ?? remove.fault;
  const save = async ({ name, parentId }: Values) => {
    const place = { name, parentId: parentId || null };
    const done = folder ? await change.run({ id: folder.id, ...place }) : await add.run(place);
    if (done) onClose(true);
  };
  const taken = async () => {
    if (folder && (await remove.run({ id: folder.id }))) onClose(true);
  };
  return (
    <Modal
      open
      title={folder ? t('folderChange', { name: folder.name }) : t('folderAdd')}
      okText={t('save')}
      cancelText={common('cancel')}
      okButtonProps={{ loading: act.busy }}
      onCancel={() => onClose(false)}
      onOk={() => form.submit()}
    >
      <FaultNote fault={fault} shown={['name', 'parentId']} />
      <Form form={form} layout="vertical" initialValues={{ name: folder?.name ?? '', parentId: folder ? (folder.parentId ?? '') : within }} onFinish={(values) => void save(values)}>
        <Form.Item name="name" label={t('folderName')} rules={[{ required: true, whitespace: true }]} {...fieldProps(fault, 'name')}>
          <Input maxLength={40} />
        </Form.Item>
        <Form.Item name="parentId" label={t('folderParent')} {...fieldProps(fault, 'parentId')}>
          <Select options={[{ value: '', label: t('folderTop') }, ...targets(folders, folder?.id ?? null).map(({ id, name, depth }) => ({ value: id, label: `${'　'.repeat(depth)}${name}` }))]} />
        </Form.Item>
      </Form>
      {folder ? (
        <Button danger loading={remove.busy} onClick={() => void taken()} title={t('folderRemoveNote')}>
          {t('folderRemove')}
        </Button>
      ) : null}
    </Modal>
  );
}
