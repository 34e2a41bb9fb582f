export interface Folder {
  id: string;
  name: string;
  parentId: string | null;
  files: number;
}

/** A folder with how deep it stands, each below the one it stands in. */
export interface Placed extends Folder {
  depth: number;
}

/** The folders as a tree is read: each followed by those in it, by name. A folder whose parent is not among them stands at the top. */
export function inOrder(folders: readonly Folder[]): Placed[] {
  const known = new Set(folders.map((folder) => folder.id));
  const below = (parent: string | null) =>
    folders.filter((folder) => (folder.parentId !== null && known.has(folder.parentId) ? folder.parentId : null) === parent);
  const walk = (parent: string | null, depth: number): Placed[] =>
    depth > known.size ? [] : below(parent).flatMap((folder) => [{ ...folder, depth }, ...walk(folder.id, depth + 1)]);
  return walk(null, 0);
}

/** The folders into which one may be moved: not into itself, nor into what stands in it. */
export function targets(folders: readonly Folder[], moved: string | null): Placed[] {
  const tree = inOrder(folders);
  const at = tree.findIndex((folder) => folder.id === moved);
  if (at < 0) return tree;
  const depth = tree[at]?.depth ?? 0;
  const rest = tree.slice(at + 1);
  const end = rest.findIndex((folder) => folder.depth <= depth);
  return [...tree.slice(0, at), ...(end < 0 ? [] : rest.slice(end))];
}
