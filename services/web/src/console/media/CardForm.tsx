import { App, Button, Form, Input, Select } from 'antd';
import { useQuery } from 'urql';
import { useAct } from '../../shared/graphql/useAct';
import { useText } from '../../shared/i18n/text';
import { FaultNote, fieldProps } from '../../shared/staff/FaultNote';
import { EditMediaDocument, MediaFoldersDocument, MediaTagsDocument, type MediaPartsFragment } from '../gql/graphql';
import { mediaText } from './text';
import { inOrder } from './tree';

interface Values {
  alt: string;
  tags: string[];
  folderId: string;
  holder: string;
  licenceNote: string;
  licenceEndsOn: string;
}

/** What is said of a file: what it shows, tags and folder, licence. */
export function CardForm({ file, onSaved }: { file: MediaPartsFragment; onSaved: () => void }) {
  const t = useText(mediaText);
  const { message } = App.useApp();
  const [folders] = useQuery({ query: MediaFoldersDocument });
  const [tags] = useQuery({ query: MediaTagsDocument });
  const { run, busy, fault } = useAct(EditMediaDocument);
  const save = async ({ folderId, licenceEndsOn, ...said }: Values) => {
    if (!(await run({ id: file.id, input: { ...said, folderId: folderId || null, licenceEndsOn: licenceEndsOn || null } }))) return;
    void message.success(t('saved'));
    onSaved();
  };
  const begin: Values = {
    alt: file.alt,
    tags: file.tags,
    folderId: file.folder?.id ?? '',
    holder: file.holder,
    licenceNote: file.licenceNote,
    licenceEndsOn: file.licenceEndsOn ?? '',
  };
  return (
    <Form<Values> layout="vertical" initialValues={begin} onFinish={(values) => void save(values)}>
      <FaultNote fault={fault} shown={['alt', 'tags', 'folderId', 'holder', 'licenceNote', 'licenceEndsOn']} />
      <Form.Item name="alt" label={t('shows')} extra={t('showsHint')} {...fieldProps(fault, 'alt')}>
        <Input.TextArea rows={2} maxLength={500} />
      </Form.Item>
      <Form.Item name="tags" label={t('tags')} extra={t('tagsHint')} {...fieldProps(fault, 'tags')}>
        <Select mode="tags" optionLabelProp="value" tokenSeparators={[',', '，', '、', ' ']} options={(tags.data?.mediaTags ?? []).map(({ name, files }) => ({ value: name, label: `${name}（${String(files)}）` }))} />
      </Form.Item>
      <Form.Item name="folderId" label={t('folder')} {...fieldProps(fault, 'folderId')}>
        <Select options={[{ value: '', label: t('folderTop') }, ...inOrder(folders.data?.mediaFolders ?? []).map(({ id, name, depth }) => ({ value: id, label: `${'　'.repeat(depth)}${name}` }))]} />
      </Form.Item>
      <Form.Item name="holder" label={t('holder')} extra={t('holderHint')} {...fieldProps(fault, 'holder')}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item name="licenceNote" label={t('licenceNote')} {...fieldProps(fault, 'licenceNote')}>
        <Input.TextArea rows={2} maxLength={500} />
      </Form.Item>
      <Form.Item name="licenceEndsOn" label={t('licenceEndsOn')} extra={t('licenceHint')} {...fieldProps(fault, 'licenceEndsOn')}>
        <Input type="date" />
      </Form.Item>
      <Button type="primary" htmlType="submit" loading={busy}>
        {t('save')}
      </Button>
    </Form>
  );
}
