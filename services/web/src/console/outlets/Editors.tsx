import { App, Button, Select, Space } from 'antd';
import { useState } from 'react';
import { useQuery } from 'urql';
import { useAct } from '../../shared/graphql/useAct';
import { useText } from '../../shared/i18n/text';
import { isoDay } from '../../shared/lib/time';
import { Answer } from '../../shared/staff/Answer';
import { DataTable, type Column } from '../../shared/staff/DataTable';
import { FaultNote } from '../../shared/staff/FaultNote';
import { staffText } from '../../shared/staff/text';
import { AddOutletEditorDocument, FindPeopleDocument, OutletEditorsDocument, RemoveOutletEditorDocument, type OutletEditorsQuery, type OutletPartsFragment } from '../gql/graphql';
import { useRight } from '../session';
import { outletsText } from './text';

type Row = OutletEditorsQuery['outletEditors'][number];

/** Who of the outlet signs in here. */
export function Editors({ outlet, manage }: { outlet: OutletPartsFragment; manage: boolean }) {
  const t = useText(outletsText);
  const common = useText(staffText);
  const { modal } = App.useApp();
  const may = useRight();
  const [editors, refresh] = useQuery({ query: OutletEditorsDocument, variables: { outletId: outlet.id } });
  const add = useAct(AddOutletEditorDocument);
  const remove = useAct(RemoveOutletEditorDocument);
  const again = () => refresh({ requestPolicy: 'network-only' });
  const gone = (row: Row) =>
    modal.confirm({
      title: t('removeTitle', { name: row.person.name }),
      content: t('removeNote'),
      okText: common('confirm'),
      cancelText: common('cancel'),
      onOk: async () => {
        if (await remove.run({ outletId: outlet.id, personId: row.person.id })) again();
      },
    });
  const columns: Column<Row>[] = [
    { key: 'person', title: t('person'), render: (row) => `${row.person.name}（${row.person.login}）` },
    { key: 'since', title: t('since'), width: '120px', render: (row) => isoDay(row.addedAt) },
  ];
  if (manage) {
    columns.push({ key: 'act', title: t('act'), width: '90px', render: (row) => <Button size="small" onClick={() => gone(row)}>{t('remove')}</Button> });
  }
  return (
    <>
      <p>{t('editorsLead')}</p>
      <FaultNote fault={add.fault ?? remove.fault} />
      {manage && may('person.read') ? (
        <Add
          busy={add.busy}
          onAdd={async (personId) => {
            if (await add.run({ outletId: outlet.id, personId })) again();
          }}
        />
      ) : null}
      <Answer query={[editors, refresh]}>
        {(data) =>
          data.outletEditors.length === 0 ? (
            <p>{t('noEditors')}</p>
          ) : (
            <DataTable label={t('tab_editors')} columns={columns} rows={data.outletEditors} rowKey={(row) => row.person.id} />
          )
        }
      </Answer>
    </>
  );
}

function Add({ busy, onAdd }: { busy: boolean; onAdd: (personId: string) => Promise<void> }) {
  const t = useText(outletsText);
  const [search, setSearch] = useState('');
  const [chosen, setChosen] = useState<string | null>(null);
  const [{ data }] = useQuery({ query: FindPeopleDocument, variables: { search: search || null } });
  const people = data?.people.nodes.filter((person) => person.active) ?? [];
  return (
    <Space wrap style={{ marginBottom: 12 }}>
      <Select
        aria-label={t('person')}
        placeholder={t('findPerson')}
        style={{ width: 260 }}
        showSearch={{ filterOption: false, onSearch: setSearch }}
        value={chosen}
        onChange={(value: string) => setChosen(value)}
        options={people.map((person) => ({ value: person.id, label: `${person.name}（${person.login}）` }))}
      />
      <Button disabled={chosen === null} loading={busy} onClick={() => void (chosen && onAdd(chosen).then(() => setChosen(null)))}>
        {t('add')}
      </Button>
    </Space>
  );
}
