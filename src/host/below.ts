/** Whether a path is a folder, or lies in it; both absolute and without `.` or `..`. */
export const isBelow = (path: string, folder: string): boolean =>
  path === folder || path.startsWith(folder === '/' ? '/' : `${folder}/`);
