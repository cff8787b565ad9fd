# Sources the files of each folder given, after its `scope`, and prints every variable there then is.
# Fields end in NUL: `=case`; per variable its name, attributes, number of words and words; `=end` and stderr.
unset OLDPWD
dirname() { /usr/bin/dirname "$@"; }
__own=" $(compgen -v | tr '\n' ' ') __own __case __file __name __attributes __count "
__own="${__own/ PATH / }"
for __case in "$@"; do
  printf '=case\0'
  (
    . "$__case/scope"
    for __file in "$__case"/*.tsm; do . "$__file" 2>>"$__case/err" </dev/null; done
    compgen -v | while read -r __name; do
      [[ $__own == *" $__name "* ]] && continue
      __attributes=
      eval "__attributes=\"\${$__name@a}\""
      eval "__count=\${#$__name[@]}"
      printf '%s\0%s\0%s\0' "$__name" "$__attributes" "$__count"
      ((__count)) && eval "printf '%s\0' \"\${$__name[@]}\""
    done
  )
  printf '=end\0'
  cat "$__case/err"
  printf '\0'
done
