import type { MediaType } from '../../shared/article/block';
import { Picker } from '../media/Picker';
import { kindOf, type Uploaded } from './upload';

/** Files of the library, to put into an article. */
export function MediaLibrary({ type, onPick }: { type: MediaType; onPick: (media: Uploaded) => void }) {
  return <Picker kind={kindOf(type)} onPick={({ id, url, alt }) => onPick({ id, url, alt })} />;
}
