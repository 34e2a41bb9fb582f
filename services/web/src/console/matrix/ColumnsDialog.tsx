import { App, Form, Modal, Select } from 'antd';
import { useState } from 'react';
import { useQuery } from 'urql';
import { useAct } from '../../shared/graphql/useAct';
import { useLang } from '../../shared/i18n/lang';
import { useText } from '../../shared/i18n/text';
import { FaultNote } from '../../shared/staff/FaultNote';
import { staffText } from '../../shared/staff/text';
import { useFocusReturn } from '../../shared/staff/useFocusReturn';
import { AccountChoicesDocument, ColumnAccountsDocument, ColumnsToShareDocument, ShareColumnDocument } from '../gql/graphql';
import { matrixText } from './text';

/** Says which accounts share a column. */
export function ColumnsDialog({ onClose }: { onClose: () => void }) {
  useFocusReturn();
  const t = useText(matrixText);
  const common = useText(staffText);
  const lang = useLang();
  const { message } = App.useApp();
  const act = useAct(ShareColumnDocument);
  const [columnId, setColumnId] = useState<string | null>(null);
  const [chosen, setChosen] = useState<string[] | null>(null);
  const [{ data: columns }] = useQuery({ query: ColumnsToShareDocument });
  const [{ data: accounts }] = useQuery({ query: AccountChoicesDocument });
  const [{ data: shared }] = useQuery({ query: ColumnAccountsDocument, variables: { columnId: columnId ?? '' }, pause: columnId === null, requestPolicy: 'network-only' });
  const value = chosen ?? shared?.columnAccounts.map((account) => account.id) ?? [];
  const save = async () => {
    if (columnId && (await act.run({ columnId, accountIds: value }))) {
      void message.success(t('saved'));
      onClose();
    }
  };
  return (
    <Modal open title={t('columnsTitle')} okText={t('save')} cancelText={common('cancel')} okButtonProps={{ loading: act.busy, disabled: columnId === null }} onCancel={onClose} onOk={() => void save()}>
      <FaultNote fault={act.fault} />
      <p>{t('columnsNote')}</p>
      <Form layout="vertical" component="div">
        <Form.Item label={t('column')} htmlFor="shared-column">
          <Select
            id="shared-column"
            value={columnId}
            onChange={(id: string) => {
              setColumnId(id);
              setChosen(null);
            }}
            options={(columns?.columns ?? []).filter((column) => column.active).map((column) => ({ value: column.id, label: lang === 'zh' ? column.name : column.nameEn }))}
          />
        </Form.Item>
        <Form.Item label={t('accounts')} htmlFor="shared-accounts">
          <Select
            id="shared-accounts"
            mode="multiple"
            optionFilterProp="label"
            disabled={columnId === null}
            value={value}
            onChange={setChosen}
            options={(accounts?.accounts ?? []).map((account) => ({ value: account.id, label: `${account.name} · ${lang === 'zh' ? account.department.name : account.department.nameEn}` }))}
          />
        </Form.Item>
      </Form>
    </Modal>
  );
}
