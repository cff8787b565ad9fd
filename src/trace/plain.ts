/** What every object and list inherits, before any config has run. */
const INHERITED = inherited();

/** A program may give all objects a property that is in none of them. */
export const isUntouched = (): boolean => inherited() === INHERITED;

function inherited(): string {
  return JSON.stringify([Object.prototype, Array.prototype].map((one) => Reflect.ownKeys(one).map(String)));
}

/** Whether a value is data through and through: what JSON knows, and `undefined`. Nothing in it can give another answer later. */
export function isPlain(value: unknown, depth = 0): boolean {
  if (typeof value === 'function' || typeof value === 'symbol' || typeof value === 'bigint') return false;
  if (typeof value !== 'object' || value === null) return true;
  if (depth > DEEPEST || !isPlainObject(value)) return false;
  return Reflect.ownKeys(value).every((key) => isPlainProperty(value, key, depth));
}

/** No setting lies deeper; an object that holds itself does. */
const DEEPEST = 32;

function isPlainObject(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === Array.prototype || prototype === null;
}

function isPlainProperty(value: object, key: string | symbol, depth: number): boolean {
  if (key === 'length' && Array.isArray(value)) return true;
  const property = Object.getOwnPropertyDescriptor(value, key);
  return (
    typeof key === 'string' &&
    property?.enumerable === true &&
    'value' in property &&
    isPlain(property.value, depth + 1)
  );
}
