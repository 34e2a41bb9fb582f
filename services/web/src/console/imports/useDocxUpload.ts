import { useCallback, useState } from 'react';
import { useClient } from 'urql';
import type { Fault } from '../../shared/graphql/fault';
import { upload } from '../articles/upload';

const most = 20 << 20;
const docx = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

export type DocxState = { is: 'idle' } | { is: 'sending'; share: number } | { is: 'large' } | { is: 'wrongType' } | { is: 'failed'; fault: Fault };

/** Sends a document to the library; its id, or `null` where it was not taken and `state` says why. */
export function useDocxUpload(): { state: DocxState; send: (file: File) => Promise<string | null> } {
  const client = useClient();
  const [state, setState] = useState<DocxState>({ is: 'idle' });
  const send = useCallback(
    async (file: File) => {
      if (most < file.size) {
        setState({ is: 'large' });
        return null;
      }
      setState({ is: 'sending', share: 0 });
      // A machine without an office program gives the file no type; the server looks at its bytes.
      const typed = new File([file], file.name, { type: docx });
      const result = await upload(client, 'file', typed, '', (share) => setState({ is: 'sending', share }));
      if ('ok' in result) {
        setState({ is: 'idle' });
        return result.ok.id;
      }
      setState('refusal' in result ? { is: 'wrongType' } : { is: 'failed', fault: result.fault });
      return null;
    },
    [client],
  );
  return { state, send };
}
