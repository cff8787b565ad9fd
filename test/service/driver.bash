#!/bin/bash
# Runs the commands of the records on standard input, one after the other, and prints for each: PID, exit status,
# the PID of the last program that ran, and output.
# A record: kind (words or shell), working directory, number of assignments, number of words, then those; each field ends in NUL.
while IFS= read -r -d '' kind; do
  IFS= read -r -d '' cwd
  IFS= read -r -d '' assignments
  IFS= read -r -d '' words
  fields=()
  for ((i = 0; i < assignments + words; i++)); do
    IFS= read -r -d '' field
    fields+=("$field")
  done
  : >"$PROGRAMS"
  if [ "$kind" = shell ]; then
    (cd "$cwd" && exec /bin/bash -c "${fields[0]}") </dev/null >"$OUTPUT" 2>/dev/null &
  else
    (cd "$cwd" && exec /usr/bin/env "${fields[@]}") </dev/null >"$OUTPUT" 2>/dev/null &
  fi
  pid=$!
  wait "$pid"
  printf '%s\0%s\0%s\0' "$pid" "$?" "$(tail -n 1 "$PROGRAMS")"
  cat "$OUTPUT"
  printf '\0'
done
