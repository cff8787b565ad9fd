/** A machine that could not be made or did not come up. `detail` is what the tools or its console said last, unedited. */
export class MachineError extends Error {
  override name = 'MachineError';
  readonly detail: string;

  constructor(message: string, detail: string) {
    super(detail === '' ? message : `${message}:\n${detail}`);
    this.detail = detail;
  }
}
