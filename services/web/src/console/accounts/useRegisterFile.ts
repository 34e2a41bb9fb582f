import { useState } from 'react';
import { useClient } from 'urql';
import { faultOf, type Fault } from '../../shared/graphql/fault';
import { RegisterFileDocument, type TableFormat } from '../gql/graphql';
import { keep } from '../submissions/keep';

/** The register as a file to keep. */
export function useRegisterFile(): { save: (format: TableFormat) => Promise<void>; busy: boolean; fault: Fault | null } {
  const client = useClient();
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<Fault | null>(null);
  const save = async (format: TableFormat) => {
    setBusy(true);
    setFault(null);
    const file = await client.query(RegisterFileDocument, { format }, { requestPolicy: 'network-only' }).toPromise();
    setBusy(false);
    if (file.data) keep(file.data.registerFile);
    else if (file.error) setFault(faultOf(file.error));
  };
  return { save, busy, fault };
}
