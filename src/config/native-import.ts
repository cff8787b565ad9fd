/** `import()` as Node itself does it. In a file of its own, since a file with one cannot have its compiled form kept. */
export const nativeImport = (specifier: string): Promise<unknown> => import(specifier);
